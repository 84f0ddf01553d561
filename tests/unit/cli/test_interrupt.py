"""Ctrl-C in a real process: one line and exit code 130."""

import signal
import subprocess
import sys
from pathlib import Path

CODE = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background of a shell is born without it
import dsa_reports.pipeline.doctor as behind
from dsa_reports.cli.app import main
def long_work(**_):
    print("working", flush=True)
    time.sleep(60)
behind.doctor = long_work
sys.argv = ["dsa-reports", "doctor"]
main()
"""


def test_ctrl_c() -> None:
    with subprocess.Popen([sys.executable, "-c", CODE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "working\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.strip() == "interrupted; what was there before is untouched"


def test_a_reader_that_has_seen_enough() -> None:
    code = "import sys; from dsa_reports.cli.app import main; sys.argv = ['dsa-reports', 'catalogue']; main()"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        errors = process.stderr.read()
    assert errors == ""
    assert process.returncode == 0


def test_a_full_disk() -> None:
    full = Path("/dev/full")
    if not full.exists():
        return
    code = "import sys; from dsa_reports.cli.app import main; sys.argv = ['dsa-reports', 'catalogue', '-o', '/dev/full']; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("dsa-reports: the disk is full")
