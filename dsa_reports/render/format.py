"""Numbers, dates, periods and names as the reader's language writes them (Babel)."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from dsa_reports.harmonised.model import Figure, Reason
from dsa_reports.render.clean import clean
from dsa_reports.template.codes import member_state_names

__all__ = ["MARKS", "Formats"]

MARKS: dict[Reason, str] = {
    Reason.NOT_APPLICABLE_TO_TIER: "–",
    Reason.NO_EVENTS: "·",
    Reason.NOTHING_HAPPENED: "·",
    Reason.IMPOSSIBLE_ON_SERVICE: "×",
    Reason.NOT_RECORDED: "○",
    Reason.SEALED: "▪",
}
"""What stands in the place of a blank cell; a legend below the table says what it means."""

_BABEL_TERRITORY = {"EL": "GR"}


class Formats:
    """Formats of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(language)

    def number(self, value: str | float | Decimal) -> str:
        """`1234.5` as `1,234.5`, with exactly the decimals that it has: the CSV and the page show the same number."""
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return clean(str(value))
        exponent = number.as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return str(format_decimal(number, format=pattern, locale=self.locale))

    def figure(self, figure: Figure) -> str:
        """The text of a figure, or the mark of the reason why it is blank."""
        return self.number(figure.text) if figure.text else MARKS.get(figure.reason, "–")

    def share(self, part: float, whole: float) -> str:
        """`part` of `whole` in per cent, one decimal; '' where there is no whole. Never rounds to 0 % or 100 % what is not."""
        if not whole:
            return ""
        exact = Decimal(str(part)) / Decimal(str(whole))
        rounded = exact.quantize(Decimal("0.001"), ROUND_HALF_UP)
        if exact and not rounded:
            return "< " + self.percent(Decimal("0.001"))
        if exact < 1 and rounded == 1:
            return "> " + self.percent(Decimal("0.999"))
        return self.percent(rounded)

    def percent(self, value: Decimal) -> str:
        """A ratio in per cent with at most one decimal."""
        pattern = self.locale.percent_formats[None].pattern.replace("##0%", "##0.#%").replace("##0\xa0%", "##0.#\xa0%")
        return str(format_percent(value, format=pattern, locale=self.locale))

    def date(self, value: str | dt.date | None) -> str:
        """`2026-06-30` as `30 June 2026`; '' for nothing; anything unreadable as it is."""
        if not value:
            return ""
        if isinstance(value, str):
            try:
                value = dt.date.fromisoformat(value[:10])
            except ValueError:
                return clean(str(value))
        return str(format_date(value, format="d MMMM y", locale=self.locale))

    def month(self, value: str) -> str:
        """`2026-06` as `June 2026`."""
        return str(format_date(dt.date.fromisoformat(f"{value}-01"), format="MMMM y", locale=self.locale))

    def joined(self, items: list[str]) -> str:
        """`a, b and c`."""
        return str(format_list(items, locale=self.locale))

    def country(self, code: str) -> str:
        """Name of a Member State from its code in the report (EL and GR are Greece)."""
        name = self.locale.territories.get(_BABEL_TERRITORY.get(code, code))
        return str(name) if name and (code in member_state_names() or code == "GR") else clean(code)

    def language_name(self, code: str) -> str:
        """Name of a language from its code, with a capital."""
        name = self.locale.languages.get(code, code)
        return str(name[:1].upper() + name[1:])


@cache
def formats(language: str) -> Formats:
    """The formats of `language` (kept, because Babel's locale data is slow to read)."""
    return Formats(language)
