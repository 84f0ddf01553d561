"""What findings say, in the language of the report: messages and remedies are English sentences with values in them.

A catalogue's `[messages]` gives each sentence with its places, and the same in its language:
`"no row for {states}" = "geen rij voor {states}"`. A place takes over what stands there; `{count#}` is a number, and `{what!}`
is looked up among the `[phrases]` and stands as it is where none fits (in a phrase without a letter of its own, `{one!}, {more!}`, it
must fit). Of several that fit, one around another sentence is taken before all others, then the one with most letters of its own. English is what the findings say themselves, so that no
program has to know two languages, and a sentence that nobody translated stands in English.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property

from dsa_reports.render.format import Formats

__all__ = ["SENTENCE", "Messages"]

SENTENCE = "said"
"""The place that holds a whole sentence again: where that is not known, the sentence around it is not either."""

_PLACE = re.compile(r"\{([a-z_]+)([!#]?)\}")
_PHRASE, _COUNT = "!", "#"
"""Marks of places."""
_DIGITS = r"[+-]?\d(?:[\d.,]*\d)?"
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})*(?:\.\d+)?|\d*\.\d+)")
"""No year: four digits without a comma and a point may be one."""
_GROUPED = re.compile(r"(?<![\w.,'])\d{1,3}(?:,\d{3})+(?![\w.,'])")


class Messages:
    """The sentences of one language. `sentences`, `phrases`: English with places → the language's own.

    `texts` are whole texts of the report with their translation: a phrase may be one of them (the words of an item).
    """

    def __init__(self, sentences: Mapping[str, str], phrases: Mapping[str, str], texts: Mapping[str, str], formats: Formats) -> None:
        self._formats = formats
        self._texts = texts
        self._sentences = _Said(sentences, around=lambda name, mark: name == SENTENCE)
        self._phrases = _Said(phrases, around=lambda name, mark: mark == _PHRASE)

    def said(self, text: str) -> str | None:
        """`text` in this language; None where no sentence fits."""
        return self._said(text, self._sentences) if text else text

    def phrase(self, text: str) -> str:
        """`text` where it is a known part of sentences or a text of the report; else as it stands, but for its numbers."""
        known = self._known(text.strip())
        return self._number(text.strip()) if known is None else known

    def _known(self, text: str) -> str | None:
        return self._texts.get(text) or self._texts.get(f"{text}.", "").rstrip(".") or self._said(text, self._phrases)

    def _said(self, text: str, among: "_Said") -> str | None:
        if (own := among.exact.get(text)) is not None:
            return own
        for pattern, own in among.patterns:
            found = pattern.fullmatch(text)
            if found and (filled := self._filled(own, found)) is not None:
                return filled
        return None

    def _filled(self, own: str, found: re.Match[str]) -> str | None:
        bare = SENTENCE not in found.groupdict() and not re.search(r"[^\W\d_]", _PLACE.sub("", own))
        values = {name: self._value(found[name], name, mark, bare=bare) for name, mark in _PLACE.findall(own)}
        return None if None in values.values() else _PLACE.sub(lambda place: values[place[1]] or "", own)

    def _value(self, text: str, name: str, mark: str, *, bare: bool) -> str | None:
        if name == SENTENCE:
            return self.said(text)
        if mark == _PHRASE and bare:
            return self._known(text.strip())
        return self.phrase(text) if mark == _PHRASE else self._figure(text) if mark == _COUNT else self._number(text)

    def _figure(self, text: str) -> str:
        sign = "+" if text.startswith("+") else ""
        return sign + self._formats.number(Decimal(text.replace(",", "")))

    def _number(self, text: str) -> str:
        """A number as the language writes it, and one with thousands inside a phrase; anything else as it stands."""
        if _NUMBER.fullmatch(text):
            return self._figure(text)
        return _GROUPED.sub(lambda number: self._formats.number(int(number[0].replace(",", ""))), text)


class _Said:
    """Texts without places by their words, those with places as patterns, in the order in which they are tried.

    `around` tells of a place and its mark whether another text stands there.
    """

    def __init__(self, entries: Mapping[str, str], around: Callable[[str, str], bool]) -> None:
        def late(entry: tuple[str, str]) -> tuple[bool, int]:
            return not any(around(*place) for place in _PLACE.findall(entry[0])), -len(_PLACE.sub("", entry[0]))

        self.exact = {english: own for english, own in entries.items() if not _PLACE.search(english)}
        self._others = sorted(((english, own) for english, own in entries.items() if english not in self.exact), key=late)

    @cached_property
    def patterns(self) -> list[tuple[re.Pattern[str], str]]:
        return [(_pattern(english), own) for english, own in self._others]


def _pattern(english: str) -> re.Pattern[str]:
    parts: list[str] = []
    end = 0
    for place in _PLACE.finditer(english):
        parts += [re.escape(english[end : place.start()]), f"(?P<{place[1]}>{_DIGITS if place[2] == _COUNT else '.+?'})"]
        end = place.end()
    return re.compile("".join(parts) + re.escape(english[end:]), re.DOTALL)
