"""The shares of every figure add up to its whole change, and each kind of change is named as what it is."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsa_reports.campaigns.reviews import confirmed, record
from dsa_reports.errors import UsageError
from dsa_reports.harmonised.difference import UNKNOWN, Difference, Kind
from dsa_reports.harmonised.difference.compare import number
from dsa_reports.pipeline.build import build
from dsa_reports.pipeline.difference.journey import diff
from dsa_reports.service.readings import readings
from tests.property.replayed_service import Notice, World, built, without_pictures

ROOT = Path(__file__).parents[2]
BASE = World(notices=(
    Notice(1), Notice(2, label=1, items=3, hours=30), Notice(3, label=2, month=8, trusted=True), Notice(4, label=3, hours=None),
    Notice(5, items=0), Notice(6, label=1, month=7, hours=11, terms=True),
))


def compared(old: World, new: World, folder: Path) -> Difference:
    for world in (old, new):
        built(world, folder / "service", folder / "out")
    return diff(old="1", new="2", output=folder / "out", cause=True, threads=1)


def adds_up(found: Difference) -> None:
    """Exactly, not nearly: for counts, medians and rates alike, and also where nothing is left in the end."""
    assert found.causes is not None
    for cell in found.all_cells():
        if cell.figure and cell.kind not in (Kind.TEXT, Kind.REASON):
            total = (number(cell.new) or Decimal(0)) - (number(cell.old) or Decimal(0))
            assert sum(Decimal(str(share.change)) for share in cell.causes) == total, cell
            assert cell.causes, cell
    for shares in found.causes.balanced.values():
        assert sum(Decimal(str(share.change)) for share in shares) == 0


def named(found: Difference) -> set[str]:
    assert found.causes is not None
    cells = {share.step for cell in found.all_cells() for share in cell.causes}
    return cells | {share.step for shares in found.causes.balanced.values() for share in shares}


NOTICES = st.builds(
    Notice, id=st.integers(1, 12), label=st.integers(0, 3), items=st.integers(0, 4), month=st.integers(1, 12),
    hours=st.none() | st.integers(0, 60), trusted=st.booleans(), terms=st.booleans(),
)
ACTING = ("automated_receipts", "no_action_in_median", "medians_without_events", "median_decimals", "actions_per_notice", "other_descriptions")
WORLDS = st.builds(
    World,
    notices=st.lists(NOTICES, max_size=9, unique_by=lambda n: n.id).map(tuple),
    recipients=st.lists(st.tuples(st.integers(1, 12), st.sampled_from(["NL", "BE"]), st.integers(0, 90)), max_size=4, unique_by=lambda r: r[:2]).map(tuple),
    mapping=st.tuples(*[st.integers(0, 3)] * 4), renamed=st.booleans(),
    readings=st.lists(st.sampled_from([(n, a) for n in ACTING for a in readings()[n].options]), max_size=3, unique_by=lambda r: r[0]).map(tuple),
    period=st.sampled_from(["2026", "2026-H1", "2026-H2", "2026-03-01/2026-08-09"]), declared=st.none() | st.integers(0, 9),
    tier=st.sampled_from(["online_platform", "vlop"]), zone=st.sampled_from(["UTC", "Europe/Amsterdam"]),
)


def check_random(old: World, new: World) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = compared(old, new, Path(folder))
    adds_up(found)
    assert found.causes is not None
    # Nothing is left over: one program made both, and all inputs are there.
    assert named(found).isdisjoint({"code", UNKNOWN})
    assert found.causes.notes == ()


@pytest.mark.slow
@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(WORLDS, WORLDS)
def test_shares_add_up_over_random_changes(old: World, new: World) -> None:
    check_random(old, new)


@pytest.mark.deep
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(WORLDS, WORLDS)
def test_shares_add_up_over_many_random_changes(old: World, new: World) -> None:
    check_random(old, new)


ALONE = {
    "late_rows": BASE.but(notices=(*BASE.notices, Notice(9, items=7))),
    "withdrawn_rows": BASE.but(notices=BASE.notices[1:]),
    "changed_rows": BASE.but(notices=(Notice(1, items=5), *BASE.notices[1:])),
    "rejected_rows": BASE.but(notices=tuple(Notice(5, items=2) if n.id == 5 else n for n in BASE.notices)),
    "mapping": BASE.but(mapping=(2, 1, 2, 3)),
    "reading.no_action_in_median": BASE.but(readings=(("no_action_in_median", "included"), ("medians_without_events", "blank"))),
    "reading.medians_without_events": BASE.but(readings=(("medians_without_events", "zero"),)),
    "period": BASE.but(period="2026-H1"),
    "declared": BASE.but(declared=4),
    "service": BASE.but(tier="vlop"),
}


ALWAYS = ("late_rows", "mapping")
"""Two of the kinds in every run; each costs two builds and a replay."""


@pytest.mark.parametrize("step", [
    s if s in ALWAYS else pytest.param(s, marks=pytest.mark.slow) for s in ALONE if s != "reading.no_action_in_median"
])
def test_each_kind_of_change_is_named_as_what_it_is(step: str, tmp_path: Path) -> None:
    found = compared(BASE, ALONE[step], tmp_path)
    adds_up(found)
    assert named(found) == {step}
    assert found.causes is not None
    states = {s.id: s.state for s in found.causes.steps}
    assert states.pop(step) == "replayed"
    assert set(states.values()) == {"unchanged"}


@pytest.mark.slow
def test_shares_that_cancel_each_other_out_are_told(tmp_path: Path) -> None:
    # One notice comes late, another is withdrawn: as many as before.
    found = compared(BASE, BASE.but(notices=(*BASE.notices[1:], Notice(8))), tmp_path)
    adds_up(found)
    assert found.causes is not None
    shares = found.causes.balanced["4.TOTAL.notices_received"]
    assert [(share.step, share.change) for share in shares] == [("late_rows", 1), ("withdrawn_rows", -1)]


def test_a_build_that_is_asked_prints_why(tmp_path: Path) -> None:
    built(BASE, tmp_path / "service", tmp_path / "out")
    built(BASE.but(notices=(*BASE.notices, Notice(9))), tmp_path / "service", tmp_path / "out", since="1", cause=True)
    draft = tmp_path / "out/drafts/2"
    changes = Difference.model_validate(json.loads((draft / "publish/report.json").read_text("utf-8"))["changes"])
    adds_up(changes)
    assert named(changes) == {"late_rows"}
    assert (changes.old.name, changes.new.name) == ("draft 1", "draft 2")
    assert not [path for path in (tmp_path / "out").rglob("*") if "unexplained" in path.name]


def test_a_build_says_what_the_cause_needs(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="since when"):
        built(BASE, tmp_path / "service", tmp_path / "out", cause=True)
    assert not (tmp_path / "out/drafts").exists() or not list((tmp_path / "out/drafts").iterdir())


@pytest.mark.slow
def test_an_export_in_another_form_is_read_under_its_own_mapping(tmp_path: Path) -> None:
    found = compared(BASE, BASE.but(renamed=True, notices=(*BASE.notices, Notice(9))), tmp_path)
    adds_up(found)
    assert named(found) == {"late_rows"}
    assert found.causes is not None
    (mapping,) = (s for s in found.causes.steps if s.id == "mapping")
    assert mapping.figures == 0
    assert "cannot be read under the old mapping" in " ".join(mapping.detail)


@pytest.mark.slow
def test_gone_logs_make_their_figures_unknown_and_no_others(tmp_path: Path) -> None:
    new = BASE.but(notices=(*BASE.notices, Notice(9)), readings=(("medians_without_events", "zero"),), declared=4)
    for world in (BASE, new):
        built(world, tmp_path / "service", tmp_path / "out", keep=False)
    found = diff(old="1", new="2", output=tmp_path / "out", cause=True, folders=[tmp_path / "service"], threads=1)
    adds_up(found)
    by_figure = {cell.figure: {s.step for s in cell.causes} for cell in found.all_cells() if cell.figure}
    assert by_figure["4.TOTAL.notices_received"] == {UNKNOWN}
    assert by_figure["7.complaints.value@total"] == {"declared"}
    assert found.causes is not None
    states = {s.id: s.state for s in found.causes.steps}
    assert {states[i] for i in ("late_rows", "withdrawn_rows", "changed_rows", "rejected_rows", UNKNOWN)} == {"unknown"}
    assert states["mapping"] == "unchanged"
    assert "the files of draft 1 are gone or were changed: logs/notices.csv" in " ".join(d for s in found.causes.steps for d in s.detail)


def test_gone_settings_leave_readings_and_period_known(tmp_path: Path) -> None:
    for world in (BASE, BASE.but(mapping=(2, 1, 2, 3), readings=(("medians_without_events", "zero"),))):
        built(world, tmp_path / "service", tmp_path / "out")
    shutil.rmtree(tmp_path / "out/drafts/1/internal/inputs")
    found = diff(old="1", new="2", output=tmp_path / "out", cause=True, threads=1)
    adds_up(found)
    assert "reading.medians_without_events" in named(found)
    assert UNKNOWN in named(found)
    assert "code" not in named(found)
    assert found.causes is not None
    assert any("does not hold its service.toml" in note for note in found.causes.notes)


@pytest.mark.slow
def test_altered_settings_are_not_believed(tmp_path: Path) -> None:
    for world in (BASE, ALONE["mapping"]):
        built(world, tmp_path / "service", tmp_path / "out")
    toml = tmp_path / "out/drafts/1/internal/inputs/service.toml"
    toml.write_text(toml.read_text("utf-8") + "# touched\n", "utf-8")
    found = diff(old="1", new="2", output=tmp_path / "out", cause=True, threads=1)
    assert named(found) == {UNKNOWN}


@pytest.mark.slow
def test_logs_are_found_by_their_content_under_other_names(tmp_path: Path) -> None:
    built(BASE, tmp_path / "service", tmp_path / "out", keep=False)
    shutil.copytree(tmp_path / "service/logs", tmp_path / "backup/march")
    (tmp_path / "backup/march/notices.csv").rename(tmp_path / "backup/march/export-0001")
    built(ALONE["late_rows"], tmp_path / "service", tmp_path / "out", keep=False)
    found = diff(old="1", new="2", output=tmp_path / "out", cause=True, folders=[tmp_path / "service", tmp_path / "backup"], threads=1)
    adds_up(found)
    assert named(found) == {"late_rows"}


def test_what_no_step_explains_is_named_code_version(tmp_path: Path) -> None:
    for world in (BASE, ALONE["late_rows"]):
        built(world, tmp_path / "service", tmp_path / "out")
    # As if another version of the program had counted otherwise.
    path = tmp_path / "out/drafts/2/publish/report.json"
    data = json.loads(path.read_bytes())
    data["figures"]["4.TOTAL.items"]["text"] = "99"
    part = next(p for p in data["parts"] if p["number"] == 4)
    part["rows"][0]["cells"][part["columns"].index("items")] = "99"
    path.write_text(json.dumps(data), "utf-8")
    found = diff(old="1", new="2", output=tmp_path / "out", cause=True, threads=1)
    adds_up(found)
    (cell,) = (c for c in found.all_cells() if c.figure == "4.TOTAL.items")
    assert [share.step for share in cell.causes] == ["late_rows", "code"]
    assert found.causes is not None
    assert "please report this" in found.causes.notes[-1]


def test_causes_are_told_only_between_drafts(tmp_path: Path) -> None:
    built(BASE, tmp_path / "service", tmp_path / "out")
    with pytest.raises(UsageError, match="only between two drafts"):
        diff(old=str(tmp_path / "out/drafts/1/publish"), new="1", output=tmp_path / "out", cause=True)


@pytest.mark.slow
def test_another_definition_is_replayed_from_what_the_draft_kept(tmp_path: Path) -> None:
    """The older build is made by a program whose indicator counts otherwise."""
    other = tmp_path / "program"
    shutil.copytree(ROOT / "dsa_reports", other / "dsa_reports", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("schemas", "templates", "sample_data"):
        (other / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "pyproject.toml", other)
    sql = other / "dsa_reports/indicators/part4/notices.sql"
    text = sql.read_text("utf-8")
    head, query = text.split("*/", 1)
    assert "sum(items)" in query.lower()
    sql.write_text(head + "*/" + re.sub(r"(?i)sum\(items\)", "sum(items) * 10", query, count=1), "utf-8")
    built(BASE, tmp_path / "service", tmp_path / "unused")
    subprocess.run(
        [sys.executable, "-m", "dsa_reports", "build", str(tmp_path / "service"), "--period", "2026", "-o", str(tmp_path / "out"), "--keep-inputs", "-q"],
        cwd=other, env={"PYTHONPATH": str(other), "PATH": ""}, check=True, capture_output=True,
    )
    built(ALONE["late_rows"], tmp_path / "service", tmp_path / "out")
    found = diff(old="1", new="2", output=tmp_path / "out", cause=True, threads=1)
    adds_up(found)
    (cell,) = (c for c in found.all_cells() if c.figure == "4.TOTAL.items")
    assert {share.step for share in cell.causes} == {"late_rows", "definition"}
    assert "code" not in named(found)


PRIKBORD = ROOT / "sample_data/prikbord"


def two_drafts_with_other_campaigns(folder: Path, *, keep: bool) -> Path:
    """The second counts a campaign less: a reviewer took a confirmation back."""
    service, output = folder / "service", folder / "out"
    shutil.copytree(PRIKBORD, service)
    with without_pictures():
        build(service=service, period="2026-H1", output=output, keep_inputs=keep, threads=1)
        gone = max(confirmed(service / "campaigns"), key=lambda campaign: len(campaign.accounts))
        record(service / "campaigns", cluster_id=gone.campaign_id, decision="rejected", reviewer="T. Est", reason="Looked at again: honest.", at=datetime(2026, 7, 20, tzinfo=UTC))
        build(service=service, period="2026-H1", output=output, keep_inputs=keep, threads=1)
    return output


@pytest.mark.slow
def test_campaigns_that_people_judged_anew_are_named_where_their_lists_were_kept(tmp_path: Path) -> None:
    output = two_drafts_with_other_campaigns(tmp_path, keep=True)
    found = diff(old="1", new="2", output=output, cause=True, threads=1)
    adds_up(found)
    assert named(found) == {"campaigns"}
    assert len(list((output / "private/inputs").glob("*/campaigns.json"))) == 2
    assert not [path for path in output.glob("drafts/*/**/*") if path.name == "campaigns.json"]


@pytest.mark.slow
def test_campaigns_whose_lists_are_gone_are_what_cannot_be_known(tmp_path: Path) -> None:
    output = two_drafts_with_other_campaigns(tmp_path, keep=False)
    found = diff(old="1", new="2", output=output, cause=True, folders=(tmp_path / "service",), threads=1)
    adds_up(found)
    assert named(found) == {UNKNOWN}
    assert found.causes is not None
    assert ["draft 1" in note for note in found.causes.notes] == [True], "the lists of the second are still those of the directory"
    assert {step.id for step in found.causes.steps if step.state == "unknown"} == {"campaigns", UNKNOWN}
