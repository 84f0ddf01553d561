"""JUnit XML, for the test tab of a build server: a suite per table or part, a case per rule."""

import re
from itertools import groupby
from xml.etree import ElementTree

from dsa_reports.findings import Finding, reaches
from dsa_reports.render.findings.document import FindingsDocument, place_of_file, scope_of
from dsa_reports.render.findings.groups import Group, Spot, groups, many
from dsa_reports.waivers import Waived

__all__ = ["render"]

_USUAL = 20
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no character for."""


def render(document: FindingsDocument) -> str:
    """Rules broken at or above the fail-on level are failures, milder ones pass with their text, waived ones are skipped."""
    root = ElementTree.Element("testsuites", name=f"dsa-reports {document.kind}")
    found = groups(document, _USUAL)
    totals = [0, 0, 0]
    for scope in _scopes(document):
        mine = [group for group in found if group.scope == scope]
        waived = [entry for entry in document.waived if scope_of(entry.finding) == scope]
        counts = _suite(root, document, scope, mine, waived)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
    _count(root, totals)
    ElementTree.indent(root, " ")
    # Build servers act on `##[` in what is printed.
    written = ElementTree.tostring(root, encoding="unicode").replace("##", "#&#35;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _scopes(document: FindingsDocument) -> list[str]:
    """All tables or parts that were looked at, also those without a finding."""
    named = [table["table"] for table in document.head.get("tables", ())]
    named += [f"part {number}" for number in document.head.get("report", {}).get("parts", ())]
    named += [scope_of(f) for f in [*document.findings, *(w.finding for w in document.waived)]]
    return list(dict.fromkeys(name for name in named if name)) + ([""] if "" in named or document.rules else [])


def _suite(root: ElementTree.Element, document: FindingsDocument, scope: str, found: list[Group], waived: list[Waived]) -> list[int]:
    suite = ElementTree.SubElement(root, "testsuite", name=_text(scope or "as a whole"))
    counts = [0, 0, 0]
    for id_, of_rule in groupby(sorted(found, key=lambda g: g.id), key=lambda g: g.id):
        together = list(of_rule)
        case = _case(suite, document, scope, id_, together[0].findings[0])
        failing = [group for group in together if reaches(group.severity, document.fail_on)]
        text = "\n\n".join(_words(group) for group in together)
        if failing:
            places = sum(group.count for group in failing)
            ElementTree.SubElement(case, "failure", message=_text(f"{failing[0].title} ({many(places, 'place')})"), type=failing[0].severity.value).text = _text(text)
        else:
            ElementTree.SubElement(case, "system-out").text = _text(text)
        counts = [counts[0] + 1, counts[1] + bool(failing), counts[2]]
    for id_, entries in groupby(sorted(waived, key=lambda w: w.finding.id), key=lambda w: w.finding.id):
        first = next(entries)
        case = _case(suite, document, scope, f"{id_} (waived)", first.finding)
        ElementTree.SubElement(case, "skipped", message=_text(f"{first.waiver.reason} ({first.waiver.owner}, until {first.waiver.expires}): {first.finding.message}"))
        counts = [counts[0] + 1, counts[1], counts[2] + 1]
    counts[0] += _passed(suite, document, scope, found, waived)
    _count(suite, counts)
    return counts


def _passed(suite: ElementTree.Element, document: FindingsDocument, scope: str, found: list[Group], waived: list[Waived]) -> int:
    """Cases for what held: every rule that was tried and found nothing, or the table as such. Returns how many."""
    if scope:
        names = [] if found or waived else ["no finding"]
    else:
        broken = {f.id for f in [*document.findings, *(w.finding for w in document.waived)]}
        names = [id_ for id_ in document.rules if id_ not in broken]
    for name in names:
        ElementTree.SubElement(suite, "testcase", name=_text(name), classname=_text(_class(document, scope)), time="0")
    return len(names)


def _case(suite: ElementTree.Element, document: FindingsDocument, scope: str, name: str, finding: Finding) -> ElementTree.Element:
    case = ElementTree.SubElement(suite, "testcase", name=_text(name), classname=_text(_class(document, scope)), time="0")
    if path := place_of_file(document, finding):
        case.set("file", _text(path))
        if finding.line is not None:
            case.set("line", str(finding.line))
    return case


def _class(document: FindingsDocument, scope: str) -> str:
    return f"dsa-reports.{document.kind}" + (f".{scope.replace(' ', '_')}" if scope else "")


def _words(group: Group) -> str:
    lines = [f"{group.severity.value}: {group.title} ({many(group.count, 'place')})"]
    lines += [f"  {line}" for spot in group.spots if (line := _line(spot))]
    lines += [f"  and {group.more:,} more"] if group.more else []
    lines += [f"do: {group.remedy}"] if group.remedy else []
    lines += [f"law: {group.citation}"] if group.citation else []
    return "\n".join([*lines, f"page: {group.page}"])


def _line(spot: Spot) -> str:
    pieces = [spot.where, ", ".join(spot.cells) or spot.column, spot.row, spot.message, f"= {spot.value}" if spot.value else "", spot.hint]
    return "  ".join(piece for piece in pieces if piece)


def _count(element: ElementTree.Element, counts: list[int]) -> None:
    for name, number in zip(("tests", "failures", "skipped"), counts, strict=True):
        element.set(name, str(number))
    element.set("errors", "0")


def _text(text: str) -> str:
    return _FORBIDDEN.sub(lambda match: f"‹U+{ord(match[0]):04X}›", text)
