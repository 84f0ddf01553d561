"""What a final edition may be: the first of its period, the same again, or a marked and explained correction.

IR 2024/2835 Annex II, I.5: an updated version is marked as such, its changes are highlighted, and it says why, by which
method and when. So a changed report never takes the place of a published one under the same number.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dsa_reports.errors import PolicyError
from dsa_reports.evidence.archive import Archive, Edition, read_archive
from dsa_reports.findings import Finding, Severity
from dsa_reports.harmonised.difference import Compared, Difference, Side, compare
from dsa_reports.harmonised.difference.marking import marked, unmarked
from dsa_reports.harmonised.fill import MAX_TEXT
from dsa_reports.harmonised.model import Document
from dsa_reports.pipeline.difference.sources import Source, find_source
from dsa_reports.service.config import Publication, ServiceConfig

__all__ = [
    "ARCHIVE", "Earlier", "changes_since", "earlier_editions", "edition_findings", "mark_of", "refuse_silent_change", "with_changes",
    "with_mark",
]

ARCHIVE = "archive"
_LAW = "IR 2024/2835 Annex II, I.5"


@dataclass(frozen=True)
class Earlier:
    """What was given out before for the period: the list of the archive, and the version that holds now."""

    root: Path
    archive: Archive | None
    latest: Edition | None

    def source(self, edition: Edition) -> Source:
        """The report of `edition`."""
        found = find_source(str(self.root / edition.folder), self.root.parent)
        side = found.compared.side.model_copy(update={"name": f"version {edition.version}"})
        return replace(found, compared=replace(found.compared, side=side))

    def replaced_by(self, version: int) -> Edition | None:
        """The version that `version` replaces."""
        found = self.archive.of_period(self.latest.period) if self.archive and self.latest else ()
        return next((edition for edition in reversed(found) if edition.version < version), None)


def earlier_editions(output: Path, config: ServiceConfig, period: str) -> Earlier:
    """The archive of `output`. PolicyError if it is another service's."""
    root = output / ARCHIVE
    archive = read_archive(root) if root.is_dir() else None
    if archive is not None and archive.service != config.service.name:
        raise PolicyError(
            f"this folder holds the archive of another service: {archive.service}", where=str(root),
            remedy="One report, one service: name another folder with -o.",
        )
    return Earlier(root, archive, archive.latest(period) if archive else None)


def changes_since(document: Document, earlier: Earlier, version: int, since: str | None, output: Path) -> Difference | None:
    """What changed since `since`; without it, since the version that this one replaces; None where there is neither."""
    replaced = earlier.replaced_by(version)
    if since is not None:
        source = find_source(since, output)
    elif version > 1 and replaced is not None:
        source = earlier.source(replaced)
    else:
        return None
    return _difference(source, document)


def _difference(source: Source, document: Document) -> Difference:
    return compare(source.compared, _compared(document))


def _compared(document: Document) -> Compared:
    report, said = document.report, document.identification
    chapters = {name: figure for name, figure in document.figures.items() if name not in report.figures}
    draft = int(said.get("draft") or 0)
    side = Side(
        name=f"draft {draft}" if draft else f"version {said.get('version', 1)}", provider=report.provider, service=report.service, tier=report.tier,
        period=report.period, template=report.template, publication_date=str(said.get("publication_date") or ""),
        version=int(said.get("version") or 1), draft=draft or None,
    )
    return Compared(side, unmarked(report, str(said.get("mark") or "")), chapters)


def refuse_silent_change(document: Document, earlier: Earlier, publication: Publication) -> bool:
    """True if this final edition is a new one, False if it is the latest once more. PolicyError if it may not be given out."""
    latest, version = earlier.latest, publication.version
    if publication.missing:
        raise PolicyError(
            f"an updated version is not given out without its {', '.join(publication.missing)}; nothing was written", where="service.toml, [publication]",
            remedy=f"Say why, how and when the report was corrected: date, reason, method, changed = YYYY-MM-DD ({_LAW}).",
        )
    if latest is None:
        return True
    where = f"{earlier.root / latest.folder}"
    if version < latest.version:
        raise PolicyError(f"version {latest.version} of this period is out already, and service.toml says version {version}", where=where, remedy=_remedy(latest))
    if version > latest.version + 1:
        raise PolicyError(f"version {version} cannot follow version {latest.version}", where=where, remedy=f"Set [publication] version = {latest.version + 1} in service.toml.")
    if version > latest.version:
        return True
    found = _difference(earlier.source(latest), document)
    if not found.changed:
        return False
    cells = sum(1 for cell in found.all_cells() if cell.kind != "reason")
    first = next((cell.figure or f"part {cell.part}, {cell.row}" for cell in found.all_cells() if cell.kind != "reason"), "rows")
    raise PolicyError(
        f"a final edition of this period is out (version {latest.version}{f', published {latest.published}' if latest.published else ''}), and {cells} cells differ from it, {first} first; nothing was written",
        where=where, remedy=_remedy(latest),
    )


def _remedy(latest: Edition) -> str:
    return (
        f"Publish an updated version: in service.toml, [publication] version = {latest.version + 1}, date, reason, method and changed = YYYY-MM-DD ({_LAW}). "
        f"If version {latest.version} was never published: dsa-reports archive discard {latest.period} {latest.version} --reason \"…\"."
    )


def edition_findings(publication: Publication, document: Document, changes: Difference | None) -> list[Finding]:
    """What stands in the way of an updated version."""
    if publication.version == 1:
        return []
    found = []
    if publication.missing:
        found.append(_finding(
            "VERSION-1", f"an updated version has to say more: [publication] {', '.join(publication.missing)}", "Add it to service.toml.",
        ))
    if changes is None:
        found.append(_finding(
            "VERSION-2", f"version {publication.version} has to highlight its changes, and the version before it is not in the archive",
            "Name the report that was published before: --since PATH.",
        ))
    elif not changes.changed:
        found.append(_finding("VERSION-3", "this updated version differs in nothing from the one before", "Publish nothing, or correct what was to be corrected.", Severity.WARNING))
    published, replaced = str(document.identification.get("publication_date") or ""), changes.old.publication_date if changes else ""
    if published and replaced and changes and not changes.old.draft and published <= replaced:
        found.append(_finding(
            "VERSION-5", f"the updated version is dated {published}, no later than the version that it replaces ({replaced})", "Correct [publication] date.",
            Severity.WARNING if published == replaced else Severity.BLOCKS,
        ))
    mark = str(document.identification.get("mark") or "")
    summary = next((row.cells[-1].text for part in document.report.parts if part.number == 11 for row in part.rows if row.key == "summary"), "")
    if mark and not summary.startswith(mark):
        found.append(_finding(
            "VERSION-4", "the text `summary` has no room for the words that mark the updated version in the CSV files",
            f"Shorten it, or the reason and the method: mark and text together have {MAX_TEXT} characters.", Severity.ERROR,
        ))
    return found


def _finding(id: str, message: str, remedy: str, severity: Severity = Severity.BLOCKS) -> Finding:
    return Finding(id=id, severity=severity, message=message, remedy=remedy, citation=_LAW)


def mark_of(publication: Publication) -> str:
    """The words that mark an updated version where the template has no cell for it: before the first text of part 11."""
    if publication.version == 1:
        return ""
    dated = f" of {publication.date.isoformat()}" if publication.date else ""
    changed = f" Date of the changes: {publication.changed.isoformat()}." if publication.changed else ""
    said: list[tuple[str, Any]] = [("Reason", publication.reason), ("Method", publication.method)]
    words = "".join(f" {name}: {text.rstrip('.')}." for name, text in said if text)
    return f"Updated version {publication.version}{dated} of a report published before.{words}{changed}"


def with_mark(texts: dict[str, str], mark: str) -> dict[str, str]:
    """`texts` with the mark before the summary, where it has room."""
    summary = texts.get("summary", "")
    if not mark or len(mark) + 1 + len(summary) > MAX_TEXT:
        return texts
    return texts | {"summary": f"{mark} {summary}".strip()}


def with_changes(document: Document, changes: Difference | None) -> Document:
    """The document with its list of changes, every changed cell bearing what stood there before."""
    if changes is None:
        return document
    report, figures = marked(document.report, document.figures, changes)
    return document.model_copy(update={"report": report, "figures": figures, "changes": changes})
