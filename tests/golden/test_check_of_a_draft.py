"""Our own draft, checked like anybody's report: what the build found on it, and nothing that the reader had to mend."""

import json
from pathlib import Path

from dsa_reports.checks import run_checks
from dsa_reports.pipeline.build import BuildResult
from dsa_reports.pipeline.check import check
from tests.unit.reading.files import plain_rows


def test_a_draft_reads_back_as_it_was_built(marktplein: tuple[Path, BuildResult]) -> None:
    output, result = marktplein
    built = result.document.report
    done = check(path=output)
    assert done.read.findings == ()
    assert plain_rows(done.read.report) == plain_rows(built)
    assert (done.head["service"], done.head["period"], done.head["tier"]) == (built.service, built.period, built.tier)
    known = {(f.id, f.part, f.line, f.column, f.message) for f in run_checks(built, _answers(output))}
    assert {(f.id, f.part, f.line, f.column, f.message) for f in done.findings} == known


def test_the_workbook_says_the_same(marktplein: tuple[Path, BuildResult]) -> None:
    output, result = marktplein
    done = check(path=output / "current" / "publish" / "report.xlsx")
    assert done.read.findings == ()
    assert plain_rows(done.read.report) == plain_rows(result.document.report)


def _answers(output: Path) -> dict[str, str]:
    manifest = json.loads((output / "current" / "internal" / "manifest.json").read_bytes())
    return {name: entry["answer"] for name, entry in manifest["readings"].items()}
