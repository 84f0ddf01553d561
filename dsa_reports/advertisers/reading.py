"""From a file of JSON or JSON Lines to records, and an account of every raw record: read = accepted + rejected."""

import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from pydantic import ValidationError

from dsa_reports.advertisers.formats import Format, formats
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.parsing import Unread
from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.findings import Finding, Place, Severity
from dsa_reports.intake.files import open_bytes
from dsa_reports.intake.model import InputFile

__all__ = ["TABLE", "Raw", "RegisterFile", "Sink", "ending", "is_register_line", "places", "read_json", "sifted"]

TABLE = "advertisements"
_LINES = frozenset({".jsonl", ".ndjson"})
_EXAMPLES = 5
_LONGEST_LINE = 20_000_000
_LARGEST = 1_000_000_000


@dataclass(frozen=True)
class RegisterFile:
    """What became of one file: `rows_read` = `accepted` + `rejected`. `records` are the accepted, unless a sink took them."""

    name: str
    sha256: str
    rows_read: int
    accepted: int
    records: tuple[AdRecord, ...]
    findings: tuple[Finding, ...]

    @property
    def rejected(self) -> int:
        """Records that could not be read, and repetitions."""
        return self.rows_read - self.accepted

    @property
    def unread(self) -> int:
        """Rejected records that are no repetition of one that was read."""
        return self.rejected - sum(finding.count for finding in self.findings if finding.id == "ads.duplicate")


Sink = Callable[[AdRecord], None]
"""Takes the records one by one, so that none need stay in memory."""


class Raw(NamedTuple):
    """One raw record, or the Unread that says why there is none."""

    number: int
    """From 1."""
    value: Any
    whole: bool = False
    """Its text has no escape (backslash, u), so that no half of a character can hide in it."""


def read_json(path: Path, name: str, form: Format, sha256: str, sink: Sink | None = None) -> RegisterFile:
    """Read `path` (also compressed) in the format `form`. InputError where the file as a whole is no such thing.

    JSON Lines run past one by one; a document is read whole, up to `_LARGEST` characters.
    """
    file = InputFile(path=path, name=name, index=0, format="jsonl")
    try:
        with open_bytes(file) as stream, io.TextIOWrapper(stream, "utf-8-sig") as text:
            return sifted(name, sha256, _records(text, path, form), form, sink)
    except UnicodeDecodeError as error:
        raise InputError("cannot read the file as UTF-8", where=shown(path, 300), remedy="Check the path and the encoding of the export.") from error


def ending(path: Path) -> str:
    """The ending that says the format: `.jsonl` of `ads.jsonl.gz`."""
    return next((suffix.lower() for suffix in reversed(path.suffixes) if suffix.lower() not in (".gz", ".zst")), "")


def sifted(name: str, sha256: str, raws: Iterable[Raw], form: Format, sink: Sink | None = None) -> RegisterFile:
    """Records of `raws`, those that cannot be read as findings; of several with one identifier the first counts."""
    records: list[AdRecord] = []
    take = sink or records.append
    unplaced: set[str] = set()
    reasons: defaultdict[str, list[int]] = defaultdict(list)
    again: list[int] = []
    seen: set[tuple[str, str, str, bool]] = set()
    number = 0
    for line, raw, whole in raws:
        number += 1
        record = _record(raw, name, line, form, whole=whole)
        if isinstance(record, str):
            reasons[record].append(line)
            continue
        key = (record.format, record.lane, record.ad_id, record.removed)
        if key in seen:
            again.append(line)
        else:
            seen.add(key)
            unplaced.update(record.unmapped)
            take(record)
    findings = [*_refused(reasons, name), *_repeated(again, name), *_about(unplaced, number, name, form)]
    return RegisterFile(name, sha256, number, len(seen), tuple(records), tuple(findings))


def is_register_line(raw: Any) -> bool:
    """True for a record as `ads import` writes it, with everything."""
    return isinstance(raw, dict) and {"format", "lane", "ad_id"} <= raw.keys()


def _record(raw: Any, name: str, line: int, form: Format, *, whole: bool) -> AdRecord | str:
    """The record, or why there is none. `whole`: as in `Raw`."""
    if isinstance(raw, Unread):
        return str(raw)
    try:
        if form.name == "own" and is_register_line(raw):
            record = AdRecord.model_validate(raw)
            if record.format not in formats():
                return "the record is of a format that this version does not know"
        else:
            record = form.read(raw).model_copy(update={"file": name, "line": line})
        if record.unmapped or not (whole and record.file.isascii()):
            record.model_dump_json()  # a lone surrogate in any text shows here, and what is nested too deep
        return record
    except Unread as error:
        return shown(error, 200)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        return f"{shown('.'.join(str(step) for step in first['loc']), 80) or 'the record'}: {first['msg']}"
    except (ValueError, RecursionError):
        return "the record holds a text that is no Unicode, or is nested too deep"


def _records(stream: TextIO, path: Path, form: Format) -> Iterator[Raw]:
    if ending(path) in _LINES:
        return _of_lines(stream, form)
    text = stream.read(_LARGEST + 1)
    if len(text) > _LARGEST:
        raise InputError("a JSON document this large is not read", where=shown(path, 300), remedy="Export it as JSON Lines, one entry a line: those have no largest size.")
    try:
        document = _loads(text)
    except Unread as error:
        # Several objects, one a line, under the name .json: BigQuery and many tools do that.
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines):
            return _of_lines(io.StringIO(text), form)
        raise InputError(f"the file is no JSON: {error}", where=shown(path, 300), remedy=_NO_JSON) from error
    try:
        found = list(form.records(document))
    except Unread as error:
        raise InputError(f"the file is no register in the format {form.name}: {error}", where=shown(path, 300), remedy="Choose another --format: `dsa-reports ads formats` lists them.") from error
    return (Raw(number, raw) for number, raw in enumerate(found, 1))


_NO_JSON = (
    "Export it again as JSON. Commas before a closing bracket, single quotes and `array([...])` are what programs print for"
    " people; they are not repaired here, because a repair would be a guess."
)


def _lines(stream: TextIO) -> Iterator[tuple[int, str | Unread]]:
    """Each line with its number; one that is too long is an Unread, and what is left of it is not kept."""
    number = 0
    while line := stream.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) <= _LONGEST_LINE or line.endswith("\n"):
            yield number, line
            continue
        while line and not line.endswith("\n"):
            line = stream.readline(_LONGEST_LINE)
        yield number, Unread(f"the line is longer than {_LONGEST_LINE:,} characters")


def _of_lines(stream: TextIO, form: Format) -> Iterator[Raw]:
    for number, line in _lines(stream):
        if isinstance(line, Unread):
            yield Raw(number, line)
            continue
        if not line.strip():
            continue
        whole = "\\u" not in line
        try:
            yield from (Raw(number, raw, whole) for raw in form.records(_loads(line)))
        except Unread as error:
            yield Raw(number, error)


def _loads(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except Unread:
        raise
    except json.JSONDecodeError as error:
        printed = " (arrays as numpy or pandas print them)" if "array(" in text else ""
        raise Unread(f"no JSON{printed}: {error.msg}, line {error.lineno}, column {error.colno}") from None
    except (ValueError, RecursionError):
        raise Unread("no JSON: a number too long, or nested too deep") from None


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unread("an object has a key twice, so that one of the values would be lost")
    return found


def _no_number(name: str) -> Any:
    raise Unread(f"{name} is no number of JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def places(lines: Sequence[int | None]) -> dict[str, Any]:
    """`line`, `count` and `examples` of a finding at `lines`."""
    return {
        "line": lines[0] if lines else None, "count": max(1, len(lines)),
        "examples": tuple(Place(line=line) for line in lines[:_EXAMPLES]) if len(lines) > 1 else (),
    }


def _refused(reasons: dict[str, list[int]], name: str) -> Iterator[Finding]:
    for reason, lines in sorted(reasons.items()):
        yield Finding(
            id="ads.unreadable", severity=Severity.ERROR, rejects=True, table=TABLE, file=name, message=f"the record cannot be read: {reason}",
            remedy="Correct the export. Nothing is guessed: the record is left out and counted.", citation="DSA Art. 39(1)", **places(lines),
        )


def _repeated(lines: list[int], name: str) -> Iterator[Finding]:
    if lines:
        yield Finding(
            id="ads.duplicate", severity=Severity.WARNING, rejects=True, table=TABLE, file=name,
            message="the identifier stood in the file before; the first entry counts", remedy="Export each entry once, in its last state.", **places(lines),
        )


def _about(unplaced: Iterable[str], read: int, name: str, form: Format) -> Iterator[Finding]:
    if not read:
        yield Finding(
            id="ads.no_rows", severity=Severity.WARNING, table=TABLE, file=name, message="the file has no rows; that does not mean that there are no ads",
            remedy="Ask the platform for the export again, and keep this file with the day on which it came.", citation="DSA Art. 39(1)",
        )
    if form.certainty != "our own":
        yield Finding(
            id="ads.certainty", severity=Severity.INFO, table=TABLE, file=name,
            message=f"how sure the reading of this format is: {form.certainty} ({form.source})", remedy="Compare a few entries with the platform's own page before you rest anything on them.",
        )
    kept = sorted(set(map(_general, unplaced)))
    if kept:
        yield Finding(
            id="ads.kept_unread", severity=Severity.INFO, table=TABLE, file=name,
            message=f"kept as they are, because the record has no place for them: {shown(', '.join(kept), 500)}", remedy="Nothing to do: they stand under `unmapped`.",
        )


def _general(key: str) -> str:
    """`region_stats[3].x` as `region_stats[].x`."""
    return "".join(piece if place % 2 == 0 else "[]" for place, piece in enumerate(key.replace("]", "[").split("["))) if "[" in key else key
