"""The hostile sample service builds, and nothing that strangers wrote acts anywhere: PDF, HTML, XLSX, CSV, JSON, terminal."""

import csv
import html.parser
import io
import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from dsa_reports.cli.app import main
from dsa_reports.pipeline.build import BuildResult, build
from tests.golden.conftest import SAMPLES

TRIGGERS = tuple("=+@＝＋－＠\t\r")
CONTROLS = {"Cc", "Cf", "Co"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    return build(service=SAMPLES / "hostile", period="2026", output=tmp_path_factory.mktemp("hostile"))


def controls(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in CONTROLS and c not in "\n\t\u00ad"}


def test_the_sample_is_hostile() -> None:
    logs = "".join(p.read_text("utf-8") for p in (SAMPLES / "hostile" / "logs").glob("*.csv"))
    for weapon in ("=HYPERLINK", "<script", "{{", "\u202e", "\x1b[", "DROP TABLE", "onerror", "file://", "＝"):
        assert weapon in logs, weapon


def test_csv_cells_are_no_formulas_and_hold_no_controls(hostile: BuildResult) -> None:
    for path in (hostile.folder / "publish/csv").glob("*.csv"):
        for record in csv.reader(io.StringIO(path.read_text("utf-8"), newline="")):
            for cell in record:
                assert not cell.startswith(TRIGGERS), cell
                assert not re.match(r"-[^0-9]", cell), cell
                assert not controls(cell) - {"\u00a0"}, cell


def test_workbook_has_no_formula_and_no_link(hostile: BuildResult) -> None:
    book = openpyxl.load_workbook(hostile.folder / "publish/report.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None


class Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def test_page_has_no_script_but_ours_no_handler_no_outside_address(hostile: BuildResult) -> None:
    text = (hostile.folder / "publish/report.html").read_text("utf-8")
    page = Page()
    page.feed(text)
    assert text.count("<script") == 1
    assert not page.tags & {"iframe", "object", "embed", "form", "base", "audio", "video"}
    for tag, name, value in page.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in {"href", "src", "xlink:href", "data", "action"}:
            assert value.startswith(("#", "data:")), (tag, name, value[:80])
    assert not controls(text)


def test_pdf_has_no_action_no_outside_link_and_no_controls(hostile: BuildResult) -> None:
    path = hostile.folder / "publish/report.pdf"
    assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile|URI)\b", path.read_bytes())
    reader = PdfReader(path)
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            assert "/URI" not in annotation.get_object().get("/A", {})
    if shutil.which("pdftotext"):
        # Of what is copied from the PDF, nothing may reverse or hide text.
        text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True).stdout.decode()
        assert not controls(text) - {"\f"}


def test_nothing_was_computed_from_a_log(hostile: BuildResult) -> None:
    for name in ("report.html", "report.json"):
        assert "7*7=49" not in (hostile.folder / "publish" / name).read_text("utf-8")
    figures = json.loads((hostile.folder / "internal/passports.json").read_text("utf-8"))["figures"]
    assert figures["4.TOTAL.notices_received"]["value"] > 0


def test_terminal_stays_as_it_was(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["dsa-reports", "validate", str(SAMPLES / "hostile")])
    with pytest.raises(SystemExit):
        main()
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err
    assert not controls(printed.out + printed.err)
