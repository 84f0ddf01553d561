"""Text for a terminal: the files, then the rules, worst first, each with its first places and what to do."""

import re
import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from dsa_reports.findings import Finding
from dsa_reports.render.findings.document import FindingsDocument
from dsa_reports.render.findings.groups import Group, Spot, groups, many, summary
from dsa_reports.waivers import Waived

__all__ = ["Paint", "plain", "render"]

Paint = Callable[[str, str], str]
"""(text, style) → text in the style's colour. Styles: the severities, `strong`."""
_USUAL = 5
_GUTTER = 9
_NARROW, _WIDE = 60, 120
_NUMBER = 13
_TIE = "\u00a0"


def plain(text: str, style: str) -> str:
    """No colours."""
    return text


def render(document: FindingsDocument, *, paint: Paint = plain, width: int = 100) -> str:
    """At most `width` columns (never fewer than 60 nor more than 120), at most five places of each rule."""
    width = min(max(width, _NARROW), _WIDE)
    found = groups(document, _USUAL)
    lines = _head(document.head, paint, width)
    for group in found:
        lines += [*_group(group, paint, width), ""]
    lines += _waived(document.waived, paint, width)
    lines += [paint(summary(document.findings), "strong") + _rejected(document.head)]
    if any(group.named_more for group in found):
        lines += _wrapped("Not all places are shown; --max-findings 0 shows every place that was recorded, --format json all that is known.", "", width)
    return "".join(_inert(line.rstrip()) + "\n" for line in lines)


def _head(head: Mapping[str, Any], paint: Paint, width: int) -> list[str]:
    if "report" in head:
        report = head["report"]
        parts = ", ".join(map(str, report["parts"]))
        named = " · ".join(str(piece) for piece in (report["service"], report["period"], report["tier"]) if piece)
        return [*_wrapped(named, "", width, paint, "strong"), f"parts {parts}" if parts else "no part", ""]
    return _tables(head["tables"], paint, width) if head.get("tables") else []


def _tables(tables: Any, paint: Paint, width: int) -> list[str]:
    names = width - 3 * _NUMBER
    lines = [paint(_padded("table", names) + "".join(f"{word:>{_NUMBER}}" for word in ("read", "accepted", "rejected")), "strong")]
    for table in tables:
        files = table["files"]
        name = table["table"]
        if len(files) == 1 and len(name) + len(files[0]["path"]) + 4 <= names:
            name = f"{name}  {files[0]['path']}"
        lines.append(_row(name, files, names, paint))
        if table.get("none"):
            lines += _wrapped(f"none: {table['none']}", "  ", width)
        if "  " not in name:
            lines += [_row("  " + _middle(file["path"], names - 3), [file], names, paint) for file in files]
    return [*lines, ""]


def _row(name: str, files: Any, width: int, paint: Paint) -> str:
    read, accepted, rejected = (sum(file[key] for file in files) for key in ("rows_read", "accepted", "rejected"))
    return _padded(name, width) + f"{read:>{_NUMBER},}{accepted:>{_NUMBER},}" + (paint(f"{rejected:>{_NUMBER},}", "error") if rejected else f"{0:>{_NUMBER}}")


def _rejected(head: Mapping[str, Any]) -> str:
    files = [file for table in head.get("tables", ()) for file in table["files"]]
    if not files:
        return ""
    read, rejected = (sum(file[key] for file in files) for key in ("rows_read", "rejected"))
    return f"; {many(read, 'row')} read, {rejected:,} rejected"


def _group(group: Group, paint: Paint, width: int) -> list[str]:
    indent = " " * _GUTTER
    title = textwrap.wrap(group.title, width - _GUTTER) or [""]
    lines = [paint(_padded(group.severity.value, _GUTTER), group.severity.value) + paint(title[0], "strong")]
    lines += [indent + paint(line, "strong") for line in title[1:]]
    about = [group.id, "" if group.id.startswith(f"{group.scope}.") else group.scope, many(group.count, "place")]
    about += [f"{'row' if group.count == 1 else 'rows'} rejected"] if group.rejects else []
    lines += _wrapped(" · ".join(_together(piece) for piece in about if piece), indent, width)
    for spot in group.spots:
        lines += _spot(spot, group, indent + "  ", width)
    if group.more and any(spot.where for spot in group.spots):
        lines.append(f"{indent}  and {group.more:,} more")
    if group.remedy:
        lines += _wrapped(f"do:  {group.remedy}", indent, width, hanging=5)
    if group.citation:
        lines += _wrapped(f"law: {group.citation}", indent, width, hanging=5)
    return lines


def _spot(spot: Spot, group: Group, indent: str, width: int) -> list[str]:
    column = ", ".join(spot.cells) or spot.column
    said = spot.message or ("" if column or spot.where else group.title)
    value = f"= {spot.value}" if spot.value and spot.value not in said else ""
    pieces = [
        spot.where, f"{column} {value if not spot.row else ''}".strip(), spot.row, value if spot.row else "",
        _together(f"(expected {spot.expected})") if spot.expected else "",
        _together(f"(the first of {spot.count:,})" if spot.line is not None else f"({spot.count:,} places)") if spot.count > 1 and len(group.findings) > 1 else "",
    ]
    line = "  ".join(piece for piece in pieces if piece)
    lines = _wrapped(line, indent, width, hanging=4) if line else []
    for text in (spot.message, spot.hint):
        lines += _wrapped(text, indent + ("    " if line else ""), width) if text else []
    return lines


def _waived(waived: Any, paint: Paint, width: int) -> list[str]:
    if not waived:
        return []
    lines = [paint(f"{many(len(waived), 'finding')} waived", "strong")]
    for entry in waived:
        lines += _waived_one(entry, width)
    return [*lines, ""]


def _waived_one(entry: Waived, width: int) -> list[str]:
    finding, waiver = entry
    lines = _wrapped(f"{finding.id}  {_place(finding)}  {finding.message}", "  ", width, hanging=2)
    return lines + _wrapped(f"until {waiver.expires}, {waiver.owner}: {waiver.reason}", "    ", width)


def _place(finding: Finding) -> str:
    if finding.file:
        return finding.file if finding.line is None else f"{finding.file}:{finding.line}"
    return finding.figure or finding.table


def _wrapped(text: str, indent: str, width: int, paint: Paint = plain, style: str = "strong", *, hanging: int = 0) -> list[str]:
    wrapped = textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent + " " * hanging, break_on_hyphens=False)
    return [paint(line.replace(_TIE, " "), style) for line in wrapped]


def _together(text: str) -> str:
    """`text` as one word, if it is short: never broken over two lines."""
    return text.replace(" ", _TIE) if len(text) < _NARROW // 2 else text


def _padded(text: str, width: int) -> str:
    """`text` and blanks up to `width` columns of a terminal, on which some characters take two."""
    return text + " " * max(width - sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text), 1)


def _middle(text: str, longest: int) -> str:
    """A long path without its middle: both ends tell files apart."""
    if len(text) <= longest:
        return text
    end = longest * 2 // 3
    return text[: longest - end - 1] + "…" + text[-end:]


def _inert(line: str) -> str:
    """Build servers act on lines that begin with `::` and on `##[` or `##vso[` anywhere: no data may bring them about."""
    line = re.sub(r"##(?=\w*\[)", "#‹U+0023›", line)
    return re.sub(r"^(\s*)::", r"\1‹U+003A›:", line)
