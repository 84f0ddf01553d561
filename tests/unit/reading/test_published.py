"""Real parts of real reports, where they lie beside this checkout: each is read, and what is wrong with it is said."""

from collections import Counter
from pathlib import Path

import pytest

from dsa_reports.errors import InputError
from dsa_reports.harmonised.reading import read_report

PUBLISHED = Path(__file__).parents[4] / "shared" / "samples" / "published"
EXPECTED = {
    "amazon_H1-2026__1_report_identification.csv": (1, 5, {"A-9": 4}),
    "facebook_H2-2025__10_AMAR.csv": (10, 28, {"A-9": 28, "READ-3": 26, "B-10": 1}),
    "snap_H2-2025_V1__1_report_identification.csv": (1, 5, {"A-9": 4}),
    "tiktok_H2-2025__10_AMAR.csv": (10, 28, {"A-9": 28, "READ-2": 29}),
    "tiktok_H2-2025__1_report_identification.csv": (1, 5, {"A-2": 1}),
    "tiktok_H2-2025__7_appeals_and_recidivism.csv": (7, 47, {"READ-2": 46}),
}


def sample(name: str) -> Path:
    if not (PUBLISHED / name).is_file():
        pytest.skip("the published samples are not beside this checkout")
    return PUBLISHED / name


@pytest.mark.parametrize("name", EXPECTED)
def test_a_published_part_is_read(name):
    part, rows, rules = EXPECTED[name]
    read = read_report(sample(name))
    assert [(p.number, len(p.rows)) for p in read.report.parts] == [(part, rows)]
    found = Counter(f.id for f in read.findings)
    assert {rule: found[rule] for rule in rules} == rules
    assert set(found) <= {*rules, "B-6"}
    assert not read.whole
    for finding in read.findings:
        assert finding.message
        assert finding.remedy


def test_what_the_figures_become():
    assert read_report(sample("tiktok_H2-2025__10_AMAR.csv")).report.figures["10.recipients.value@TOTAL"].value == 178_300_000
    assert read_report(sample("facebook_H2-2025__10_AMAR.csv")).report.figures["10.recipients.value@CY"].value == 975_038
    snap = read_report(sample("snap_H2-2025_V1__1_report_identification.csv"))
    assert snap.report.period == "2025-07-01/2025-12-31"
    assert snap.report.provider == "Snap Inc."
    amazon = read_report(sample("amazon_H1-2026__1_report_identification.csv"))
    assert [row.cells[-1].text for row in amazon.report.parts[0].rows[1:]] == ["2026-08-31", "2026-04-29", "2026-01-01", "2026-06-30"]


def test_a_report_that_does_not_follow_the_template_is_refused_in_words():
    with pytest.raises(InputError, match="nothing here follows the template"):
        read_report(sample("heise_2025__non-template-single.csv"))


def test_every_published_file_is_in_this_list():
    if not PUBLISHED.is_dir():
        pytest.skip("the published samples are not beside this checkout")
    assert {path.name for path in PUBLISHED.glob("*.csv")} == {*EXPECTED, "heise_2025__non-template-single.csv"}
