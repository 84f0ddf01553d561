"""How well and how fast subjects are found in an ad register, on planted data with known truth (pipeline/sample/adverts.py).

    python benchmarks/ads.py [--entries 1000000] [--subjects 5000] [--seed 9001] [--keep DIR]

A link to an entry of the right operator is right, any other is wrong; each way in which a campaign differs from its entries is
measured alone. CPU seconds, wall seconds and peak memory are those of the commands, reading included: `ads match`, and on the same
register `ads check` and `ads import`. The figures say how the
matching does on these plants; they are no accuracy in the real world. Nothing is asserted. The default seed is a held-out one.
"""

import argparse
import json
import os
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
        register, answers = str(folder / "register.jsonl"), folder / "answers.json"
        print(f"{given.entries:,} entries, {given.subjects:,} subjects, seed {given.seed}")
        measured("match", [register, "--campaigns", str(folder / "campaigns.csv"), "--json"], answers)
        measured("check", [register, "--on", "2026-07-15", "--json"], folder / "findings.json")
        measured("import", [register, "--to", str(folder / "register.parquet"), "--json"], folder / "imported.json")
        scores = judge(json.loads(answers.read_text("utf-8"))["subjects"], planted)
        for way, score in scores.items():
            print(_line(way, score))
        print(_line("more than a name", Score(*(sum(getattr(scores[way], part) for way in KNOWN) for part in ("subjects", "found", "right", "wrong")))))


def measured(command: str, arguments: list[str], output: Path) -> None:
    """Run `dsa-reports ads COMMAND`, its output into a file, and print what it took."""
    started = time.monotonic()
    with output.open("wb") as stream:
        child = subprocess.Popen([sys.executable, "-m", "dsa_reports", "ads", command, *arguments], cwd=ROOT, stdout=stream, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(ROOT)})
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)  # 1: findings of the level error
    print(f"{command:8} exit {child.returncode}: {used.ru_utime + used.ru_stime:.0f} CPU s, {time.monotonic() - started:.0f} s, {used.ru_maxrss / 1e6:.2f} GB")


def _line(what: str, score: Score) -> str:
    links = score.right + score.wrong
    return f"{what:18} precision {f'{score.right / links:.3f}' if links else '  -  '} of {links:7,} links  recall {score.found / score.subjects:.3f} of {score.subjects:5,} campaigns"


if __name__ == "__main__":
    main()
