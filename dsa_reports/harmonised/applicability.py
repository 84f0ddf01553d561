"""Which figure cells stay blank whatever was counted: those that do not concern this service."""

from collections.abc import Mapping

from dsa_reports.harmonised.model import Reason
from dsa_reports.service.config import ServiceConfig
from dsa_reports.template.layout import Column, Layout, TemplatePart

__all__ = ["Applicability"]


class Applicability:
    """Answers, for one service, why a cell must stay blank (IR 2024/2835, Annex II, I.1).

    - A row whose label does not name the tier: not applicable.
    - Trusted-flagger columns of part 4 for a mere hosting service: not applicable, unless read otherwise.
    - A restriction that the service can never impose (columns H to U of parts 5 and 6): impossible.
    """

    def __init__(self, layout: Layout, config: ServiceConfig, readings: Mapping[str, str]) -> None:
        self._layout = layout
        self._tier = config.service.tier.value
        self._vlose_rows = readings["vlose_rows"]
        self._impossible = frozenset(config.service.impossible_restrictions)
        self._without_flaggers = self._tier == "hosting" and readings["trusted_flaggers_of_hosting"] == "blank"

    def row(self, label: str) -> bool:
        """True if rows with `label` concern the service."""
        return self._layout.applies(label, self._tier, self._vlose_rows)

    def column(self, part: TemplatePart, column: Column) -> Reason | None:
        """Why the whole column stays blank, or None."""
        if part.number in {5, 6} and column.name in self._impossible:
            return Reason.IMPOSSIBLE_ON_SERVICE
        if part.number == 4 and column.of_trusted_flaggers and self._without_flaggers:
            return Reason.NOT_APPLICABLE_TO_TIER
        return None
