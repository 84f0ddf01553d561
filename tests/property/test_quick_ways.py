"""What is quick must say the same as what is careful: lists that are known beforehand, times in twenty bytes, NULs looked for in bytes."""

import csv
import itertools
import json
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsa_reports.engines.duckdb import connect
from dsa_reports.intake import columns, familiar
from dsa_reports.intake.structure import WORD, Structure, TextScan
from dsa_reports.pipeline.validate import Outputs, validate
from dsa_reports.service.config import Source

SOUND = {
    "puid": "p", "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"], "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    "incompatible_content_ground": "rules", "incompatible_content_explanation": "broken", "category": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
    "category_specification": ["KEYWORD_PHISHING"], "content_type": ["CONTENT_TYPE_TEXT"], "territorial_scope": ["NL"], "content_date": "2026-01-01",
    "application_date": "2026-01-05", "decided_at": "2026-01-05T10:00:00Z", "decision_facts": "seen", "source_type": "SOURCE_VOLUNTARY",
    "automated_detection": True, "automated_decision": "AUTOMATED_DECISION_FULLY",
}  # fmt: skip
CODES = {
    "territorial_scope": ("NL", "BE"), "category_specification": ("KEYWORD_PHISHING", "KEYWORD_OTHER"), "content_type": ("CONTENT_TYPE_TEXT", "CONTENT_TYPE_OTHER"),
    "decision_visibility": ("DECISION_VISIBILITY_CONTENT_REMOVED", "DECISION_VISIBILITY_OTHER"),
}  # fmt: skip
VALUES = [
    ["A"], ["A", "B"], ["X"], ["A", "X"], [], [""], ["A", ""], ["A", None], [None], "A", "a", 1, 1.5, True, {"a": 1}, [1], [1.0], [True], [["A"]], [{"a": 1}], None, "",
    " ", "NULL", " null ", '["A"]', ' ["A"]', '["A"', "[", ["NULL"], ["É"], ["A\n"], ['"A'], ["A\0"], ["A"] * 40,
]  # fmt: skip
TEXTS = [
    '["A"]', '["A","B"]', '["A", "B"]', ' ["A"]', '["A"] ', '["A" ]', '[ "A"]', '["X"]', '["A","X"]', "[]", "[ ]", '[""]', '["A",""]', '["A",null]', "A", "a", "A,B", "[1]", "[true]",
    '[["A"]]', '{"a":1}', '["\\u0041"]', '["A\\u0000"]', '["A"', 'A"]', "[", "null", "NULL", " NULL ", "", " ", '["A"]["B"]', '"A"', '["A",]', "['A']", "[A]", '["A\\n"]', '["A"]\t',
]  # fmt: skip

case = st.tuples(
    st.sampled_from(["csv", "jsonl"]), st.lists(st.tuples(st.sampled_from(sorted(CODES)), st.integers(0, 1 << 16)), max_size=14), st.sampled_from(["", "", ","]), st.booleans(),
)  # fmt: skip


def _spelled(value, column: str):
    """`value` with the codes of `column` for A and B."""
    first, second = CODES[column]
    return json.loads(json.dumps(value).replace("A", first).replace("B", second))


def _write(path: Path, changes) -> None:
    values = TEXTS if path.suffix == ".csv" else VALUES
    # Every changed row comes twice: what comes once does not become familiar.
    rows = [SOUND, *({**SOUND, column: _spelled(values[at % len(values)], column)} for column, at in changes for _ in range(2)), SOUND]
    rows = [{**row, "puid": f"p-{n}"} for n, row in enumerate(rows)]
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, SOUND, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: json.dumps(value) if isinstance(value, list | bool) else value for name, value in row.items()} for row in rows)


def _outcome(path: Path, many: int, service: Path | None):
    """Everything that is said and written of `path`."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(familiar, "_MANY", many)
        outputs = Outputs(rejects=Path(folder) / "rejects", accepted=Path(folder) / "accepted.parquet")
        intake = validate(paths=[path], tables=["moderation_actions"], service=service, outputs=outputs, surveys=False, masks=False, threads=1)
        rejects = {file.name: file.read_bytes() for file in sorted(outputs.rejects.rglob("*")) if file.is_file()}
        return intake, rejects, pl.read_parquet(outputs.accepted).rows()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(case)
def test_familiar_lists_change_nothing(case):
    _same(case)


@pytest.mark.deep
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(case)
def test_familiar_lists_change_nothing_in_many_files(case):
    _same(case)


def _same(case) -> None:
    form, changes, separator, renamed = case
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"moderation_actions.{form}"
        _write(path, changes)
        service = None
        if separator or renamed:
            service = Path(folder) / "service.toml"
            mapping = f'list_separator = "{separator}"\n' if separator else ""
            mapping += 'rename = { report_languages = "territorial_scope" }\n' if renamed else ""
            service.write_text(
                '[provider]\nlegal_name = "x"\n[service]\nname = "x"\ntier = "vlop"\n[tables.moderation_actions]\n'
                f'files = ["{path.name}"]\n{mapping}', encoding="utf-8",
            )  # fmt: skip
        assert _outcome(path, 1, service) == _outcome(path, 1 << 40, service)


def _moments() -> list[str]:
    """Texts around a time in twenty bytes: every ASCII character at every place, every pair of odd characters in every field, blanks for digits."""
    time = "2025-12-28T23:00:09Z"
    found = {time[:at] + chr(code) + time[at + 1 :] for at in range(20) for code in range(1, 128)}
    found |= {time[:at] + "".join(pair) + time[at + 2 :] for at in (0, 2, 5, 8, 11, 14, 17) for pair in itertools.product("0123456789 -+.:TZ\t", repeat=2)}
    for short in ("2025-1-28T23:00:09Z", "2025-12-28T23:00:9Z", "225-12-28T23:00:09Z", "2025-12-8T3:00:09Z"):
        found |= {short[:at] + blank + short[at:] for at in range(20) for blank in (" ", "\t", "\n", "\r", "\v", "\f", "\N{NO-BREAK SPACE}", "0", "  ")}
    found |= {f"{year:04}-{month:02}-{day:02}T23:59:59Z" for year in (0, 999, 1899, 1900, 2000, 2024, 2025, 2999, 3000, 9999) for month in range(14) for day in range(33)}
    return sorted(found)


def test_times_in_twenty_bytes_are_what_the_pattern_says():
    with connect() as con, pytest.MonkeyPatch.context() as patch:
        con.execute("CREATE TABLE moments AS SELECT unnest(?) AS x", [_moments()])

        def value() -> str:
            source = Source(files=("a.csv",))
            step = columns.prepared("timestamp", "x", "VARCHAR", source, lenient=False)
            return columns.from_text("timestamp", "x", source, zone="Europe/Amsterdam", step=step)

        quick, twenty = value(), columns._in_twenty_bytes("x")
        patch.setattr(columns, "_in_twenty_bytes", lambda x: "NULL::TIMESTAMP")
        careful = value()
        assert quick != careful
        assert con.execute(f"SELECT x, {quick}, {careful} FROM moments WHERE {quick} IS DISTINCT FROM {careful}").fetchall() == []
        taken, understood = con.execute(f"SELECT count({twenty}), count({careful}) FROM moments").fetchall()[0]
        assert understood >= taken > 1_000


@given(st.lists(st.sampled_from(["\\u0000", "\\", "u000", "0", "\n", "x" * 59, "\\u00e9", "\\n"]), max_size=40))
def test_an_escaped_nul_is_seen_over_the_borders_of_blocks(pieces):
    data = "".join(pieces).encode()
    scan = TextScan()
    structure = Structure("", "", scan)
    for at in range(0, len(data), WORD):
        structure.feed(data[at : at + WORD])
    structure.finish()
    assert scan.escaped_nul == (b"\\u0000" in data)
