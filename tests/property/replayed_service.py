"""A small service whose logs, mapping, readings and period can be changed one by one, built without pictures of it."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

from dsa_reports.pipeline.build import build

LABELS = ("phishing", "fake_shop", "hate", "copyright")
CATEGORIES = (
    ("STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "KEYWORD_PHISHING"), ("STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "KEYWORD_INAUTHENTIC_LISTINGS"),
    ("STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH", "KEYWORD_HATE_SPEECH"),
    ("STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS", "KEYWORD_COPYRIGHT_INFRINGEMENT"),
)
NOTICE_COLUMNS = ("id", "label", "reporter_kind", "trusted_flagger_name", "items", "received_at", "action_taken_at", "processing", "actions_on_law", "actions_on_terms")
NONE = (
    "orders", "moderation_actions", "automation_evaluations", "user_reports", "disputes", "suspensions", "moderators", "exposure",
    "minor_measures", "advertisements", "account_events",
)


@dataclass(frozen=True)
class Notice:
    """One row of the log; `items` below 1 makes it a rejected one."""

    id: int
    label: int = 0
    items: int = 1
    month: int = 3
    hours: int | None = 5
    trusted: bool = False
    terms: bool = False

    def record(self) -> tuple[str, ...]:
        received = f"2026-{self.month:02d}-10T00:00:00Z"
        taken = "" if self.hours is None else f"2026-{self.month:02d}-{10 + self.hours // 24:02d}T{self.hours % 24:02d}:30:00Z"
        acted = "" if self.hours is None else "1"
        return (
            f"n-{self.id}", LABELS[self.label], "trusted_flagger" if self.trusted else "other", "Flagger" if self.trusted else "", str(self.items),
            received, taken, "not_automated", "" if self.terms else acted, acted if self.terms else "",
        )


@dataclass(frozen=True)
class World:
    """All that a build depends on. `mapping`: label → number of its category; `recipients`: month and state → number."""

    notices: tuple[Notice, ...] = ()
    recipients: tuple[tuple[int, str, int], ...] = ((1, "NL", 100),)
    mapping: tuple[int, ...] = (0, 1, 2, 3)
    renamed: bool = False
    readings: tuple[tuple[str, str], ...] = ()
    period: str = "2026"
    declared: int | None = None
    tier: str = "online_platform"
    zone: str = "UTC"
    extra: dict[str, str] = field(default_factory=dict)

    def but(self, **changes: object) -> "World":
        return replace(self, **changes)  # type: ignore[arg-type]


def write(world: World, folder: Path) -> None:
    """The service's folder as `world` has it."""
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    (folder / "texts").mkdir(exist_ok=True)
    names = tuple("number_of_items" if world.renamed and name == "items" else name for name in NOTICE_COLUMNS)
    (folder / "logs/notices.csv").write_text(_csv(names, [notice.record() for notice in world.notices]), "utf-8")
    months = [(f"2026-{month:02d}-01", state, str(number)) for month, state, number in world.recipients]
    (folder / "logs/recipients.csv").write_text(_csv(("month", "member_state", "active_recipients"), months), "utf-8")
    rows = [(label, *CATEGORIES[number]) for label, number in zip(LABELS, world.mapping, strict=True)]
    (folder / "labels.csv").write_text(_csv(("label", "category", "keyword"), rows), "utf-8")
    declared = [] if world.declared is None else [("7.complaints.value@total", str(world.declared), "register", "T. Est", "mail")]
    (folder / "declared.csv").write_text(_csv(("figure", "value", "source", "person", "evidence"), declared), "utf-8")
    (folder / "service.toml").write_text(_toml(world), "utf-8")


def _csv(names: tuple[str, ...], rows: object) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def _toml(world: World) -> str:
    readings = "\n".join(f'{name} = "{answer}"' for name, answer in world.readings)
    none = "\n".join(f'[tables.{name}]\nnone = "nothing of the kind"\n' for name in (*NONE, "complaints"))
    rename = '[tables.notices.rename]\nitems = "number_of_items"\n' if world.renamed else ""
    return f"""declared_figures = "declared.csv"
[provider]
legal_name = "P"
[service]
name = "S"
tier = "{world.tier}"
time_zone = "{world.zone}"
[readings]
{readings}
[tables.notices]
files = ["logs/notices.csv"]
[tables.notices.value_maps]
label = "labels.csv"
{rename}
[tables.recipients]
files = ["logs/recipients.csv"]
{none}"""


@contextmanager
def without_pictures() -> Iterator[None]:
    """Builds in it make no PDF, page or workbook: nothing here looks at them."""
    with (
        patch("dsa_reports.render.pdf.pdf_bytes", lambda *_, **__: b"%PDF"), patch("dsa_reports.render.html.html_page", lambda *_, **__: b"<html>"),
        patch("dsa_reports.render.xlsx.xlsx_bytes", lambda *_, **__: b"PK"),
    ):
        yield


def built(world: World, folder: Path, output: Path, *, keep: bool = True, since: str | None = None, cause: bool = False) -> Path:
    """A draft of `world`."""
    write(world, folder)
    with without_pictures():
        return build(service=folder, period=world.period, output=output, keep_inputs=keep, since=since, cause=cause, threads=1).folder
