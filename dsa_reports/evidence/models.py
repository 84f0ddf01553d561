"""What `manifest.json`, `passports.json` and `findings.json` hold. Their JSON Schemas are made from these models.

None of them knows a clock, a user or an absolute path: the same inputs give the same bytes.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from dsa_reports.findings import Finding, Severity

__all__ = [
    "CheckEntry", "ContractHash", "FileEntry", "FindingsFile", "InputFile", "InputTable", "Manifest", "Passport", "Passports",
    "ReadingEntry", "WaivedEntry",
]

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 in hexadecimal.")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileEntry(_Frozen):
    """A file by its content."""

    sha256: Hash
    bytes: Annotated[int, Field(ge=0)]


class InputFile(_Frozen):
    """One export as it was read: rows_read = accepted + rejected."""

    name: str
    sha256: Hash
    bytes: Annotated[int, Field(ge=0)]
    rows_read: Annotated[int, Field(ge=0)]
    accepted: Annotated[int, Field(ge=0)]
    rejected: Annotated[int, Field(ge=0)]
    first_event: Annotated[str, Field(description="Earliest event of the accepted rows, ISO 8601: a time in UTC, or a day; empty without rows.")]
    last_event: Annotated[str, Field(description="Latest event of the accepted rows, likewise.")]


class InputTable(_Frozen):
    """One table of the contract: its files, or the reason why it has none. accepted = in_period + before_period + after_period + undated."""

    status: Literal["loaded", "none", "absent"]
    reason: str
    rows_read: Annotated[int, Field(ge=0)]
    accepted: Annotated[int, Field(ge=0)]
    rejected: Annotated[int, Field(ge=0)]
    in_period: Annotated[int, Field(ge=0, description="Accepted rows whose date (the first of dated_by that has a value) lies in the period.")]
    before_period: Annotated[int, Field(ge=0)]
    after_period: Annotated[int, Field(ge=0)]
    undated: Annotated[int, Field(ge=0, description="Accepted rows that no date places: all of a table without dated_by.")]
    dated_by: tuple[str, ...]
    files: tuple[InputFile, ...]
    extraction: Annotated[dict[str, str | int | dict[str, int]], Field(description="Extraction note as the exporter gave it; only what was given.")]


class ContractHash(_Frozen):
    """The table contract that rows were held against."""

    sha256: Hash
    tables: dict[str, Hash]


class ReadingEntry(_Frozen):
    """How an open question of the law was answered. `chosen`: said in service.toml, not just the default."""

    answer: str
    meaning: str
    chosen: bool


class Manifest(_Frozen):
    """What was read, by which definitions it was counted, and what was written."""

    format: Literal["dsa-reports/manifest/1"] = "dsa-reports/manifest/1"
    provider: str
    service: str
    tier: str
    period: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}$")]
    period_utc: Annotated[str, Field(description="First instant of the period and first instant after it, UTC.")]
    time_zone: str
    statutory: Annotated[str, Field(description="annual, half_year or transitional; empty for an internal report.")]
    edition: str
    draft: Annotated[int, Field(ge=0)]
    version: Annotated[int, Field(ge=1, description="1, or the number of the updated version.")] = 1
    settings: Annotated[dict[str, FileEntry], Field(description="service.toml, value maps, texts, waivers, declared figures.")]
    config_sha256: Hash
    inputs: dict[str, InputTable]
    campaigns: Annotated[FileEntry | None, Field(description="What people had confirmed of campaigns: lists of accounts, which no draft holds; null where service.toml names none.")] = None
    contract: ContractHash
    indicators: Annotated[dict[str, Hash], Field(description="Indicator id → SHA-256 of its .sql file.")]
    readings: dict[str, ReadingEntry]
    versions: dict[str, str]
    counts: Annotated[dict[str, int], Field(description="Rows read, accepted, rejected; accepted rows in_period and outside_period; figures; findings by severity; waived.")]
    outputs: Annotated[dict[str, FileEntry], Field(description="Path relative to the draft → content.")]


class Passport(_Frozen):
    """Everything that proves one printed number."""

    text: str
    value: float | int | None
    unit: str
    reason: str
    title: str
    definition: str
    conversion: Annotated[str, Field(description="In words: how the number of the query becomes the printed one.")] = ""
    citation: tuple[str, ...]
    indicator: str
    indicator_sha256: str
    rows_used: Annotated[int | None, Field(description="Rows that it rests on; null where the figure is sealed.")]
    numerator: int | None
    denominator: int | None
    cell: str
    period: str
    readings: Annotated[dict[str, str], Field(description="Readings that act on it, with the answer that held.")]
    findings: Annotated[tuple[str, ...], Field(description="Ids of the findings about it.")]
    declared: Annotated[dict[str, str] | None, Field(description="Source, person and evidence of a declared figure.")] = None


class Passports(_Frozen):
    """A passport for every printed figure."""

    format: Literal["dsa-reports/passports/1"] = "dsa-reports/passports/1"
    service: str
    period: str
    figures: dict[str, Passport]


class WaivedEntry(_Frozen):
    """A finding that a named person accepted."""

    finding: Finding
    reason: str
    owner: str
    expires: str


class CheckEntry(_Frozen):
    """What became of one check of the report. `reason`: why it does not apply."""

    id: str
    rule: str
    citation: str
    severity: Severity
    status: Literal["passed", "findings", "not_applicable"]
    findings: int
    waived: int
    reason: str


class FindingsFile(_Frozen):
    """All findings, worst first, what was waived, and what was checked with what result."""

    format: Literal["dsa-reports/findings/1"] = "dsa-reports/findings/1"
    counts: dict[str, int]
    findings: tuple[Finding, ...]
    waived: tuple[WaivedEntry, ...] = ()
    checks: tuple[CheckEntry, ...] = ()
