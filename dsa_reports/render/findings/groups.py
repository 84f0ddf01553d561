"""Findings as people read them: one group per rule and table (or part), the first places of each, the rest counted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from dsa_reports.display import plural
from dsa_reports.findings import Finding, Place, Severity, is_check, page_of
from dsa_reports.render.findings.document import FindingsDocument, scope_of

__all__ = ["WORDS", "Group", "PlacesTable", "Spot", "groups", "many", "places_table", "summary", "title_of"]

WORDS = {
    Severity.BLOCKS: ("blocking", "blocking"), Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("note", "notes"),
}


@dataclass(frozen=True)
class Spot:
    """One place. `message` and `hint` (a remedy of its own) only where they differ from those of the group."""

    file: str
    line: int | None
    column: str
    cells: tuple[str, ...]
    row: str
    figure: str
    value: str
    expected: str
    message: str
    hint: str
    count: int
    """Places that the finding stands for; 1 for a further example of it."""

    @property
    def where(self) -> str:
        """`logs/notices.csv:12`, or what else says where."""
        if self.file:
            return self.file if self.line is None else f"{self.file}:{self.line}"
        return self.figure if self.line is None else f"record {self.line}"


@dataclass(frozen=True)
class Group:
    """All findings of one rule about one column of a table, or one part: same severity, one heading."""

    id: str
    severity: Severity
    scope: str
    column: str
    title: str
    remedy: str
    citation: str
    page: str
    rejects: bool
    count: int
    """All places, named or only counted."""
    spots: tuple[Spot, ...]
    findings: tuple[Finding, ...]

    @property
    def more(self) -> int:
        """Places that are not shown."""
        return max(self.count - len(self.spots), 0)

    @property
    def named_more(self) -> bool:
        """True if some of what is not shown is known by name."""
        return sum(1 + len(_further(finding)) for finding in self.findings) > len(self.spots)


def groups(document: FindingsDocument, usual: int | None) -> list[Group]:
    """All groups, worst first, with at most `usual` places each (or as many as the document says)."""
    most = document.most(usual)
    ordered = sorted(document.findings, key=_key)
    together = [tuple(found) for _, found in groupby(ordered, key=_key)]
    return [_group(document, found, most) for found in together]


def _key(finding: Finding) -> tuple[int, str, int, str, str]:
    ranks = list(Severity)
    return (ranks.index(finding.severity), finding.table, finding.part or 0, finding.id, finding.column if finding.table else "")


def _group(document: FindingsDocument, found: Sequence[Finding], most: int | None) -> Group:
    first = found[0]
    messages = {finding.message for finding in found}
    title = first.message if len(messages) == 1 else _broken(document, first)
    remedy = _shared_tail([finding.remedy for finding in found])
    spots = [spot for finding in found for spot in _spots(finding, "" if len(messages) == 1 else finding.message, finding.remedy.removesuffix(remedy).strip())]
    return Group(
        id=first.id, severity=first.severity, scope=scope_of(first), column=first.column if first.table else "",
        title=title or title_of(found), remedy=remedy, citation=first.citation, page=page_of(first),
        rejects=any(finding.rejects for finding in found), count=sum(finding.count for finding in found),
        spots=tuple(spots if most is None else spots[:most]), findings=tuple(found),
    )


def _broken(document: FindingsDocument, first: Finding) -> str:
    """The rule of findings that say different things. Rules of reports say how it should be: the heading says that it is not."""
    rule = document.rules.get(first.id, "")
    return f"broken: {rule}" if rule and is_check(first.id) and not first.table else rule


def _spots(finding: Finding, message: str, hint: str) -> list[Spot]:
    first = Spot(
        file=finding.file, line=finding.line, column=finding.column, cells=finding.cells, row=finding.row, figure=finding.figure,
        value=finding.value, expected=finding.expected, message=message, hint=hint, count=finding.count,
    )
    further = [
        Spot(
            file=finding.file, line=place.line, column=finding.column, cells=(), row="", figure="", value=place.value, expected="",
            message="", hint="", count=1,
        )
        for place in _further(finding)
    ]
    return [first, *further]


def _further(finding: Finding) -> list[Place]:
    """The examples beside the place that the finding itself names."""
    return [place for place in finding.examples if place.line != finding.line]


@dataclass(frozen=True)
class PlacesTable:
    """The places of a group as a table. `file` is named once, above it, if all lie in the same; no row where nothing is left to say."""

    file: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def places_table(group: Group) -> PlacesTable:
    """Only columns that say something, in the order file, record, column, row, value, expected, what, places."""
    files = {spot.file for spot in group.spots}
    one = files.pop() if len(files) == 1 else ""
    counted = len(group.spots) > 1
    columns = {
        "file": ["" if one else spot.file or spot.figure for spot in group.spots],
        "record": ["" if spot.line is None else str(spot.line) for spot in group.spots],
        "column": [", ".join(spot.cells) or spot.column for spot in group.spots],
        "row": [spot.row for spot in group.spots],
        "value": [spot.value for spot in group.spots],
        "expected": [spot.expected for spot in group.spots],
        "what": [" ".join(text for text in (spot.message, spot.hint) if text) for spot in group.spots],
        "places": [f"{spot.count:,}" if spot.count > 1 and counted else "" for spot in group.spots],
    }
    said = {head: cells for head, cells in columns.items() if any(cells)}
    return PlacesTable(one, tuple(said), tuple(zip(*said.values(), strict=True)))


def title_of(found: Sequence[Finding]) -> str:
    """One sentence for findings of one rule whose messages differ: the column left out, if that makes them agree."""
    general = {re.sub(rf"^{re.escape(f.column)}(?= )", "a column", f.message) if f.column else f.message for f in found}
    return general.pop() if len(general) == 1 else f"{found[0].message}, and others of this kind"


def _shared_tail(texts: Sequence[str]) -> str:
    """The sentences at the end that all `texts` share: the remedy of the rule without the hint for one value."""
    ends = zip(*(reversed(text) for text in texts), strict=False)
    tail = "".join(same[0] for same in takewhile(lambda characters: len(set(characters)) == 1, ends))[::-1]
    if tail in texts:
        return tail
    start = re.search(r"[.?!] ", tail)
    return tail[start.end():] if start else ""


def many(count: int, one: str, more: str = "") -> str:
    """`1 place`, `2,000 places`."""
    return f"{count:,} {plural(count, one, more)}"


def summary(findings: Iterable[Finding]) -> str:
    """`2 blocking, 5 errors, 1 note at 29 places`: how many findings by severity, and at how many places."""
    counts = dict.fromkeys(Severity, 0)
    places = 0
    for finding in findings:
        counts[finding.severity] += 1
        places += finding.count
    named = [many(count, *WORDS[severity]) for severity, count in counts.items() if count]
    return f"{', '.join(named)} at {many(places, 'place')}" if named else "no findings"
