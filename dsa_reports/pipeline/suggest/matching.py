"""Which column of the export feeds which column of the contract: headers propose, values dispose."""

import re
from collections.abc import Collection
from functools import cached_property

from dsa_reports.contract import tables
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.model import Column
from dsa_reports.pipeline.exports import name_words
from dsa_reports.pipeline.suggest.sample import Sample, Values
from dsa_reports.pipeline.suggest.shapes import is_day, is_time
from dsa_reports.pipeline.suggest.words import FALSE, NOTHING, TRUE

__all__ = ["MOST_LABELS", "Weigher", "code_share"]

MOST_LABELS = 200
"""More different values than this are no labels of a few kinds."""
_LOOKED_AT = 500
_SEPARATORS = "|;,/+ "
_IDENTIFIES = re.compile(r"\b(id|ids|puid|uuid|guid|no|nr|num|number|nummer|kenmerk|ref|reference|key|case|ticket|kennung|numéro|numero|identifiant|identifier)\b|nummer$|id$")


def code_share(column: Column, values: Values) -> float:
    """Which share of the values are codes of `column`, each for itself or as a list."""
    codes = set(allowed_codes(column) or ())
    texts = [text for text in values.texts if text.lower() not in NOTHING or text in codes]
    if not codes or not texts:
        return 0.0
    return sum(text in codes or (column.kind == "codes" and _is_list(text, codes)) for text in texts) / len(texts)


def _is_list(text: str, codes: Collection[str]) -> bool:
    if text.startswith("["):
        return all(part.strip(" \"'") in codes for part in text.strip("[]").split(","))
    return any(separator in text and all(part.strip() in codes for part in text.split(separator)) for separator in _SEPARATORS)


class _Look:
    """What the first values of one column of the export look like."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.texts = [text for text in dict.fromkeys(values.texts) if text.lower() not in NOTHING][:_LOOKED_AT]

    def _share(self, fits: Collection[bool]) -> float:
        return sum(fits) / len(fits) if fits else 0.0

    @cached_property
    def time(self) -> float:
        """Share of days with a time of day."""
        return 1.0 if self.values.type.startswith("TIMESTAMP") else self._share([is_time(text) for text in self.texts])

    @cached_property
    def day(self) -> float:
        """Share of days without one."""
        return 1.0 if self.values.type == "DATE" else self._share([is_day(text) for text in self.texts])

    @cached_property
    def number(self) -> float:
        """Share of numbers."""
        return self._share([text.lstrip("+-").replace(".", "").replace(",", "").isdecimal() for text in self.texts])

    @cached_property
    def boolean(self) -> float:
        """Share of words for yes and no."""
        return 1.0 if self.values.type == "BOOLEAN" else self._share([text.lower() in TRUE | FALSE for text in self.texts])

    @cached_property
    def few(self) -> bool:
        """So few different values that they may be labels: they come again, and are no numbers of cases."""
        kinds, numbered = set(self.values.texts), sum(sum(c.isdecimal() for c in text) > 3 for text in self.texts)
        return len(kinds) <= min(MOST_LABELS, max(12, len(self.values.texts) // 2)) and numbered < 0.5 * len(self.texts)

    @cached_property
    def key(self) -> bool:
        """Every row has a value of its own (but for a few that came twice), and it is no sentence."""
        return len(set(self.values.texts)) >= 0.98 * len(self.values.texts) and not any(" " in text for text in self.texts)


class Weigher:
    """Called with the export's column, the contract's column and how much their names are alike; gives what the values leave of it."""

    def __init__(self, sample: Sample) -> None:
        self.looks = {values.name: _Look(values) for values in sample.columns}
        self.places = {values.name: place for place, values in enumerate(sample.columns)}
        self.keys = {table.key for table in tables().values()}
        self.rows = sample.rows

    def __call__(self, name: str, column: Column, alike: float) -> float:
        """From 0 (these values cannot be meant) to 1."""
        look = self.looks[name]
        if not look.texts:
            return alike  # an empty column says nothing
        if column.kind in {"code", "codes"}:
            return self._coded(look, column, alike)
        if column.name in self.keys:
            return self._key(look, name, alike)
        if column.max_length is not None and column.max_length > 1_000 and look.key:
            return 0.7 * alike  # numbers are no explanations
        return alike * _FITS[column.kind](look)

    def _key(self, look: _Look, name: str, alike: float) -> float:
        whole = look.key and len(look.values.texts) >= 0.95 * self.rows
        if whole and _IDENTIFIES.search(" ".join(name_words(name))):
            # The first column that could identify the rows is most likely meant to.
            return max(alike, 0.8 - 0.001 * self.places[name])
        return alike if whole else 0.8 * alike

    def _coded(self, look: _Look, column: Column, alike: float) -> float:
        share = code_share(column, look.values)
        if share > 0.5:
            # Codes such as DECISION_GROUND_ILLEGAL_CONTENT can be nothing else, whatever the column is called.
            if share > 0.95 and any("_" in text and len(text) > 12 for text in look.texts):
                return max(alike, 0.8 + 0.15 * alike)
            several = share > 0.95 and len(set(look.texts)) > 2
            return max(alike, 0.7 + 0.15 * alike) if several and alike > 0.2 else min(1.0, alike + 0.05)
        if max(look.time, look.day) > 0.5 or (look.number > 0.5 and look.boolean < 1) or not look.few:
            return 0.4 * alike
        return 0.97 * alike


_FITS = {
    "text": lambda look: 0.75 if max(look.time, look.day) > 0.8 and look.number < 0.8 else 1.0,
    "texts": lambda look: 0.75 if max(look.time, look.day, look.number, look.boolean) > 0.8 else 1.0,
    "boolean": lambda look: 1.02 if look.boolean > 0.95 else 0.9 if len(look.texts) <= 3 and look.time + look.day == 0 else 0.4,
    "integer": lambda look: 1.0 if look.number > 0.8 else 0.4,
    "number": lambda look: 1.0 if look.number > 0.8 else 0.4,
    "timestamp": lambda look: 1.02 if look.time > 0.8 else 0.9 if look.day > 0.8 or look.number > 0.8 else 0.4,
    "date": lambda look: 1.02 if look.day > 0.8 else 0.8 if look.time > 0.8 else 0.4,
}
"""How well the values of a column fit each kind."""
