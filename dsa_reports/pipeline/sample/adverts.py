"""A planted ad register, and campaigns that stand in it in the ways in which they differ from their entries, with the truth.

Ways: `exact`; `spelling` and `transliteration` of the name; an `agency` in the place of the beneficiary; a new domain of the same
`family`; another advertiser with the same `payer`; a `picture` or a `text` used again with small changes; `name` (nothing but a
misspelt name is known); `hub` (nothing but a link hub that hundreds share); `nobody` (a campaign that is not in the register).
Words and seeds are those of `crowds/`: held-out seeds have other names, texts, domains and another script. Scores on it say how
the matching does on these plants; they are no accuracy in the real world.
"""

import csv
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsa_reports.pipeline.sample.crowds.words import Words, words_of

__all__ = ["KNOWN", "WAYS", "Planted", "Score", "judge", "plant"]

KNOWN = ("exact", "spelling", "transliteration", "agency", "family", "payer", "picture", "text")
"""Ways in which more than a name is known."""
WAYS = (*KNOWN, "name", "hub", "nobody")
_CYRILLIC = str.maketrans("abdefgiklmnoprstuvz", "абдефгиклмнопрстувз")
_GREEK = str.maketrans("abdefgiklmnoprstuvz", "αβδεφγικλμνοπρστουβζ"[:19])
_HUB = "link-hub.example"


@dataclass(frozen=True)
class Planted:
    """`subjects`: campaign → way and operator ('' = nobody); `operators`: entry → who is behind it; `expected`: campaign → entries that should be found."""

    subjects: Mapping[str, tuple[str, str]]
    operators: Mapping[str, str]
    expected: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Score:
    """Of one way: campaigns, those of which at least one expected entry was found, and links that were right and wrong.

    A link counts if it rests on more than the likeness of a name or a domain, and on something that few share; of `name`, the best
    link of each campaign counts.
    """

    subjects: int
    found: int
    right: int
    wrong: int


@dataclass(frozen=True)
class _Operator:
    name: str
    other: str
    payer: str
    number: str
    domain: str
    text: str
    picture: int

    @property
    def account(self) -> str:
        return f"acc-{self.number[2:]}"


def plant(folder: Path, *, entries: int, subjects: int, seed: int) -> Planted:
    """Write register.jsonl and campaigns.csv into `folder`; the same arguments give the same bytes."""
    draw = random.Random(seed)  # noqa: S311 (made-up data, no secrets)
    words = words_of(seed)
    operators = [_operator(draw, words, number) for number in range(max(len(WAYS), entries * 27 // 100))]
    behind: dict[str, str] = {}
    own: dict[str, dict[str, set[str]]] = {}
    with (folder / "register.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(entries):
            one = operators[number % len(operators)]
            lead, entry = _entry(draw, words, one, number)
            behind[str(entry["ad_id"])] = one.number
            own.setdefault(one.number, {"first": set(), "other": set(), "agency": set()})[lead].add(str(entry["ad_id"]))
            stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
    order = draw.sample(range(len(operators)), len(operators))
    told: dict[str, tuple[str, str]] = {}
    expected: dict[str, frozenset[str]] = {}
    with (folder / "campaigns.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["campaign", "reviewer", "kind", "value"])
        for place in order:
            if (number := len(told)) == subjects:
                break
            way, one, label = WAYS[number % len(WAYS)], operators[place], f"c{number}"
            nobody = way in ("nobody", "hub")
            mine = own.get(one.number, {"first": set(), "other": set(), "agency": set()})
            wanted = frozenset() if nobody else frozenset(mine[{"payer": "other", "agency": "agency"}.get(way, "first")])
            # The payer ties the other name to the first only where the first is there.
            if not nobody and (not wanted or not mine["first"]):
                continue
            told[label], expected[label] = (way, "" if nobody else one.number), wanted
            writer.writerows([label, "A. Planter", kind, value] for kind, value in _keys(draw, words, one, way, number))
    return Planted(told, behind, expected)


def _operator(draw: random.Random, words: Words, number: int) -> _Operator:
    stem = f"{draw.choice(words.domain_words[0])}-{_name(draw, words).replace(' ', '').lower()}"
    return _Operator(
        _name(draw, words), _name(draw, words), f"{_name(draw, words)} Holding", f"NL{number:09d}", f"{stem}{draw.randrange(2, 99)}{draw.choice(words.domain_endings)}",
        _text(draw, words), draw.getrandbits(64),
    )


def _name(draw: random.Random, words: Words) -> str:
    return " ".join("".join(draw.choice(parts) for parts in (words.heads, words.middles, words.middles, words.tails)).title() for _ in range(2))


def _text(draw: random.Random, words: Words) -> str:
    said = words.languages[draw.choice(sorted(words.languages))]
    made = f"{draw.choice(said.open)}, {draw.choice(said.middle)}. {draw.choice(said.call)} {_name(draw, words)} {draw.choice(said.free_c)}"
    return f"{made} {_name(draw, words)}"


def _entry(draw: random.Random, words: Words, one: _Operator, number: int) -> tuple[str, dict[str, Any]]:
    """An entry, and which: the operator's `first` name, its `other` one that only the payer ties to it, or an `agency`."""
    turn = draw.randrange(10)
    lead = "other" if turn < 2 else "agency" if turn == 2 else "first"
    other = lead == "other"
    host = f"go.{one.domain}" if not other else f"{one.other.replace(' ', '').lower()}.example"
    landing = f"https://{_HUB}/{number}" if draw.randrange(25) == 0 and not other else f"https://{host}/?c={number}"
    hub = _HUB in landing
    flips = one.picture ^ 1 << draw.randrange(64) ^ 1 << draw.randrange(64)
    return lead if not hub else "agency" if lead == "agency" else "first", {
        "ad_id": str(number), "lane": "paid", "format": "own",
        "content": {"landing": [landing], "texts": [_text(draw, words) if other else f"{one.text} {draw.choice(words.handle_words)}"], "pictures": [f"{draw.getrandbits(64) if other else flips:016x}"]},
        "beneficiary": {"name": "Bureau Tussen B.V." if lead == "agency" else f"{one.other if other else one.name} B.V."},
        "payer": {"name": one.payer, "company_number": one.number}, "accounts": [f"{one.account}-b" if other else one.account],
        "first_shown": {"day": "2026-03-01"},
    }


def _keys(draw: random.Random, words: Words, one: _Operator, way: str, number: int) -> Iterator[tuple[str, str]]:
    stem, _, ending = one.domain.rpartition(".")
    family = f"{stem.rstrip('0123456789')}{draw.randrange(100, 999)}.{'test' if ending == 'example' else 'example'}"
    script = _GREEK if words.name == "held_out" else _CYRILLIC
    foreign = f"no-{_name(draw, words).replace(' ', '').lower()}{number}.example"
    rows: dict[str, list[tuple[str, str]]] = {
        "exact": [("domain", one.domain), ("name", f"{one.name} BV")], "spelling": [("domain", f"www.{one.domain}"), ("name", _misspelt(draw, one.name))],
        "transliteration": [("domain", one.domain), ("name", one.name.lower().translate(script))], "agency": [("domain", one.domain)],
        "family": [("domain", family), ("account", one.account)], "payer": [("domain", one.domain)],
        "picture": [("domain", foreign), ("picture", f"{one.picture ^ 1 << draw.randrange(64):016x}")], "text": [("domain", foreign), ("text", _misspelt(draw, one.text))],
        "name": [("name", _misspelt(draw, one.name))], "hub": [("domain", f"https://{_HUB}/x")],
        "nobody": [("domain", foreign), ("name", _name(draw, words)), ("text", _text(draw, words)), ("picture", f"{draw.getrandbits(64):016x}")],
    }
    yield from rows[way]


def _misspelt(draw: random.Random, text: str) -> str:
    for _ in range(draw.randint(1, 2)):
        place = draw.randrange(len(text))
        text = text[:place] + draw.choice("abdefgiklmnoprstuvz") + text[place + 1 :]
    return text


def judge(answers: Sequence[Mapping[str, Any]], planted: Planted) -> dict[str, Score]:
    """The answers of `ads match --json` against the truth, by way."""
    counts = {way: [0, 0, 0, 0] for way in WAYS}
    for answer in answers:
        way, operator = planted.subjects[str(answer["subject"])]
        links = answer["entries"]
        if way == "name":
            links = links[:1]
        else:
            links = [link for link in links if any(one["kind"] not in ("name", "domain_family") and "shared_by" not in one for one in link["evidence"])]
        right = [link["ad_id"] for link in links if operator and planted.operators[link["ad_id"]] == operator]
        count = counts[way]
        count[0] += 1
        count[1] += bool(planted.expected[str(answer["subject"])] & set(right))
        count[2] += len(right)
        count[3] += len(links) - len(right)
    return {way: Score(*count) for way, count in counts.items()}
