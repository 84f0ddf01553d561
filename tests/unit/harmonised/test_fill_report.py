"""How a filled report reads: zeros, blanks, reasons, expanded rows. One small case each; combinations are in the
property test beside this file."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dsa_reports.errors import InputError
from dsa_reports.harmonised.fill import IndicatorInfo, fill
from dsa_reports.harmonised.model import CellResult, HarmonisedReport, Reason, Results, Row
from dsa_reports.harmonised.unplaced import unplaced, unplaced_contexts, unplaced_texts, withheld
from dsa_reports.law.periods import parse_period
from dsa_reports.service.config import ServiceConfig
from dsa_reports.template.layout import layout, member_states

VIOLENCE = "STATEMENT_CATEGORY_CYBER_VIOLENCE"
MINORS = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"
DEEPFAKE = f"{MINORS}/KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE"


def service(tier: str, impossible: tuple[str, ...] = (), **readings: str) -> ServiceConfig:
    return ServiceConfig.model_validate({
        "provider": {"legal_name": "Weide Media B.V."},
        "service": {"name": "Weide", "tier": tier, "impossible_restrictions": impossible},
        "publication": {"date": "2026-08-28"}, "readings": readings,
    })


def filled(
    tier: str = "vlop", cells: Mapping[Any, Any] | None = None, others: dict[int, dict[str, str]] | None = None,
    impossible: tuple[str, ...] = (), texts: Mapping[str, str] | None = None, contexts: Mapping[str, str] | None = None,
    indicators: Mapping[str, IndicatorInfo] | None = None, **readings: str,
) -> HarmonisedReport:
    return fill(
        layout(), config=service(tier, impossible, **readings), period=parse_period("2026-H1", ZoneInfo("UTC")),
        results=results(cells, others), texts=texts or {}, contexts=contexts or {}, indicators=indicators or {},
    )


def results(cells: Mapping[Any, Any] | None = None, others: dict[int, dict[str, str]] | None = None) -> Results:
    found = {
        key: value if isinstance(value, CellResult) else CellResult(value, 1, "x") for key, value in (cells or {}).items()
    }
    return Results(found, others or {})


def rows(report: HarmonisedReport, part: int) -> list[Row]:
    return list(report.parts[part - 1].rows)


def cell(report: HarmonisedReport, part: int, row: Row, column: str) -> str:
    return row.cells[report.parts[part - 1].columns.index(column)].text


def column(report: HarmonisedReport, part: int, name: str) -> list[str]:
    return [cell(report, part, row, name) for row in rows(report, part)]


def test_identification() -> None:
    assert column(filled(), 1, "value") == ["Weide Media B.V.", "2026-08-28", "", "2026-01-01", "2026-06-30"]


def test_service_and_period_stand_on_every_row() -> None:
    report = filled("intermediary")
    for part in report.parts:
        for name, text in (("service", "Weide"), ("period", "2026-01-01/2026-06-30")):
            if name in part.columns:
                assert set(column(report, part.number, name)) == {text}


def test_nothing_happened_is_zero_and_a_median_of_nothing_is_blank() -> None:
    figures = filled().figures
    count, median = figures["4.TOTAL.notices_received"], figures["4.TOTAL.median_time"]
    assert (count.text, count.value, count.reason) == ("0", 0, Reason.NOTHING_HAPPENED)
    assert (median.text, median.value, median.reason) == ("", None, Reason.NO_EVENTS)
    assert filled(medians_without_events="zero").figures["4.TOTAL.median_time"].text == "0"
    assert figures["7.disputes.value@outcomes_implemented"].reason is Reason.NO_EVENTS
    assert figures["8.accuracy.value@total"].reason is Reason.NOT_RECORDED
    assert figures["10.recipients.value@NL"].reason is Reason.NOT_RECORDED
    assert figures["9.moderators_internal.value@total"].text == "0"


def test_a_share_stays_blank_even_where_medians_are_zero() -> None:
    assert filled(medians_without_events="zero").figures["7.disputes.value@outcomes_implemented"].text == ""


@pytest.mark.parametrize(("decimals", "text"), [("0", "12"), ("2", "12.35"), ("4", "12.345")])
def test_medians_are_rounded_half_up(decimals: str, text: str) -> None:
    cells = {(4, "TOTAL", "median_time", ""): Fraction(12345, 1000)}
    assert filled(cells=cells, median_decimals=decimals).figures["4.TOTAL.median_time"].text == text


@pytest.mark.parametrize(("reading", "text"), [("decimal", "2.5"), ("integer", "3")])
def test_full_time_equivalents(reading: str, text: str) -> None:
    cells = {(9, "moderators_internal", "value", "total"): Fraction(5, 2)}
    assert filled(cells=cells, full_time_equivalents=reading).figures["9.moderators_internal.value@total"].text == text


def test_recipients_are_whole_and_shares_have_four_decimals() -> None:
    figures = filled(cells={
        (10, "recipients", "value", "NL"): Fraction(31, 2), (7, "disputes", "value", "outcomes_implemented"): Fraction(2, 3),
    }).figures
    assert figures["10.recipients.value@NL"].text == "16"
    assert figures["7.disputes.value@outcomes_implemented"].text == "0.6667"


def test_rows_of_other_tiers_stay_with_blank_figures() -> None:
    report = filled("hosting", cells={(7, "disputes", "value", "total"): 4})
    assert column(report, 7, "value") == ["0"] + [""] * 46
    assert report.figures["7.disputes.value@total"].reason is Reason.NOT_APPLICABLE_TO_TIER
    assert withheld(report, results({(7, "disputes", "value", "total"): 4})) == [(7, "disputes", "value", "total")]


def test_trusted_flagger_columns_of_a_hosting_service() -> None:
    name = "4.TOTAL.notices_trusted_flaggers"
    assert filled("hosting").figures[name].reason is Reason.NOT_APPLICABLE_TO_TIER
    assert filled("hosting", trusted_flaggers_of_hosting="filled").figures[name].text == "0"
    assert filled("online_platform").figures[name].text == "0"
    assert filled("hosting").figures["4.TOTAL.notices_received"].text == "0"


def test_impossible_restrictions_are_blank_in_every_row() -> None:
    report = filled(impossible=("monetary_other",), cells={(5, "TOTAL", "monetary_other", ""): 3})
    for part in (5, 6):
        assert set(column(report, part, "monetary_other")) == {""}
        assert set(column(report, part, "monetary_suspension")) == {"0"}
    assert report.figures["6.TOTAL.monetary_other"].reason is Reason.IMPOSSIBLE_ON_SERVICE


def test_search_engine_rows_are_a_reading() -> None:
    name = "4.TOTAL.notices_received"
    assert filled("vlose").figures[name].reason is Reason.NOT_APPLICABLE_TO_TIER
    assert filled("vlose", vlose_rows="as_online_platform").figures[name].text == "0"
    assert filled("vlose", vlose_rows="as_online_platform").figures["9.moderators_internal.value@total"].text == ""


def test_other_rows_stand_once_per_description_in_order() -> None:
    # The worked example of Annex II, I.7: doxing taken out of 3b.
    others = {5: {f"{VIOLENCE}/KEYWORD_OTHER~pile-on": "Pile-on", f"{VIOLENCE}/KEYWORD_OTHER~doxing": "Doxing"}}
    report = filled(cells={(5, f"{VIOLENCE}/KEYWORD_OTHER~doxing", "measures", ""): 7}, others=others)
    mine = [row for row in rows(report, 5) if row.parent == VIOLENCE and "OTHER" in row.key]
    assert [cell(report, 5, row, "other_description") for row in mine] == ["Doxing", "Pile-on"]
    assert [cell(report, 5, row, "category") for row in mine] == ["KEYWORD_OTHER"] * 2
    assert [cell(report, 5, row, "measures") for row in mine] == ["7", "0"]
    assert report.figures[f"5.{VIOLENCE}/KEYWORD_OTHER~doxing.measures"].title == (
        "Measures taken at the provider's own initiative · Cyber violence: other (Doxing)"
    )
    assert len(rows(report, 5)) == 91
    assert len(rows(report, 6)) == 98


def test_only_ordering_member_states_have_rows() -> None:
    cells = {(3, "TOTAL", "orders_to_act", "TOTAL"): 3, (3, "TOTAL", "orders_to_act", "NL"): 2, (3, "TOTAL", "orders_to_act", "BE"): 1}
    scopes = list(dict.fromkeys(column(filled(cells=cells), 3, "scope")))
    assert scopes == ["TOTAL", "BE", "NL"]
    everyone = filled(cells=cells, member_state_rows="all", greece="GR")
    assert list(dict.fromkeys(column(everyone, 3, "scope"))) == ["TOTAL", *member_states("GR")]
    assert len(rows(everyone, 3)) == 91 * 28


def test_the_missing_row_9c_is_repaired_or_its_count_is_shown_as_unplaced() -> None:
    key = (3, DEEPFAKE, "orders_to_act", "FR")
    repaired, exact = filled(cells={key: 1}), filled(cells={key: 1}, official_rows="exact")
    french = [row.key for row in rows(repaired, 3) if row.scope == "FR"]
    total = [row.key for row in rows(repaired, 3) if row.scope == "TOTAL"]
    assert french == total
    assert [row.key for row in rows(exact, 3) if row.scope == "FR"] == [path for path in total if path != DEEPFAKE]
    assert unplaced(repaired, results({key: 1})) == []
    assert unplaced(exact, results({key: 1})) == [key]


def test_a_member_state_has_only_the_descriptions_that_occur_there() -> None:
    here, elsewhere = f"{VIOLENCE}/KEYWORD_OTHER~a", f"{VIOLENCE}/KEYWORD_OTHER~b"
    report = filled(
        cells={(3, here, "orders_to_act", "NL"): 1, (3, elsewhere, "orders_to_act", "DE"): 1},
        others={3: {here: "A", elsewhere: "B"}},
    )
    found = [(row.scope, row.key) for row in rows(report, 3) if row.parent == VIOLENCE and "OTHER" in row.key]
    assert found == [("TOTAL", here), ("TOTAL", elsewhere), ("DE", elsewhere), ("NL", here)]


def test_systems_stand_together_and_name_their_sample() -> None:
    sample = CellResult(Fraction(9, 10), 100, "x", 90, 100, "System: hash. Sample size: 100.")
    cells = {(8, f"{metric}~{slug}", "value", "total"): sample for slug in ("02-b", "01-a") for metric in ("recall", "accuracy", "precision")}
    report = filled(cells=cells, contexts={"8.recall~01-a.value@total": "Few positives."})
    assert [row.key for row in rows(report, 8)][:8] == [
        "measures_solely_automated", "measures_not_automated", "accuracy~01-a", "precision~01-a", "recall~01-a",
        "accuracy~02-b", "precision~02-b", "recall~02-b",
    ]
    assert column(report, 8, "context")[4] == "System: hash. Sample size: 100.\nFew positives."
    figure = report.figures["8.accuracy~01-a.value@total"]
    assert (figure.text, figure.numerator, figure.denominator, figure.cell) == ("0.9", 90, 100, "part 8, column G, record 4")


def test_languages_of_part_8_repaired_and_exact() -> None:
    repaired, exact = filled(), filled(official_rows="exact")
    languages = [(row.key, row.scope) for row in rows(repaired, 8)[20:]]
    assert len(languages) == 120
    assert languages[48:50] == [("accuracy", "bg"), ("accuracy", "cs")]
    assert languages[-1] == ("recall", "sv")
    as_official = [(row.key, row.scope) for row in rows(exact, 8)[20:]]
    assert as_official[48:50] == [("accuracy", "bg"), ("precision", "cs")]
    assert len(as_official) == 48 + 3 * 24
    assert {scope for key, scope in as_official if key.startswith("accuracy")} == {"bg"}
    assert {scope for key, scope in as_official if key.startswith("recall")} == {"sv"}


def test_exact_rows_take_the_systems_in_turn() -> None:
    cells = {(8, f"accuracy~{slug}", "value", "bg"): Fraction(1, 2) for slug in ("a", "b", "c", "d")}
    lost = {(8, "recall~a", "value", "bg"): Fraction(1, 2)}
    report = filled(cells=cells | lost, official_rows="exact")
    assert [row.key for row in rows(report, 8) if row.key.startswith("accuracy") and row.scope == "bg"] == [
        "accuracy~a", "accuracy~b", "accuracy~c", "accuracy~d",
    ]
    assert unplaced(report, results(cells | lost)) == list(lost)


def test_texts_contexts_and_their_limits() -> None:
    report = filled(
        texts={"summary": "Line 1\nLine 2", "sumary": "typo"},
        contexts={"4.TOTAL.median_time": "why", f"2.{VIOLENCE}/KEYWORD_CYBER_HARASSMENT": "without doxing", "4.TOTAL.x": "?"},
    )
    assert column(report, 11, "value")[0] == "Line 1\nLine 2"
    assert column(report, 4, "context_median_time")[0] == "why"
    assert [text for text in column(report, 2, "context") if text] == ["without doxing"]
    assert unplaced_texts(report, ["summary", "sumary"]) == ["sumary"]
    assert unplaced_contexts(report, ["4.TOTAL.median_time", "4.TOTAL.x", "2.TOTAL", "10.recipients.value@NL"]) == [
        "10.recipients.value@NL", "4.TOTAL.x",
    ]
    assert filled("hosting", texts={"governance": "g"}).parts[10].rows[6].cells[4].text == ""
    assert len(filled(texts={"summary": "x" * 5000}).parts[10].rows[0].cells[4].text) == 5000
    with pytest.raises(InputError, match=r"part 11, column E, record 2"):
        filled(texts={"summary": "x" * 5001})


def test_every_figure_names_its_indicator_also_where_nothing_was_found() -> None:
    indicators = {
        "part4/notices": IndicatorInfo("Notices", ("DSA Art. 16",), "ab", {"notices_received": "All notices."}, (4,)),
        "part7/complaints": IndicatorInfo("Complaints", ("DSA Art. 20",), "cd", {"complaints@total": "Submitted.", "upheld": "Upheld."}, (7,)),
    }
    report = filled(indicators=indicators, cells={
        (7, "complaints", "value", "upheld"): CellResult(1, 1, "part7/complaints"),
        (4, "TOTAL", "notices_received", ""): CellResult(9, 0, "declared"),
    })
    zero = report.figures[f"4.{VIOLENCE}.notices_received"]
    assert (zero.indicator, zero.indicator_sha256, zero.definition, zero.citation) == (
        "part4/notices", "ab", "All notices.", ("DSA Art. 16",),
    )
    declared = report.figures["4.TOTAL.notices_received"]
    assert (declared.indicator, declared.indicator_sha256, declared.definition, declared.reason) == (
        "declared", "", "All notices.", Reason.DECLARED,
    )
    assert report.figures["7.complaints.value@total"].definition == "Submitted."
    assert report.figures["7.complaints.value@upheld"].definition == "Upheld."


def test_a_count_that_an_indicator_could_not_give_is_not_recorded() -> None:
    report = filled(cells={(8, "notices_solely_automated", "value", "notices"): CellResult(None, 0, "x")})
    assert report.figures["8.notices_solely_automated.value@notices"].reason is Reason.NOT_RECORDED
