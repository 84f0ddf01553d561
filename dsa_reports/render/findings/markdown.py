"""Markdown (as GitHub and GitLab read it): for a comment on a change, or the summary of a job."""

import re
from collections.abc import Sequence

from dsa_reports.render.findings.document import FindingsDocument
from dsa_reports.render.findings.groups import WORDS, Group, groups, many, places_table, summary
from dsa_reports.waivers import Waived

__all__ = ["code", "render", "words"]

_USUAL = 10
_RIGHT = frozenset({"record", "places", "read", "accepted", "rejected"})
"""Columns of numbers."""


def render(document: FindingsDocument) -> str:
    """Heading, totals, a section per rule with a table of its first places, what was waived, the files."""
    found = groups(document, _USUAL)
    blocks = [f"## {document.title}", *_report(document), f"**{summary(document.findings)}**"]
    for group in found:
        blocks += _group(group)
    blocks += _waived(document.waived)
    blocks += _files(document)
    if any(group.named_more for group in found):
        blocks.append("Not all places are shown; `--max-findings 0` shows every place that was recorded.")
    return "\n\n".join(blocks) + "\n"


def _report(document: FindingsDocument) -> list[str]:
    report = document.head.get("report")
    if not report:
        return []
    parts = ", ".join(map(str, report["parts"]))
    return [f"Report of {words(report['service'])}, {words(report['period'])}, {words(report['tier'])}; parts {parts or 'none'}"]


def _group(group: Group) -> list[str]:
    places = places_table(group)
    about = [code(group.id), words(group.scope), code(places.file), many(group.count, "place"), "**rows rejected**" if group.rejects else ""]
    blocks = [f"### {WORDS[group.severity][0].capitalize()}: {words(group.title)}", " · ".join(piece for piece in about if piece)]
    if places.rows:
        rows = [[cell if head in _RIGHT else (words if head == "what" else code)(cell) for head, cell in zip(places.heads, row, strict=True)] for row in places.rows]
        blocks.append(_table(places.heads, rows))
        blocks += [f"… and {group.more:,} more."] if group.more else []
    if group.remedy:
        blocks.append(f"**Do:** {words(group.remedy)}")
    if group.citation:
        blocks.append(f"**Law:** {words(group.citation)}")
    return blocks


def _waived(waived: Sequence[Waived]) -> list[str]:
    if not waived:
        return []
    rows = [
        (code(w.finding.id), words(w.finding.message), words(w.waiver.reason), words(w.waiver.owner), str(w.waiver.expires)) for w in waived
    ]
    return ["### Waived", _table(["rule", "finding", "reason", "owner", "until"], rows)]


def _files(document: FindingsDocument) -> list[str]:
    rows = [
        (code(table["table"]), code(file["path"]), f"{file['rows_read']:,}", f"{file['accepted']:,}", f"{file['rejected']:,}")
        for table in document.head.get("tables", ()) for file in table["files"]
    ]
    rows += [(code(table["table"]), words(f"none: {table['none']}"), "0", "0", "0") for table in document.head.get("tables", ()) if table.get("none")]
    if not rows:
        return []
    return ["### Files", _table(["table", "file", "read", "accepted", "rejected"], rows)]


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [" | ".join(names), " | ".join("--:" if name in _RIGHT else "---" for name in names), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" for line in lines)


def words(text: str) -> str:
    """`text` as plain words: no emphasis, link, picture, markup, formula, mention or address of its own."""
    escaped = re.sub(r"([\\`*_{}\[\]<>|~$#&!])", r"\\\1", text)
    # A mention, an issue number and a bare address need no brackets: an empty comment parts them.
    return re.sub(r"@(?=\w)|(?<=\w):(?=//)|(?<=www)\.", r"\g<0><!-- -->", escaped)


def code(text: str) -> str:
    """`text` as code, also within a table; '' stays ''. What would end the code is written as entities."""
    if not text:
        return ""
    if not re.search(r"[`|\\]|##", text):
        return f"`{text}`"
    written = "".join(c if c.isalnum() or c in " -/,()" or ord(c) > 127 else f"&#{ord(c)};" for c in text)
    return "<code>" + written.replace("&#64;", "&#64;<!-- -->") + "</code>"
