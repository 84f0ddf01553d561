"""Numbers, dates, periods and names as the reader's language writes them (Babel)."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent, get_decimal_symbol

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

    @property
    def decimal(self) -> str:
        """The decimal sign."""
        return str(get_decimal_symbol(self.locale))

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

    def instant(self, value: str) -> str:
        """`2026-07-15 09:30:00+00:00` as `15 July 2026, 09:30 UTC`; a day alone as a date."""
        try:
            moment = dt.datetime.fromisoformat(value)
        except ValueError:
            return clean(value)
        if len(value) <= len("2026-07-15"):
            return self.date(value)
        zone = " UTC" if moment.utcoffset() == dt.timedelta(0) else f" {moment:%z}" if moment.tzinfo else ""
        return f"{self.date(moment)}, {moment:%H:%M}{zone}"

    def change(self, before: float, now: float) -> str:
        """`+12.4%` or `−3.1%`, at most one decimal; '' where nothing moved, or where there was nothing before."""
        if not before or before == now:
            return ""
        moved = (Decimal(str(now)) - Decimal(str(before))) / Decimal(str(before))
        size = abs(moved).quantize(Decimal("0.001"), ROUND_HALF_UP)
        return ("< " if not size else "") + ("+" if moved > 0 else "−") + self.percent(size or Decimal("0.001"))

    def period(self, text: str) -> str:
        """A period's short name: `2025`, `2025-H2`, `2025-Q3`, else its first and last day."""
        start, _, end = text.partition("/")
        year = start[:4]
        named = {"01-0112-31": year, "01-0106-30": f"{year}-H1", "07-0112-31": f"{year}-H2"}
        named |= {f"{3 * q + 1:02d}-01{end[5:]}": f"{year}-Q{q + 1}" for q in range(4) if end[5:7] == f"{3 * q + 3:02d}"}
        return named.get(start[5:] + end[5:], f"{self.date(start)} – {self.date(end)}") if end[:4] == year else f"{self.date(start)} – {self.date(end)}"

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
