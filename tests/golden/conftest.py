"""Whole reports of the sample services, each built once per run of the tests."""

import shutil
from pathlib import Path

import pytest

from dsa_reports.pipeline.build import BuildResult, build

SAMPLES = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(scope="session")
def marktplein(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildResult]:
    """The online platform's report of 2026 and the folder it went to."""
    output = tmp_path_factory.mktemp("marktplein")
    return output, build(service=SAMPLES / "marktplein", period="2026", output=output)


@pytest.fixture
def quiet_service(tmp_path: Path) -> Path:
    """A copy of the intermediary in which nothing happened, to be changed by a test."""
    return Path(shutil.copytree(SAMPLES / "zero" / "intermediary", tmp_path / "service"))
