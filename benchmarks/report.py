"""Speed and memory of the main job, as ratios within one run.

    python benchmarks/report.py [--rows 10000000] [--keep DIR]

Makes a sample of that many moderation actions as Parquet, then, each in a process of its own:

- raw: a scan that decodes the columns which parts 5 and 6 read, against the queries of parts 5 and 6 on the same facts;
- whole: the eleven CSV parts from the logs, with CPU seconds, wall seconds and peak memory.

CPU seconds (user and system, all threads) are what is compared; nothing is asserted.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def whole(folder: Path, period: str, memory_limit: str) -> dict[str, float]:
    """The eleven parts from the logs."""
    from dsa_reports.law.periods import parse_period
    from dsa_reports.pipeline.journey import count, work_folder
    from dsa_reports.pipeline.report import plain_report
    from dsa_reports.render.csv_parts import csv_bytes
    from dsa_reports.service.load import load_service

    stages: dict[str, float] = {}
    marks = [("start", cpu())]

    def progress(stage: str, done: int, total: int | None) -> None:
        if marks[-1][0] != stage:
            stages[marks[-1][0]] = stages.get(marks[-1][0], 0.0) + cpu() - marks[-1][1]
            marks.append((stage, cpu()))

    began = time.monotonic()
    config = load_service(folder / "service.toml")
    span = parse_period(period, config.service.zone)
    with tempfile.TemporaryDirectory(dir=folder.parent) as out, work_folder(Path(out)) as work:
        counted = count(config, span, work=work, rejected=None, progress=progress, memory_limit=memory_limit)
        progress("write", 0, 1)
        report = plain_report(config, span, counted.results)
        size = sum(len(csv_bytes(part, "lf")) for part in report.parts)
        progress("end", 1, 1)
    return {"cpu": cpu(), "wall": time.monotonic() - began, "peak_mb": peak_mb(), "csv_bytes": size, **{f"cpu_{k}": v for k, v in stages.items()}}


def counts(folder: Path, period: str, memory_limit: str) -> dict[str, float]:
    """Parts 5 and 6 against a raw scan of the columns that they use; the median of three."""
    from dsa_reports.engines.duckdb import connect
    from dsa_reports.indicators.evaluate import run
    from dsa_reports.indicators.loader import load_indicators
    from dsa_reports.intake.derive import derive, fact_sql
    from dsa_reports.intake.load import load
    from dsa_reports.law.periods import parse_period
    from dsa_reports.service.load import load_service

    config = load_service(folder / "service.toml")
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        work = Path(name)
        connection = connect(memory_limit=memory_limit, temp_directory=work / "spill")
        load(connection, config, work=work, rejected=None)
        derive(connection, parse_period(period, config.service.zone), config.chosen_readings, work=work)
        indicators = load_indicators()
        own = [indicators["part5/own_initiative_illegal"], indicators["part6/own_initiative_terms"]]
        flags = [c for c in own[0].columns if c not in ("measures", "solely_automated")]
        texts = ["category", "keyword", "other_description", "preceded_by"]
        raw = "SELECT " + ", ".join(
            [f"sum(strlen({c}))" for c in texts] + [f"count_if({c})" for c in [*flags, "illegal", "solely_automated_column"]] + ["sum(measures)"]
        ) + " FROM f_measures"
        ratios = []
        for _ in range(3):
            before = cpu()
            connection.execute(raw).fetchall()
            scanned = cpu() - before
            before = cpu()
            # Parts 5 and 6 are sums over alike measures put together: that one pass belongs to their price.
            connection.execute(f"CREATE OR REPLACE TABLE f_own_initiative AS {fact_sql('f_own_initiative')}")
            for indicator in own:
                run(connection, indicator)
            ratios.append(((cpu() - before) / scanned, scanned, cpu() - before))
        ratio, scan, query = sorted(ratios)[1]
        connection.close()
    return {"raw_scan_cpu": scan, "parts_5_6_cpu": query, "ratio": ratio}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--period", default="2026-H1")
    parser.add_argument("--memory-limit", default="4GB")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", choices=["whole", "counts"])
    arguments = parser.parse_args()
    if arguments.only:
        task = {"whole": whole, "counts": counts}[arguments.only]
        print(json.dumps(task(arguments.keep, arguments.period, arguments.memory_limit)))
        return
    with tempfile.TemporaryDirectory(prefix="benchmark-") as temporary:
        folder = (arguments.keep or Path(temporary)) / f"sample-{arguments.rows}"
        if not folder.exists():
            from dsa_reports.pipeline.sample import sample

            began = time.monotonic()
            sample(output=folder, rows=arguments.rows, format="parquet")
            print(f"sample of {arguments.rows:,} rows made in {time.monotonic() - began:.0f} s")
        for task in ("counts", "whole"):
            command = [sys.executable, __file__, "--only", task, "--keep", str(folder), "--period", arguments.period, "--memory-limit", arguments.memory_limit]
            done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
            print(f"{task}: " + ", ".join(f"{k} {v:,.2f}" for k, v in json.loads(done.stdout.splitlines()[-1]).items()))


if __name__ == "__main__":
    main()
