"""JSON Lines: one finding per line, with the same keys as in the JSON document."""

from dsa_reports.evidence.machine import entry, waived_entry
from dsa_reports.render.findings.document import FindingsDocument
from dsa_reports.render.findings.json import dumped, kept

__all__ = ["render"]


def render(document: FindingsDocument) -> str:
    """Findings worst first; then the waived ones, which alone have `reason`, `owner` and `expires`."""
    lines = [dumped(entry(document.kind, finding)) for finding in kept(document)]
    return "".join(lines + [dumped(waived_entry(document.kind, accepted)) for accepted in document.waived])
