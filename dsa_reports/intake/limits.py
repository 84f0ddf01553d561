"""How much of a value is kept: of an address in a direct message the name of the host, no more.

What people write to each other is confidential, and an address is part of it: its path and its parameters can hold
names, numbers, invitations. The text of a direct message is therefore refused (`rules.DIRECT_MESSAGE_RULE`). Of an address
the host is kept, because campaigns and the ad register are joined by it; user name, port, path, parameters and fragment
are dropped before anything is written, and an address that has no host (`tel:`, `mailto:`) altogether. A legal basis
for the text (`privacy.direct_message_text_basis`) is one for the address too.
"""

from collections.abc import Mapping

from dsa_reports.contract.conditions import AnyOf, Condition, In, identifier
from dsa_reports.contract.model import Table
from dsa_reports.findings import Severity
from dsa_reports.intake.rules import Check

__all__ = ["limit_checks", "limited_rows", "limits"]

_MESSAGE = In("surface", ("direct_message",))
_LIMITED: dict[str, tuple[tuple[str, ...], Condition]] = {
    "account_events": (("landing_url", "redirect_url"), AnyOf(In("kind", ("messaged",)), _MESSAGE)),
    "moderation_actions": (("landing_domain",), _MESSAGE),
}
"""Table → columns with an address, and when they come from a direct message."""
_HOST = r"^(?:(?:[hH][tT][tT][pP][sS]?:)?//(?:[^/?#@]*@)?)?([a-zA-Z0-9._\x{80}-\x{10FFFF}-]+)(?::[0-9]*)?(?:[/?#].*)?$"


def limits(table: Table, direct_message_basis: str) -> dict[str, str]:
    """Column → SQL of what of its value may be kept; empty where all of every value may."""
    if direct_message_basis or table.name not in _LIMITED:
        return {}
    columns, message = _LIMITED[table.name]
    return {column: f"CASE WHEN {message.sql()} THEN {_host(column)} ELSE {identifier(column)} END" for column in columns}


def limited_rows(table: Table, direct_message_basis: str) -> tuple[Condition, ...]:
    """The rows of which not all of every value may be kept."""
    return () if direct_message_basis or table.name not in _LIMITED else (_LIMITED[table.name][1],)


def limit_checks(limited: Mapping[str, str]) -> list[Check]:
    """A note on each row of which something was dropped."""
    return [
        Check(
            "intake.direct_message_address", column, f"({identifier(column)} IS NOT DISTINCT FROM {kept})",
            f"of {column} in a direct message only the host is kept: the rest may be part of what somebody wrote",
            "Export the host only, or name the legal basis in `privacy.direct_message_text_basis`.",
            "Directive 2002/58/EC Art. 5", Severity.INFO, rejects=False, masked=True,
        )
        for column, kept in limited.items()
    ]


def _host(column: str) -> str:
    found = f"regexp_extract({identifier(column)}, '{_HOST}', 1, 's')"
    return f"nullif(CASE WHEN contains({found}, '.') THEN {found} ELSE '' END, '')"
