"""How well and how fast `campaigns find` works, on made-up events with known truth. Never a statement about real data.

    python benchmarks/campaigns.py quality FOLDER --accounts 20000 --seeds 9001 9002 9003 9004 9005
    python benchmarks/campaigns.py speed FOLDER --accounts 10000 100000 1000000

`quality` prints the tables of docs/campaigns.md; the seeds from 9001 on are held out and only measure. `speed` prints CPU seconds (all
threads), wall seconds and the peak of memory, each size in a process of its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb

from dsa_reports.campaigns.settings import Settings
from dsa_reports.pipeline.campaign_tools import measure
from dsa_reports.pipeline.campaigns import find_campaigns
from dsa_reports.pipeline.sample.crowds import sample_campaigns


def planted(folder: Path, accounts: int, seed: int) -> Path:
    """The folder with events of `accounts` accounts, made once."""
    made = folder / f"planted-{accounts}-{seed}"
    if not (made / "planted.json").exists():
        sample_campaigns(output=made, accounts=accounts, seed=seed)
    return made


def search(made: Path, result: Path, *, null_runs: int | None = None) -> None:
    settings = Settings() if null_runs is None else Settings(null_runs=null_runs)
    find_campaigns(events=[made / "events.parquet"], actions=[made / "actions.parquet"], output=result, on=date(2026, 12, 31), settings=settings, purpose="benchmark", keep_days=1)


def share(hits: int, of: int) -> str:
    return f"{hits / of:.3f} ({hits:,} of {of:,})" if of else "–"


def silent(made: Path) -> Counter[str]:
    """Per kind of campaign the accounts of which the log shows nothing that could speak: they registered or were removed at most, stand in
    no event at all, or were planted without any text, link, picture or handle of their campaign (`blank`)."""
    with duckdb.connect() as con:
        rows = con.execute(
            "SELECT kind, count(*) FROM read_csv($labels, all_varchar = true) WHERE campaign <> '' AND (blank = 'true' OR account_ref NOT IN "
            "(SELECT account_ref FROM read_parquet($events) WHERE kind NOT IN ('registered', 'removed'))) GROUP BY kind",
            {"labels": str(made / "labels.csv"), "events": str(made / "events.parquet")},
        ).fetchall()
    return Counter(dict(rows))


def quality(folder: Path, accounts: int, seeds: list[int]) -> None:
    kinds: dict[str, Counter[str]] = {}
    crowds: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    nothing: Counter[str] = Counter()
    for seed in seeds:
        made, result = planted(folder, accounts, seed), folder / f"found-{accounts}-{seed}"
        search(made, result)
        done = measure(result=result, labels=made / "labels.csv").document()
        summary = json.loads((result / "summary.json").read_text("utf-8"))
        print(f"seed {seed}: precision {done['precision']['value']:.4f}, recall {done['recall']['value']:.4f}, candidates {done['candidates']}, honest {len(done['honest_candidates'])}, null {summary['null_model']['candidates']}", file=sys.stderr)
        nothing += silent(made)
        for kind, rate in done["recall_by_kind"].items():
            kinds.setdefault(kind, Counter()).update(hits=rate["numerator"], of=rate["denominator"])
        for name, one in done["honest"].items():
            crowds.setdefault(name, Counter()).update(hits=one["in_candidates"]["numerator"], of=one["in_candidates"]["denominator"], candidates=one["candidates"])
        total.update(
            precision=done["precision"]["numerator"], judged=done["precision"]["denominator"], recall=done["recall"]["numerator"], of=done["recall"]["denominator"],
            honest=len(done["honest_candidates"]), candidates=done["candidates"], found=done["campaigns_found"]["numerator"], campaigns=done["campaigns_found"]["denominator"],
            split=len(done["campaigns_split"]), merged=len(done["candidates_merged"]), null=round(summary["null_model"]["candidates"] * summary["null_model"]["runs"]), runs=summary["null_model"]["runs"],
            together=done["generations_together"]["numerator"], steps=done["generations_together"]["denominator"],
        )
    print(f"| what | {accounts:,} accounts, seeds {', '.join(map(str, seeds))} |\n|---|---|")
    print(f"| accounts in candidates that belong to a campaign | {share(total['precision'], total['judged'])} |")
    print(f"| accounts of campaigns in a candidate | {share(total['recall'], total['of'])} |")
    for kind, counts in sorted(kinds.items()):
        print(f"| … {kind} | {share(counts['hits'], counts['of'])}; of {nothing[kind]} the log shows nothing |")
    print(f"| campaigns found at all | {total['found']} of {total['campaigns']} |")
    print(f"| campaigns in more than one candidate | {total['split']} |\n| candidates of more than one campaign | {total['merged']} of {total['candidates']} |")
    print(f"| returns joined with the campaign before | {total['together']} of {total['steps']} |")
    print(f"| candidates made up mostly of honest accounts | {total['honest']} of {total['candidates']} |\n| candidates in {total['runs']} runs of the null model | {total['null']} |")
    print("\n| honest crowd | accounts in candidates | candidates of their own |\n|---|---|---|")
    for name, counts in sorted(crowds.items()):
        print(f"| {name} | {share(counts['hits'], counts['of'])} | {counts['candidates']} |")


def speed(folder: Path, sizes: list[int]) -> None:
    print("| accounts | events | CPU s | wall s | peak MB |\n|---|---|---|---|---|")
    for accounts in sizes:
        made = planted(folder, accounts, 1)
        done = subprocess.run([sys.executable, __file__, "one", str(folder), str(made)], check=True, capture_output=True, text=True)
        print(f"| {accounts:,} | {done.stdout.strip()}", flush=True)


def one(folder: Path, made: Path) -> None:
    start = time.perf_counter()
    search(made, folder / f"speed-{made.name}")
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    rows = json.loads((made / "planted.json").read_text("utf-8"))["rows"]["events"]
    print(f"{rows:,} | {used.ru_utime + used.ru_stime:.0f} | {wall:.0f} | {used.ru_maxrss / 1024:.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("quality", "speed", "one"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("made", type=Path, nargs="?")
    parser.add_argument("--accounts", type=int, nargs="+", default=[20_000])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    match asked.what:
        case "quality":
            quality(asked.folder, asked.accounts[0], asked.seeds)
        case "speed":
            speed(asked.folder, asked.accounts)
        case "one":
            one(asked.folder, asked.made)


if __name__ == "__main__":
    main()
