"""What the statements of part 11 must speak of, as data (topics.toml)."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["KINDS", "Topic", "readable", "speaks_of", "topics"]

_WORDS = re.compile(r"[^\W\d_]+")
_COMMON_WORDS = 3
KINDS = {
    "visibility": ("visib", "remov", "delet", "disab", "demot", "label", "age", "interact", "hid", "downrank", "entfern", "lösch", "sichtbar", "retir", "suppr", "elimin", "rimo", "verwijder", "zichtba", "restrict", "take down", "taken down", "block"),
    "monetary": ("moneti", "monet", "payment", "revenue", "payout", "financ", "zahlung", "einnahm", "auszahl", "paiement", "rémunér", "pago", "ingreso", "pagament", "betaling", "inkomsten", "verdien"),
    "provision": ("service", "dienst", "servici", "servizi", "access", "zugang", "accès", "acceso", "accesso", "toegang"),
    "account": ("account", "user", "profile", "konto", "konten", "nutzer", "compte", "cuenta", "utente", "profil"),
}
"""Kinds of restrictions (as the columns of parts 5 and 6 begin) and beginnings of words by which a summary tells of them."""


class Topic(NamedTuple):
    """Something that the statement `row` must speak of, and the beginnings of words that show it."""

    row: str
    what: str
    stems: tuple[str, ...]


@cache
def _data() -> tuple[tuple[Topic, ...], dict[str, frozenset[str]]]:
    data = tomllib.loads(files(__package__).joinpath("topics.toml").read_text("utf-8"))
    topics = tuple(Topic(entry["row"], entry["what"], tuple(entry["stems"])) for entry in data["topic"])
    return topics, {language: frozenset(words) for language, words in data["common"].items()}


def topics() -> tuple[Topic, ...]:
    """All topics, in the order of part 11."""
    return _data()[0]


def readable(text: str) -> bool:
    """True if `text` is long enough and in a language whose words are known here."""
    words = {word.casefold() for word in _WORDS.findall(text)}
    return any(len(words & common) >= _COMMON_WORDS for common in _data()[1].values())


def speaks_of(text: str, stems: tuple[str, ...]) -> bool:
    """True if some word of `text` begins with one of `stems`."""
    plain = text.casefold()
    return any(re.search(rf"\b{re.escape(stem)}", plain) for stem in stems)
