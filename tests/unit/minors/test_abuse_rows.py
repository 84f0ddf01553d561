"""Rows of 9b to 9d are counted and nothing else (MI-10): what leads to content is rejected, and no output holds a byte of it."""

import csv
import io
import json
import zlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dsa_reports.cli.app import app
from dsa_reports.pipeline.build import build
from tests.property.replayed_service import without_pictures

CATEGORY, KEYWORD = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS"
SECRET = "seCret77"
SOUND = {
    "notices": {"id": "n-{}", "category": CATEGORY, "keyword": KEYWORD, "reporter_kind": "other", "items": "1", "received_at": "2026-02-01T10:00:00Z"},
    "user_reports": {"id": "u-{}", "reported_at": "2026-02-01T10:00:00Z", "category": CATEGORY, "keyword": KEYWORD},
    "moderation_actions": {
        "puid": "m-{}", "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT", "category": CATEGORY, "category_specification": f'["{KEYWORD}"]', "source_type": "SOURCE_VOLUNTARY",
        "decided_at": "2026-02-01T10:00:00Z", "automated_detection": "true", "automated_decision": "AUTOMATED_DECISION_FULLY", "decision_account": "DECISION_ACCOUNT_TERMINATED",
    },
}
LEADING = {
    "notices": {"content_ref": SECRET, "other_description": f"seen at https://{SECRET}.example/x"},
    "user_reports": {"content_ref": SECRET, "account_ref": SECRET, "other_description": f"{SECRET}.example.com"},
    "moderation_actions": {
        "content_ref": SECRET, "landing_domain": f"{SECRET.lower()}.example", "decision_facts": f"it was at www.{SECRET}.example", "illegal_content_explanation": f"https://{SECRET}.example",
        "category_specification_other": f"{SECRET}.example.org",
    },
}
OTHERS = ("orders", "complaints", "automation_evaluations", "disputes", "suspensions", "moderators", "recipients", "exposure", "minor_measures", "minor_indicators", "advertisements", "account_events")


def service(folder: Path) -> dict[str, int]:
    """One sound row in each table, and one for each column that leads somewhere; how many of these."""
    for table, sound in SOUND.items():
        rows = [sound, *({**sound, column: value} for column, value in LEADING[table].items())]
        out = io.StringIO()
        writer = csv.DictWriter(out, [*sound, *LEADING[table]], lineterminator="\n")
        writer.writeheader()
        key = next(iter(sound))
        writer.writerows({**row, key: row[key].format(number)} for number, row in enumerate(rows))
        (folder / f"{table}.csv").write_text(out.getvalue(), "utf-8")
    named = "\n".join(f'[tables.{table}]\nfiles = ["{table}.csv"]' for table in SOUND)
    none = "\n".join(f'[tables.{table}]\nnone = "nothing of the kind"' for table in OTHERS)
    (folder / "service.toml").write_text(f'[provider]\nlegal_name = "P"\n[service]\nname = "S"\ntier = "online_platform"\n{named}\n{none}\n', "utf-8")
    return {table: len(columns) for table, columns in LEADING.items()}


def holding(folder: Path) -> list[str]:
    """Files in which the secret stands, packed streams looked into."""
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        pieces = [content]
        for start in range(len(content)):
            if content[start : start + 2] in (b"\x78\x9c", b"\x78\xda", b"\x78\x01"):
                try:
                    pieces.append(zlib.decompressobj().decompress(content[start:], 1 << 20))
                except zlib.error:
                    continue
        if any(SECRET.lower().encode() in piece.lower() for piece in pieces):
            found.append(path.relative_to(folder).as_posix())
    return found


def test_such_rows_are_rejected_and_their_values_are_written_nowhere(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    wanted = service(tmp_path / "s")
    with without_pictures():
        made = build(service=tmp_path / "s", period="2026-H1", output=tmp_path / "out", threads=1)
    told = {finding.table or finding.id: finding for finding in made.findings if finding.id.endswith(".abuse_row_without_reference")}
    assert {name.split(".")[0]: finding.count for name, finding in told.items()} == wanted
    assert {finding.severity.value for finding in told.values()} == {"blocks"}
    assert {finding.value for finding in told.values()} == {""}
    rows = json.loads((made.folder / "publish/report.json").read_bytes())["rows"]
    assert {table: (rows[table]["accepted"], rows[table]["rejected"]) for table in wanted} == {table: (1, number) for table, number in wanted.items()}
    assert list((tmp_path / "out/private").rglob("*.csv")), "rejected rows are kept, without what leads anywhere"
    assert holding(tmp_path / "out") == []


@pytest.mark.parametrize("form", ["text", "json", pytest.param("html", marks=pytest.mark.slow), pytest.param("sarif", marks=pytest.mark.slow)])
def test_nor_does_validation_print_them(form: str, tmp_path: Path) -> None:
    service(tmp_path)
    done = CliRunner().invoke(app, ["validate", str(tmp_path / "service.toml"), "--period", "2026-H1", "--format", form], prog_name="dsa-reports")
    assert "abuse_row_without_reference" in done.stdout
    assert SECRET.lower() not in (done.stdout + done.stderr).lower()


def test_the_search_sees_packed_streams(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"stream\n" + zlib.compress(f"BT ({SECRET}) ET".encode()))
    assert holding(tmp_path) == ["a.pdf"]
