"""How well and how fast subjects are found in an ad register, on planted data with known truth.

    python benchmarks/ads.py [--entries 1000000] [--subjects 5000] [--seed 1] [--keep DIR]

A register of made-up advertisers is written as JSON Lines; subjects are derived from some of them in the ways in which a
campaign differs from its entry, and from nobody. Each way is measured alone: a link to an entry of the right advertiser is
right, any other is wrong. CPU seconds and peak memory are those of `ads match`, reading included. The figures say how the
matching does on these plants; they are no accuracy in the real world. Nothing is asserted. Another --seed is a held-out world.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SYLLABLES = [a + b for a in ("b", "d", "f", "g", "kh", "l", "m", "n", "p", "r", "s", "t", "v", "z") for b in "aeiou"]
_CYRILLIC = {"kh": "х", "b": "б", "d": "д", "f": "ф", "g": "г", "l": "л", "m": "м", "n": "н", "p": "п", "r": "р", "s": "с", "t": "т", "v": "в", "z": "з", "a": "а", "e": "е", "i": "и", "o": "о", "u": "у"}
WAYS = ("exact", "spelling", "transliteration", "agency", "new domain", "payer only", "name only", "nobody")


def names(draw: random.Random, count: int) -> list[str]:
    return [" ".join("".join(draw.choice(_SYLLABLES) for _ in range(draw.randint(2, 4))).title() for _ in range(2)) for _ in range(count)]


def domain(name: str) -> str:
    return name.replace(" ", "-").lower() + ".com"


def spelled(draw: random.Random, name: str) -> str:
    for _ in range(draw.randint(1, 2)):
        place = draw.randrange(len(name))
        name = name[:place] + draw.choice("abdefgiklmnoprstuvz") + name[place + 1 :]
    return name


def cyrillic(name: str) -> str:
    text = name.lower()
    for latin, letter in _CYRILLIC.items():
        text = text.replace(latin, letter)
    return text + " ООО"


def entries(draw: random.Random, known: list[str], count: int) -> Iterator[tuple[str, dict[str, object]]]:
    for number in range(count):
        name = known[number] if number < len(known) else draw.choice(known)
        agency = number % 10 == 0
        yield name, {
            "ad_id": str(number), "lane": "paid", "format": "own", "content": {"landing": [f"https://go.{domain(name)}/?c={number}"]},
            "beneficiary": {"name": "Bureau Tussen B.V." if agency else f"{name} B.V."}, "payer": {"name": f"Pay {name.split()[0]} Holding", "company_number": f"NL{abs(hash_of(name)):09d}"},
            "accounts": [f"acc-{hash_of(name)}"], "first_shown": {"day": "2026-03-01"},
        }


def hash_of(name: str) -> int:
    return int.from_bytes(name.encode()[:12].ljust(12, b"."), "big") % 1_000_000_007


def subject(draw: random.Random, way: str, name: str, label: str) -> list[tuple[str, str, str]]:
    rows = {
        "exact": [("domain", domain(name)), ("name", f"{name} BV")], "spelling": [("domain", f"www.{domain(name)}"), ("name", spelled(draw, name))],
        "transliteration": [("domain", domain(name)), ("name", cyrillic(name))], "agency": [("domain", domain(name)), ("name", name)],
        "new domain": [("domain", "new-" + domain(name)), ("account", f"acc-{hash_of(name)}")],
        "payer only": [("domain", "other-" + domain(name)), ("company_number", f"nl {abs(hash_of(name)):09d}")],
        "name only": [("name", spelled(draw, name))], "nobody": [("domain", "no-" + domain(name)), ("name", name)],
    }[way]
    return [(label, kind, value) for kind, value in rows]


def plant(folder: Path, count: int, subjects: int, seed: int) -> dict[str, tuple[str, str | None]]:
    """Write register.jsonl, campaigns.csv and owners.json; subject → way and the right advertiser."""
    draw = random.Random(seed)
    known = names(draw, max(1, count * 27 // 100))
    owners: dict[str, str] = {}
    with (folder / "register.jsonl").open("w", encoding="utf-8") as stream:
        for name, entry in entries(draw, known, count):
            owners[str(entry["ad_id"])] = name
            stream.write(json.dumps(entry) + "\n")
    truth: dict[str, tuple[str, str | None]] = {}
    strangers = names(draw, subjects)
    with (folder / "campaigns.csv").open("w", encoding="utf-8") as stream:
        stream.write("campaign,reviewer,kind,value\n")
        for number in range(subjects):
            way = WAYS[number % len(WAYS)]
            name = strangers[number] if way == "nobody" else draw.choice(known)
            truth[f"c{number}"] = (way, None if way == "nobody" else name)
            for label, kind, value in subject(draw, way, name, f"c{number}"):
                stream.write(f"{label},A. Planter,{kind},{value}\n")
    (folder / "owners.json").write_text(json.dumps(owners))
    return truth


def judge(answers: list[dict[str, object]], truth: dict[str, tuple[str, str | None]], owners: dict[str, str]) -> dict[str, Counter[str]]:
    """The best link of each subject, by way."""
    found = {way: Counter[str]() for way in WAYS}
    for answer in answers:
        way, name = truth[str(answer["subject"])]
        links = answer["entries"]
        best = owners[links[0]["ad_id"]] if isinstance(links, list) and links else None
        found[way]["subjects"] += 1
        found[way]["right"] += best is not None and best == name
        found[way]["wrong"] += best is not None and best != name
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--entries", type=int, default=1_000_000)
    options.add_argument("--subjects", type=int, default=5000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        folder = given.keep or Path(fresh)
        folder.mkdir(parents=True, exist_ok=True)
        truth = plant(folder, given.entries, given.subjects, given.seed)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "dsa_reports", "ads", "match", str(folder / "register.jsonl"), "--campaigns", str(folder / "campaigns.csv"), "--json"]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{given.entries:,} entries, {given.subjects:,} subjects: {seconds:.0f} CPU s, {after.ru_maxrss / 1e6:.2f} GB")
        owners = json.loads((folder / "owners.json").read_text())
        for way, found in judge(json.loads(done.stdout)["subjects"], truth, owners).items():
            right, wrong = found["right"], found["wrong"]
            print(f"{way:16} precision {right / (right + wrong) if right + wrong else 1:.3f}  recall {right / found['subjects']:.3f}  wrong {wrong / found['subjects']:.3f}")


if __name__ == "__main__":
    main()
