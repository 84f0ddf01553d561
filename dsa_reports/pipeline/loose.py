"""Data files without a service file: which table each of them is, told by its columns, and how it is read."""

import glob
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from dsa_reports.contract import tables
from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError
from dsa_reports.findings import Finding, Severity
from dsa_reports.intake.files import format_called, resolve, state
from dsa_reports.intake.missing import fitting
from dsa_reports.intake.model import InputFile
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.dialect import Dialect
from dsa_reports.pipeline.exports import dialect_of, read_header
from dsa_reports.service.config import Provider, Service, ServiceConfig, Source
from dsa_reports.service.mistakes import closest

__all__ = ["STDIN", "expanded", "is_data", "loose_config", "manner", "mapped_source", "spool", "standard_input"]

STDIN = Path("-")
_COMMAS = Dialect(",", '"')
_NAMES = {";": "a semicolon", "\t": "a tab", "|": "a bar"}
_SAY = "Say which it is: --table NAME, or map its columns in a service file and give that with --service (`dsa-reports map suggest FILE` drafts it)."

_AGAIN = "Transfer or export it again, and compare its size and checksum with the source."
_BROKEN = {
    "xlsx": "Save the sheet again, or save it as CSV (UTF-8) and name that file instead.", "parquet": _AGAIN,
    "csv": f"{_AGAIN} Its first line must name the columns.", "jsonl": f"{_AGAIN} Each of its lines must be a JSON object.",
    "auto": (
        "Give it a name that ends in .csv, .jsonl, .parquet or .xlsx (text also compressed: .csv.gz, .jsonl.zst), or say `format` for its"
        " table in a service file and give that with --service."
    ),
}
"""What to do about a file of each format of which not even the columns can be read."""


def is_data(path: Path) -> bool:
    """True if `path` is a file of rows, not a service file or a folder with one."""
    return path == STDIN or not (path.suffix == ".toml" or path.is_dir())


def expanded(paths: Sequence[Path]) -> list[Path]:
    """`paths` with every pattern (`n.*`, `exports/**/*.csv`) replaced by the files that fit it, as a shell would that expands them.

    A file whose own name has such characters stays what it is. InputError for a pattern that no file fits.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found |= dict.fromkeys(_fitting(path) if glob.has_magic(str(path)) and not os.path.lexists(path) else [path])
    return list(found)


def _fitting(pattern: Path) -> list[Path]:
    names = sorted(glob.glob(str(pattern), recursive=True))  # noqa: PTH207 (Path.glob takes no absolute patterns)
    files = [path for path in map(Path, names) if not path.is_dir()]
    if not files:
        raise InputError(f"this pattern fits {'folders only' if names else 'no file'}", where=shown(pattern, 300), remedy="Correct it; it starts at the current folder.")
    return files


def loose_config(paths: Sequence[Path], *, table: str = "", service: ServiceConfig | None = None, folder: Path | None = None) -> ServiceConfig:
    """A configuration that reads `paths`, each as the table that it is.

    With `service`, a file that it names is read as it says; any other as `table`, with the mapping of that table if
    there is one. `folder`: where relative paths start (default: here).
    """
    folder = folder or Path.cwd()
    base = service or ServiceConfig(provider=Provider(legal_name="-"), service=Service(name="-", tier=Tier.VLOP))
    if table and table not in tables():
        raise UsageError(f"there is no table {shown(table)!r}", remedy=closest(table, tables()))
    known = _named(service) if service is not None else {}
    found: dict[str, list[str]] = {}
    for path in paths:
        if not (folder / path).exists():
            raise InputError("There is no such file", where=shown(path, 300), remedy="Correct the path.")
        state(InputFile(folder / path, shown(path, 300), 0, "auto"))  # refuses a pipe: whoever looks into one waits for it
        name = table or known.get((folder / path).resolve(), "") or _table_of(folder, path)
        found.setdefault(name, []).append(str(path))
    sources = {name: mapped_source(base.tables.get(name), files, base.folder) for name, files in found.items()}
    for name in sources.keys() - base.tables.keys():
        dialect = _dialect(name, [folder / file for file in found[name]])
        sources[name] = sources[name].model_copy(update={"delimiter": dialect.delimiter, "quote": dialect.quote})
    return base.model_copy(update={"tables": sources, "folder": folder})


def _dialect(table: str, paths: Sequence[Path]) -> Dialect:
    """How the text files among `paths` are written; UsageError where they are not written alike."""
    told = {path: _written(table, path) for path in paths if format_called(path.name) == "csv"}
    if len(set(told.values())) > 1:
        first, other = next((a, b) for a in told for b in told if told[a] != told[b])
        raise UsageError(
            f"the cells of these files are not parted alike: {shown(told[first].delimiter)!r} and {shown(told[other].delimiter)!r}",
            where=f"{shown(first.name, 150)}, {shown(other.name, 150)}", remedy="Validate them in two calls.",
        )
    return next(iter(told.values()), _COMMAS)


def _written(table: str, path: Path) -> Dialect:
    """As the standard says, unless only another delimiter parts the header into columns of `table`."""
    try:
        dialect = dialect_of(path)
        columns = read_header(path).columns
    except (OSError, ValueError, EOFError):
        return _COMMAS  # the reader says what is wrong
    return dialect if dialect.delimiter != _COMMAS.delimiter and len(set(columns) & set(tables()[table].names)) > 1 else _COMMAS


def manner(config: ServiceConfig, service: ServiceConfig | None) -> list[Finding]:
    """A note on each table of loose files that are not written with commas and double quotes, and whose mapping says nothing of it."""
    return [
        Finding(
            id="intake.delimiter", severity=Severity.INFO, table=name, file=source.files[0],
            message=f"read with {_NAMES.get(source.delimiter, repr(source.delimiter))} between the cells and {source.quote} around texts, told from the first lines",
            remedy="Say `delimiter` in service.toml, so that every run reads the file in the same way.",
        )
        for name, source in config.tables.items()
        if (service is None or name not in service.tables) and (source.delimiter, source.quote) != (_COMMAS.delimiter, _COMMAS.quote)
    ]


def _named(service: ServiceConfig) -> dict[Path, str]:
    """Every file that the service file names, and its table. A pattern without files is no matter here."""
    named: dict[Path, str] = {}
    for name, source in service.tables.items():
        with suppress(InputError):
            named |= {file.path.resolve(): name for file in resolve(source, service.folder, name)}
    return named


def mapped_source(source: Source | None, files: Sequence[str], home: Path) -> Source:
    """The mapping `source` for other files. Its value maps lie in `home`; its control totals are of its own files only."""
    if source is None or source.none:
        return Source(files=tuple(files))
    maps = {column: str((home / name).resolve()) for column, name in source.value_maps.items()}
    extraction = source.extraction.model_copy(update={"rows": None, "sums": {}})
    return source.model_copy(update={"files": tuple(files), "value_maps": maps, "extraction": extraction})


def _table_of(folder: Path, path: Path) -> str:
    """The one table all of whose required columns the file has; UsageError where there is none, or more than one fits alike."""
    try:
        columns = read_header(folder / path).columns
    except (OSError, ValueError, EOFError) as error:
        told = shown(error, 200)
        raise InputError(f"This file cannot be read: {told}", where=shown(path, 300), remedy=_BROKEN[format_called(path.name)]) from error
    best = fitting(columns)
    if len(best) != 1:
        raise UsageError(
            "several tables fit the columns of this file" if best else "no table has the columns of this file",
            where=shown(path, 300), remedy=f"{_SAY} Tables: {', '.join(best or tables())}.",
        )
    return best[0]


def spool(stream: BinaryIO, folder: Path, form: str) -> Path:
    """What comes in on standard input, kept as a file while it is looked at; its format by its first bytes unless said."""
    folder.mkdir(parents=True, exist_ok=True)
    raw = folder / "stdin"
    with raw.open("xb") as target:
        shutil.copyfileobj(stream, target, 1 << 20)
    with raw.open("rb") as written:
        start = written.read(4)
    form = form or ("parquet" if start == b"PAR1" else "jsonl" if start.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{") else "xlsx" if start == b"PK\x03\x04" else "csv")
    path = raw.with_suffix(f".{form}")
    raw.rename(path)
    return path


def standard_input() -> BinaryIO:
    """Standard input as bytes; UsageError where nothing is piped into it."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("nothing comes in on standard input", remedy="Pipe a file into it: gunzip -c notices.csv.gz | dsa-reports validate - --table notices")
    return sys.stdin.buffer
