"""`service.toml`: who reports, on which service, from which files, under which readings.

These are the models; reading the file with its line-by-line errors is `service.load`.
"""

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from dsa_reports.law.tiers import Tier
from dsa_reports.service.readings import default_readings, readings

__all__ = ["RESTRICTIONS", "Campaigns", "Extraction", "Provider", "Publication", "Service", "ServiceConfig", "Source"]

RESTRICTIONS = (
    "visibility_removal", "visibility_disable", "visibility_demoted", "visibility_age_restricted",
    "visibility_interaction_restricted", "visibility_labelled", "visibility_other",
    "monetary_suspension", "monetary_termination", "monetary_other",
    "provision_suspension", "provision_termination", "account_suspension", "account_termination",
)
"""Columns H to U of parts 5 and 6."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Provider(_Model):
    """The company. `employees`, `turnover_million_eur` and `balance_sheet_million_eur` (with linked enterprises) only feed the size hint."""

    legal_name: Annotated[str, Field(min_length=1, max_length=300)]
    employees: Annotated[int, Field(ge=0)] | None = None
    turnover_million_eur: Annotated[float, Field(ge=0)] | None = None
    balance_sheet_million_eur: Annotated[float, Field(ge=0)] | None = None
    contact: str = ""


class Service(_Model):
    """The service: one report per service."""

    name: Annotated[str, Field(min_length=1, max_length=300)]
    tier: Tier
    time_zone: str = "UTC"
    report_language: str = "en"
    impossible_restrictions: tuple[str, ...] = ()

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is no time zone of the IANA list (for example UTC, Europe/Amsterdam)")
        return value

    @field_validator("impossible_restrictions")
    @classmethod
    def _known_restriction(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in RESTRICTIONS:
                raise ValueError(f"{name!r} is no restriction of the template; known: {', '.join(RESTRICTIONS)}")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose midnights limit the period."""
        return ZoneInfo(self.time_zone)


class Publication(_Model):
    """Dates that part 1 of the report states, and what an updated version has to say of itself.

    IR 2024/2835 Annex II, I.5: a version above 1 replaces one that was published; it states why, how the errors were put
    right, and when (`changed`).
    """

    date: dt.date | None = None
    previous: dt.date | None = None
    version: Annotated[int, Field(ge=1)] = 1
    reason: Annotated[str, Field(max_length=2000)] = ""
    method: Annotated[str, Field(max_length=2000)] = ""
    changed: dt.date | None = None
    earlier: tuple[str, ...] = ()
    """Earlier reports (folders, report.json) or CSV files of their figures (period, figure, value), to show what moved."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What an updated version still has to say; nothing for the first one."""
        said = {"date": self.date, "reason": self.reason, "method": self.method, "changed": self.changed}
        return tuple(name for name, value in said.items() if not value) if self.version > 1 else ()


class Extraction(_Model):
    """Who drew a table from which system, when and how, and what that system itself counted."""

    system: str = ""
    query: str = ""
    extracted_at: dt.datetime | dt.date | None = None
    person: str = ""
    rows: Annotated[int, Field(ge=0)] | None = None
    sums: dict[str, int] = Field(default_factory=dict)
    """Control totals of integer columns, for example `items = 1203`."""


class Source(_Model):
    """Where the rows of one table come from and how its columns become those of the contract."""

    files: tuple[str, ...] = ()
    none: str = ""
    """Instead of files: the reason why this table rightly has no rows."""
    format: Literal["auto", "csv", "jsonl", "parquet", "toml", "xlsx"] = "auto"
    delimiter: Annotated[str, StringConstraints(strip_whitespace=False), Field(min_length=1, max_length=1)] = ","
    quote: Annotated[str, Field(max_length=1)] = '"'
    encoding: Literal["utf-8", "utf-16", "latin-1", "windows-1252"] = "utf-8"
    sheet: str = ""
    date_format: str = ""
    """strptime format of days, where they are not YYYY-MM-DD."""
    timestamp_format: str = ""
    """strptime format of times, where they are not ISO 8601."""
    time_zone: str = ""
    """Zone of times without an offset; the service's zone unless said."""
    decimal_comma: bool = False
    true_values: tuple[str, ...] = ("true", "yes", "1", "y", "t")
    false_values: tuple[str, ...] = ("false", "no", "0", "n", "f")
    null_tokens: tuple[str, ...] = ("", "NULL", "null", "None", "\\N")
    list_separator: Annotated[str, StringConstraints(strip_whitespace=False)] = ""
    """Separator of lists that are not JSON arrays."""
    rename: dict[str, str] = Field(default_factory=dict)
    """Column of the contract = column of the export."""
    constants: dict[str, str | int | bool] = Field(default_factory=dict)
    """Column of the contract = the same value on every row."""
    value_maps: dict[str, str] = Field(default_factory=dict)
    """Column of the export = CSV file: first column `label`, then columns of the contract."""
    ignore: tuple[str, ...] = ()
    """Columns of the export that are left unread on purpose."""
    extraction: Extraction = Extraction()

    @model_validator(mode="after")
    def _files_or_reason(self) -> Self:
        if bool(self.files) == bool(self.none):
            raise ValueError("give either `files` or `none = \"the reason why there are no rows\"`")
        if self.time_zone and self.time_zone not in available_timezones():
            raise ValueError(f"{self.time_zone!r} is no time zone of the IANA list")
        yes, no = ({word.strip().lower() for word in words} for words in (self.true_values, self.false_values))
        if yes & no:
            raise ValueError(f"`true_values` and `false_values` both have {', '.join(sorted(map(repr, yes & no)))}; say both lists, and each word in one of them")
        return self


class Privacy(_Model):
    """Legal bases that unlock what is refused otherwise, and from which number on counts about minors are printed."""

    direct_message_text_basis: str = ""
    least_count: Annotated[int, Field(ge=3, le=20)] = 5
    """Counts about minors from 1 to one less are sealed in the voluntary chapters."""
    least_count_reason: Annotated[str, Field(max_length=500)] = ""

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if self.least_count != 5 and not self.least_count_reason:
            raise ValueError("least_count other than 5 needs a least_count_reason: the report prints it")
        return self

    @property
    def said_reason(self) -> str:
        """The reason that the methodology prints; '' for the default, which it words itself."""
        return self.least_count_reason


class Campaigns(_Model):
    """Confirmed campaigns: where the reviewed clusters lie, and by which right the list of accounts is kept."""

    directory: Annotated[str, Field(min_length=1)]
    """The directory of `campaigns find`, with `reviews.jsonl` in it."""
    purpose: Annotated[str, Field(min_length=10, max_length=1000)]
    """What the list of accounts is kept for."""
    retention: Annotated[str, Field(min_length=2, max_length=300)]
    """How long the list is kept, and what ends it."""
    phenomenon: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")] = "sexbot_spam"
    """What reviewers confirm in this directory."""
    samples: str = ""
    """CSV of confirmed accounts that were drawn at random and judged again: sample_id, cluster_id, account_ref, judged_at, reviewer, correct, language."""


class ServiceConfig(_Model):
    """The whole of `service.toml`. `folder` is where it lies: relative paths start there."""

    provider: Provider
    service: Service
    publication: Publication = Publication()
    readings: dict[str, str] = Field(default_factory=dict)
    tables: dict[str, Source] = Field(default_factory=dict)
    texts: str = "texts"
    """Folder with part 11 and the context cells as Markdown files."""
    declared_figures: str = ""
    """CSV of figures that exist only as totals: figure, value, source, person, evidence."""
    privacy: Privacy = Privacy()
    waivers: str = ""
    phenomena: str = "phenomena"
    """Folder with phenomena of the service itself, as TOML files."""
    campaigns: Campaigns | None = None
    folder: Path = Path()

    @field_validator("readings")
    @classmethod
    def _known_readings(cls, value: dict[str, str]) -> dict[str, str]:
        known = readings()
        for name, answer in value.items():
            if name not in known:
                raise ValueError(f"{name!r} is no reading; known: {', '.join(known)}")
            if answer not in known[name].options:
                raise ValueError(f"{name} = {answer!r}: choose one of {', '.join(known[name].options)}")
        return value

    @property
    def chosen_readings(self) -> dict[str, str]:
        """Every reading with the answer that holds for this service."""
        return default_readings() | self.readings
