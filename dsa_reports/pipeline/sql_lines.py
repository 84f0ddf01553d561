"""SQL that people review: no line is longer than a screen is wide."""

import re
import textwrap

__all__ = ["folded"]

_WIDTH = 120
_WORD = re.compile(r"""(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|[^\s'"])+""")
"""What no line end may come into: literals and names in quotes hold blanks of their own."""
_LITERAL = re.compile(r"'(?:[^']|'')*'")


def folded(line: str) -> str:
    """`line` (a comment, or part of a statement) as lines of at most 120 characters that say the same.

    A literal longer than that must be an argument and an alternation (`a|b|c`): it is put together from pieces that end
    with `|`. A single word that has no place to be parted stays whole.
    """
    if len(line) <= _WIDTH:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    if line.lstrip().startswith("--"):
        mark = f"{indent}-- "
        return "\n".join(textwrap.wrap(line.lstrip().removeprefix("-- "), _WIDTH, initial_indent=mark, subsequent_indent=mark, break_long_words=False, break_on_hyphens=False))
    deeper = f"{indent}    "
    lines = [indent]
    for word in _WORD.findall(line):
        for piece in _pieces(word, _WIDTH - len(deeper) - 8):
            if len(lines[-1]) + len(piece) >= _WIDTH and lines[-1].strip():
                lines[-1] = lines[-1].rstrip()
                lines.append(deeper)
            lines[-1] += piece + " "
    lines[-1] = lines[-1].rstrip()
    return "\n".join(lines)


def _pieces(word: str, width: int) -> list[str]:
    """`word`, its long literals taken apart and joined with `||`."""
    if len(word) <= width:
        return [word]
    pieces: list[str] = []
    before, at = "", 0
    for found in _LITERAL.finditer(word):
        before += word[at : found.start()]
        at = found.end()
        if len(found[0]) <= width:
            before += found[0]
            continue
        parts = [f"'{part}'" for part in _parted(found[0][1:-1], width)]
        pieces += [before + parts[0] + " ||", *(f"{part} ||" for part in parts[1:-1])] if len(parts) > 1 else []
        before = parts[-1] if len(parts) > 1 else before + parts[0]
    return [*pieces, before + word[at:]]


def _parted(text: str, width: int) -> list[str]:
    """The inside of a literal in pieces of about `width`, each but the last ending with `|`."""
    parts = [""]
    for alternative in re.findall(r"[^|]*[|]|[^|]+", text):
        if parts[-1] and len(parts[-1]) + len(alternative) > width:
            parts.append("")
        parts[-1] += alternative
    return parts
