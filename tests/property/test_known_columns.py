"""Columns with few values are checked value by value: the verdict on every row is the same as row by row."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.load import load
from dsa_reports.intake.readers import parquet
from dsa_reports.service.config import Provider, Service, ServiceConfig, Source

SCAMS, FRAUD = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "DECISION_GROUND_INCOMPATIBLE_CONTENT"
AT = datetime(2026, 1, 5, 10)
cells = {
    "puid": st.sampled_from(["a", "b", "c", "d e", ""]),
    "decision_ground": st.sampled_from([FRAUD, "DECISION_GROUND_ILLEGAL_CONTENT", None, "x"]),
    "category": st.sampled_from([SCAMS, SCAMS, f" {SCAMS} ", "NULL", None]),
    "source_type": st.sampled_from(["SOURCE_VOLUNTARY", None]),
    "automated_detection": st.sampled_from([True, False, None]),
    "automated_decision": st.sampled_from(["AUTOMATED_DECISION_FULLY"]),
    "decision_account": st.sampled_from(["DECISION_ACCOUNT_TERMINATED", None, ""]),
    "territorial_scope": st.sampled_from([["NL", "DE"], [], None, ["NL", None], ["XX"], ["", "NL"]]),
    "content_date": st.sampled_from([date(2026, 1, 5), date(2026, 1, 6), None, date(1066, 1, 1)]),
    "decided_at": st.sampled_from([AT, None]),
    "views_before_action": st.sampled_from([0, 3, -1, None]),
    "category_specification_other": st.sampled_from(["Spam", "=1+1", "a\0b", None]),
}
TYPES = {
    "automated_detection": pl.Boolean, "territorial_scope": pl.List(pl.String), "content_date": pl.Date, "decided_at": pl.Datetime("us"), "views_before_action": pl.Int32,
}
rows = st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=25)


def _verdict(path: Path, folder: Path) -> object:
    config = ServiceConfig(
        provider=Provider(legal_name="x"), service=Service(name="x", tier="vlop", time_zone="Europe/Amsterdam"), folder=folder,
        tables={"moderation_actions": Source(files=(path.name,))},
    )
    with connect(threads=1) as con:
        done = load(con, config, work=folder / "work", rejected=folder / "rejected")
        accepted = con.execute("SELECT * FROM accepted_moderation_actions ORDER BY _record").fetchall()
    return accepted, done.findings, (folder / "rejected/moderation_actions.csv").read_text() if (folder / "rejected/moderation_actions.csv").exists() else ""


@settings(max_examples=10, deadline=None)
@given(rows)
def test_the_same_rows_findings_and_values(written):
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        pl.DataFrame(written, schema={column: TYPES.get(column, pl.String) for column in cells}).write_parquet(folder / "m.parquet", use_pyarrow=False)
        verdicts = []
        for many in (10**9, 0):
            patch.setattr(parquet, "_MANY", many)
            (folder / "rejected").mkdir(exist_ok=True)
            for old in (folder / "rejected").iterdir():
                old.unlink()
            verdicts.append(_verdict(folder / "m.parquet", folder))
        assert verdicts[0] == verdicts[1]


def test_clean_columns_are_known(tmp_path, monkeypatch):
    """The other test would pass too if nothing were ever known."""
    from dsa_reports.intake import load as loading

    known = []
    ask = loading.ask
    monkeypatch.setattr(loading, "ask", lambda *a, **k: known.append(ask(*a, **k)) or known[-1])
    monkeypatch.setattr(parquet, "_MANY", 0)
    row = {"puid": "a", "decision_ground": FRAUD, "category": SCAMS, "source_type": "SOURCE_VOLUNTARY", "territorial_scope": ["NL"], "decided_at": AT, "automated_detection": True, "automated_decision": "AUTOMATED_DECISION_FULLY"}
    pl.DataFrame([row | {"puid": f"p{i}"} for i in range(50)]).write_parquet(tmp_path / "m.parquet")
    _verdict(tmp_path / "m.parquet", tmp_path)
    assert {"category", "territorial_scope", "source_type"} <= known[0].plain
    assert {("intake.code", "category"), ("intake.required", "category"), ("intake.code", "territorial_scope")} <= known[0].sound
