"""No right to write, no room to write: tried for real, in a child process. The last good draft stays as it was."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dsa_reports.errors import ExitCode
from dsa_reports.pipeline.build import build
from tests.golden.conftest import SAMPLES

SERVICE = SAMPLES / "zero" / "intermediary"
CHILD = """
import sys
from dsa_reports.cli.app import main
import dsa_reports.cli.reports, dsa_reports.pipeline.build, dsa_reports.render.pdf, dsa_reports.render.html, dsa_reports.render.xlsx
import duckdb, weasyprint
{before}
sys.argv = ["dsa-reports", "build", {service!r}, "--period", "2026", "-o", {output!r}, "-q"]
main()
"""


def in_a_child(before: str, output: Path, service: Path = SERVICE) -> subprocess.CompletedProcess[str]:
    code = CHILD.format(before=before, service=str(service), output=str(output))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)


def kept(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give its rights away")
def test_without_the_right_to_write() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        output = place / "out"
        output.mkdir(mode=0o755)
        service = Path(shutil.copytree(SERVICE, place / "service"))
        # Python itself may lie where only root reads: a first run imports everything before the rights are gone.
        first = (
            "from dsa_reports.pipeline.build import harmonised_csv; from pathlib import Path; "
            f"harmonised_csv(service=Path({str(service)!r}), period='2026', output=Path({str(place / 'first')!r}))"
        )
        done = in_a_child(f"{first}; import os; os.setgroups([]); os.setgid(65534); os.setuid(65534)", output, service)
        assert done.returncode == ExitCode.INPUT, done.stderr
        assert "cannot write to the output folder" in done.stderr
        assert "Traceback" not in done.stderr
        assert list(output.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.slow
@pytest.mark.parametrize("bytes_", [20_000, 200_000])
def test_without_room(tmp_path: Path, bytes_: int) -> None:
    output = tmp_path / "out"
    build(service=SERVICE, period="2026", output=output)
    before = kept(output)
    limit = f"import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes_}, {bytes_}))"
    done = in_a_child(limit, output)
    assert done.returncode == ExitCode.INPUT, done.stderr
    assert "Traceback" not in done.stderr
    assert "do:" in done.stderr
    assert kept(output) == before
    assert not list(output.glob(".work-*"))
