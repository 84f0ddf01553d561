"""read(write(report)) is the report, with nothing to say: every tier, every reading, every form."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsa_reports.law.tiers import Tier
from dsa_reports.service.readings import readings
from tests.unit.checks.sample_reports import correct
from tests.unit.reading.files import assert_same, read_report, said, write_csv, write_ods, write_xlsx, write_zip

TIERS = [tier.value for tier in Tier]
choices = st.fixed_dictionaries({name: st.sampled_from(sorted(r.options)) for name, r in readings().items()})
cases = {"tier": st.sampled_from(TIERS), "seed": st.integers(0, 2**32), "events": st.integers(0, 60), "chosen": choices}


@pytest.mark.parametrize("write", [write_csv, write_zip, write_xlsx, write_ods], ids=["csv", "zip", "xlsx", "ods"])
@pytest.mark.parametrize("tier", TIERS)
def test_every_form_of_every_tier_reads_back(tier, write, tmp_path):
    report = correct(tier)
    read = read_report(write(report, tmp_path / "r"))
    assert_same(read, report)
    assert [entry for entry in said(read) if entry[0] != "READ-12"] == []
    assert read.whole
    assert read.language == "en"
    assert read.tier_source != "given"
    assert not read.internal


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(**cases)
def test_any_correct_report_reads_back(tmp_path_factory, tier, seed, events, chosen):
    _reads_back(tmp_path_factory.mktemp("report"), tier, seed, events, chosen)


@pytest.mark.deep
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(**cases)
def test_many_correct_reports_read_back(tmp_path_factory, tier, seed, events, chosen):
    _reads_back(tmp_path_factory.mktemp("report"), tier, seed, events, chosen)


def _reads_back(folder, tier, seed, events, chosen):
    report = correct(tier, seed, events, **chosen)
    for path in (write_csv(report, folder / "csv", chosen["line_ends"]), write_xlsx(report, folder)):
        read = read_report(path, tier=tier)
        assert_same(read, report)
        assert said(read) == []


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("events", [0, 1, 60])
def test_the_tier_is_told_from_the_rows(tier, events, tmp_path):
    assert read_report(write_csv(correct(tier, events=events), tmp_path / "r")).tier == tier


def test_the_tier_that_is_given_holds(tmp_path):
    read = read_report(write_csv(correct("vlop"), tmp_path / "r"), tier="vlose")
    assert (read.tier, read.report.tier, read.tier_source) == ("vlose", "vlose", "given")


def test_every_cell_can_be_found_in_its_file(tmp_path):
    report = correct("vlop")
    read = read_report(write_csv(report, tmp_path / "r"))
    for part in report.parts:
        source = read.source[part.number]
        assert source.file == f"{part.sheet}.csv"
        assert [source.line(record) for record in range(1, len(part.rows) + 2)] == list(range(1, len(part.rows) + 2))
        assert "".join(source.letters.values()) == "".join(column.letter for column in _columns(part.number))


def test_an_internal_report_says_so_itself(tmp_path):
    from dsa_reports.harmonised.internal import INTERNAL, INTERNAL_FILE
    from tests.unit.checks.sample_reports import changed

    folder = write_csv(correct("hosting", events=1), tmp_path / "r")
    assert not read_report(folder).internal
    (folder / INTERNAL_FILE).write_text("These files are an internal report.")
    read = read_report(folder)
    assert read.internal
    assert read.findings == ()
    marked = changed(correct("hosting", events=1), {(11, "summary", "value", ""): f"{INTERNAL} We moderate."})
    assert read_report(write_xlsx(marked, tmp_path / "x")).internal


def _columns(number):
    from dsa_reports.template.layout import layout

    return layout().part(number).columns
