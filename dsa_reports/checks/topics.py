"""What the statements of part 11 must speak of, as data (topics.toml)."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["KINDS", "Topic", "empty_words", "readable", "speaks_of", "topics"]

_WORDS = re.compile(r"[^\W\d_]+")
_COMMON_WORDS = 3
_FEWEST_WORDS = 3
_FEWEST_LETTERS = 15
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_STAND_INS = re.compile(
    r"(?:t\.?\s?b\.?\s?[acd]|to ?do|to be (?:added|announced|completed|confirmed|decided|defined|determined|done|filled(?: in)?|inserted|provided|written)"
    r"|n\s?/\s?a|n\.a|not applicable|not available|none|null|nil|free text|text|test|placeholder|dummy|draft|pending|insert (?:your )?text(?: here)?|coming soon|in progress|work in progress"
    r"|lorem ipsum.*|x{2,}|entfällt|folgt|wird ergänzt|wird nachgereicht|nicht zutreffend|keine angaben?|à compl[ée]ter|à venir|sans objet|por completar|pendiente|no aplica"
    r"|da completare|non applicabile|nog in te vullen|niet van toepassing|nvt|n\.v\.t)",
    re.IGNORECASE | re.DOTALL,
)
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


def empty_words(text: str) -> str:
    """Why `text` states nothing, whatever its language: '' where it may. Stand-ins, an address alone, a word or two."""
    bare = text.strip(" \t\r\n.…!?:;,()[]<>{}*_\"'-–—")
    if not bare:
        return "it has no word"
    if _STAND_INS.fullmatch(bare):
        return "it stands in for a statement"
    told = _ADDRESS.sub(" ", bare)
    words = _WORDS.findall(told)
    if len(words) >= _FEWEST_WORDS and sum(map(len, words)) >= _FEWEST_LETTERS:
        return ""
    return "it is an address alone" if told != bare else "it is too short to be a statement"


def readable(text: str) -> bool:
    """True if `text` is long enough and in a language whose words are known here."""
    words = {word.casefold() for word in _WORDS.findall(text)}
    return any(len(words & common) >= _COMMON_WORDS for common in _data()[1].values())


def speaks_of(text: str, stems: tuple[str, ...]) -> bool:
    """True if some word of `text` begins with one of `stems`."""
    plain = text.casefold()
    return any(re.search(rf"\b{re.escape(stem)}", plain) for stem in stems)
