"""`build --workbook fr`: a second workbook beside the official English one, proven like every other file."""

import json
from pathlib import Path

import openpyxl
import pytest

from dsa_reports.errors import UsageError
from dsa_reports.pipeline.build import build

ZERO = Path(__file__).parents[3] / "sample_data" / "zero" / "hosting"


@pytest.mark.slow
def test_a_workbook_in_french_too(tmp_path: Path) -> None:
    folder = build(service=ZERO, period="2026", output=tmp_path / "out", workbooks=["fr", "fr"]).folder
    assert openpyxl.load_workbook(folder / "publish/report.fr.xlsx").sheetnames[3] == "4_notifications"
    assert openpyxl.load_workbook(folder / "publish/report.xlsx").sheetnames[3] == "4_notices"
    outputs = json.loads((folder / "internal/manifest.json").read_text())["outputs"]
    assert "publish/report.fr.xlsx" in json.dumps(outputs)


def test_a_language_without_a_template_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no official template in the language"):
        build(service=ZERO, period="2026", output=tmp_path / "out", workbooks=["de"])
    assert not (tmp_path / "out").exists()
