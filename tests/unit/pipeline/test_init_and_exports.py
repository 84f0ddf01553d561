"""init: what it writes is valid for every tier; --from proposes from headers and says what is missing."""

import gzip
from pathlib import Path

import pytest

from dsa_reports.contract import tables
from dsa_reports.errors import UsageError, WriteError
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.exports import propose, read_header, read_headers
from dsa_reports.pipeline.init import Answers, init
from dsa_reports.pipeline.needs import demand_sources, needed_tables
from dsa_reports.service.load import load_service


@pytest.mark.parametrize("tier", list(Tier))
def test_every_tier_gets_what_it_needs(tmp_path: Path, tier: Tier) -> None:
    result = init(folder=tmp_path, answers=Answers('O\'Brien "X" \\ \x7f‮\n', "S", tier, 60, 12.5, 9.5, time_zone="Europe/Amsterdam"))
    config = load_service(tmp_path)
    assert config.provider.legal_name == 'O\'Brien "X" \\ \x7f‮'
    assert (config.provider.employees, config.provider.turnover_million_eur, config.provider.balance_sheet_million_eur) == (60, 12.5, 9.5)
    assert set(config.tables) == set(needed_tables(tier, {}))
    demand_sources(config)
    for name, source in config.tables.items():
        assert (tmp_path / source.files[0]).read_text() == ",".join(tables()[name].names) + "\n"
    assert (tmp_path / "texts/governance.md").exists() is (tier is Tier.VLOP)
    assert result.hint == ""


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/summary.md").write_text("mine")
    result = init(folder=tmp_path, answers=Answers("P", "S", Tier.HOSTING))
    assert result.kept == (tmp_path / "texts/summary.md",)
    assert (tmp_path / "texts/summary.md").read_text() == "mine"
    with pytest.raises(UsageError, match="not overwritten"):
        init(folder=tmp_path, answers=Answers("P", "S", Tier.HOSTING))


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError):
        init(folder=tmp_path / "file" / "below", answers=Answers("P", "S", Tier.HOSTING))


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "notices_2026[1].csv").write_text("NoticeID;Category;Received At;Reporter Kind;Number of items;lang;internal\n")
    (folder / "appeals.csv").write_bytes("id,submittedAt,outcome,decided_at,foo\n".encode("utf-16"))
    (folder / "decisions.jsonl").write_text('not json\n{"puid":1,"decision_ground":2,"category":3,"decidedAt":4}\n{"source_type":5}\n')
    with gzip.open(folder / "orders.csv.gz", "wt") as stream:
        stream.write("id\tkind\tmember_state\tcategory\treceived_at\n")
    (folder / "random.csv").write_text("alpha,beta,gamma\n")
    (folder / "empty.csv").write_text("")
    (folder / "bad.parquet").write_text("x")
    (folder / "bad.xlsx").write_text("x")
    (folder / "bad.csv.gz").write_bytes(b"\x1f\x8bx")
    (folder / "notes.docx").write_text("x")
    (folder / "old.csv.zst").write_bytes(b"\x28\xb5\x2f\xfdx")
    (folder / ".hidden").write_text("x")
    (folder / "below").mkdir()
    return folder


def test_headers_are_read_in_every_format(exports: Path) -> None:
    found, problems = read_headers(exports)
    assert {e.path.name: (e.form, e.delimiter, e.encoding) for e in found} == {
        "appeals.csv": ("csv", ",", "utf-16"), "decisions.jsonl": ("jsonl", ",", "utf-8"),
        "notices_2026[1].csv": ("csv", ";", "utf-8"), "orders.csv.gz": ("csv", "\t", "utf-8"), "random.csv": ("csv", ",", "utf-8"),
    }  # fmt: skip
    assert [p.split(":")[0] for p in problems] == ["bad.csv.gz", "bad.parquet", "bad.xlsx", "empty.csv", "notes.docx", "old.csv.zst"]


def test_parquet_and_xlsx_headers(tmp_path: Path) -> None:
    from openpyxl import Workbook

    from dsa_reports.engines.duckdb import connect

    with connect(memory_limit="256MB", threads=1) as connection:
        connection.execute(f"COPY (SELECT 'x' AS puid, ['a'] AS content_type) TO '{tmp_path / 'a.parquet'}'")
    book = Workbook()
    book.worksheets[0].append(["month", "member_state", "active recipients"])
    book.save(tmp_path / "recipients.xlsx")
    assert read_header(tmp_path / "a.parquet").columns[0] == "puid"
    proposal = propose(read_header(tmp_path / "recipients.xlsx"))
    assert proposal is not None
    assert proposal.rename == {"active_recipients": "active recipients"}


def test_proposals(exports: Path) -> None:
    found = {e.path.name: propose(e) for e in read_headers(exports)[0]}
    notices = found["notices_2026[1].csv"]
    assert notices is not None
    assert notices.table == "notices"
    assert notices.rename == {
        "id": "NoticeID", "category": "Category", "received_at": "Received At", "reporter_kind": "Reporter Kind",
        "items": "Number of items", "language": "lang",
    }  # fmt: skip
    assert notices.unused == ("internal",)
    assert {name: p.table if p else None for name, p in found.items()} == {
        "appeals.csv": "complaints", "decisions.jsonl": "moderation_actions", "notices_2026[1].csv": "notices",
        "orders.csv.gz": "orders", "random.csv": None,
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(tables()))
def test_a_table_with_its_own_names_maps_to_itself(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.csv"
    path.write_text(",".join(tables()[name].names) + "\n")
    proposal = propose(read_header(path))
    assert proposal is not None
    assert proposal.table == name
    assert proposal.mapping == {column: column for column in tables()[name].names}


def test_init_from_exports(tmp_path: Path, exports: Path) -> None:
    result = init(folder=tmp_path / "new", answers=Answers("P", "S", Tier.ONLINE_PLATFORM), exports=exports)
    config = load_service(tmp_path / "new")
    assert config.tables["notices"].files == ("../exports/notices_2026[[]1].csv",)
    assert config.tables["notices"].delimiter == ";"
    assert config.tables["complaints"].encoding == "utf-16"
    assert config.tables["complaints"].rename["submitted_at"] == "submittedAt"
    assert set(result.missing_tables) == {"disputes", "suspensions", "automation_evaluations"}
    text = (tmp_path / "new/service.toml").read_text()
    assert "PROPOSED from the headers" in text
    assert "# MISSING, and required: basis" in text
    assert "The tier needs the table disputes" in text
    with pytest.raises(UsageError, match="disputes"):
        demand_sources(config)
    assert not (tmp_path / "new/logs").exists()


def test_two_shapes_of_one_table(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "orders_a.csv").write_text("id,kind,member_state,category,received_at\n")
    (folder / "orders_b.csv").write_text("id,kind,member_state,category,received_at\n")
    (folder / "orders_c.csv").write_text("id;kind;country;category;received at\n")
    init(folder=tmp_path / "new", answers=Answers("P", "S", Tier.HOSTING), exports=folder)
    assert load_service(tmp_path / "new").tables["orders"].files == ("../exports/orders_a.csv", "../exports/orders_b.csv")
    assert "another header" in (tmp_path / "new/service.toml").read_text()
