"""SB-9: what two chapters count alike, they must print alike."""

from collections.abc import Mapping

from dsa_reports.findings import Finding, Severity
from dsa_reports.harmonised.model import Figure

__all__ = ["two_chapters"]

_SAME = {f"sexbot.reached_by_age.{group}.contacts": f"minors.strangers.{group}.contacts" for group in ("known_minor", "assumed_minor")}


def two_chapters(figures: Mapping[str, Figure]) -> list[Finding]:
    """Contacts of sexbots with minors stand in the chapter on sexbot spam and in the one on minors: one finding for each pair that differs.

    A figure that is blank in one of them (sealed, not recorded) is not compared; no row in one of them is no contact.
    """
    found = []
    for here, there in _SAME.items():
        one, other = figures.get(here), figures.get(there)
        if one is None or not one.text or (other is not None and not other.text):
            continue
        if one.value != (0 if other is None else other.value):
            found.append(Finding(
                id="SB-9", severity=Severity.ERROR, figure=here, message=f"the chapters on sexbot spam and on minors count contacts differently: {here} and {there}",
                remedy="Keep the files and report this: both count the same rows.", citation="DSA Art. 28(1)",
            ))
    return found
