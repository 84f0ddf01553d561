"""Indicator files keep to the portable subset, yield what their header says, and own each template cell once."""

import pytest
import sqlglot
from sqlglot import exp

from dsa_reports.indicators.loader import Indicator, load_indicators, parse_indicator
from dsa_reports.service.readings import readings
from dsa_reports.template.layout import layout

ALLOWED = {
    "Count", "Sum", "Min", "Max", "Median", "Coalesce", "Nullif", "Case", "Cast", "Round", "And", "Or", "If", "Not",
    # PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY …): a value of the rows themselves, so that it is exact on every engine.
    "PercentileDisc",
}
INDICATORS = list(load_indicators().values())


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_only_portable_functions(indicator: Indicator) -> None:
    tree = sqlglot.parse_one(indicator.query, dialect="duckdb")
    used = {type(node).__name__ for node in tree.find_all(exp.Func)}
    assert used <= ALLOWED
    assert not list(tree.find_all(exp.Parameter, exp.Placeholder))


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_reads_facts_only(indicator: Indicator) -> None:
    tree = sqlglot.parse_one(indicator.query, dialect="duckdb")
    names = {t.name for t in tree.find_all(exp.Table)} - {c.alias for c in tree.find_all(exp.CTE)}
    assert names == set(indicator.facts)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_query_yields_what_the_header_names(indicator: Indicator) -> None:
    tree = sqlglot.parse_one(indicator.query, dialect="duckdb")
    first = tree.this if isinstance(tree, exp.Union) else tree
    while isinstance(first, exp.Union):
        first = first.this
    yielded = {select.alias_or_name for select in first.expressions}
    for name, spec in indicator.columns.items():
        wanted = {spec.numerator, spec.denominator} if spec.denominator else {name}
        assert wanted | ({spec.cases} if spec.cases else set()) <= yielded


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_a_sum_says_on_how_many_rows_it_rests(indicator: Indicator) -> None:
    tree = sqlglot.parse_one(indicator.query, dialect="duckdb")
    first = tree.this if isinstance(tree, exp.Union) else tree
    yielded = {select.alias_or_name: select for select in first.expressions}
    for name, spec in indicator.columns.items():
        rests_on = yielded[spec.denominator or name]
        # In parts 5 and 6 the sums are over numbers of decisions, which are the rows.
        rows_themselves = "SUM(decisions)" in rests_on.sql()
        assert spec.cases or rows_themselves or not list(rests_on.find_all(exp.Sum)), name


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_readings_exist(indicator: Indicator) -> None:
    assert set(indicator.readings) <= set(readings())


def test_every_template_cell_has_exactly_one_owner() -> None:
    owners: dict[tuple[int, str], list[str]] = {}
    for indicator in INDICATORS:
        for cell in indicator.cells if indicator.part else ():
            owners.setdefault((indicator.part or 0, cell), []).append(indicator.id)
    assert {cell: ids for cell, ids in owners.items() if len(ids) > 1} == {}
    template: set[tuple[int, str]] = set()
    for part in layout().parts:
        if part.number in range(3, 7):
            template |= {(part.number, c.name) for c in part.columns if c.role == "figure"}
        elif part.number in range(7, 11):
            template |= {(part.number, f"{row.key}@{row.scope}") for row in part.rows}
    assert set(owners) == template


def test_letters_are_those_of_the_template() -> None:
    letters = {(p.number, c.name): c.letter for p in layout().parts for c in p.columns}
    for indicator in INDICATORS:
        for name, spec in indicator.columns.items():
            if spec.letter:
                assert letters[indicator.part or 0, name] == spec.letter


@pytest.mark.parametrize(("text", "says"), [
    ("SELECT 1", "TOML header"),
    ('/*\ntitle = "A title"\npart = 4\nrows = "category"\nlegal_basis = []\n[columns.x]\nunit = "a"\ndefinition = "long enough"\n*/\nSELECT 1 AS x\n', "legal_basis"),
    ('/*\ntitle = "A title"\npart = 4\nrows = "category"\nlegal_basis = ["DSA Art. 16"]\nsurprise = 1\n[columns.x]\nunit = "a"\ndefinition = "long enough"\n*/\nSELECT 1 AS x\n', "surprise"),
])
def test_a_wrong_file_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_indicator("x/y", text)
