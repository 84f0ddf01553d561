"""Findings on their way out, colours, progress."""

import io
import json
from pathlib import Path

import pytest

from dsa_reports.cli.console import painter, progress_bar
from dsa_reports.cli.findings import about_of, base_of, deliver, reaches
from dsa_reports.errors import WriteError
from dsa_reports.findings import Finding, Severity
from dsa_reports.progress import silent
from dsa_reports.render.findings import FindingsDocument

FINDINGS = [
    Finding(id="b.note", severity=Severity.INFO, message="a note"),
    *(Finding(id="a.date", severity=Severity.ERROR, message="no date", remedy="write one", citation="check T-1", table="notices", file="n.csv", line=n, column="received_at", value="x", count=n) for n in range(2, 8)),
    Finding(id="c.block", severity=Severity.BLOCKS, message="blocked", figure="4.TOTAL.items"),
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def document(*found: Finding) -> FindingsDocument:
    return FindingsDocument("validate", {"tables": []}, found or FINDINGS)


class TestDeliver:
    """Where the findings go: the screen, files, or both."""

    def test_text_by_default(self, capsys: pytest.CaptureFixture[str]) -> None:
        deliver(document(), form=None)
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "blocks   blocked"
        assert "1 blocking, 6 errors, 1 note at 29 places" in lines

    def test_the_width_of_the_terminal(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "70")
        deliver(document(Finding(id="a", severity=Severity.INFO, message="word " * 60)), form="text")
        assert 60 < max(map(len, capsys.readouterr().out.splitlines())) <= 70

    def test_a_format_by_name(self, capsys: pytest.CaptureFixture[str]) -> None:
        deliver(document(), form="json")
        assert [entry["id"] for entry in json.loads(capsys.readouterr().out)["findings"]] == ["c.block", *["a.date"] * 6, "b.note"]

    def test_files_by_their_names(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        names = ("f.sarif", "f.xml", "f.html", "new/f.md", "f.json", "f.jsonl", "f.txt", "f.out")
        deliver(document(), form=None, reports=[tmp_path / name for name in names])
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "f.sarif\n" in printed.err
        assert printed.err.endswith("1 blocking, 6 errors, 1 note at 29 places\n")
        starts = [(tmp_path / name).read_text("utf-8")[:20] for name in names]
        assert [start.lstrip()[:3] for start in starts] == ["{\n ", "<?x", "<!d", "## ", "{\n ", '{"i', "blo", "blo"]
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(set(names) - {"new/f.md"})

    def test_files_and_a_chosen_format_on_the_screen(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        deliver(document(), form="github", reports=[tmp_path / "f.sarif"])
        assert capsys.readouterr().out.startswith("::error title=c.block::blocked")
        deliver(document(), form="github", reports=[tmp_path / "annotations"])
        assert capsys.readouterr().out == ""
        assert (tmp_path / "annotations").read_text().startswith("::error")

    def test_the_progress_line_is_wiped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = Terminal()
        monkeypatch.setattr("sys.stderr", screen)
        monkeypatch.setattr("sys.stdout", screen)
        screen.write("references 0 ")
        deliver(document(), form="text", no_color=True)
        assert screen.getvalue().startswith("references 0 \r\x1b[Kblocks ")

    def test_what_is_left_out_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        short = FindingsDocument("validate", {"tables": []}, FINDINGS, limit=2)
        deliver(short, form="jsonl")
        printed = capsys.readouterr()
        assert len(printed.out.splitlines()) == 4
        assert "4 findings are left out" in printed.err

    def test_a_file_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(WriteError, match="cannot write"):
            deliver(document(), form=None, reports=[tmp_path / "file" / "f.md"])
        (tmp_path / "folder").mkdir()
        with pytest.raises(WriteError, match="cannot write"):
            deliver(document(), form=None, reports=[tmp_path / "folder"])
        assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_base_is_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dsa").mkdir()
    monkeypatch.chdir(tmp_path)
    assert [about_of(Path(p)) for p in ("service.toml", "dsa", "dsa/service.toml")] == ["service.toml", "dsa/service.toml", "dsa/service.toml"]
    assert [base_of(Path(p)) for p in ("service.toml", "dsa", "dsa/service.toml", "../x/service.toml")] == ["", "dsa", "dsa", "../x"]


def test_threshold() -> None:
    assert [reaches(FINDINGS[:1], level) for level in ("info", "warning", "error", "blocks", "never")] == [True, False, False, False, False]
    assert [reaches(FINDINGS, level) for level in ("info", "warning", "error", "blocks", "never")] == [True, True, True, True, False]


def test_colours_only_where_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert painter(Terminal(), no_color=False)("x", "error") == "\x1b[31mx\x1b[0m"
    assert painter(Terminal(), no_color=True)("x", "error") == "x"
    assert painter(io.StringIO(), no_color=False)("x", "error") == "x"
    monkeypatch.setenv("NO_COLOR", "1")
    assert painter(Terminal(), no_color=False)("x", "error") == "x"


def test_progress_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert progress_bar(quiet=False) is silent
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    assert progress_bar(quiet=True) is silent
    draw = progress_bar(quiet=False)
    draw("load \x1b[31mx", 0, 4)
    draw("load \x1b[31mx", 4, 4)
    assert "‹U+001B›" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")
