"""Numbers in texts: figures written in the report's language, and numbers typed by hand that look like figures."""

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from dsa_reports.errors import UsageError

__all__ = ["TypedNumber", "format_figure", "locale_of", "typed_numbers"]


@cache
def locale_of(language: str) -> Locale:
    """The locale of `language` (`en`, `nl`, `pt-PT`); UsageError for one that nobody knows."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise UsageError(
            f"{language!r} is no language code", where="service.toml, service.report_language",
            remedy="Write two small letters, for example en or nl.",
        ) from error


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


def format_figure(text: str, language: str, *, sealed: bool = False) -> str:
    """The cell text of a figure (`12345`, `0.25`, blank) as a reader of `language` writes it (`12,345`, `0,25`)."""
    locale = locale_of(language)
    if not text:
        words = _words()["sealed" if sealed else "not_available"]
        return words.get(locale.language, words["en"])
    return str(format_decimal(Decimal(text), locale=locale, decimal_quantization=False))


class TypedNumber(NamedTuple):
    """A number in a text: what was typed and the line (first line = 0)."""

    text: str
    line: int


# A number of two digits or more that stands by itself: not part of a word, a date, a time, a path or a range of an act.
_NUMBER = re.compile(
    r"(?<![\w/:§.,-])(?:\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?![\w/:-]|[.,]\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LIST = r"\d[\d./()a-z-]*(?:\s*(?:,|–|-|and|or|to|en|of|tot|und|bis|et|ou|y|e|i)\s*\d{1,2}(?!\d)[./()a-z-]*)*"
_LAW = (
    r"art(?:s|icles?|ikel(?:en|s)?|[íi]culos?|icol[oi]|igos?|ykuł)?|recitals?|annex(?:es)?|sections?|paragraphs?|chapters?|points?"
    r"|overweging(?:en)?|bijlage|hoofdstuk|paragraaf|lid|punt|regulation|verordening|directive|richtlijn|règlement|verordnung"
    r"|category|categorie|version|versie|part|deel|iso(?:/iec)?|iec|rfc|wcag"
)
_EXEMPT = (
    r"https?://\S+",
    r"`[^`\n]*`",
    rf"(?:\b(?:{_LAW})\.?|§+)\s*(?:\((?:eu|ec|eg|ue|ce)\)\s*)?(?:(?:no|nr|n°)\.?\s*)?{_LIST}",
    r"\b(?:24|27)\s+(?:\w+\s+){0,2}(?:languages?|talen|sprachen|langues|lenguas|lingue|member states?|lidstaten|mitgliedstaaten|états membres)\b",
    r"\b\d{1,2}\s*(?:\+|-?\s?(?:years?|jaar|jaren|jahre?|ans|años|anni)\b)",
    r"\b(?:under|over|onder|boven|unter|über|aged?|age of|leeftijd van)\s+(?:1[3-8]|21)s?\b",
    r"^\s*\d{1,3}[.)]\s",
)


@cache
def _exempt(language: str) -> re.Pattern[str]:
    months = {
        re.escape(name)
        for code in ("en", language)
        for width in ("wide", "abbreviated")
        for name in locale_of(code).months["format"][width].values()
    }
    month = "(?:" + "|".join(sorted(months, key=lambda name: (-len(name), name))) + ")"
    dates = (rf"\b\d{{1,2}}\.?(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?{month}", rf"\b{month}\.?\s+\d{{1,2}}\b")
    return re.compile("|".join((*dates, *_EXEMPT)), re.IGNORECASE | re.MULTILINE)


def typed_numbers(text: str, language: str) -> Iterator[TypedNumber]:
    """Numbers of at least two digits that look like figures of the report.

    Dates, years, times, articles of law, versions, standards, ages, addresses and the numbers of languages and
    Member States are left alone.
    """
    masked = _exempt(language).sub(lambda match: re.sub(r"\S", "_", match[0]), text)
    for match in _NUMBER.finditer(masked):
        number = match[0]
        if sum(character.isdigit() for character in number) >= 2 and _YEAR.fullmatch(number) is None:
            yield TypedNumber(number, text.count("\n", 0, match.start()))
