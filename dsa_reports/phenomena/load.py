"""Read the phenomena of the package and those that a service adds in files of its own.

A file beside service.toml either defines a phenomenon, or adds rules to one that is there (`extends = "sexbot_spam"`).
Whatever is wrong is said with its file and line and with what to do.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError
from dsa_reports.phenomena.model import Extension, Phenomenon
from dsa_reports.service.toml_lines import line_of, lines_of_entries, lines_of_keys

__all__ = ["phenomena", "phenomenon_files", "shipped"]

_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_MOST_BYTES, _MOST_FILES = 1_000_000, 200
_Model = TypeVar("_Model", bound=BaseModel)


@cache
def shipped() -> dict[str, Phenomenon]:
    """The phenomena of the package, by id."""
    found = {}
    for entry in sorted(files(__package__).joinpath("definitions").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            one = Phenomenon.model_validate(tomllib.loads(entry.read_text("utf-8")) | {"sources": (entry.name,)})
            found[one.id] = one
    return found


def phenomenon_files(folder: Path) -> list[Path]:
    """The files that a service adds, in order of their names; none where there is no folder."""
    if not folder.is_dir():
        return []
    found = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    if len(found) > _MOST_FILES:
        raise UsageError(f"{len(found)} files of phenomena", where=shown(folder, 300), remedy=f"At most {_MOST_FILES} are read; put rules together.")
    return found


def phenomena(added: Sequence[Path] = ()) -> dict[str, Phenomenon]:
    """All phenomena by id, those in the files `added` included, in order of precedence.

    UsageError for a mistake in a file of the service; InputError where one cannot be read.
    """
    found = dict(shipped())
    for path in added:
        text = _text(path)
        data = _parsed(text, path)
        if "extends" in data:
            more = _valid(Extension, data, text, path)
            if more.extends not in found:
                raise _error(path, text, ("extends",), f"there is no phenomenon {shown(more.extends)!r}", f"Known here: {', '.join(sorted(found))}.")
            try:
                found[more.extends] = found[more.extends].extended(more, path.name)
            except ValueError as error:
                raise _error(path, text, ("rule",), _said(error), "Give the rule another id.") from None
            continue
        one = _valid(Phenomenon, data | {"sources": (path.name,)}, text, path)
        if one.id in found:
            raise _error(path, text, ("id",), f"the phenomenon {one.id!r} is there already", f'Add to it with extends = "{one.id}", or choose another id.')
        if one.chapter:
            raise _error(path, text, ("chapter",), f"the chapter {one.chapter!r} belongs to a phenomenon of the package", "Leave `chapter` out: the list of phenomena shows the rows.")
        found[one.id] = one
    return dict(sorted(found.items(), key=lambda item: (item[1].precedence, item[0])))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"a file of phenomena cannot be read: {error.strerror}", where=shown(path, 300), remedy="Check the path and its permissions.") from None
    if len(raw) > _MOST_BYTES:
        raise UsageError("a file of phenomena is larger than 1 MB", where=shown(path, 300), remedy="Definitions are short; check what this file is.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("a file of phenomena is not UTF-8 text", where=f"{shown(path, 300)}:{raw[: error.start].count(bytes([10])) + 1}", remedy="Save it as UTF-8.") from None


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _POSITION.search(str(error))
        line = int(match[1]) if match and match[1] else text.count("\n") + 1
        raise UsageError(f"not valid TOML: {_POSITION.sub('', str(error))}", where=f"{shown(path, 300)}:{line}", remedy='Write keys as `name = "text"`, rules under [[rule]].') from None


def _valid(model: type[_Model], data: dict[str, Any], text: str, path: Path) -> _Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in detail["loc"])
        unknown, missing = detail["type"] == "extra_forbidden", detail["type"] == "missing"
        what = f"unknown key `{key}`" if unknown else f"`{key}` is missing" if missing else f"`{key or 'the file'}`: {_clean(str(detail['msg']))}"
        remedy = "Correct the value; docs/sexbots.md has an example." if not (unknown or missing) else "Delete it, or see docs/sexbots.md for the keys that there are." if unknown else "Add it; docs/sexbots.md has an example."
        raise _error(path, text, tuple(str(part) for part in detail["loc"]), what, remedy) from None


def _clean(message: str) -> str:
    return shown(message.removeprefix("Value error, "), 300)


def _said(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        return _clean(str(error.errors(include_url=False)[0]["msg"]))
    return _clean(str(error))


def _error(path: Path, text: str, key: tuple[str, ...], what: str, remedy: str) -> UsageError:
    line = _line(text, key)
    return UsageError(what, where=f"{shown(path, 300)}:{line}" if line else shown(path, 300), remedy=remedy)


def _line(text: str, key: tuple[str, ...]) -> int | None:
    """The line of a key, for a key of the third [[rule]] within that rule."""
    if len(key) >= 2 and key[1].isdigit():
        starts = lines_of_entries(text, key[0])
        if int(key[1]) < len(starts):
            start = starts[int(key[1])]
            for number, line in enumerate(text.splitlines()[start:], start=start + 1):
                if line.lstrip().startswith("["):
                    break
                if len(key) > 2 and re.match(rf"\s*{re.escape(key[2])}\s*=", line):
                    return number
            return start
    return line_of(lines_of_keys(text), key)
