"""How well and how fast subjects are found in an ad register, on planted data with known truth (pipeline/sample/adverts.py).

    python benchmarks/ads.py [--entries 1000000] [--subjects 5000] [--seed 9001] [--keep DIR]

A link to an entry of the right operator is right, any other is wrong; each way in which a campaign differs from its entries is
measured alone. CPU seconds, wall seconds and peak memory are those of `ads match`, reading included. The figures say how the
matching does on these plants; they are no accuracy in the real world. Nothing is asserted. The default seed is a held-out one.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dsa_reports.pipeline.sample.adverts import KNOWN, Score, judge, plant

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--entries", type=int, default=1_000_000)
    options.add_argument("--subjects", type=int, default=5000)
    options.add_argument("--seed", type=int, default=9001)
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        folder = given.keep or Path(fresh)
        folder.mkdir(parents=True, exist_ok=True)
        planted = plant(folder, entries=given.entries, subjects=given.subjects, seed=given.seed)
        answers = folder / "answers.json"
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        command = [sys.executable, "-m", "dsa_reports", "ads", "match", str(folder / "register.jsonl"), "--campaigns", str(folder / "campaigns.csv"), "--json"]
        with answers.open("wb") as stream:
            subprocess.run(command, cwd=ROOT, check=True, stdout=stream, env=os.environ | {"PYTHONPATH": str(ROOT)})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{given.entries:,} entries, {given.subjects:,} subjects, seed {given.seed}: {seconds:.0f} CPU s, {time.monotonic() - started:.0f} s, {after.ru_maxrss / 1e6:.2f} GB")
        scores = judge(json.loads(answers.read_text("utf-8"))["subjects"], planted)
        for way, score in scores.items():
            print(_line(way, score))
        print(_line("more than a name", Score(*(sum(getattr(scores[way], part) for way in KNOWN) for part in ("subjects", "found", "right", "wrong")))))


def _line(what: str, score: Score) -> str:
    links = score.right + score.wrong
    return f"{what:18} precision {f'{score.right / links:.3f}' if links else '  -  '} of {links:7,} links  recall {score.found / score.subjects:.3f} of {score.subjects:5,} campaigns"


if __name__ == "__main__":
    main()
