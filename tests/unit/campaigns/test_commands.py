"""`campaigns find | evaluate | graph | sign` as a person types them."""

import json
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from typer.testing import CliRunner

from dsa_reports.campaigns.graph import drawing
from dsa_reports.cli.app import app

from .toy import SENT, bots, event, honest, write

RUN = CliRunner()
KEY = "0123456789abcdef0123"


def invoke(*words: object) -> str:
    done = RUN.invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    write(folder / "events.jsonl", [*honest(60), *bots(10)])
    (folder / "actions.csv").write_text(
        "puid,decision_account,decision_ground,category,source_type,automated_detection,automated_decision,account_ref,decided_at\n"
        "d1,DECISION_ACCOUNT_TERMINATED,DECISION_GROUND_INCOMPATIBLE_CONTENT,STATEMENT_CATEGORY_SCAMS_AND_FRAUD,SOURCE_VOLUNTARY,Yes,AUTOMATED_DECISION_FULLY,b-1,2026-02-20T10:00:00Z\n"
    )
    said = invoke("campaigns", "find", folder / "events.jsonl", "--actions", folder / "actions.csv", "-o", folder / "out", "--on", "2026-12-31", "-q")
    assert said.startswith("1 candidate with 10 of 70 accounts\nchance alone would show 0 with 0 accounts\n")
    return folder


def test_removals_come_from_the_actions(result: Path) -> None:
    with duckdb.connect() as con:
        assert con.execute(f"SELECT account_ref, removed_at::VARCHAR FROM read_parquet('{result}/out/members.parquet') WHERE removed_at IS NOT NULL").fetchall() == [("b-1", "2026-02-20 10:00:00+00")]


def test_evaluate_prints_rates_with_counts(result: Path) -> None:
    (result / "labels.csv").write_text("account_ref,campaign,group,kind\n" + "".join(f"b-{n},K1,,plain\n" for n in range(12)) + "".join(f"h-{n},,neighbours,\n" for n in range(20)))
    said = invoke("campaigns", "evaluate", result / "out", "--labels", result / "labels.csv")
    assert "precision  1.000 (10 of 10;" in said
    assert "recall     0.833 (10 of 12;" in said
    assert "0.000 (0 of 20; 95 %: 0.000 to 0.161)  neighbours" in said
    assert json.loads(invoke("campaigns", "evaluate", result / "out", "--labels", result / "labels.csv", "--json"))["recall"]["numerator"] == 10


@pytest.mark.parametrize(("text", "says"), [("a,b\n1,2\n", "no list of labels"), ("account_ref,campaign\nb-1,K\nb-1,K\n", "two labels")])
def test_labels_that_cannot_be_used(result: Path, text: str, says: str) -> None:
    (result / "wrong.csv").write_text(text)
    done = RUN.invoke(app, ["campaigns", "evaluate", str(result / "out"), "--labels", str(result / "wrong.csv")])
    assert done.exit_code == 3
    assert says in done.stderr


def test_the_graph_as_graphml_and_as_csv(result: Path) -> None:
    (result / "classes.csv").write_text("domain,class\nwww.sweet-page.example,fake_profile_site\n")
    invoke("campaigns", "graph", result / "out", "--classes", result / "classes.csv", "-o", result / "g.graphml")
    tree = ElementTree.parse(result / "g.graphml")
    names = {node.get("id") for node in tree.iter("{http://graphml.graphdrawing.org/xmlns}node")}
    assert {"domain:sweet-page.example", "parameter:ref=aff77"} <= names
    invoke("campaigns", "graph", result / "out", "--classes", result / "classes.csv", "-o", result / "g.csv")
    lines = (result / "g.csv").read_text().splitlines()
    assert lines[0] == "candidate,kind,value,domain_class,accounts"
    assert any(line.endswith(",domain,sweet-page.example,fake_profile_site,10") for line in lines)
    done = RUN.invoke(app, ["campaigns", "graph", str(result / "out"), "-o", str(result / "g.svg")])
    assert done.exit_code == 2


def test_a_graph_holds_nothing_that_xml_or_a_spreadsheet_acts_on() -> None:
    drawn = drawing([("c-1", 4)], [("c-1", "=x.example", 2, 3)], [("c-1", "=x.example", "a=\x01<b>", 2)], {})
    assert "'=x.example" in drawn.csv()
    ElementTree.fromstring(drawn.graphml())


def test_a_shortener_is_no_evidence_by_itself(result: Path) -> None:
    (result / "short.csv").write_text("domain,class\nsweet-page.example,shortener\n")
    invoke("campaigns", "find", result / "events.jsonl", "--classes", result / "short.csv", "-o", result / "short", "--on", "2026-12-31", "-q")
    with duckdb.connect() as con:
        kinds = {row[0] for row in con.execute(f"SELECT DISTINCT kind FROM read_parquet('{result}/short/evidence.parquet')").fetchall()}
    assert "domain" not in kinds
    assert kinds >= {"page", "affiliate", "text"}


def test_signed_messages_are_searched_and_unsigned_ones_refused(tmp_path: Path) -> None:
    def messages() -> list[dict[str, object]]:
        return [one | ({"kind": "messaged", "surface": "direct_message"} if one["kind"] == "commented" else {}) for one in bots(10, disguise=("", " 💋", " !"))]

    path = write(tmp_path / "messages.jsonl", [*honest(60), *messages(), event("h-1", 9, "messaged", text="see you at eight", landing_url="https://a.example/secret?x=1")])
    refused = RUN.invoke(app, ["campaigns", "find", str(path), "-o", str(tmp_path / "out"), "--on", "2026-12-31", "-q"])
    assert refused.exit_code == 6
    assert "campaigns sign" in refused.stderr
    (tmp_path / "key").write_text(KEY)
    invoke("campaigns", "sign", path, "--key-file", tmp_path / "key", "-o", tmp_path / "signed.parquet")
    with duckdb.connect() as con:
        held = con.execute(f"SELECT text, text_signature, landing_url FROM read_parquet('{tmp_path}/signed.parquet') WHERE kind = 'messaged' AND account_ref = 'h-1' AND landing_url IS NOT NULL").fetchall()
    assert [(text, address) for text, _, address in held] == [(None, "a.example")]
    assert held[0][1].startswith("m1.")
    assert SENT.encode() not in (tmp_path / "signed.parquet").read_bytes()
    said = invoke("campaigns", "find", tmp_path / "signed.parquet", "-o", tmp_path / "out", "--on", "2026-12-31", "-q")
    assert said.startswith("1 candidate with 10 of 70 accounts")
    (tmp_path / "key").write_text("short")
    assert RUN.invoke(app, ["campaigns", "sign", str(path), "--key-file", str(tmp_path / "key"), "-o", str(tmp_path / "x.parquet")]).exit_code == 2
    assert not (tmp_path / "x.parquet").exists()
