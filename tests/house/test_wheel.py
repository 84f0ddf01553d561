"""The wheel on its own: built, installed in a fresh environment, run from another folder on the sample service."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`dsa-reports` of an environment that has the locked packages and the wheel, and no tools for development."""
    place = tmp_path_factory.mktemp("venv")
    venv.create(place, with_pip=True)
    pip = [str(place / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    return place / "bin" / "dsa-reports"


def test_the_wheel_holds_what_travels_with_the_code(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for folder in ("schemas", "templates", "sample_data"):
        expected = {f"dsa_reports/{path.relative_to(ROOT)}" for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts}
        assert expected
        assert expected <= set(names)
    for name in ("dsa_reports/py.typed", "dsa_reports/service/readings.toml", "dsa_reports/law/articles.toml", "dsa_reports/indicators/part4/notices.sql"):
        assert name in names
    assert not [name for name in names if not name.startswith("dsa_reports")]


def test_it_works_away_from_the_checkout(command: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C"}
    done = subprocess.run([str(command), "demo", "-o", str(tmp_path / "out")], cwd="/", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    draft = tmp_path / "out" / "current"
    assert len(list((draft / "publish/csv").glob("*.csv"))) == 11
    for name in ("report.pdf", "report.html", "report.xlsx", "report.json"):
        assert (draft / "publish" / name).stat().st_size > 0
    assert json.loads((draft / "internal/passports.json").read_text("utf-8"))["figures"]
    asked = subprocess.run([str(command), "explain", "4.TOTAL.notices_received", "-o", str(tmp_path / "out")], cwd="/", env=environment, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr


def test_doctor_is_content(command: Path, tmp_path: Path) -> None:
    done = subprocess.run([str(command), "doctor", "-o", str(tmp_path)], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
