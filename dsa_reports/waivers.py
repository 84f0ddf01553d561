"""Findings that a named person accepts, with a reason and until a day: `waivers.toml`.

    [[waiver]]
    finding = "C-8"
    figure = "5.TOTAL.measures"        # optional: figure, table, column, file
    reason = "Labels only; the log of restrictions starts in March."
    owner = "A. de Vries"
    expires = 2026-12-31
"""

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.findings import Finding, Severity

__all__ = ["Applied", "Waived", "Waiver", "apply", "load_waivers"]


class Waiver(BaseModel):
    """One accepted finding. Places left empty match every place."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, strict=True)

    finding: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=1)]
    owner: Annotated[str, Field(min_length=1)]
    expires: date
    """Last day on which it holds."""
    table: str = ""
    column: str = ""
    """As the finding names it: of logs the export's own name, of reports the letter."""
    figure: str = ""
    file: str = ""

    @field_validator("expires", mode="before")
    @classmethod
    def _a_day(cls, value: object) -> object:
        if isinstance(value, datetime):
            raise ValueError("write a day, such as 2026-12-31")
        return value

    def covers(self, finding: Finding) -> bool:
        """True if the waiver speaks of `finding`."""
        places = ((self.table, finding.table), (self.column, finding.column), (self.figure, finding.figure), (self.file, finding.file))
        return self.finding == finding.id and all(wanted in ("", found) for wanted, found in places)


class Waived(NamedTuple):
    """A finding with the waiver that covers it; both are printed in the validation annex."""

    finding: Finding
    waiver: Waiver


class Applied(NamedTuple):
    """What is left after the waivers.

    `findings` still holds what no valid waiver covers, with one finding per expired waiver
    and one per waiver that covers nothing.
    """

    findings: list[Finding]
    waived: list[Waived]
    expired: list[Waiver]


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers in the TOML file at `path`; InputError names the entry that is wrong."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"there is no waiver file {path.name}", where=str(path), remedy="Correct `waivers` in service.toml.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the waivers: {error}", where=str(path), remedy="Save the file as UTF-8 text.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"the waivers are no valid TOML: {error}", where=str(path), remedy="Start each one with [[waiver]].") from error
    entries = data.get("waiver", [])
    if unknown := sorted(set(data) - {"waiver"}):
        raise InputError(f"unknown key {shown(unknown[0])!r}", where=str(path), remedy="Start each waiver with [[waiver]].")
    if not isinstance(entries, list):
        raise InputError("`waiver` is one table, not a list", where=str(path), remedy="Write [[waiver]] with two brackets.")
    return tuple(_waiver(entry, number, path) for number, entry in enumerate(entries, 1))


def _waiver(entry: object, number: int, path: Path) -> Waiver:
    try:
        return Waiver.model_validate(entry)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'entry'}: {e['msg']}" for e in error.errors())
        raise InputError(
            f"waiver {number}: {shown(problems, 300)}", where=str(path),
            remedy="Give finding, reason, owner and expires = YYYY-MM-DD; optionally figure, table, column, file.",
        ) from error


def apply(findings: Iterable[Finding], waivers: Sequence[Waiver], on: date) -> Applied:
    """Set aside what a waiver covers on the day `on`. An expired waiver sets nothing aside and is an error itself."""
    valid = [w for w in waivers if w.expires >= on]
    expired = [w for w in waivers if w.expires < on]
    left: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        cover = next((w for w in valid if w.covers(finding)), None)
        if cover is None:
            left.append(finding)
        else:
            waived.append(Waived(finding, cover))
    left += [_expired(w, on) for w in expired]
    used = {id(entry.waiver) for entry in waived}
    left += [_unused(w) for w in valid if id(w) not in used]
    return Applied(left, waived, expired)


def _expired(waiver: Waiver, on: date) -> Finding:
    return Finding(
        id="waiver.expired", severity=Severity.ERROR, table=waiver.table, column=waiver.column, file=waiver.file, figure=waiver.figure,
        message=f"the waiver of {shown(waiver.finding)} by {shown(waiver.owner)} expired on {waiver.expires} (today: {on})",
        remedy="Put the cause right, or decide again and set a new day.",
    )


def _unused(waiver: Waiver) -> Finding:
    return Finding(
        id="waiver.unused", severity=Severity.INFO, table=waiver.table, column=waiver.column, file=waiver.file, figure=waiver.figure,
        message=f"the waiver of {shown(waiver.finding)} by {shown(waiver.owner)} covers nothing", remedy="Remove it from the waiver file.",
    )
