"""Findings as text and JSON, colours, progress."""

import io
import json

import pytest

from dsa_reports.cli.console import painter, progress_bar
from dsa_reports.cli.findings import print_findings, reaches, summary
from dsa_reports.findings import Finding, Severity
from dsa_reports.progress import silent

FINDINGS = [
    Finding(id="b.note", severity=Severity.INFO, message="a note"),
    *(Finding(id="a.date", severity=Severity.ERROR, message="no date", remedy="write one", citation="check T-1", table="notices", file="n.csv", line=n, column="received_at", value="x", count=n) for n in range(2, 8)),
    Finding(id="c.block", severity=Severity.BLOCKS, message="blocked", figure="4.TOTAL.items"),
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def plain(text: str, style: str) -> str:
    return text


def test_text_is_worst_first_and_short(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(FINDINGS, "text", plain)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "blocks  blocked  [c.block]"
    assert lines[1] == "    4.TOTAL.items"
    assert lines[3] == "    n.csv:2 received_at = x  (2 places, this is the first)"
    assert lines[6:9] == ["    and 3 more", "    do: write one  (check T-1)", "info  a note  [b.note]"]


def test_json_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(FINDINGS, "json", plain)
    assert [entry["id"] for entry in json.loads(capsys.readouterr().out)] == ["c.block", *["a.date"] * 6, "b.note"]
    print_findings(FINDINGS, "jsonl", plain)
    assert next(json.loads(line)["severity"] for line in capsys.readouterr().out.splitlines()) == "blocks"


def test_summary_and_threshold() -> None:
    assert summary(FINDINGS) == "1 blocking, 6 errors, 1 notes at 29 places"
    assert summary([]) == "no findings"
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
