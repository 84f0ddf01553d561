import csv
import io
import json
import zipfile
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dsa_reports import resources
from dsa_reports.contract import tables
from dsa_reports.engines.duckdb import connect
from dsa_reports.findings import Severity
from dsa_reports.intake.gaps import GAPS, gaps
from dsa_reports.intake.load import load
from dsa_reports.intake.survey import run_surveys
from dsa_reports.law.periods import parse_period
from dsa_reports.narrative.folder import load_texts
from dsa_reports.pipeline.sample.rebuild import generated_files
from dsa_reports.service.load import load_service
from tests.unit.sample.checker import problems

ROOT = Path(str(resources.folder("sample_data")))
SERVICES = sorted(path.parent.relative_to(ROOT).as_posix() for path in ROOT.rglob("service.toml"))


@pytest.fixture(scope="module")
def generated() -> dict[str, bytes]:
    return generated_files()


def inside(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook: how well they are packed depends on the library that packed them."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_committed_files_are_the_generated_ones(generated: dict[str, bytes]) -> None:
    import gzip

    for name, content in generated.items():
        committed = (ROOT / name).read_bytes()
        if name.endswith(".xlsx"):
            assert inside(committed) == inside(content), name
        elif name.endswith(".gz"):
            assert gzip.decompress(committed) == gzip.decompress(content), name
        elif not name.endswith(".parquet"):
            assert committed == content, name


def test_committed_parquet_has_the_generated_rows(generated: dict[str, bytes], tmp_path: Path) -> None:
    with connect() as con:
        for name in (n for n in generated if n.endswith(".parquet")):
            (tmp_path / "new.parquet").write_bytes(generated[name])
            rows = [con.execute(f"SELECT t::VARCHAR FROM read_parquet('{path}') t").fetchall() for path in (ROOT / name, tmp_path / "new.parquet")]
            assert rows[0] == rows[1]
            assert rows[0]


def test_nothing_lies_around(generated: dict[str, bytes]) -> None:
    by_hand = {p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if p.is_file()} - set(generated)
    assert {name for name in by_hand if "/texts/" not in name and "/phenomena/" not in name and not name.endswith("service.toml")} <= {"README.md", "prikbord/earlier.csv"}


def test_small_enough() -> None:
    assert sum(p.stat().st_size for p in ROOT.rglob("*") if p.is_file()) < 5_000_000


def test_all_four_formats_occur() -> None:
    suffixes = {p.suffix for p in (ROOT / "prikbord" / "logs").rglob("*")}
    assert {".csv", ".gz", ".jsonl", ".parquet", ".xlsx"} <= suffixes


@pytest.mark.parametrize("name", SERVICES)
def test_service_files_load(name: str) -> None:
    config = load_service(ROOT / name / "service.toml")
    assert set(config.tables) == set(tables())
    for source in config.tables.values():
        assert all(list((ROOT / name).glob(pattern)) for pattern in source.files)
        assert all((ROOT / name / path).is_file() for path in source.value_maps.values())


@pytest.mark.parametrize("name", [s for s in SERVICES if s != "hostile"])
def test_texts_are_read(name: str) -> None:
    texts = load_texts(ROOT / name / "texts")
    assert not texts.findings
    assert len(texts.texts) == (11 if name in ("prikbord", "zero/vlop") else 6)


def test_marktplein_breaks_no_rule() -> None:
    for name in tables():
        path = ROOT / "marktplein" / "logs" / f"{name}.csv"
        if path.exists():
            assert problems(name, path.read_bytes())[:5] == []


def test_hostile_rows_are_valid_but_for_their_texts() -> None:
    for name in tables():
        content = (ROOT / "hostile" / "logs" / f"{name}.csv").read_bytes()
        if name == "moderation_actions":
            continue  # its category comes from the value map
        wrong = [p for p in problems(name, content) if "_safe" not in p]
        assert wrong[:5] == []
    cells = " ".join(cell for row in csv.reader(io.StringIO((ROOT / "hostile" / "logs" / "orders.csv").read_text())) for cell in row)
    assert "<script>" in cells
    assert "{{ 7*7 }}" in cells


def test_planted_findings_are_written_down() -> None:
    truth = json.loads((ROOT / "prikbord" / "planted.json").read_text())
    assert {note["table"] for note in truth["findings"]} >= {"moderation_actions", "notices", "complaints", "orders", "account_events"}
    text = (ROOT / "prikbord" / "planted.md").read_text()
    assert all(note["what"] in text for note in truth["findings"])


def test_the_loader_finds_what_was_planted_and_nothing_else(tmp_path: Path) -> None:
    """With R-1, the one survey of the planted findings, and MI-5, the one question to rows that are sound."""
    planted: Counter[tuple[str, str, bool]] = Counter()
    for note in json.loads((ROOT / "prikbord" / "planted.json").read_text())["findings"]:
        planted[note["table"], note["rule"], note["rejects"]] += note["count"]
    with connect() as con:
        loaded = load(con, load_service(ROOT / "prikbord" / "service.toml"), work=tmp_path / "work", rejected=None)
        owed = run_surveys(con, loaded, only=["R-1"], period=parse_period("2026-H1", ZoneInfo("Europe/Amsterdam")))
        con.execute("SET VARIABLE first_day = DATE '2026-01-01'; SET VARIABLE last_day = DATE '2026-06-30'")
        asked = gaps(con, [gap for gap in GAPS if gap.id == "MI-5"])
    found: Counter[tuple[str, str, bool]] = Counter()
    for finding in (*loaded.findings, *owed, *asked):
        if finding.severity is not Severity.INFO:
            found[finding.table, finding.id, finding.rejects] += finding.count
    assert found == planted


@pytest.mark.parametrize("name", [s for s in SERVICES if s not in ("prikbord", "hostile")])
def test_the_other_services_load_without_findings(name: str, tmp_path: Path) -> None:
    with connect() as con:
        loaded = load(con, load_service(ROOT / name / "service.toml"), work=tmp_path / "work", rejected=None)
    assert [f.message for f in loaded.findings if f.severity is not Severity.INFO] == []
    assert all(t.status in ("loaded", "none") for t in loaded.tables.values())


def test_every_hostile_row_is_accepted(tmp_path: Path) -> None:
    with connect() as con:
        loaded = load(con, load_service(ROOT / "hostile" / "service.toml"), work=tmp_path / "work", rejected=None)
    assert {name: f.rejected for name, t in loaded.tables.items() for f in t.files if f.rejected} == {}
