"""What is told about sealed counts (check MI-8). The sealing itself is `pipeline.sealing`; statutory cells are never touched."""

from collections.abc import Sequence

from dsa_reports.findings import Finding, Severity

__all__ = [
    "CITATION", "EARLIER", "EARLIER_EXAMPLE", "EARLIER_MESSAGE", "EARLIER_REMEDY", "EXAMPLE", "GIVEN_AWAY", "GIVEN_AWAY_EXAMPLE",
    "GIVEN_AWAY_MESSAGE", "GIVEN_AWAY_REMEDY", "MESSAGE", "REMEDY", "SMALL_CELLS", "given_away", "sealed_finding", "unread_finding",
]

SMALL_CELLS = "minors.small_cells"
MESSAGE = "figures about minors are sealed: they are small, or others could be worked out from them"
REMEDY = "Nothing has to be done. A longer period has larger counts; what is small is said in service.toml, [privacy] least_count."
CITATION = "DSA Art. 28(1)"
EXAMPLE = "the logs name two contacts with known minors in the period"
GIVEN_AWAY = "minors.given_away"
GIVEN_AWAY_MESSAGE = "small counts about minors can be worked out from the official cells, whatever is sealed here"
GIVEN_AWAY_REMEDY = "The law wants those cells exact. Consider whether the table behind the voluntary figures is needed."
GIVEN_AWAY_EXAMPLE = "one measure in part 6, and it was against an account that addressed minors"
EARLIER = "minors.earlier_report"
EARLIER_MESSAGE = "an earlier report cannot be read, so that nobody knows which counts about minors it printed or sealed"
EARLIER_REMEDY = "Restore it, or take it out of the output folder if it was never shown to anybody."
EARLIER_EXAMPLE = "drafts/3/publish/report.json is damaged"
_NAMED = 6


def sealed_finding(figures: Sequence[str], least: int) -> list[Finding]:
    """One note about all sealed figures; it names some and tells none of their values, nor which of them are the small ones."""
    if not figures:
        return []
    named = ", ".join(figures[:_NAMED]) + (f" and {len(figures) - _NAMED} more" if len(figures) > _NAMED else "")
    return [Finding(
        id=SMALL_CELLS, severity=Severity.INFO, message=f"{len(figures)} {MESSAGE} (small: below {least}): {named}", remedy=REMEDY, citation=CITATION,
        figure=figures[0], count=len(figures),
    )]


def given_away(quantities: Sequence[str]) -> list[Finding]:
    """One warning where figures of the law say what was sealed; it does not say which."""
    if not quantities:
        return []
    return [Finding(id=GIVEN_AWAY, severity=Severity.WARNING, message=GIVEN_AWAY_MESSAGE, remedy=GIVEN_AWAY_REMEDY, citation=CITATION, count=len(quantities))]


def unread_finding(name: str) -> Finding:
    """A warning about the earlier report `name`."""
    return Finding(id=EARLIER, severity=Severity.WARNING, file=name, message=EARLIER_MESSAGE, remedy=EARLIER_REMEDY, citation=CITATION)
