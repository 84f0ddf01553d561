"""What `report.pdf` carries as an archive copy: the official files, the workbook, and a list of them with their hashes."""

from collections.abc import Iterator, Mapping

from dsa_reports.evidence.canonical import canonical_json, sha256
from dsa_reports.harmonised.model import Document

__all__ = ["TYPES", "attachments"]

TYPES = {".csv": "text/csv", ".json": "application/json", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_HEAD = ("provider", "service", "tier", "period", "publication_date", "version", "draft", "statutory", "template", "tool_version")


def attachments(document: Document, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """(name, content) of the CSV parts and the workbook among `files`, and `manifest.json`, which names no person."""
    carried = [(path.rpartition("/")[2], content) for path, content in sorted(files.items()) if path.startswith("publish/csv/") or path == "publish/report.xlsx"]
    listed = {name: {"bytes": len(content), "sha256": sha256(content)} for name, content in carried}
    head = {key: document.identification.get(key, "") for key in _HEAD}
    yield from carried
    yield "manifest.json", canonical_json({"files": listed, "report": head})
