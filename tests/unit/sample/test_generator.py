import csv
import io
import json
import re
from pathlib import Path

import pytest

from dsa_reports.contract import table, tables
from dsa_reports.errors import UsageError
from dsa_reports.pipeline.sample import sample
from dsa_reports.pipeline.sample.engine import opened, set_rows
from dsa_reports.pipeline.sample.mixing import mixed
from dsa_reports.pipeline.sample.world import load_world
from dsa_reports.service.load import load_service
from tests.unit.sample.checker import columns_of, problems

ROWS = 4000


@pytest.fixture(scope="module", params=["prikbord", "marktplein"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp(request.param) / "out"
    sample(output=output, rows=ROWS, seed=7, format="csv", service=request.param)
    return output


def read(made: Path, name: str) -> bytes:
    return (made / "logs" / f"{name}.csv").read_bytes()


def test_every_table_is_there_and_breaks_no_rule(made: Path) -> None:
    for name in tables():
        assert problems(name, read(made, name))[:5] == []


def test_proportions(made: Path) -> None:
    count = {name: len(columns_of(read(made, name), table(name).names[0])) for name in tables()}
    assert count["moderation_actions"] == ROWS
    assert count["notices"] == ROWS * 4 // 100
    assert count["user_reports"] == ROWS * 3 // 100
    assert ROWS // 125 <= count["complaints"] <= ROWS // 100
    assert count["recipients"] % len(load_world(made.parent.name.rstrip("0123456789")).recipients | {"TOTAL": 0}) == 0


def test_references_lead_somewhere(made: Path) -> None:
    ids = {name: {row[0] for row in columns_of(read(made, name), table(name).key or "")} for name in ("orders", "notices", "user_reports", "moderation_actions", "minor_measures")}
    for name in tables():
        for column, (target, _) in table(name).references.items():
            named = {row[0] for row in columns_of(read(made, name), column)} - {""}
            assert named or name == "minor_indicators"  # a marketplace enters no figures
            assert named <= ids[target]


def test_both_edges_of_the_period_have_events(made: Path) -> None:
    world = load_world("prikbord" if "prikbord" in str(made) else "marktplein")
    times = {row[0] for row in columns_of(read(made, "moderation_actions"), "decided_at")}
    for edge in (world.period.start_utc, world.period.end_utc):
        assert edge.isoformat() + "Z" in times
    inside = [t for t in times if world.period.start_utc.isoformat() <= t[:-1] < world.period.end_utc.isoformat()]
    assert 0.9 * len(times) < len(inside) < len(times)


def test_domains_are_reserved_names(made: Path) -> None:
    for name, columns in (("moderation_actions", ("landing_domain",)), ("advertisements", ("landing_domain",)), ("account_events", ("landing_url",))):
        for (value,) in set(columns_of(read(made, name), *columns)):
            assert value == "" or re.fullmatch(r"(https://)?[a-z0-9.-]+\.(example|test|invalid)(/.*)?", value)


def test_abuse_rows_are_bare(made: Path) -> None:
    for name in ("moderation_actions", "notices", "user_reports"):
        for row in csv.DictReader(io.StringIO(read(made, name).decode())):
            if any(word in str(row.get("category_specification", "")) + str(row.get("keyword", "")) for word in ("CHILD_SEXUAL", "GROOMING")):
                assert not any(row.get(c) for c in ("content_ref", "account_ref", "landing_domain", "decision_facts"))


def test_direct_messages_carry_no_text(made: Path) -> None:
    assert not [1 for surface, text in columns_of(read(made, "account_events"), "surface", "text") if surface == "direct_message" and text]


def test_service_file_loads_and_truth_matches(made: Path) -> None:
    config = load_service(made / "service.toml")
    assert set(config.tables) == set(tables())
    truth = json.loads((made / "planted.json").read_text())
    assert truth["rows"]["moderation_actions"] == ROWS
    known = {d for c in truth["campaigns"] for g in c["generations"] for d in g["domains"]}
    rows = columns_of(read(made, "moderation_actions"), "phenomenon", "landing_domain", "account_ref")
    assert {d for p, d, _ in rows if p == "sexbot_spam"} <= known | {""}
    bots = {row[0] for row in columns_of((made / "planted_accounts.csv").read_bytes(), "account_ref", "group") if "generation" in row[1] or row[1] == "lone bot"}
    assert {a for p, _, a in rows if p == "sexbot_spam"} == bots


def test_same_arguments_same_bytes(made: Path, tmp_path: Path) -> None:
    service = "prikbord" if "prikbord" in str(made) else "marktplein"
    sample(output=tmp_path / "again", rows=ROWS, seed=7, format="csv", service=service)
    for path in sorted(p for p in made.rglob("*") if p.is_file()):
        assert (tmp_path / "again" / path.relative_to(made)).read_bytes() == path.read_bytes(), path.name


def test_threads_and_chunks_do_not_matter() -> None:
    world = load_world("prikbord")
    query = "SELECT puid, decided_at, platform_label, account_ref, landing_domain FROM made_moderation_actions"
    fetched = []
    for threads in (1, 4):
        with opened(world, 250_000, 3, threads=threads) as con:
            con.execute(f"CREATE TEMP TABLE kept AS {query}")
            fetched.append(con.execute("SELECT list(hash(k) ORDER BY rowid) FROM kept k").fetchall()[0][0])
            assert con.execute("SELECT bool_and(puid = 'pb-' || format('{:09d}', rowid)) FROM kept").fetchall() == [(True,)]
            set_rows(con, 200_000, 200_500)
            assert con.execute(query).fetchall() == con.execute("SELECT * FROM kept LIMIT 500 OFFSET 200000").fetchall()
    assert fetched[0] == fetched[1]


def test_python_draws_equal_those_of_the_engine() -> None:
    with opened(load_world("prikbord"), 10, 1) as con:
        assert con.execute("SELECT list(mixed(i::UBIGINT)) FROM range(1000) t(i)").fetchall()[0][0] == [mixed(i) for i in range(1000)]


@pytest.mark.parametrize("file_format", ["jsonl", "parquet"])
def test_other_formats(tmp_path: Path, file_format: str) -> None:
    sample(output=tmp_path / "out", rows=150, format=file_format)
    assert len(list((tmp_path / "out" / "logs").glob(f"*.{file_format}"))) == len(tables())


def test_no_rows_at_all(tmp_path: Path) -> None:
    sample(output=tmp_path / "out", rows=0)
    assert read(tmp_path / "out", "moderation_actions").count(b"\n") == 1


@pytest.mark.parametrize("wrong", [{"format": "xml"}, {"rows": -1}, {"rows": 10**9}, {"service": "nobody"}])
def test_bad_arguments(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        sample(output=tmp_path / "out", **wrong)  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="in use"):
        sample(output=tmp_path, rows=10)
    assert (tmp_path / "mine.txt").read_text() == "mine"
