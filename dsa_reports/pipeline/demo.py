"""`demo`: the whole report of the sample service that comes with the program."""

from collections.abc import Sequence
from importlib.resources import as_file
from pathlib import Path

from dsa_reports import resources
from dsa_reports.pipeline.build import BuildResult, build
from dsa_reports.progress import Progress, silent

__all__ = ["PERIOD", "SAMPLE", "demo"]

SAMPLE = "prikbord"
PERIOD = "2026-H1"


def demo(*, output: Path, language: str = "en", editions: Sequence[str] = (), theme: Path | None = None, pdf_archive: bool = False, progress: Progress = silent) -> BuildResult:
    """Build the sample service's report into `output`."""
    with as_file(resources.folder("sample_data").joinpath(SAMPLE)) as folder:
        return build(service=folder, period=PERIOD, output=output, language=language, editions=editions, theme=theme, pdf_archive=pdf_archive, progress=progress)
