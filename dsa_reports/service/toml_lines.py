"""On which line of a TOML file each key stands. tomllib does not say, and errors without a line help nobody."""

import re
import tomllib
from collections.abc import Iterator, Mapping

__all__ = ["KeyPath", "line_of", "lines_of_entries", "lines_of_keys"]

KeyPath = tuple[str, ...]

_KEY_PART = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)\s*""")


def lines_of_keys(text: str) -> dict[KeyPath, int]:
    """Key path → line (from 1). `text` must be valid TOML; keys inside inline tables are found under their table."""
    found: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line, path in _statements(text):
        if line.startswith("["):
            table = path
        for length in range(1, len(path) + 1):
            found.setdefault(path[:length] if line.startswith("[") else table + path[:length], number)
    return found


def lines_of_entries(text: str, name: str) -> list[int]:
    """The line (from 1) of each `[[name]]`. `text` must be valid TOML."""
    return [number for number, line, path in _statements(text) if line.startswith("[[") and path == (name,)]


def _statements(text: str) -> Iterator[tuple[int, str, KeyPath]]:
    """Every head of a table and every key: its line, the line's text, its path within its table."""
    lines = text.splitlines()
    index = 0
    while index < len(lines):
        line, number = lines[index].strip(), index + 1
        if line.startswith("["):
            yield number, line, _key_path(line.lstrip("["))[0]
        elif line and not line.startswith("#"):
            path, rest = _key_path(line)
            index = _end_of_value(lines, index, rest.removeprefix("="))
            yield number, line, path
        index += 1


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """The line of `path`, or of the nearest thing around it that has one."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


def _key_path(text: str) -> tuple[KeyPath, str]:
    """The dotted key at the beginning of `text`, and what follows it."""
    parts: list[str] = []
    while match := _KEY_PART.match(text):
        parts.append(_unquoted(match[1]))
        text = text[match.end() :]
        if not text.startswith("."):
            break
        text = text[1:]
    return tuple(parts), text


def _unquoted(part: str) -> str:
    if part[0] == '"':
        return str(tomllib.loads(f"x = {part}")["x"])
    return part[1:-1] if part[0] == "'" else part


def _end_of_value(lines: list[str], index: int, rest: str) -> int:
    """The index of the last line of the value that begins with `rest` on line `index`."""
    depth, closing = 0, ""
    while True:
        depth, closing = _scan(rest, depth, closing)
        if (depth <= 0 and closing not in {'"""', "'''"}) or index + 1 >= len(lines):
            return index
        index += 1
        rest = lines[index]


def _scan(text: str, depth: int, closing: str) -> tuple[int, str]:
    """Bracket depth and the open string's delimiter after `text`."""
    position = 0
    while position < len(text):
        if closing:
            if closing.startswith('"') and text[position] == "\\":
                position += 2
            elif text.startswith(closing, position):
                position, closing = position + len(closing), ""
            else:
                position += 1
            continue
        character = text[position]
        if character == "#":
            break
        if character in "\"'":
            closing = character * 3 if text.startswith(character * 3, position) else character
            position += len(closing)
            continue
        depth += (character in "[{") - (character in "]}")
        position += 1
    return depth, closing
