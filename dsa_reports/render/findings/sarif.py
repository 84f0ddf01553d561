"""SARIF 2.1.0, for code scanning and editors: rules of the tool, results with their places, waivers as suppressions."""

import hashlib
import re
from collections import Counter
from typing import Any
from urllib.parse import quote

from dsa_reports.evidence.machine import entry
from dsa_reports.findings import Finding, Severity, page_of
from dsa_reports.render.findings.document import FindingsDocument, place_of_file, scope_of
from dsa_reports.render.findings.groups import title_of
from dsa_reports.render.findings.json import dumped, kept, left_out
from dsa_reports.version import __version__
from dsa_reports.waivers import Waiver

__all__ = ["render"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.BLOCKS: "error", Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(document: FindingsDocument) -> str:
    """One run. `startLine` is the record number as `Finding` counts it; it is a line where no text of the file holds a line break."""
    findings = kept(document)
    waived = [(accepted.finding, accepted.waiver) for accepted in document.waived]
    everything = [*((finding, None) for finding in findings), *waived]
    rules = _rules(document, [finding for finding, _ in everything])
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    results = [_result(document, finding, waiver, numbers[finding.id], seen) for finding, waiver in everything]
    driver = {"name": "dsa-reports", "semanticVersion": __version__, "rules": rules}
    run: dict[str, Any] = {
        "tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "automationDetails": {"id": f"dsa-reports/{document.kind}/"},
        "results": results, "properties": dict(document.head),
    }
    if count := left_out(document):
        run["properties"]["left_out"] = count
    return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _rules(document: FindingsDocument, findings: list[Finding]) -> list[dict[str, Any]]:
    by_id: dict[str, list[Finding]] = {}
    for finding in findings:
        by_id.setdefault(finding.id, []).append(finding)
    return [_rule(id_, by_id[id_], document.rules.get(id_, "")) for id_ in sorted(by_id)]


def _rule(id_: str, found: list[Finding], words: str) -> dict[str, Any]:
    title = words or title_of(found)
    first = min(found, key=lambda f: list(Severity).index(f.severity))
    remedy = first.remedy or "See the page of the rule."
    law = f" ({first.citation})" if first.citation else ""
    return {
        "id": id_,
        "shortDescription": {"text": _message(title)},
        "fullDescription": {"text": _message(title + law)},
        "help": {"text": _message(f"{remedy}{law} {page_of(first)}")},
        "helpUri": page_of(first),
        "defaultConfiguration": {"level": _LEVELS[first.severity]},
        "properties": {"tags": ["dsa"], "citation": first.citation},
    }


def _result(document: FindingsDocument, finding: Finding, waiver: Waiver | None, number: int, seen: Counter[str]) -> dict[str, Any]:
    value = f": {finding.value}" if finding.value else ""
    expected = f" (expected: {finding.expected})" if finding.expected else ""
    result: dict[str, Any] = {
        "ruleId": finding.id, "ruleIndex": number, "level": _LEVELS[finding.severity], "kind": "fail",
        "message": {"text": _message(f"{finding.message}{value}{expected}")},
        "occurrenceCount": max(finding.count, 1), "partialFingerprints": _fingerprints(finding, seen),
        "locations": [_location(document, finding, finding.line)],
        "properties": entry("build", finding),
    }
    further = [place for place in finding.examples if place.line != finding.line]
    if further:
        result["relatedLocations"] = [
            {"id": index, "message": {"text": _message(place.value or finding.message)}, **_location(document, finding, place.line)}
            for index, place in enumerate(further)
        ]
    if waiver is not None:
        text = f"{waiver.reason} ({waiver.owner}, until {waiver.expires})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": text}]
    return result


def _location(document: FindingsDocument, finding: Finding, line: int | None) -> dict[str, Any]:
    location: dict[str, Any] = {}
    # Code scanning refuses a result without a file.
    if path := place_of_file(document, finding) or document.about:
        region = {"region": {"startLine": line}} if finding.file and line is not None and line > 0 else {}
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(path)}, **region}
    name = finding.figure or ".".join(part for part in (scope_of(finding), finding.row, finding.column) if part)
    if name:
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "member"}]
    return location


def _uri(path: str) -> str:
    """A relative reference, percent-encoded: never a scheme, never an absolute path of this machine."""
    relative = re.sub(r"^([A-Za-z]:)?/+", "", path)
    return quote(relative, safe="/-._~!$&'()*+,;=@")


def _fingerprints(finding: Finding, seen: Counter[str]) -> dict[str, str]:
    """The same finding in the next run, though its record moved: no line and no count in it."""
    key = "\0".join((finding.id, scope_of(finding), finding.file, finding.column, finding.row, finding.figure, finding.value))
    hashed = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    seen[hashed] += 1
    return {"primaryLocationLineHash": f"{hashed[:16]}:{seen[hashed]}", "dsaReports/v1": f"{hashed}:{seen[hashed]}"}


def _message(text: str) -> str:
    """A SARIF message is plain text in which `[a](b)` would be a link and `{0}` a place to fill: neither comes from data."""
    return re.sub(r"\{(?=\d)", "{ ", text.replace("](", "] ("))
