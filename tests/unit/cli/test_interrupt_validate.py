"""Ctrl-C (or the end of a CI job) while rows are being checked and written: neither results nor halves of them are left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CODE = """
import importlib, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
module, _, name = {place!r}.rpartition(".")
if module:
    home = importlib.import_module(module)
    behind = getattr(home, name)
    def waiting(*args, **kwargs):
        done = behind(*args, **kwargs) if {after} else None
        print("working", flush=True)
        time.sleep(60)
        return done
    setattr(home, name, waiting)
from dsa_reports.cli.app import main
sys.argv = ["dsa-reports", "validate", "notices.csv", "--rejects", "rejects", "--accepted", "accepted.parquet", "--rows-only"]
main()
"""
HEADER = "id,category,reporter_kind,items,received_at\n"


def export(folder: Path, rows: int) -> None:
    lines = (f"n{n},STATEMENT_CATEGORY_SCAMS_AND_FRAUD,{'other' if n % 3 else 'nobody'},{n % 5},2026-01-05T10:00:00Z\n" for n in range(rows))
    (folder / "notices.csv").write_text(HEADER + "".join(lines))


def started(folder: Path, place: str, *, after: bool) -> subprocess.Popen[str]:
    (folder / "tmp").mkdir()
    environment = os.environ | {"TMPDIR": str(folder / "tmp"), "PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.Popen([sys.executable, "-c", CODE.format(place=place, after=after)], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def left(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


PLACES = [
    ("dsa_reports.intake.load.copy_statement", True), ("dsa_reports.intake.load.send_back", True), ("dsa_reports.pipeline.validate.stage_folder", True),
    ("dsa_reports.pipeline.validate._stage_accepted", True), ("dsa_reports.intake.load.send_back", False), ("dsa_reports.pipeline.validate.stage_folder", False),
    ("dsa_reports.pipeline.validate._stage_accepted", False),
]  # fmt: skip


@pytest.mark.parametrize(("place", "after", "sign"), [*((*place, signal.SIGINT) for place in PLACES), *((*place, signal.SIGTERM) for place in PLACES[1:4])])
def test_nothing_is_left_behind(tmp_path: Path, place: str, after: bool, sign: signal.Signals) -> None:
    export(tmp_path, 50)
    with started(tmp_path, place, after=after) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "working\n"
        process.send_signal(sign)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.strip().endswith("interrupted; what was there before is untouched")
    assert left(tmp_path) == ["notices.csv", "tmp"]


def test_earlier_results_stay(tmp_path: Path) -> None:
    export(tmp_path, 50)
    with started(tmp_path, "", after=False) as process:
        process.communicate(timeout=60)
    assert process.returncode == 1
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.name for path in before} >= {"accepted.parquet", "001-notices.csv"}
    (tmp_path / "tmp").rmdir()
    with started(tmp_path, "dsa_reports.pipeline.validate.stage_folder", after=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_while_the_engine_reads(tmp_path: Path) -> None:
    export(tmp_path, 300_000)
    with started(tmp_path, "", after=False) as process:
        # The rows being written are what shows that the engine is at work.
        for _ in range(600):
            if list((tmp_path / "tmp").rglob("*.parquet*")):
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert left(tmp_path) == ["notices.csv", "tmp"]
