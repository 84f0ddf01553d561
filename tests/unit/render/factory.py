"""Documents with invented but coherent numbers: a VLOP, an online platform, and services where nothing happened.

Numbers come from a fixed formula (no random module): the same document every time.
"""

import datetime as dt
import zlib
from fractions import Fraction
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from dsa_reports.findings import Finding, Severity
from dsa_reports.harmonised.fill import IndicatorInfo, fill
from dsa_reports.harmonised.model import CellKey, CellResult, Chapter, ChapterTable, Document, Figure, Reason, Results
from dsa_reports.law.periods import Period, parse_period, publication_deadline, statutory_kind
from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import Provider, Publication, Service, ServiceConfig
from dsa_reports.service.readings import readings
from dsa_reports.template.codes import categories, member_state_names
from dsa_reports.template.layout import layout

LAW = "IR 2024/2835 Annex II"
MEASURE_COLUMNS = (
    "visibility_removal", "visibility_disable", "visibility_demoted", "visibility_age_restricted",
    "visibility_interaction_restricted", "visibility_labelled", "visibility_other", "monetary_suspension",
    "monetary_termination", "monetary_other", "provision_suspension", "provision_termination", "account_suspension",
    "account_termination",
)
LONG_WORD = "Kindesmissbrauchsdarstellungsverbreitungsbekämpfungsmaßnahmenverordnung"


def noise(*key: object, below: int) -> int:
    """A number from 0 to `below` - 1 that depends on nothing but `key`."""
    return zlib.crc32(repr(key).encode()) % below


class Filler:
    """Collects cell results so that sub-categories add up to categories and these to the total."""

    def __init__(self) -> None:
        self.results = Results()

    def put(self, key: CellKey, value: int | Fraction | None, context: str = "") -> None:
        rows = int(value) if value else 0
        self.results.cells[key] = CellResult(value, rows, f"part{key[0]}", context=context)

    def by_category(self, part: int, column: str, scope: str, scale: int) -> None:
        total = 0
        for category in (c for c in categories() if c.level == "category" and part in c.parts):
            weight = 40 if category.code.endswith("SCAMS_AND_FRAUD") else 12 if "OTHER_VIOLATION" in category.code else 1
            below = 0
            for keyword in (c for c in categories() if c.parent == category.code and part in c.parts):
                value = noise(part, column, scope, category.code, keyword.code, below=scale * weight + 1)
                if category.code.endswith("ANIMAL_WELFARE"):
                    value = 0
                row = f"{category.code}/{keyword.code}"
                if keyword.code == "KEYWORD_OTHER":
                    row += "~spam"
                    self.results.other_descriptions.setdefault(part, {})[row] = f"Spam ({category.description.lower()})"
                self.put((part, row, column, scope), value)
                below += value
            if not any(c.parent == category.code for c in categories()):
                below = noise(part, column, scope, category.code, below=scale + 1)
            self.put((part, category.code, column, scope), below)
            total += below
        self.put((part, "TOTAL", column, scope), total)

    def medians(self, part: int, column: str, scope: str, hours: int) -> None:
        for category in (c for c in categories() if c.level in {"total", "category"} and part in c.parts):
            if not category.code.endswith("ANIMAL_WELFARE"):
                self.put((part, category.code, column, scope), Fraction(1 + noise(part, column, scope, category.code, below=hours * 100), 100))


def _results(scale: int, tier: Tier) -> Results:
    f = Filler()
    for scope in ("TOTAL", "DE", "EL", "FR", "NL", "SE"):
        for column in ("orders_to_act", "items", "orders_to_inform"):
            f.by_category(3, column, scope, max(scale // 400, 1))
        for column in ("median_receipt_to_act", "median_effect_to_act", "median_receipt_to_inform", "median_effect_to_inform"):
            f.medians(3, column, scope, 48)
    if tier is not Tier.INTERMEDIARY:
        for column in ("notices_received", "items", "actions_law", "actions_terms"):
            f.by_category(4, column, "", scale)
            f.by_category(4, column if column != "notices_received" else "notices", "", 1)
        for column in ("notices_trusted_flaggers", "items_trusted_flaggers", "actions_law_trusted_flaggers", "actions_terms_trusted_flaggers"):
            f.by_category(4, column, "", max(scale // 60, 1))
        f.medians(4, "median_time", "", 60)
        f.medians(4, "median_time_trusted_flaggers", "", 24)
    for part, size in ((5, scale), (6, scale * 90)):
        for column in ("measures", "solely_automated", *MEASURE_COLUMNS):
            f.by_category(part, column, "", size if column == "measures" else max(size // 7, 1))
    _lists(f, scale)
    return f.results


def _lists(f: Filler, scale: int) -> None:
    for number in (7, 8, 9, 10):
        for row in next(p for p in layout().parts if p.number == number).rows:
            if row.scope in {"language", "member_state"} or row.key in {"accuracy", "precision", "recall"}:
                continue
            size = scale * 300 if number == 10 else scale * 5
            value: int | Fraction = noise(number, row.key, row.scope, below=size) + (size if row.scope.lower() == "total" else 0)
            if row.type == "number":
                value = Fraction(noise(number, row.key, row.scope, below=10_000), 10_000 if row.unit == "ratio" else 100)
            if number == 9:
                value = Fraction(noise(9, row.key, below=4000), 4) + 100
            f.put((number, row.path, "value", row.scope), value)
    for state in member_state_names():
        f.put((10, "recipients", "value", state), noise("recipients", state, below=scale * 900) + 20_000)
    for language in ("nl", "en", "de", "fr", "pl", "el", "sv"):
        f.put((9, "moderators_linguistic", "value", language), noise("people", language, below=300) + 3)
        f.put((8, "measures_solely_automated", "value", language), noise("auto", language, below=scale * 40))
        f.put((8, "measures_not_automated", "value", language), noise("hand", language, below=scale * 9))
    for scope in ("total", "own_initiative", "notices", "nl", "de"):
        for system in ("link-ring-classifier", "picture-matcher"):
            for metric in ("accuracy", "precision", "recall"):
                context = f"{system}; text; 10,000 items; random sample of decisions, labelled by two reviewers."
                f.put((8, f"{metric}~{system}", "value", scope), Fraction(8000 + noise(metric, system, scope, below=2000), 10_000), context)


def _chapters(figures: dict[str, Figure], scale: int) -> tuple[Chapter, ...]:
    def figure(id_: str, title: str, unit: str = "accounts", value: float | None = None) -> str:
        number = noise(id_, below=scale * 30) if value is None else value
        figures[id_] = Figure(id=id_, text=str(number), value=number, unit=unit, reason=Reason.COUNTED, title=title,
                              definition=f"{title}, counted once each.", citation=("DSA Art. 15(1)(c)",), rows_used=noise(id_, "rows", below=9999))
        return id_

    kinds = {"profile": "Profile", "comment": "Comment", "direct_message": "Direct message", "story": "Story", "ad": "Ad"}
    surfaces = tuple(
        (name, (figure(f"sexbot.{s}.accounts_actioned", f"Accounts acted on: {name}"),
                figure(f"sexbot.{s}.median_hours", f"Median time: {name}", "hours", 3.5),
                figure(f"sexbot.{s}.reversed", f"Reversed: {name}", "measures")))
        for s, name in kinds.items()
    )
    withheld = Figure(id="minors.return_after_report", text="", value=None, unit="share", reason=Reason.NOT_RECORDED, title="Accounts that came back after a report")
    figures[withheld.id] = withheld
    return (
        Chapter(id="sexbot", title="How sexbot spam was handled", key_figures=(
            figure("sexbot.accounts_actioned", "accounts acted on"), figure("sexbot.proactive", "found before anybody reported them"),
            figure("sexbot.median_hours", "median time to action", "hours", 4.25)),
            tables=(ChapterTable(id="sexbot-surfaces", title="Sexbot spam by surface", columns=("Accounts acted on", "Median time (hours)", "Reversed"), rows=surfaces, note="Rows that the platform itself labels as sexbot spam."),)),
        Chapter(id="advertisers", title="Advertisers", key_figures=(
            figure("advertisers.domains", "landing domains of accounts acted on", "domains"),
            figure("advertisers.in_register", "of them in the ad register", "domains", 0)),
            tables=(ChapterTable(id="ad-outcomes", title="Landing domains searched in the register", columns=("Domains",), rows=tuple(
                (label, (figure(f"advertisers.{key}.domains", label, "domains"),)) for key, label in (("in_paid", "In the paid register"), ("in_declared", "In the declared register"), ("absent", "Searched and absent"), ("not_searchable", "Not searchable")))),)),
        Chapter(id="minors", title="Protection of minors", key_figures=(
            figure("minors.contacted", "known minors contacted by sexbots"), figure("minors.unknown", "contacted, age group unknown"), withheld.id),
            tables=(
                ChapterTable(id="minors-age", title="Whom sexbots addressed", columns=("Accounts",), rows=tuple((g, (figure(f"minors.{g.split()[0].lower()}.addressed", g),)) for g in ("Known minor", "Assumed minor", "Adult", "Unknown"))),
                ChapterTable(id="minors-measures", title="Measures by state", columns=("Measures",), rows=tuple((g, (figure(f"minors.measures_{g.split()[0].lower()}", g, "measures", 3),)) for g in ("In place", "Partly", "Planned", "Rejected"))))),
    )


def _findings() -> tuple[Finding, ...]:
    return (
        Finding(id="intake.bad_code", severity=Severity.ERROR, message="unknown category code", remedy="Use a code of the list, or map it.", table="notices", file="notices_2026-03.csv", line=4011, column="category", value="SPAM", count=17, rejects=True),
        Finding(id="checks.items_below_notices", severity=Severity.WARNING, message="fewer items than notices in a category", citation="IR 2024/2835 Annex II, II.1.3", figure="4.STATEMENT_CATEGORY_VIOLENCE.items"),
        Finding(id="intake.no_keyword", severity=Severity.INFO, message="sub-category not recorded", table="moderation_actions", count=12_345),
        Finding(id="checks.total", severity=Severity.BLOCKS, message=f"a total differs from the sum ({LONG_WORD})", remedy="Correct the source.", figure="5.TOTAL.measures"),
    )


INDICATORS = {
    f"part{n}": IndicatorInfo(f"Part {n}", (f"{LAW}, II.1.{n}",), f"{n}" * 64, {}, (n,)) for n in range(3, 11)
}


@cache
def document(
    tier: str = "vlop", *, scale: int = 2000, language: str = "en", draft: int = 3, period: str = "", empty: bool = False,
    text: str = "", chapters: bool = True, name: str = "Weide",
) -> Document:
    """A document of `tier`; `empty`: nothing happened; `text`: put into every place where people or logs can write."""
    kind = Tier(tier)
    days = parse_period(period or ("2026-H1" if kind in {Tier.VLOP, Tier.VLOSE} else "2026"), ZoneInfo("UTC"))
    impossible = ("monetary_suspension", "monetary_termination", "monetary_other") if kind is Tier.ONLINE_PLATFORM else ()
    config = ServiceConfig(
        provider=Provider(legal_name=(text or "Weide Sociaal Netwerk B.V.")[:300]),
        service=Service(name=(text or name)[:300], tier=kind, impossible_restrictions=impossible),
        publication=Publication(date=dt.date(2026, 8, 24), previous=dt.date(2026, 2, 25)),
    )
    results = Results() if empty else _results(scale, kind)
    if text:
        results.other_descriptions = {p: {row: f"{text} {row}" for row in rows} for p, rows in results.other_descriptions.items()}
    words = text or ("Moderators look at every report.\n\nThey work in two teams:\n\n- one for text,\n- one for pictures.\n\n" + "Decisions follow the published policy. " * 60)[:4900]
    texts = {} if empty else {row.key: words for row in next(p for p in layout().parts if p.number == 11).rows}
    report = fill(layout(), config=config, period=days, results=results, texts=texts, contexts={}, indicators=INDICATORS)
    figures = dict(report.figures)
    made = _chapters(figures, scale) if chapters and not empty else ()
    return Document(
        language=language, identification=_identification(config, days, draft), report=report, figures=figures, chapters=made,
        texts=texts, readings=tuple(_readings(text)), intake=tuple(_intake(text, empty)), definitions=tuple(_definitions()),
        findings=() if empty else (*_findings(), *((Finding(id="x.hostile", severity=Severity.WARNING, message=text, value=text, file=text),) if text else ())),
        versions={"dsa_reports": "0.1.0"},
    )


def _identification(config: ServiceConfig, days: Period, draft: int) -> dict[str, Any]:
    statutory = bool(statutory_kind(days, config.service.tier))
    return {
        "provider": config.provider.legal_name, "service": config.service.name, "tier": config.service.tier.value,
        "period": days.text, "period_start": days.start.isoformat(), "period_end": days.end.isoformat(),
        "publication_date": "2026-08-24", "previous_publication_date": "2026-02-25", "draft": draft,
        "edition": "statutory" if statutory else "internal", "statutory": statutory,
        "deadline": publication_deadline(days).isoformat(), "template": "2024-2835", "tool_version": "0.1.0",
    }


def _readings(text: str) -> list[dict[str, Any]]:
    return [
        {"id": r.id, "question": r.question, "answer": r.default, "meaning": r.options[r.default], "reason": text or r.reason,
         "citation": list(r.citation), "chosen": n == 1}
        for n, r in enumerate(readings().values())
    ]


def _intake(text: str, empty: bool) -> list[dict[str, Any]]:
    if empty:
        return [{"table": "notices", "status": "none", "reason": "nothing happened", "files": []}]
    return [
        {"table": table, "status": "loaded", "reason": "", "dated_by": ["received_at"],
         "placed": {"in_period": 29_000, "before_period": 700, "after_period": 200, "undated": 100}, "files": [
            {"name": text or f"{table}_2026-0{n}.csv.gz", "sha256": f"{n}" * 64, "rows_read": 10_000 * n + 5, "accepted": 10_000 * n,
             "rejected": 5, "first_event": "2026-01-01T00:00:07", "last_event": "2026-06-30T23:58:01"} for n in (1, 2)]}
        for table in ("orders", "notices", "moderation_actions", "complaints")
    ] + [{"table": "exposure", "status": "absent", "reason": text or "not recorded", "files": []}]


def _definitions() -> list[dict[str, Any]]:
    return [
        {"id": f"part{n}", "title": f"Figures of part {n}", "legal_basis": [f"{LAW}, II.1.{n}"], "sha256": f"{n}" * 64,
         "columns": {"notices_received": "Number of notices received through the mechanism of Article 16, each counted."}} for n in range(3, 11)
    ]
