"""Figures as people and programs write them, made figures as the template wants them; or left alone.

Separators that can be read in two ways are decided by evidence from the same report (`Evidence`), never by guessing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Evidence", "Reading", "numeral", "read_figure"]

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DIGITS = re.compile(r"[0-9]+")
_ONE_COMMA_GROUP = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_ONE_POINT_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_COMMA_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+")
_POINT_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")
_BLANK_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:(?P<s>[ \u00a0\u202f\u2009'’])[0-9]{3})(?:(?P=s)[0-9]{3})*(?:[.,][0-9]+)?")
_COMMA_DECIMAL = re.compile(r"(?:0|[1-9][0-9]*),[0-9]{1,2}|(?:0|[1-9][0-9]*),[0-9]{4,}|0,[0-9]+|[1-9][0-9]{3,},[0-9]+")
_POINT_DECIMAL = re.compile(r"(?:0|[1-9][0-9]*)\.[0-9]{1,2}|(?:0|[1-9][0-9]*)\.[0-9]{4,}|0\.[0-9]+|[1-9][0-9]{3,}\.[0-9]+")
_EXPONENT = re.compile(r"([0-9](?:[.,][0-9]+)?)[eE]\+?([0-9]{1,3})")
_UNIT = re.compile(r"(?P<number>.*?[0-9])\s*(?P<unit>[^\W\d_]+|%|％)\.?", re.DOTALL)
_LONGEST = 60
"""Characters of what may still be a number: nothing longer is looked at closely."""
_HOURS = {"h": 1, "hr": 1, "hrs": 1, "hour": 1, "hours": 1, "std": 1, "stunde": 1, "stunden": 1, "heure": 1, "heures": 1, "hora": 1,
          "horas": 1, "ora": 1, "ore": 1, "uur": 1, "d": 24, "day": 24, "days": 24, "tag": 24, "tage": 24, "jour": 24, "jours": 24,
          "día": 24, "días": 24, "giorno": 24, "giorni": 24, "dag": 24, "dagen": 24}
_FULL_TIME = {"fte", "ftes", "vzä", "etp"}
_ERRORS = re.compile(r"#(?:REF|N/A|VALUE|DIV/0|NAME|NUM|NULL|####*)[!?]?|#{3,}")


def numeral(value: int | float | Decimal) -> str:
    """`value` as digits with a point, without exponent or trailing zeros."""
    text = format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Reading(NamedTuple):
    """What a cell says: the repaired text ('' = blank), the rule that it breaks ('' = none), and why."""

    text: str
    rule: str = ""
    message: str = ""


@dataclass
class Evidence:
    """How this report writes numbers, by cells that can be read in one way only. Each holds the first such text."""

    comma_decimal: str = ""
    comma_groups: str = ""
    point_decimal: str = ""
    point_groups: str = ""
    _seen: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Evidence":
        """The evidence in `texts`, the texts of figure cells."""
        found = cls()
        for text in texts:
            found.add(text)
        return found

    def add(self, text: str) -> None:
        """Take note of one more cell."""
        if len(text) > _LONGEST or _DIGITS.fullmatch(text) or text in self._seen:
            return
        self._seen.add(text)
        stripped = text.strip().rstrip("%％ ")
        if _COMMA_GROUPS.fullmatch(stripped):
            self.comma_groups = self.comma_groups or text
            if "." in stripped:
                self.point_decimal = self.point_decimal or text
        elif _POINT_GROUPS.fullmatch(stripped):
            self.point_groups = self.point_groups or text
            if "," in stripped:
                self.comma_decimal = self.comma_decimal or text
        elif _COMMA_DECIMAL.fullmatch(stripped):
            self.comma_decimal = self.comma_decimal or text
        elif _POINT_DECIMAL.fullmatch(stripped):
            self.point_decimal = self.point_decimal or text


def read_figure(text: str, unit: str, *, whole: bool, native: bool, evidence: Evidence) -> Reading:
    """What the figure cell `text` says. `unit`: ratio, hours, FTE or what is counted; `whole`: only integers are expected.

    `native`: the workbook holds the cell as a number.
    """
    if _PLAIN.fullmatch(text):
        return Reading(text) if native else _plain(text, whole, evidence)
    stripped = text.strip(" \u00a0\t\r\n\u202f\u200b\ufeff")
    if not stripped:
        return Reading("")
    if len(stripped) > _LONGEST:
        return Reading(text, "C-15", "no number")
    if _ERRORS.fullmatch(stripped):
        return Reading(text, "A-9", "an error of a spreadsheet stands in the cell")
    if exponent := _EXPONENT.fullmatch(stripped):
        return _exponent(text, exponent, whole)
    if unit_found := _UNIT.fullmatch(stripped):
        return _with_unit(text, unit_found, unit, whole, evidence)
    return _separated(text, stripped, unit, whole, evidence)


def _plain(text: str, whole: bool, evidence: Evidence) -> Reading:
    digits, _, decimals = text.partition(".")
    if _ONE_POINT_GROUP.fullmatch(text):
        return _point_group(text, whole, evidence)
    if whole and decimals and not decimals.strip("0"):
        return Reading(digits, "A-9", "a count with decimals, as a spreadsheet writes it")
    return Reading(text)


def _point_group(text: str, whole: bool, evidence: Evidence) -> Reading:
    """`1.234`: a point before decimals, as the template wants it, unless the report shows that it divides thousands."""
    grouped = text.replace(".", "")
    if evidence.point_groups and not evidence.point_decimal:
        return Reading(grouped, "A-9", f"a point divides thousands (as in {evidence.point_groups})")
    if whole and not evidence.point_decimal:
        return Reading(grouped, "A-9", "a point divides thousands: a count has no decimals, and no figure of the report has a point before decimals")
    if other := (evidence.point_decimal if whole else evidence.comma_decimal or evidence.point_groups):
        return Reading(text, "READ-5", f"it can be {grouped} or {text}: elsewhere the report writes {other}")
    return Reading(text)


def _exponent(text: str, found: "re.Match[str]", whole: bool) -> Reading:
    mantissa, power = found[1].replace(",", "."), int(found[2])
    decimals = len(mantissa.partition(".")[2])
    if decimals >= power:
        return Reading(numeral(Decimal(mantissa).scaleb(power)), "A-9", "the figure is written with an exponent")
    return Reading(text, "A-9", "a spreadsheet rounded the figure to an exponent; its last digits are lost")


def _with_unit(text: str, found: "re.Match[str]", unit: str, whole: bool, evidence: Evidence) -> Reading:
    """A number with `%`, hours, days or FTE behind it, where the column is measured so."""
    said = found["unit"].casefold()
    number = read_figure(found["number"].strip(), "", whole=False, native=False, evidence=evidence)
    if not _PLAIN.fullmatch(number.text) or number.rule == "READ-5":
        return Reading(text, "C-15", "no number")
    factor: Fraction | None = None
    if said in "%％" and unit == "ratio":
        factor = Fraction(1, 100)
    elif unit == "hours" and said in _HOURS:
        factor = Fraction(_HOURS[said])
    elif unit == "FTE" and said in _FULL_TIME:
        factor = Fraction(1)
    if factor is None:
        return Reading(text, "C-15", f"{found['unit']!r} stands behind the number")
    value = Decimal(number.text) * factor.numerator / factor.denominator
    why = "a percentage; the template wants a share between 0 and 1" if unit == "ratio" else "a unit stands behind the number"
    return Reading(numeral(value), "C-15", why)


def _separated(text: str, stripped: str, unit: str, whole: bool, evidence: Evidence) -> Reading:
    if _PLAIN.fullmatch(stripped):
        inner = _plain(stripped, whole, evidence)
        return inner if inner.rule else Reading(inner.text, "A-9", "blanks around the figure")
    if _BLANK_GROUPS.fullmatch(stripped):
        bare = re.sub(r"[ \u00a0\u202f\u2009'’]", "", stripped).replace(",", ".")
        return Reading(_whole(bare, whole), "A-9", "thousands are divided by blanks or apostrophes")
    if _COMMA_GROUPS.fullmatch(stripped):
        return Reading(_whole(stripped.replace(",", ""), whole), "A-9", "thousands are divided by commas")
    if _POINT_GROUPS.fullmatch(stripped):
        return Reading(_whole(stripped.replace(".", "").replace(",", "."), whole), "A-9", "thousands are divided by points")
    if _ONE_COMMA_GROUP.fullmatch(stripped):
        return _comma_group(text, stripped, unit, whole, evidence)
    if _COMMA_DECIMAL.fullmatch(stripped):
        return Reading(_whole(stripped.replace(",", "."), whole), "A-9", "a comma stands before the decimals")
    return Reading(text, "C-15", "no number")


def _comma_group(text: str, stripped: str, unit: str, whole: bool, evidence: Evidence) -> Reading:
    """`1,374`: thousands or decimals?"""
    grouped, decimal = stripped.replace(",", ""), stripped.replace(",", ".")
    decimals, groups = evidence.comma_decimal, evidence.comma_groups or evidence.point_decimal
    if unit == "ratio":
        small = Decimal(decimal) <= 1
        return Reading(numeral(Decimal(decimal)), "A-9", "a comma stands before the decimals: a share is at most 1") if small else Reading(text, "C-15", "no share between 0 and 1")
    if groups and not decimals:
        return Reading(grouped, "A-9", f"a comma divides thousands (elsewhere the report writes {groups})")
    if whole and not decimals:
        return Reading(grouped, "A-9", "a comma divides thousands: a count has no decimals")
    if decimals and not groups and not whole:
        return Reading(decimal, "A-9", f"a comma stands before the decimals (as in {decimals})")
    return Reading(text, "READ-5", f"it can be {grouped} or {decimal}, and the report does not show which")


def _whole(text: str, whole: bool) -> str:
    """Without decimals that are all zero, in a column of counts."""
    return text.partition(".")[0] if whole and not text.partition(".")[2].strip("0") else text
