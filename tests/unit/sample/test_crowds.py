"""The generator of planted campaigns: the same every time, complete labels, mild words, every kind and every crowd."""

import csv
import json
import unicodedata
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dsa_reports.contract import table
from dsa_reports.errors import UsageError
from dsa_reports.pipeline.sample.crowds import sample_campaigns
from dsa_reports.pipeline.sample.crowds.campaigns import KINDS
from dsa_reports.pipeline.sample.crowds.honest import GROUPS
from dsa_reports.pipeline.sample.crowds.plan import plan
from dsa_reports.pipeline.sample.crowds.words import Words, load_words, seeds, words_of
from tests.unit.sample.checker import problems

ACCOUNTS = 1500
HELD_OUT = seeds()["held_out"][0]


@pytest.fixture(scope="module", params=[1, HELD_OUT])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("crowds") / "out"
    sample_campaigns(output=output, accounts=ACCOUNTS, seed=request.param)
    return output


def asked(made: Path, query: str) -> list[tuple[Any, ...]]:
    con = duckdb.connect()
    for name in ("events", "actions"):
        con.execute(f"CREATE VIEW {name} AS FROM '{made / name}.parquet'")
    con.execute(f"CREATE VIEW labels AS FROM read_csv('{made / 'labels.csv'}', header = true, all_varchar = true)")
    return con.execute(query).fetchall()


def as_csv(made: Path, name: str, file: str, limit: int) -> bytes:
    columns = ", ".join(
        f"strftime({c.name}, '%Y-%m-%dT%H:%M:%SZ') AS {c.name}" if c.kind == "timestamp" else f"to_json({c.name})::VARCHAR AS {c.name}" if c.kind in ("codes", "texts") else c.name
        for c in table(name).columns
    )
    target = made.parent / f"{file}.csv"
    asked(made, f"COPY (SELECT {columns} FROM {file} ORDER BY hash(1) LIMIT {limit}) TO '{target}' (HEADER)")
    return target.read_bytes()


def test_the_contract_holds(made: Path) -> None:
    assert problems("account_events", as_csv(made, "account_events", "events", 4000))[:5] == []
    assert problems("moderation_actions", as_csv(made, "moderation_actions", "actions", 4000))[:5] == []


def test_the_same_every_time(made: Path, tmp_path: Path) -> None:
    seed = json.loads((made / "planted.json").read_text())["seed"]
    sample_campaigns(output=tmp_path / "again", accounts=ACCOUNTS, seed=seed)
    for name in ("events.parquet", "actions.parquet", "labels.csv", "planted.json"):
        assert (tmp_path / "again" / name).read_bytes() == (made / name).read_bytes(), name


def test_another_seed_gives_other_campaigns() -> None:
    assert {d for unit in plan(ACCOUNTS, 1).units for d in unit.domains}.isdisjoint(d for unit in plan(ACCOUNTS, HELD_OUT).units for d in unit.domains)
    assert plan(ACCOUNTS, 1) != plan(ACCOUNTS, 2)


def test_every_account_has_one_label(made: Path) -> None:
    assert asked(made, "SELECT count(*) FROM labels") == asked(made, "SELECT count(DISTINCT account_ref) FROM labels")
    assert asked(made, "SELECT count(*) FROM events WHERE account_ref NOT IN (SELECT account_ref FROM labels)") == [(0,)]
    assert asked(made, "SELECT count(*) FROM labels WHERE account_ref NOT IN (SELECT account_ref FROM events)")[0][0] < ACCOUNTS // 100
    assert asked(made, "SELECT count(*) FROM actions WHERE account_ref NOT IN (SELECT account_ref FROM labels)") == [(0,)]
    assert abs(asked(made, "SELECT count(*) FROM labels")[0][0] - ACCOUNTS) < ACCOUNTS // 2


def test_every_kind_and_every_crowd(made: Path) -> None:
    assert {kind for (kind,) in asked(made, "SELECT DISTINCT kind FROM labels WHERE campaign IS NOT NULL")} == set(KINDS)
    assert {group for (group,) in asked(made, "SELECT DISTINCT \"group\" FROM labels")} == {"campaign", *GROUPS}
    assert asked(made, "SELECT count(*) FROM labels WHERE (campaign IS NULL) <> (\"group\" <> 'campaign')") == [(0,)]
    generations = asked(made, "SELECT max(generation) FROM labels WHERE kind = 'returning'")
    assert generations[0][0] >= "2"


def test_size(made: Path) -> None:
    assert 14 < asked(made, "SELECT count(*) / count(DISTINCT account_ref) FROM events")[0][0] < 26
    rows = json.loads((made / "planted.json").read_text())["rows"]
    assert [(rows["events"],)] == asked(made, "SELECT count(*) FROM events")


def test_removed_accounts_do_nothing_more(made: Path) -> None:
    assert asked(made, "SELECT count(*) FROM events JOIN actions USING (account_ref) WHERE occurred_at > decided_at") == [(0,)]
    assert asked(made, "SELECT count(*) FROM actions")[0][0] > 5
    assert asked(made, "SELECT count(*) FROM events WHERE kind = 'removed'") == asked(made, "SELECT count(*) FROM actions")


def test_direct_messages_carry_no_text_and_hosts_only(made: Path) -> None:
    assert asked(made, "SELECT count(*) FROM events WHERE kind = 'messaged' AND (text IS NOT NULL OR contains(coalesce(landing_url, '') || coalesce(redirect_url, ''), '/'))") == [(0,)]


def test_domains_are_reserved_names(made: Path) -> None:
    hosts = "regexp_extract(coalesce(redirect_url, landing_url), '^(?:https?://)?([^/?]+)', 1)"
    assert asked(made, f"SELECT DISTINCT {hosts} FROM events WHERE landing_url IS NOT NULL AND NOT regexp_matches({hosts}, '[.](example|test|invalid)$')") == []


def test_texts_are_disguised(made: Path) -> None:
    """Of the texts of campaigns that disguise, most carry signs of it."""
    [(marked,)] = asked(made, "SELECT count(*) FILTER (regexp_matches(text, '[^\\x00-\\x{24F}\\x{590}-\\x{6FF}]') OR regexp_matches(text, '(\\S[ ._*·-]){6}') OR regexp_matches(text, '[a-z][0-9!$@][a-z]')) / count(*) FROM events JOIN labels USING (account_ref) WHERE labels.kind = 'obfuscated' AND text IS NOT NULL")
    assert marked > 0.4


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for entry in value.values() for s in _strings(entry)]
    return [s for entry in value for s in _strings(entry)] if isinstance(value, list | tuple) else []


# In the languages of the words: nothing explicit, nothing about children or youth, no street address, no number to call.
_FORBIDDEN = (
    "sex ", "porn", "nude", "naked", "naakt", "nackt", "desnud", "nudo", "nago", "naken", "child", "kind ", "kinder", "kids", "niñ", "enfant", "bambin",
    "criança", "dziec", "barn ", "teen", "tiener", "school", "schul", "école", "scuola", "escola", "szkoł", "skola", "jong", "young", "jung", "klein meisje", "girl",
    "طفل", "مدرسة", "ילד", "בית ספר", "+31", "@gmail",
)


@pytest.mark.parametrize("name", ["development", "held_out"])
def test_words_are_mild(name: str) -> None:
    said = [unicodedata.normalize("NFKC", text).casefold() + " " for text in _strings(load_words(name).model_dump())]
    assert [(word, text) for text in said for word in _FORBIDDEN if word in text] == []


def test_held_out_words_are_others() -> None:
    """No phrase, domain word, handle pattern, sign or language but English is in both; what English says differs too."""
    one, other = (load_words(name) for name in ("development", "held_out"))

    def phrases(words: Words) -> set[str]:
        return {text.casefold() for text in _strings([bots.model_dump() for bots in words.languages.values()]) + _strings(dict(words.crowd_texts))}

    assert phrases(one) & phrases(other) <= {"<q>"}
    assert set(one.languages) & set(other.languages) == {"en"}
    for name in ("bot_handles", "first_names", "crowd_words", "shorteners", "hubs", "news", "affiliate_keys", "invisible", "emoji"):
        assert set(getattr(one, name)).isdisjoint(getattr(other, name)), name
    assert one.crowds != other.crowds


def test_seeds_are_kept_apart() -> None:
    assert set(seeds()["development"]).isdisjoint(seeds()["held_out"])
    assert {words_of(seed).name for seed in seeds()["held_out"]} == {"held_out"}
    assert {words_of(seed).name for seed in (*seeds()["development"], 123456)} == {"development"}


@pytest.mark.parametrize("accounts", [0, 999, 1_000_001])
def test_a_number_that_cannot_be(tmp_path: Path, accounts: int) -> None:
    with pytest.raises(UsageError, match="cannot be made"):
        sample_campaigns(output=tmp_path / "out", accounts=accounts)


def test_a_folder_in_use_stays(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="in use"):
        sample_campaigns(output=tmp_path, accounts=ACCOUNTS)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_labels_are_a_table(made: Path) -> None:
    with (made / "labels.csv").open(encoding="utf-8") as file:
        assert next(csv.reader(file)) == ["account_ref", "group", "kind", "style", "campaign", "cell", "generation", "blank"]
