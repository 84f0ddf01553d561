"""What `validate`, `check` and `build` print for programs. The JSON Schemas of these documents are made from the models.

Names and order of the keys are an interface: a key may be added, none may change its meaning.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from dsa_reports.findings import Finding, Place, Severity, page_of
from dsa_reports.waivers import Waived

__all__ = ["DOCUMENTS", "BuildOutcome", "CheckOfMany", "CheckOutcome", "ValidationOutcome", "entry", "waived_entry"]

Line = Annotated[int | None, Field(description="Record number in the file: in CSV and XLSX the header is 1, in Parquet, JSON Lines and DataFrames the first row is 1; null where the whole table or part is meant.")]
Value = Annotated[str, Field(description="Shortened and safe to show; ‹masked› where it may be personal.")]
Page = Annotated[str, Field(description="Where the documentation explains the rule.")]
Count = Annotated[int, Field(ge=0, description="Places that the finding stands for.")]
LeftOut = Annotated[int, Field(ge=0, description="Findings that --max-findings left out; the key is missing where there are none.")]
_WAIVED = "What a named person accepted; the key is missing where there is nothing."


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LogFinding(_Frozen):
    """A broken rule of the logs."""

    id: str
    severity: Severity
    rejects: Annotated[bool, Field(description="The rows concerned do not count; independent of the severity.")]
    table: str
    file: str
    line: Line
    column: Annotated[str, Field(description="The source's own name.")]
    value: Value
    message: str
    remedy: str
    citation: str
    count: Count
    examples: Annotated[tuple[Place, ...], Field(description="The first places, where there are several.")]
    page: Page


class ReportFinding(_Frozen):
    """A broken rule of a harmonised report."""

    id: str
    severity: Severity
    part: Annotated[int | None, Field(ge=1, le=11)]
    file: str
    line: Line
    column: Annotated[str, Field(description="The letter.")]
    row: Annotated[str, Field(description="The row's key.")]
    cells: Annotated[tuple[str, ...], Field(description="What the rule compared, such as C12.")]
    value: Value
    expected: str
    message: str
    remedy: str
    citation: str
    figure: Annotated[str, Field(description="Figure id, where the place is a figure.")]
    count: Count
    page: Page


class BuildFinding(_Frozen):
    """A finding of a build: of the logs, the texts or the report."""

    id: str
    severity: Severity
    rejects: bool
    table: str
    part: Annotated[int | None, Field(ge=1, le=11)]
    file: str
    line: Line
    column: str
    row: str
    cells: tuple[str, ...]
    value: Value
    expected: str
    message: str
    remedy: str
    citation: str
    figure: str
    count: Count
    examples: tuple[Place, ...]
    page: Page


class _Accepted(_Frozen):
    reason: str
    owner: str
    expires: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="Last day on which the waiver holds.")]


class WaivedLogFinding(LogFinding, _Accepted):
    """The same, accepted by a named person."""


class WaivedReportFinding(ReportFinding, _Accepted):
    """The same, accepted by a named person."""


class WaivedBuildFinding(BuildFinding, _Accepted):
    """The same, accepted by a named person."""


class FileOutcome(_Frozen):
    """One file: rows_read = accepted + rejected."""

    path: str
    sha256: str
    rows_read: Annotated[int, Field(ge=0)]
    accepted: Annotated[int, Field(ge=0)]
    rejected: Annotated[int, Field(ge=0)]


class TableOutcome(_Frozen):
    """One table with its files."""

    table: str
    files: tuple[FileOutcome, ...]
    none: Annotated[str, Field(description="Why the table rightly has no rows; the key is missing otherwise.")] = ""


class ReportHead(BaseModel):
    """The report that was checked."""

    model_config = ConfigDict(frozen=True, extra="allow")

    service: str
    period: str
    tier: str
    parts: tuple[int, ...]


class BuildHead(_Frozen):
    """The draft that was built."""

    draft: Annotated[int, Field(ge=0)]
    folder: str
    period: str


class ValidationOutcome(_Frozen):
    """`dsa-reports validate --format json`."""

    tables: tuple[TableOutcome, ...]
    findings: tuple[LogFinding, ...]
    waived: Annotated[tuple[WaivedLogFinding, ...], Field(description=_WAIVED)] = ()
    left_out: LeftOut = 0


class CheckOutcome(_Frozen):
    """`dsa-reports check --format json`."""

    report: ReportHead
    findings: tuple[ReportFinding, ...]
    waived: Annotated[tuple[WaivedReportFinding, ...], Field(description=_WAIVED)] = ()
    left_out: LeftOut = 0


class CheckOfOne(CheckOutcome):
    """One report of several."""

    path: Annotated[str, Field(description="As it was named on the command line.")]


class CheckOfMany(_Frozen):
    """`dsa-reports check --format json` with several paths; those that could not be read are missing, and named on stderr."""

    reports: tuple[CheckOfOne, ...]


class BuildOutcome(_Frozen):
    """`dsa-reports build --format json`."""

    build: BuildHead
    findings: tuple[BuildFinding, ...]
    waived: Annotated[tuple[WaivedBuildFinding, ...], Field(description=_WAIVED)] = ()
    left_out: LeftOut = 0


DOCUMENTS: Mapping[str, tuple[type[BaseModel], type[BaseModel], type[BaseModel]]] = {
    "validate": (ValidationOutcome, LogFinding, WaivedLogFinding),
    "check": (CheckOutcome, ReportFinding, WaivedReportFinding),
    "build": (BuildOutcome, BuildFinding, WaivedBuildFinding),
}
"""Command → the document, its findings, its waived findings."""


def entry(kind: str, finding: Finding) -> dict[str, Any]:
    """`finding` as one object of the document of `kind`, in the order of its model."""
    # Plain values, not the model: a report may have a hundred thousand findings, and a test holds them against the schema.
    return {name: _value(finding, name) for name in DOCUMENTS[kind][1].model_fields}


def waived_entry(kind: str, accepted: Waived) -> dict[str, Any]:
    """The same of a waived one, with reason, owner and expiry."""
    waiver = accepted.waiver
    return entry(kind, accepted.finding) | {"reason": waiver.reason, "owner": waiver.owner, "expires": waiver.expires.isoformat()}


def _value(finding: Finding, name: str) -> Any:
    match name:
        case "page":
            return page_of(finding)
        case "severity":
            return finding.severity.value
        case "cells":
            return list(finding.cells)
        case "examples":
            return [{"line": place.line, "value": place.value} for place in finding.examples]
        case _:
            return getattr(finding, name)
