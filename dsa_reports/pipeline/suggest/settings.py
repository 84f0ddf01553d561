"""The options of a draft: how days, times, numbers, yes and no, lists and nothing are spelled in the sample.

An option is written only if the loader reads the sampled values with it; a few that it does not read are told. Where
the sample leaves two meanings open, both are shown and a person chooses.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dsa_reports.contract.conditions import SafeText
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.model import Column, Kind, Table
from dsa_reports.display import shown
from dsa_reports.pipeline.suggest.reading import differing, unread
from dsa_reports.pipeline.suggest.sample import Sample, Values
from dsa_reports.pipeline.suggest.shapes import formats_of, is_day, is_epoch, shape_of
from dsa_reports.pipeline.suggest.words import FALSE, NOTHING, TRUE
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["Setting", "label", "settings_of"]

_MOST_SHAPES = 40
_LABEL = 60
_DAMAGED = 0.05
"""Up to this share of the values may be spelled in another way; the draft says how many."""


@dataclass(frozen=True)
class Setting:
    """One option of the draft. `value` None: it is left to a person, who finds `choices` and `remark` beside it."""

    key: str
    value: Any = None
    remark: str = ""
    choices: tuple[Any, ...] = ()


def label(text: str) -> str:
    """A value that may be shown: short, and nothing that looks personal; '' for any other."""
    return shown(text, _LABEL) if len(text) <= _LABEL and SafeText("v").holds({"v": text}) else ""


class _Facts:
    """What is asked of the sample, once."""

    def __init__(self, con: "duckdb.DuckDBPyConnection", sample: Sample, table: Table, mapping: Mapping[str, str]) -> None:
        self.con, self.sample, self.table, self.mapping = con, sample, table, mapping
        self.source = Source(files=("x",))

    def columns(self, *kinds: Kind) -> list[tuple[Column, Values]]:
        """The mapped columns of these kinds that the file holds as text."""
        found = [(self.table.column(name), self.sample.column(export)) for name, export in self.mapping.items()]
        return [(column, values) for column, values in found if column.kind in kinds and not values.typed]

    def texts(self, *kinds: Kind) -> list[str]:
        """Their different values without those that mean nothing."""
        nothing = set(self.source.null_tokens)
        return sorted({text for _, values in self.columns(*kinds) for text in values.texts} - nothing)


def settings_of(con: "duckdb.DuckDBPyConnection", sample: Sample, table: Table, mapping: Mapping[str, str]) -> list[Setting]:
    """The options that differ from the defaults, and the remarks that a person needs. `mapping`: column of the contract -> of the export."""
    facts = _Facts(con, sample, table, mapping)
    found = _file(sample)
    steps: tuple[Callable[[_Facts], Iterable[Setting]], ...] = (_nothing, _times, _days, _numbers, _booleans, _lists)
    for step in steps:
        for setting in step(facts):
            found.append(setting)
            if setting.value is not None and setting.key in Source.model_fields:
                facts.source = facts.source.model_copy(update={setting.key: setting.value})
    return found


def _file(sample: Sample) -> list[Setting]:
    defaults = Source(files=("x",))
    found = [Setting(key, getattr(sample.source, key)) for key in ("delimiter", "quote", "encoding", "sheet") if getattr(sample.source, key) != getattr(defaults, key)]
    if sample.source.encoding == "windows-1252":
        found.append(Setting("encoding", remark="The file is no UTF-8. windows-1252 is the likeliest other encoding: look at a name with an accent."))
    return found


def _nothing(facts: _Facts) -> Iterable[Setting]:
    """Words for an empty cell, where a column that holds no free text has them."""
    tokens: Counter[str] = Counter()
    for column, values in facts.columns("date", "timestamp", "integer", "number", "boolean", "code", "codes"):
        codes = {code.lower() for code in allowed_codes(column) or ()}
        tokens.update(text for text in values.texts if text.lower() in NOTHING and text.lower() not in codes and text not in facts.source.null_tokens)
    if not tokens:
        return
    codes_there = {text for column, values in facts.columns("code", "codes") for text in values.texts if text in (allowed_codes(column) or ())}
    kept = sorted(set(tokens) - codes_there)
    if kept:
        yield Setting("null_tokens", (*facts.source.null_tokens, *kept))
    if clash := sorted(set(tokens) & codes_there):
        yield Setting("null_tokens", remark=f"{', '.join(clash)} stands for nothing in one column and is a code in another: export empty cells.")


def _format(facts: _Facts, kind: Kind, key: str, values: list[str]) -> tuple[list[str], int]:
    """The formats that mean different things and read as many of `values` as any does; and how many they do not read.

    No format: none is needed, or (all are unread) none is any good. A few damaged values do not hide the format of the others.
    """
    plain = unread(facts.con, kind, facts.source, values, lenient=facts.sample.lenient)
    if plain <= _DAMAGED * len(values):
        return [], plain
    examples = list({shape_of(value): value for value in values}.values())[:_MOST_SHAPES]
    tried = list(dict.fromkeys(form for example in examples for form in formats_of(example, timed=kind == "timestamp")))
    left = {form: unread(facts.con, kind, facts.source.model_copy(update={key: form}), values, lenient=facts.sample.lenient) for form in tried}
    least = min(left.values(), default=len(values))
    if least > _DAMAGED * len(values):
        return [], len(values)
    good: list[str] = []
    for form in (form for form in tried if left[form] == least):
        option = facts.source.model_copy(update={key: form})
        if all(differing(facts.con, kind, option, facts.source.model_copy(update={key: other}), values, lenient=facts.sample.lenient) for other in good):
            good.append(form)
    return good, least


def _all_but(unread_values: int) -> str:
    return f"{unread_values} sampled {'value is' if unread_values == 1 else 'values are'} spelled in another way and will be rejected." if unread_values else ""


def _order(form: str) -> str:
    """`dmy`, `mdy` or `ymd`."""
    return "".join(letter.lower() for letter in re.findall("%([dmbByY])", form.replace("%b", "%m").replace("%B", "%m")))


def _times(facts: _Facts) -> Iterable[Setting]:
    columns = facts.columns("timestamp")
    values = facts.texts("timestamp")
    good, left = _format(facts, "timestamp", "timestamp_format", values)
    zoned = False
    if good or left > _DAMAGED * len(values):
        if len(good) == 1:
            yield Setting("timestamp_format", good[0], _all_but(left))
            zoned = "%z" in good[0].lower()
            if re.search(r"(?:Z|UTC|GMT)$", good[0]) and not zoned:
                yield Setting("time_zone", "UTC")
                zoned = True
        elif good:
            yield Setting("timestamp_format", choices=tuple(good), remark="Which is the day, which the month? The sampled times do not tell: choose one.")
        else:
            yield Setting("timestamp_format", remark=_hopeless(facts, columns))
    if columns and not zoned and any(not re.search(r"(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)$", value) for value in values):
        yield from _zone(columns)


def _zone(columns: list[tuple[Column, Values]]) -> Iterable[Setting]:
    if all(re.search(r"(?i)(?:^|[^a-z])(utc|gmt|zulu)(?:[^a-z]|$)", re.sub("([a-z])([A-Z])", r"\1 \2", values.name).replace("_", " ")) for _, values in columns):
        yield Setting("time_zone", "UTC", remark="The names of the columns say so.")
    else:
        yield Setting("time_zone", choices=("Europe/Amsterdam",), remark="Times without an offset are read in the service's time zone. If the export writes another, say which:")


def _hopeless(facts: _Facts, columns: list[tuple[Column, Values]]) -> str:
    """Why no format reads all times."""
    reasons = []
    for column, values in columns:
        texts = [text for text in values.texts if text not in facts.source.null_tokens]
        if texts and all(map(is_epoch, texts)):
            reasons.append(f"{shown(values.name)} looks like seconds or milliseconds since 1970: export ISO 8601 (2026-01-31T14:05:00Z).")
        elif texts and all(map(is_day, texts)):
            reasons.append(f"{shown(values.name)} holds days without a time of day, which {column.name} needs: export the time, too.")
        elif unread(facts.con, "timestamp", facts.source, texts, lenient=facts.sample.lenient):
            reasons.append(f"{shown(values.name)} holds texts that no one format reads.")
    return " ".join(reasons) + " All times of a table must be spelled alike."


def _days(facts: _Facts) -> Iterable[Setting]:
    values = facts.texts("date")
    good, left = _format(facts, "date", "date_format", values)
    if not good and left <= _DAMAGED * len(values):
        return
    if len(good) == 1:
        yield Setting("date_format", good[0], _all_but(left))
        return
    if not good:
        named = ", ".join(shown(found.name) for _, found in facts.columns("date") if unread(facts.con, "date", facts.source, found.texts, lenient=facts.sample.lenient))
        yield Setting("date_format", remark=f"No one format reads all days ({named}). All days of a table must be spelled alike.")
        return
    times = facts.source.timestamp_format
    same = [form for form in good if times and _order(form) == _order(times)]
    if len(same) == 1:
        yield Setting("date_format", same[0], remark="Which is the day, which the month? The sampled days do not tell; the times of this export do: taken from them.")
    else:
        yield Setting("date_format", choices=tuple(good), remark="Which is the day, which the month? The sampled days do not tell: choose one.")


def _numbers(facts: _Facts) -> Iterable[Setting]:
    comma = [text for text in facts.texts("number", "integer") if "," in text]
    if not comma:
        return
    whole = [text for text in facts.texts("integer") if "," in text and not re.fullmatch("[+-]?[0-9]+,0*", text)]
    grouped = all(re.fullmatch("[+-]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?", text) for text in comma)
    if grouped or whole:
        yield Setting("decimal_comma", remark="Numbers such as 1,200 may be one and a fifth or one thousand two hundred. If the comma is that of decimals: decimal_comma = true. If not, export digits only.")
    elif all("." not in text for text in facts.texts("number", "integer")):
        yield Setting("decimal_comma", True)


def _booleans(facts: _Facts) -> Iterable[Setting]:
    words = sorted({text.lower() for text in facts.texts("boolean")})
    defaults = Source(files=("x",))
    if all(word in (*defaults.true_values, *defaults.false_values) for word in words):
        return
    unknown = [word for word in words if word not in TRUE | FALSE]
    if unknown:
        named = [text for word in unknown if (text := label(word))][:10]
        yield Setting("true_values", remark=f"Words for yes and no that are not known here: {', '.join(named) or 'none that can be shown'}. Say which is which in true_values and false_values.")
    yield Setting("true_values", tuple(word for word in words if word in TRUE) or defaults.true_values)
    yield Setting("false_values", tuple(word for word in words if word in FALSE) or defaults.false_values)


def _lists(facts: _Facts) -> Iterable[Setting]:
    """A separator that turns more texts into codes than none does."""
    columns = [(column, values) for column, values in facts.columns("codes", "texts") if not values.nested]
    best, most = "", 0
    for separator in ("|", ";", ",", "/", "+", " "):
        gained = sum(_gain(column, values, separator) for column, values in columns)
        if gained > most:
            best, most = separator, gained
    if best:
        yield Setting("list_separator", best)
    elif columns and not any(column.kind == "codes" for column, _ in columns):
        texts = [text for _, values in columns for text in values.texts if not text.startswith("[")]
        for separator in ("|", ";"):
            if sum(separator in text for text in texts) > 0.1 * len(texts):
                yield Setting("list_separator", separator, remark="Please check: only free texts hold it.")
                return


def _gain(column: Column, values: Values, separator: str) -> int:
    codes = set(allowed_codes(column) or ())
    parted = (text for text in values.texts if separator in text and not text.startswith("["))
    return sum(all(part.strip() in codes for part in text.split(separator)) for text in parted) if codes else 0
