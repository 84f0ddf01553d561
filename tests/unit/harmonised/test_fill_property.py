"""Whatever was counted, for every tier and under every reading, the filled report keeps the template's promises."""

import csv
import io
from collections import Counter
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsa_reports.harmonised.fill import fill
from dsa_reports.harmonised.model import CellResult, HarmonisedReport, Results
from dsa_reports.harmonised.unplaced import unplaced
from dsa_reports.law.periods import parse_period
from dsa_reports.law.tiers import Tier
from dsa_reports.render.csv_parts import csv_bytes
from dsa_reports.service.config import RESTRICTIONS, ServiceConfig
from dsa_reports.service.readings import readings
from dsa_reports.template.layout import PLACEHOLDERS, languages, layout, member_states

PERIOD = parse_period("2026", ZoneInfo("Europe/Amsterdam"))
WRITER = [r for r in readings().values() if r.acts_in == "writer" or r.id == "greece"]
# Facts, section 6: rows that a tier is asked to fill, where nothing splits them further.
BUDGET = {
    Tier.INTERMEDIARY: {4: 0, 5: 90, 6: 98, 7: 1, 8: 10, 9: 0, 10: 0, 11: 6},
    Tier.HOSTING: {4: 91, 5: 90, 6: 98, 7: 1, 8: 15, 9: 0, 10: 0, 11: 6},
    Tier.ONLINE_PLATFORM: {4: 91, 5: 90, 6: 98, 7: 47, 8: 20, 9: 0, 10: 0, 11: 6},
    Tier.VLOP: {4: 91, 5: 90, 6: 98, 7: 47, 8: 140, 9: 27, 10: 28, 11: 11},
    Tier.VLOSE: {4: 0, 5: 90, 6: 98, 7: 1, 8: 10, 9: 0, 10: 28, 11: 6},
}
LABELS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1, max_size=8)
TEXTS = LABELS.map(str.strip).filter(lambda text: text and text not in PLACEHOLDERS)
VALUES = st.one_of(
    st.none(), st.integers(0, 10**12), st.builds(Fraction, st.integers(0, 10**6), st.integers(1, 10**4)),
)
CATEGORIES = {
    part: tuple(dict.fromkeys(row.parent for row in layout().part(part).rows if row.key == "KEYWORD_OTHER")) for part in (3, 4, 5, 6)
}


@st.composite
def services(draw: st.DrawFn) -> ServiceConfig:
    chosen = {reading.id: draw(st.sampled_from(list(reading.options))) for reading in WRITER}
    if draw(st.integers(0, 4)):
        chosen["member_state_rows"] = "ordering"  # all 27 blocks are slow; one in five or so is enough
    return ServiceConfig.model_validate({
        "provider": {"legal_name": draw(TEXTS)},
        "service": {
            "name": draw(TEXTS), "tier": draw(st.sampled_from(list(Tier))),
            "impossible_restrictions": draw(st.sets(st.sampled_from(RESTRICTIONS), max_size=3)),
        },
        "readings": chosen,
    })


@st.composite
def counted(draw: st.DrawFn, greece: str) -> Results:
    """Random counts on rows that occur; descriptions differ within each sheet, as the derivation sees to."""
    results = Results()
    states = draw(st.lists(st.sampled_from(member_states(greece)), unique=True, max_size=3))
    for part in (3, 4, 5, 6):
        template = layout().part(part)
        described = draw(st.lists(st.tuples(st.sampled_from(CATEGORIES[part]), TEXTS), max_size=4, unique_by=lambda item: item[1]))
        others = {f"{category}/KEYWORD_OTHER~{index}": text for index, (category, text) in enumerate(described)}
        results.other_descriptions[part] = others
        taken = {path.partition("/")[0] for path in others}
        paths = [row.path for row in template.rows if not (row.key == "KEYWORD_OTHER" and row.parent in taken)]
        figures = [column.name for column in template.columns if column.role == "figure"]
        scopes = ["TOTAL", *states] if part == 3 else [""]
        keys = st.tuples(st.just(part), st.sampled_from([*paths, *others]), st.sampled_from(figures), st.sampled_from(scopes))
        for key in draw(st.lists(keys, max_size=8)):
            results.cells[key] = CellResult(draw(VALUES), draw(st.integers(1, 9)), "x")
    for scope in draw(st.lists(st.sampled_from(["total", "own_initiative", "notices", "nl", "bg", "sv"]), unique=True)):
        for metric in ("accuracy", "precision", "recall"):
            for slug in draw(st.lists(st.sampled_from(["01-a", "02-b", "03-c", "04-d"]), unique=True)):
                results.cells[8, f"{metric}~{slug}", "value", scope] = CellResult(Fraction(1, 3), 3, "x", 1, 3, "System")
    return results


@given(st.data(), services())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_filled_report_keeps_its_promises(data: st.DataObject, config: ServiceConfig) -> None:
    results = data.draw(counted(config.chosen_readings["greece"]))
    report = fill(layout(), config=config, period=PERIOD, results=results, texts={}, contexts={}, indicators={})
    row_counts(report, config, results)
    nothing_is_left_of_the_template(report)
    subcategories_stand_under_their_category(report)
    descriptions_differ(report)
    figures_have_one_cell_each(report)
    csv_says_the_same(report, config.chosen_readings["line_ends"])
    if config.chosen_readings["official_rows"] == "repaired":
        assert unplaced(report, results) == []
    else:
        assert all((part == 8 and scope in languages()) or (part == 3 and "DEEPFAKE" in path) for part, path, _, scope in unplaced(report, results))


def row_counts(report: HarmonisedReport, config: ServiceConfig, results: Results) -> None:
    chosen = config.chosen_readings
    budget = dict(BUDGET[config.service.tier])
    if config.service.tier is Tier.VLOSE and chosen["vlose_rows"] == "as_online_platform":
        budget |= {4: 91, 7: 47, 8: 20}
    for part in (4, 5, 6):
        extra = Counter(path.partition("/")[0] for path in results.other_descriptions[part])
        if budget[part]:
            budget[part] += sum(extra.values()) - len(extra)
    for number, rows in budget.items():
        part = report.parts[number - 1]
        applicable = [row for row in part.rows if layout().applies(row.cells[0].text, report.tier, chosen["vlose_rows"])]
        split = len({row.key for row in applicable if "~" in row.key}) if number == 8 else 0
        assert len(applicable) == rows if not split else len(applicable) >= rows, number
    states = Counter(row.scope for row in report.parts[2].rows)
    assert states.pop("TOTAL") >= 91
    expected = set(member_states(chosen["greece"])) if chosen["member_state_rows"] == "all" else {
        scope for part, _, _, scope in results.cells if part == 3 and scope != "TOTAL"
    }
    assert set(states) == expected
    assert all(count >= (91 if chosen["official_rows"] == "repaired" else 90) for count in states.values())
    assert [len(report.parts[n - 1].rows) for n in (1, 2, 7, 9, 10, 11)] == [5, 100, 47, 27, 28, 11]


def nothing_is_left_of_the_template(report: HarmonisedReport) -> None:
    assert not {cell.text for part in report.parts for row in part.rows for cell in row.cells} & PLACEHOLDERS


def subcategories_stand_under_their_category(report: HarmonisedReport) -> None:
    for part in report.parts[2:6]:
        above = ""
        for row in part.rows:
            if row.level == "subcategory":
                assert row.parent == above
                assert row.key.startswith(f"{above}/")
            else:
                above = row.key
                assert row.parent == ""


def descriptions_differ(report: HarmonisedReport) -> None:
    for part in report.parts[2:6]:
        at = part.columns.index("other_description")
        found = Counter((row.scope, row.cells[at].text) for row in part.rows if row.cells[at].text)
        assert all(count == 1 for count in found.values())


def figures_have_one_cell_each(report: HarmonisedReport) -> None:
    shown = Counter(cell.figure for part in report.parts for row in part.rows for cell in row.cells if cell.figure)
    assert set(shown) == set(report.figures)
    assert set(shown.values()) <= {1}
    for part in report.parts:
        letters = {column.name: column.letter for column in layout().part(part.number).columns}
        for record, row in enumerate(part.rows, 2):
            for name, cell in zip(part.columns, row.cells, strict=True):
                if cell.figure:
                    figure = report.figures[cell.figure]
                    assert (figure.id, figure.text) == (cell.figure, cell.text)
                    assert figure.cell == f"part {part.number}, column {letters[name]}, record {record}"
                    assert (figure.value is None) == (figure.text == "")
                    assert figure.value is None or float(figure.text) == figure.value


def csv_says_the_same(report: HarmonisedReport, line_end: str) -> None:
    for part in report.parts:
        content = csv_bytes(part, line_end).decode("utf-8")
        read = list(csv.reader(io.StringIO(content, newline=""), strict=True))
        assert read == [list(part.headers), *([cell.text for cell in row.cells] for row in part.rows)]
