"""Reading the folder `texts/`: one Markdown file per row of part 11, and `context.toml` for the context cells."""

import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dsa_reports.display import shown
from dsa_reports.findings import Finding, Severity
from dsa_reports.template.layout import layout

__all__ = ["CONTEXT_FILE", "RawText", "RawTexts", "load_texts", "row_keys"]

CONTEXT_FILE = "context.toml"
_IGNORED = frozenset({"readme.md"})
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class RawText:
    """A text as written. `line` is the line of the file on which it starts."""

    text: str
    file: str
    line: int = 1


@dataclass(frozen=True)
class RawTexts:
    """What the folder holds: part 11 by row key, context cells by figure id, and what was wrong with the files."""

    texts: dict[str, RawText] = field(default_factory=dict)
    contexts: dict[str, RawText] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def row_keys() -> tuple[str, ...]:
    """The keys of part 11, in template order: each is the name of a Markdown file."""
    return tuple(row.key for row in layout().part(11).rows)


def load_texts(folder: Path) -> RawTexts:
    """Read `folder`. A missing folder is an empty one; what cannot be read is a finding, never an exception."""
    texts: dict[str, RawText] = {}
    contexts: dict[str, RawText] = {}
    findings: list[Finding] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.name.lower() in _IGNORED:
            continue
        if path.name != CONTEXT_FILE and (path.suffix != ".md" or path.stem not in row_keys()):
            findings.append(_unknown(path))
            continue
        content = _read(path)
        if isinstance(content, Finding):
            findings.append(content)
        elif path.name == CONTEXT_FILE:
            contexts, wrong = _contexts(content)
            findings += wrong
        elif text := content.strip():
            texts[path.stem] = RawText(text, path.name, 1 + content[: content.index(text)].count("\n"))
    return RawTexts(texts, contexts, tuple(findings))


def _unknown(path: Path) -> Finding:
    names = [*(f"{key}.md" for key in row_keys()), CONTEXT_FILE]
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(names)}."
    return Finding(
        id="texts.unknown_file", severity=Severity.WARNING, file=shown(path.name),
        message="no part of the report takes its text from this file", remedy=hint,
    )


def _read(path: Path) -> str | Finding:
    """The text of the file with LF line ends, or why there is none."""
    problem = ""
    try:
        if not path.is_file():
            problem = "is no ordinary file"
        elif path.stat().st_size > _MOST_BYTES:
            problem = "is larger than 1 MB; a cell holds at most 5,000 characters"
        else:
            return path.read_text("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 (byte {error.start + 1})"
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
    return Finding(
        id="texts.unreadable", severity=Severity.ERROR, file=path.name, message=f"the file {problem}",
        remedy="Save it as plain text in UTF-8.",
    )


def _contexts(content: str) -> tuple[dict[str, RawText], list[Finding]]:
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        return {}, [_context_finding(f"no valid TOML: {error}", int(line[1]) if line else None)]
    found: dict[str, RawText] = {}
    findings: list[Finding] = []
    for key, value in _flat(data):
        line_of_value = _line_of(content, key)
        if not isinstance(value, str):
            findings.append(_context_finding(f"{shown(key)} is no text", line_of_value))
        elif key in found:
            findings.append(_context_finding(f"{shown(key)} stands twice", line_of_value))
        elif text := value.strip():
            found[key] = RawText(text, CONTEXT_FILE, line_of_value)
    return found, findings


def _context_finding(message: str, line: int | None) -> Finding:
    return Finding(
        id="texts.context_file", severity=Severity.ERROR, file=CONTEXT_FILE, line=line, message=shown(message, 300),
        remedy='Write one text per figure: "4.TOTAL.median_time" = "…".',
    )


def _flat(data: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Keys with their values; `4.TOTAL.items = …` without quotes is a nested table to TOML, and the same key to us."""
    for key, value in data.items():
        name = f"{above}.{key}" if above else key
        if isinstance(value, dict):
            yield from _flat(value, name)
        else:
            yield name, value


def _line_of(content: str, key: str) -> int:
    """The line on which the text of `key` starts: TOML gives no positions, so it is looked up."""
    wanted = re.compile(r"""^\s*["']?""" + re.escape(key) + r"""["']?\s*=\s*(?P<open>(?:\"\"\"|''')\s*$)?""")
    for number, line in enumerate(content.split("\n"), 1):
        if match := wanted.match(line):
            return number + (1 if match["open"] else 0)
    return 1
