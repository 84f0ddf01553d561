"""From counted cells to the filled report and the document that the renderers show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from dsa_reports.checks import audit
from dsa_reports.contract import tables as contract_tables
from dsa_reports.display import shown
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.harmonised.difference import Difference
from dsa_reports.harmonised.fill import MAX_TEXT, fill
from dsa_reports.harmonised.internal import INTERNAL
from dsa_reports.harmonised.model import Chapter, Document, Figure, HarmonisedReport, Reason
from dsa_reports.harmonised.unplaced import unplaced, unplaced_contexts, withheld
from dsa_reports.indicators.cells import CellKey, CellResult, Results, figure_id
from dsa_reports.indicators.loader import load_indicators
from dsa_reports.intake.load import Intake
from dsa_reports.intake.sexbot_gaps import WAVE
from dsa_reports.law.periods import Period, publication_deadline, statutory_kind
from dsa_reports.narrative.texts import load_texts, plain, resolve
from dsa_reports.narrative.waves import still_open
from dsa_reports.pipeline.chapters import chapter_figures, chapters
from dsa_reports.pipeline.editions import edition_findings, mark_of, with_changes, with_mark
from dsa_reports.pipeline.journey import Counted, indicator_info
from dsa_reports.pipeline.minors_chapter import trend
from dsa_reports.pipeline.sealing import sealed_chapters
from dsa_reports.pipeline.told_before import Told
from dsa_reports.pipeline.two_chapters import two_chapters
from dsa_reports.render.csv_parts import formula_cells
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.declared import DeclaredFigure, load_declared
from dsa_reports.service.readings import readings
from dsa_reports.template.layout import layout
from dsa_reports.version import __version__
from dsa_reports.waivers import Applied, apply, load_waivers

__all__ = ["Written", "declare", "plain_report", "written"]

_NOT_RECORDED = "sub-category-not-recorded"
_FIRST_CONTEXTS = (
    "2.TOTAL", "3.TOTAL.orders_to_act@TOTAL", "4.TOTAL.notices_received", "5.TOTAL.measures", "6.TOTAL.measures",
    "7.complaints.value@total", "8.measures_solely_automated.value@total", "9.moderators_internal.value@total",
)


@dataclass(frozen=True)
class Written:
    """The document, what was found and waived, and the figures that rest on a person's word."""

    document: Document
    applied: Applied
    declared: dict[CellKey, DeclaredFigure]


def plain_report(config: ServiceConfig, period: Period, results: Results) -> HarmonisedReport:
    """The filled parts without texts: what the numbers alone say."""
    return fill(layout(), config=config, period=period, results=results, texts={}, contexts={}, indicators=indicator_info(config.chosen_readings))


def written(
    config: ServiceConfig, period: Period, counted: Counted, *, draft: int, final: bool, language: str,
    compare: Callable[[Document], Difference | None] = lambda _: None, earlier: Sequence[Told] = (),
) -> Written:
    """Fill the parts, put the texts in, check, waive, and assemble the document. `compare` says what changed since when.

    `earlier`: what reports of the service printed before, so that nobody works out a sealed count by comparing.
    """
    declared, found = declare(config, counted.results)
    loaded = {name for name, table in counted.intake.tables.items() if table.status == "loaded"}
    loaded |= counted.given
    numbers = plain_report(config, period, counted.results)
    sealing = sealed_chapters(config, period, counted.chapters, chapter_figures(counted.chapters, loaded), numbers, earlier)
    voluntary = sealing.figures
    tier = config.service.tier.value
    resolved = resolve(load_texts(config.folder / config.texts), numbers.figures | voluntary, language, tier)
    texts = {key: plain(text) for key, text in resolved.texts.items()}
    contexts = resolved.contexts
    if not statutory_kind(period, config.service.tier):
        texts, contexts = _marked_internal(texts, contexts)
    mark = mark_of(config.publication)
    report = fill(
        layout(), config=config, period=period, results=counted.results, texts=with_mark(texts, mark), contexts=contexts,
        indicators=indicator_info(config.chosen_readings),
    )
    found += [*counted.intake.findings, *still_open(counted.gaps, WAVE, counted.waves, [*resolved.texts.values(), *resolved.contexts.values()], language), *resolved.findings, *_lost(report, counted.results, resolved.contexts)]
    found += [*sealing.findings, *two_chapters(voluntary)]
    found += [*_unspecific(report), *_undated(config, period, final)]
    checked = audit(report, config.chosen_readings, internal=not statutory_kind(period, config.service.tier))
    found += [*_new(checked.findings, found), *_formulas(report)]
    document = Document(
        language=language,
        identification=_identification(config, period, draft=draft, final=final) | {"mark": mark},
        report=report, figures=report.figures | voluntary, chapters=_recorded(chapters(counted.chapters, loaded, counted.tagged.phenomena, {"minors": _minors(config, period, counted, voluntary, earlier)}), voluntary),
        texts=resolved.texts, readings=_readings(config), intake=_intake(counted.intake), definitions=_definitions(),
        findings=(), versions={"dsa_reports": __version__, "template": layout().id}, sealing=sealing.about,
    )
    changes = compare(document)
    found += edition_findings(config.publication, document, changes)
    waivers = load_waivers(config.folder / config.waivers) if config.waivers else ()
    applied = apply(found, waivers, config.publication.date or period.end)
    public = tuple(_public(f, final) for f in worst_first(applied.findings))
    checks = tuple(outcome.entry(sum(waived.finding.id == outcome.check.id for waived in applied.waived)) for outcome in checked.outcomes)
    return Written(with_changes(document.model_copy(update={"findings": public, "checks": checks}), changes), applied, declared)


def _minors(config: ServiceConfig, period: Period, counted: Counted, figures: Mapping[str, Figure], earlier: Sequence[Told]) -> dict[str, Any]:
    return counted.register.as_facts(config.privacy.least_count) | {"trend": trend(period, figures, earlier)}


def _new(findings: list[Finding], known: list[Finding]) -> list[Finding]:
    """Those of `findings` that nothing known says already of the same figure (a missing text is found in its folder, too)."""
    said = {(finding.id, finding.figure) for finding in known if finding.figure}
    return [finding for finding in findings if (finding.id, finding.figure) not in said]


def _public(finding: Finding, final: bool) -> Finding:
    """A finding as it may stand in publish/: never with a value; in the final edition without places and remedies."""
    hidden = {"value": ""} | ({"file": "", "line": None, "column": "", "remedy": ""} if final else {})
    return finding.model_copy(update=hidden)


def _recorded(all_chapters: tuple[Chapter, ...], figures: Mapping[str, Figure]) -> tuple[Chapter, ...]:
    """The chapters of which at least one figure is recorded; the others would say nothing."""
    def told(chapter: Chapter) -> tuple[str, ...]:
        return chapter.key_figures or tuple(name for table in chapter.tables for _, ids in table.rows for name in ids)

    return tuple(chapter for chapter in all_chapters if any(figures[name].reason is not Reason.NOT_RECORDED for name in told(chapter)))


def _marked_internal(texts: Mapping[str, str], contexts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The first free cell of each part says that this is no statutory report (parts 1 and 10 have no free cell)."""
    marked = {name: f"{INTERNAL} {contexts.get(name, '')}".strip() for name in _FIRST_CONTEXTS}
    summary = texts.get("summary", "")
    room = len(summary) + len(INTERNAL) + 1 <= MAX_TEXT
    return dict(texts) | ({"summary": f"{INTERNAL} {summary}".strip()} if room else {}), dict(contexts) | marked


def declare(config: ServiceConfig, results: Results) -> tuple[dict[CellKey, DeclaredFigure], list[Finding]]:
    """Put the declared figures into the results; one that the logs also give is a contradiction, and the logs win."""
    if not config.declared_figures:
        return {}, []
    declared = load_declared(config.folder / config.declared_figures)
    findings: list[Finding] = []
    cells = results.cells
    for key, entry in declared.items():
        known = cells.get(key)
        if known is not None and known.rows_used:
            findings.append(Finding(
                id="DECLARED-1", severity=Severity.ERROR, figure=figure_id(key), file=config.declared_figures, line=entry.line,
                message="a declared figure that the logs give too; the logs' value stands",
                remedy="Remove the line, or the table.",
            ))
            continue
        value = int(entry.value) if entry.value == int(entry.value) else Fraction(entry.value)
        cells[key] = CellResult(value=value, rows_used=0, indicator="declared")
    return declared, findings


def _lost(report: HarmonisedReport, results: Results, contexts: Mapping[str, str]) -> list[Finding]:
    findings = [
        Finding(
            id="FILL-1", severity=Severity.ERROR, figure=figure_id(key), message="counted, but the template has no place for it",
            remedy="Choose the reading official_rows = \"repaired\", or correct the scope.", citation="IR 2024/2835 Annex I",
        )
        for key in unplaced(report, results)
    ]
    impossible = [
        figure for key in withheld(report, results)
        if (figure := report.figures[figure_id(key)]).reason is Reason.IMPOSSIBLE_ON_SERVICE
        and key[1] == "TOTAL"
    ]
    findings += [
        Finding(
            id="FILL-2", severity=Severity.BLOCKS, figure=figure.id,
            message="measures with a restriction that service.toml says can never occur; the cell stays blank",
            remedy="Remove it from impossible_restrictions, or correct the log.", citation="IR 2024/2835 Annex II, I.1",
        )
        for figure in impossible
    ]
    findings += [
        Finding(id="FILL-3", severity=Severity.WARNING, figure=name, message="a context text for a cell that the report does not have", remedy="Correct the figure id in context.toml.")
        for name in unplaced_contexts(report, contexts)
    ]
    return findings


def _formulas(report: HarmonisedReport) -> list[Finding]:
    """Names and texts that a spreadsheet could run: refused rather than changed, for the official files are not ours to alter."""
    return [
        Finding(
            id="CELL-1", severity=Severity.BLOCKS, line=record, column=column, file=f"{part.sheet}.csv",
            message="a text that a spreadsheet may take for a formula", value=shown(text, 40),
            remedy="Begin it with a word.", citation="CWE-1236",
        )
        for part in report.parts for record, column, text in formula_cells(part)
    ]


def _unspecific(report: HarmonisedReport) -> list[Finding]:
    """How much stands under 'sub-category not recorded', per part: allowed by the reading, but it must be seen."""
    columns = {3: "orders_to_act", 4: "notices_received", 5: "measures", 6: "measures"}
    findings = []
    for part in report.parts:
        column = columns.get(part.number)
        keys = [row.key for row in part.rows if row.key.endswith(_NOT_RECORDED) and row.scope in ("", "TOTAL")]
        scope = "@TOTAL" if part.number == 3 else ""
        count = sum(int(report.figures[f"{part.number}.{key}.{column}{scope}"].value or 0) for key in keys)
        if column and count:
            findings.append(Finding(
                id="KEYWORD-1", severity=Severity.WARNING, figure=f"{part.number}.TOTAL.{column}{scope}", count=count,
                message=f"{count} in part {part.number} have no sub-category and stand under KEYWORD_OTHER",
                remedy="Log the sub-category, or set it in a value map.", citation="IR 2024/2835 Annex II, I.7",
            ))
    return findings


def _undated(config: ServiceConfig, period: Period, final: bool) -> list[Finding]:
    if not final or config.publication.date or not statutory_kind(period, config.service.tier):
        return []
    return [Finding(
        id="PUBLICATION-1", severity=Severity.BLOCKS, message="the final edition has no publication date",
        remedy="Set [publication] date in service.toml.", citation="IR 2024/2835 Annex II, II.1.1",
    )]


def _identification(config: ServiceConfig, period: Period, *, draft: int, final: bool) -> dict[str, Any]:
    statutory = bool(statutory_kind(period, config.service.tier))
    dates = config.publication
    return {
        "provider": config.provider.legal_name, "service": config.service.name, "tier": config.service.tier.value,
        "period": period.text, "period_start": period.start.isoformat(), "period_end": period.end.isoformat(),
        "publication_date": dates.date.isoformat() if dates.date else "",
        "previous_publication_date": dates.previous.isoformat() if dates.previous else "",
        "deadline": publication_deadline(period).isoformat() if statutory else "",
        "draft": 0 if final else draft, "edition": "statutory" if statutory else "internal", "statutory": statutory,
        "template": layout().id, "tool_version": __version__, "contact": config.provider.contact,
        "version": dates.version, "version_reason": dates.reason, "version_method": dates.method,
        "version_changed": dates.changed.isoformat() if dates.changed else "",
    }


def _readings(config: ServiceConfig) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "id": r.id, "question": r.question, "answer": config.chosen_readings[r.id],
            "meaning": r.options[config.chosen_readings[r.id]], "reason": r.reason, "citation": list(r.citation),
            "chosen": config.chosen_readings[r.id] != r.default,
        }
        for r in readings().values()
    )


def _intake(intake: Intake) -> tuple[dict[str, Any], ...]:
    """What was read, table by table. Who extracted it stands in the internal manifest only."""
    return tuple(
        {
            "table": name, "status": table.status, "reason": table.reason,
            "dated_by": list(contract_tables()[name].dated_by), "placed": asdict(table.placed),
            "files": [
                {
                    "name": f.name, "sha256": f.sha256, "rows_read": f.rows_read, "accepted": f.accepted,
                    "rejected": f.rejected, "first_event": f.first_event, "last_event": f.last_event,
                }
                for f in table.files
            ],
        }
        for name, table in sorted(intake.tables.items()) if table.status != "absent"
    )


def _definitions() -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "id": i.id, "title": i.title, "part": i.part, "chapter": i.chapter, "legal_basis": list(i.legal_basis),
            "columns": {name: spec.definition for name, spec in i.columns.items()}, "readings": list(i.readings),
            "sha256": i.sha256,
        }
        for i in load_indicators().values()
    )


