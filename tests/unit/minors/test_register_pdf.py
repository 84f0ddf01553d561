"""`minors report`: the register as a PDF for the regulator, with everything that a reader needs and nothing that runs."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from dsa_reports.errors import ExitCode
from tests.unit.minors.test_commands import GOOD, run

REGISTER = GOOD + """
[[measure]]
id = "M-02"
title = "<b>Strangers</b> {{ 7 * 7 }}"
items = ["AS-02", "L-28-2", "TK-01"]
status = "rejected"
reason = "Accounts of minors cannot be addressed at all"
review_date = 2025-01-01
"""


def made(folder: Path, *words: object, name: str = "register.pdf") -> Path:
    path = folder / "minor_measures.toml"
    path.write_text(REGISTER, "utf-8")
    result = run("report", path, "-o", folder / name, "--on", "2026-06-30", *words)
    assert result.exit_code == 0, result.stderr
    assert f"written  {folder / name}" in result.stdout
    return folder / name


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_it_holds_coverage_measures_and_findings(tmp_path: Path) -> None:
    path = made(tmp_path)
    told = text(path)
    for piece in ("Private by default", "DOC-1", "Trust and safety", "Account settings", "1 of 7", "All items of the guidelines 1 0 0 0 1 82 1 of 45", "<b>Strangers</b> {{ 7 * 7 }}", "Accounts of minors cannot be addressed at all", "MM-7"):
        assert piece in told, piece
    assert "complian" not in told.lower()
    catalog = PdfReader(path).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"


def test_the_same_register_and_day_give_the_same_bytes_and_another_day_others(tmp_path: Path) -> None:
    first = made(tmp_path).read_bytes()
    assert made(tmp_path, name="again.pdf").read_bytes() == first
    path = tmp_path / "minor_measures.toml"
    assert run("report", path, "-o", tmp_path / "later.pdf", "--on", "2031-06-30").exit_code == 0
    assert (tmp_path / "later.pdf").read_bytes() != first
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["again.pdf", "later.pdf", "minor_measures.toml", "register.pdf"]


def test_in_dutch(tmp_path: Path) -> None:
    told = text(made(tmp_path, "--lang", "nl"))
    assert "Accountinstellingen" in told or "Instellingen" in told
    assert "Account settings" not in told


@pytest.mark.parametrize(("words", "says"), [(("-o", "register.docx"), "ends in .pdf"), (("--on", "yesterday"), "yesterday")])
def test_bad_wishes(words: tuple[str, str], says: str, tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text(GOOD, "utf-8")
    result = run("report", path, *words)
    assert result.exit_code == ExitCode.USAGE
    assert says in result.stderr
    assert not list(tmp_path.glob("*.pdf"))
