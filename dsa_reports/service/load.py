"""Read `service.toml`. Whatever is wrong in it is said at once, each with its line and with what to write instead."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dsa_reports.contract import tables
from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.mistakes import Mistake, closest, mistakes_of
from dsa_reports.service.toml_lines import line_of, lines_of_keys

__all__ = ["FILE_NAME", "load_service"]

FILE_NAME = "service.toml"
_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def load_service(path: Path) -> ServiceConfig:
    """The service described by `path`: a TOML file, or a folder with a `service.toml` in it.

    Relative paths in it are relative to its folder, which the result names. Raises UsageError
    with all mistakes, InputError where the file cannot be read.
    """
    file = path / FILE_NAME if path.is_dir() else path
    text = _text(file)
    data = _parsed(text, file)
    mistakes, config = _validated(data, file.resolve().parent)
    if config is not None:
        mistakes = _contract_mistakes(config)
    if mistakes or config is None:
        raise _error(mistakes, lines_of_keys(text), file)
    return config


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise UsageError(
            "there is no service file", where=shown(file, 300),
            remedy="Make one with `dsa-reports init`, or name yours: dsa-reports build path/to/service.toml --period …",
        ) from None
    except OSError as error:
        raise InputError(f"the service file cannot be read: {error.strerror}", where=shown(file, 300), remedy="Check the path and its permissions.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UsageError("the service file is not UTF-8 text", where=f"{shown(file, 300)}:{line}", remedy="Save it as UTF-8.") from None


def _parsed(text: str, file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        match = _POSITION.search(message)
        line = int(match[1]) if match and match[1] else text.count("\n") + 1
        raise UsageError(
            f"the service file is not valid TOML: {_POSITION.sub('', message)}", where=f"{shown(file, 300)}:{line}",
            remedy='Write keys as `name = "text"`, tables as `[tables.notices]`, paths with / or in single quotes.',
        ) from None


def _validated(data: dict[str, Any], folder: Path) -> tuple[list[Mistake], ServiceConfig | None]:
    # `folder` is set here; written in the file it would be a key like any unknown one.
    extra = [Mistake(("folder",), "`folder` is no key of service.toml", "Delete it: paths start where the file lies.")] if "folder" in data else []
    try:
        config = ServiceConfig.model_validate({**data, "folder": folder})
    except ValidationError as error:
        return extra + mistakes_of(error, data), None
    return extra, None if extra else config


def _contract_mistakes(config: ServiceConfig) -> list[Mistake]:
    """Tables and columns that the contract does not know."""
    found: list[Mistake] = []
    for name, source in config.tables.items():
        if name not in tables():
            found.append(Mistake(("tables", name), f"there is no table {name!r}", closest(name, tables())))
            continue
        columns = tables()[name].names
        for column, export in source.rename.items():
            if column not in columns:
                swapped = f'Swap the two: {export} = "{column}".' if export in columns else closest(column, columns)
                found.append(Mistake(("tables", name, "rename", column), f"table {name} has no column {column!r} (`rename` is contract column = export column)", swapped))
        for key, named in (("constants", source.constants), ("extraction", source.extraction.sums)):
            path = ("tables", name, key) if key == "constants" else ("tables", name, key, "sums")
            found += [Mistake((*path, column), f"table {name} has no column {column!r}", closest(column, columns)) for column in named if column not in columns]
    return found


def _error(mistakes: list[Mistake], lines: dict[tuple[str, ...], int], file: Path) -> UsageError:
    def place(mistake: Mistake) -> str:
        line = line_of(lines, mistake.path)
        return f"{shown(file, 300)}:{line}" if line else shown(file, 300)

    ordered = sorted(mistakes, key=lambda m: line_of(lines, m.path) or 0)
    if len(ordered) == 1:
        return UsageError(ordered[0].what, where=place(ordered[0]), remedy=ordered[0].remedy)
    listed = "".join(f"\n  {place(m)}: {m.what}\n      {m.remedy}" for m in ordered)
    return UsageError(f"the service file has {len(ordered)} mistakes:{listed}", where=shown(file, 300), remedy="Correct them all, then try again.")
