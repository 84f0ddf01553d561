"""Parts 7 to 10 turned: one row per indicator, one column per scope."""

import re
from dataclasses import dataclass, replace

from dsa_reports.harmonised.model import Figure, Part, Reason, Row
from dsa_reports.render.tables import Column, Line, Shown, Table, cell_figure, grid, shown
from dsa_reports.render.words import Words

__all__ = ["accuracy_tables", "automation_table", "language_table", "part_seven", "people_tables", "recipients_table"]

OUTCOMES = ("total", "upheld", "partially_reversed", "reversed", "omitted", "median_time")
BASES = (
    "complaints", "complaints_visibility", "complaints_service", "complaints_account", "complaints_monetisation",
    "complaints_no_action", "complaints_no_action_trusted_flagger",
)
SUSPENSIONS = ("suspensions_illegal_content", "suspensions_unfounded_notices", "suspensions_unfounded_complaints")
SCOPES = ("total", "own_initiative", "notices", "trusted_flagger_notices")
METRICS = ("accuracy", "precision", "recall")
_NOT_IN_TEMPLATE = Shown("")


@dataclass(frozen=True)
class _Lookup:
    """Rows of a part by key and scope."""

    part: Part
    words: Words
    figures: dict[str, Figure]

    def row(self, key: str, scope: str) -> Row | None:
        return next((row for row in self.part.rows if row.key == key and row.scope == scope), None)

    def cell(self, key: str, scope: str) -> Shown:
        row = self.row(key, scope)
        if row is None:
            return _NOT_IN_TEMPLATE
        return shown(cell_figure(self.part, row, "value", self.figures), self.words)


def part_seven(part: Part, words: Words, figures: dict[str, Figure]) -> tuple[Table, Table, Table]:
    """Complaints by basis and outcome; disputes; suspensions."""
    look = _Lookup(part, words, figures)
    heads = [
        Column(words.text(f"outcomes.{scope}"), unit=words.unit("hours") if scope == "median_time" else "")
        for scope in OUTCOMES
    ]
    bases = [
        Line(words.text(f"bases.{key}"), tuple(look.cell(key, scope) for scope in OUTCOMES), "total" if not n else "")
        for n, key in enumerate(BASES)
        if any(look.row(key, scope) for scope in OUTCOMES)
    ]
    bases.append(Line(words.text("bases.restrictions_newly_imposed"), (
        look.cell("restrictions_newly_imposed", "total"), *(_NOT_IN_TEMPLATE,) * (len(OUTCOMES) - 1))))
    stub = words.text("tables.kind")
    complaints = grid("t7-complaints", words.text("tables.7.complaints"), heads, bases, stub=stub,
                      empty=words.text("tables.7.complaints_empty"))
    more = Column(words.text("outcomes.outcomes_implemented"), unit=words.unit("ratio"))
    scopes = (*OUTCOMES, "outcomes_implemented")
    dispute = Line(words.text("bases.disputes"), tuple(look.cell("disputes", scope) for scope in scopes))
    disputes = grid("t7-disputes", words.text("tables.7.disputes"), [*heads, more], [dispute], stub=stub,
                    empty=words.text("tables.7.disputes_empty"))
    lines = [Line(words.text(f"bases.{key}"), (look.cell(key, "total"),)) for key in SUSPENSIONS]
    suspensions = grid("t7-suspensions", words.text("tables.7.suspensions"), [Column(words.text("outcomes.imposed"))], lines,
                       stub=words.text("tables.ground"), empty=words.text("tables.7.suspensions_empty"))
    return complaints, disputes, suspensions


def automation_table(part: Part, words: Words, figures: dict[str, Figure]) -> Table:
    """Measures and notices: solely automated, not automated."""
    look = _Lookup(part, words, figures)
    lines = []
    for scope in SCOPES:
        thing = "measures" if scope in {"total", "own_initiative"} else "notices"
        cells = (look.cell(f"{thing}_solely_automated", scope), look.cell(f"{thing}_not_automated", scope))
        lines.append(Line(words.text(f"automation.{scope}"), cells))
    heads = [Column(words.text("automation.solely")), Column(words.text("automation.not"))]
    return grid("t8-automation", words.text("tables.8.automation"), heads, lines, stub=words.text("tables.kind"),
                empty=words.text("tables.8.automation_empty"))


def language_table(part: Part, words: Words, figures: dict[str, Figure]) -> Table | None:
    """Measures by language; None where the tier has no such rows."""
    look = _Lookup(part, words, figures)
    codes = sorted(
        {row.scope for row in part.rows if row.key == "measures_solely_automated" and row.scope not in SCOPES},
        key=lambda code: words.formats.language_name(code),
    )
    lines = [
        Line(words.formats.language_name(code), (
            look.cell("measures_solely_automated", code), look.cell("measures_not_automated", code)))
        for code in codes
    ]
    heads = [Column(words.text("automation.solely")), Column(words.text("automation.not"))]
    table = grid("t8-languages", words.text("tables.8.languages"), heads, lines, stub=words.text("tables.language"),
                 empty=words.text("tables.8.languages_empty"))
    applies = any(cell.reason != Reason.NOT_APPLICABLE_TO_TIER for line in lines for cell in line.cells)
    return table if applies else None


def accuracy_tables(part: Part, words: Words, figures: dict[str, Figure]) -> list[Table]:
    """Accuracy, precision and recall: one line per system (its context: sample and method), one table per scope or language."""
    samples: dict[tuple[str, str], dict[str, Row]] = {}
    for row in part.rows:
        metric, _, system = row.key.partition("~")
        if metric in METRICS:
            samples.setdefault((row.scope, system), {})[metric] = row
    general, by_language = [], []
    for (scope, _), rows in samples.items():
        cells = tuple(
            shown(cell_figure(part, rows[m], "value", figures), words) if m in rows else _NOT_IN_TEMPLATE for m in METRICS
        )
        note = " ".join(dict.fromkeys(_context(part, row) for row in rows.values() if _context(part, row)))
        if scope in SCOPES:
            general.append(Line(words.text(f"automation.accuracy_{scope}"), cells, note=note))
        elif any(not cell.reason for cell in cells):
            by_language.append(Line(words.formats.language_name(scope), cells, note=note))
    heads = [Column(words.text(f"automation.{metric}"), unit=words.unit("ratio")) for metric in METRICS]
    stub = words.text("automation.sample")
    general, said = _once(general)
    by_language, said_by_language = _once(by_language)
    tables = [grid("t8-accuracy", words.text("tables.8.accuracy"), heads, general, stub=stub, note=said,
                   empty=words.text("tables.8.accuracy_empty"))]
    if by_language:
        by_language.sort(key=lambda line: line.label)
        tables.append(grid("t8-accuracy-languages", words.text("tables.8.accuracy_languages"), heads, by_language,
                           stub=stub, note=f"{said_by_language} {words.text('tables.8.accuracy_languages_note')}".strip()))
    return tables


_SENTENCE = re.compile(r"(?<=[.!?]) +")


def _once(lines: list[Line]) -> tuple[list[Line], str]:
    """The lines without the sentences that stand in all of them, and these sentences, to be said once."""
    if len(lines) < 2:
        return lines, ""
    told = [dict.fromkeys(_SENTENCE.split(line.note)) for line in lines]
    shared = [sentence for sentence in told[0] if sentence and all(sentence in others for others in told)]
    kept = [replace(line, note=" ".join(s for s in sentences if s not in shared)) for line, sentences in zip(lines, told, strict=True)]
    return kept, " ".join(shared)


def _context(part: Part, row: Row) -> str:
    return row.cells[part.columns.index("context")].text if "context" in part.columns else ""


def people_tables(part: Part, words: Words, figures: dict[str, Figure]) -> tuple[Table, Table]:
    """Moderators in FTE; moderators per language."""
    look = _Lookup(part, words, figures)
    keys = ("moderators_internal", "moderators_external", "moderators_linguistic")
    total = grid("t9-total", words.text("tables.9.total"), [Column(words.text("people.fte"))],
                 [Line(words.text(f"people.{key}"), (look.cell(key, "total"),)) for key in keys],
                 stub=words.text("tables.kind"), empty=words.text("tables.9.empty"))
    codes = sorted({row.scope for row in part.rows if row.key == "moderators_linguistic" and row.scope != "total"},
                   key=lambda code: words.formats.language_name(code))
    lines = [Line(words.formats.language_name(code), (look.cell("moderators_linguistic", code),)) for code in codes]
    by_language = grid("t9-languages", words.text("tables.9.languages"), [Column(words.text("people.heads"))], lines,
                       stub=words.text("tables.language"), empty=words.text("tables.9.empty"))
    return total, by_language


def recipients_table(part: Part, words: Words, figures: dict[str, Figure]) -> Table:
    """Average monthly active recipients: total and Member States."""
    look = _Lookup(part, words, figures)
    states = sorted({row.scope for row in part.rows if row.scope != "TOTAL"}, key=lambda code: words.formats.country(code))
    lines = [Line(words.text("tables.total"), (look.cell("recipients", "TOTAL"),), "total")]
    lines += [Line(words.formats.country(code), (look.cell("recipients", code),)) for code in states]
    return grid("t10-recipients", words.text("tables.10.recipients"), [Column(words.text("people.recipients"))], lines,
                stub=words.text("tables.member_state"), empty=words.text("tables.10.empty"))
