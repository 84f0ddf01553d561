"""Which row of the template a record is: by its code (parts 2 to 6), or by its indicator and scope (the others)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from dsa_reports.indicators.evaluate import slug
from dsa_reports.template.codes import categories, category_of, member_state_names, official_languages
from dsa_reports.template.labels import labels, official_scopes, plain
from dsa_reports.template.layout import ELLIPSIS, MEMBER_STATES_PLACEHOLDER, TemplatePart, TemplateRow, layout

__all__ = ["OTHER", "Code", "Indicator", "Scope", "described", "find_code", "find_indicator", "find_scope", "parent_of", "row_of"]

OTHER = "KEYWORD_OTHER"
_CLOSE = 0.9
_STATE_PARTS, _LANGUAGE_PARTS = (3, 10), (8, 9)
_LONGEST_LABEL = 400
_LAST_CODE = re.compile(r"^(.*?)[\s:(\-–]+([A-Za-z]{2})\)?$", re.DOTALL)
_CODE = re.compile(r"[A-Za-z]{2}")
_LIST = re.compile(r"[A-Za-z]{2}(?:\s*[,;/&+]\s*[A-Za-z]{2})+")


@dataclass(frozen=True)
class Code:
    """What a category cell says: the code, its category where the text names it too, and what was repaired."""

    code: str
    parent: str = ""
    message: str = ""


@dataclass(frozen=True)
class Scope:
    """What a scope cell says: its key as in figure ids, the rule that it breaks and why. `known`: it is a scope."""

    key: str
    known: bool
    rule: str = ""
    message: str = ""


@dataclass(frozen=True)
class Indicator:
    """What an indicator cell says: the row key, and what was repaired."""

    key: str
    message: str = ""


@cache
def _all_codes() -> frozenset[str]:
    return frozenset(entry.code for entry in categories())


def find_code(text: str) -> Code | None:
    """The code that a category cell names; None if there is none like it."""
    if text in _all_codes():
        return Code(text)
    stripped = " ".join(text.split())
    if stripped in _all_codes():
        return Code(stripped, message="blanks around the code")
    upper = re.sub(r"[\s\-]+", "_", stripped.upper())
    if upper in _all_codes():
        return Code(upper, message="the code is written otherwise in Annex I")
    if len(text) > _LONGEST_LABEL:
        return None
    for prefix in ("STATEMENT_CATEGORY_", "KEYWORD_"):
        if prefix + upper in _all_codes():
            return Code(prefix + upper, message=f"the code lacks its {prefix}")
    if path := labels().descriptions.get(plain(text)):
        parent, _, code = path.rpartition("/")
        return Code(code, parent, "the name stands instead of the code")
    return None


def parent_of(code: str, current: str) -> str | None:
    """The category of the sub-category `code` under the category `current` of the rows above; None if nobody can say."""
    parents = category_of(code)
    if current in parents:
        return current
    return parents[0] if len(parents) == 1 and parents[0] else None


def find_indicator(part: int, text: str, *, exact: bool = False) -> Indicator | None:
    """The row key of an indicator cell of `part`; None if there is none like it (`exact`: none the same)."""
    of = labels().indicators
    if len(text) > _LONGEST_LABEL:
        return None
    wanted = plain(text)
    if key := of.get((part, wanted)):
        return Indicator(key)
    if exact:
        return None
    close = get_close_matches(wanted, [label for number, label in of if number == part], n=2, cutoff=_CLOSE)
    keys = {of[part, label] for label in close}
    return Indicator(keys.pop(), "the indicator is worded otherwise") if len(keys) == 1 else None


def find_scope(part: int, text: str, *, states_in_part: bool = False) -> Scope:
    """What the scope cell of `part` says. `states_in_part`: other scopes of a part by language are Member States."""
    stripped = text.strip().strip("\u00a0\u200b")
    if not stripped or stripped in (ELLIPSIS, "[…]", MEMBER_STATES_PLACEHOLDER):
        return Scope(stripped, known=False)
    if key := labels().scopes.get((part, plain(stripped))) if len(stripped) < _LONGEST_LABEL else None:
        return _labelled(part, text, key)
    if part in _STATE_PARTS:
        return _state(part, text, stripped)
    if part in _LANGUAGE_PARTS:
        return _language(part, text, stripped, states_in_part)
    return _unknown(part, stripped)


def _labelled(part: int, text: str, key: str) -> Scope:
    if " ".join(text.split()) in official_scopes(part)[key]:
        return Scope(key, known=True)
    return Scope(key, True, "READ-2", "the scope is worded otherwise than in the template")


def _state(part: int, text: str, stripped: str) -> Scope:
    states = member_state_names()
    if stripped in (*states, "GR"):
        return Scope(stripped, True) if text == stripped else Scope(stripped, True, "B-6", "blanks around the code")
    if stripped.upper() in (*states, "GR"):
        return Scope(stripped.upper(), True, "B-6", "the code of a Member State is written in capitals")
    for code, name in states.items():
        if plain(stripped) == plain(name):
            return Scope(code, True, "B-6", "the name of a Member State stands instead of its code")
    return _unknown(part, stripped)


def _language(part: int, text: str, stripped: str, states_in_part: bool) -> Scope:
    if stripped in official_languages():
        return Scope(stripped, True) if text == stripped else Scope(stripped, True, "B-6", "blanks around the code")
    if stripped.lower() in official_languages() and len(stripped) == 2:
        if states_in_part:
            return Scope(stripped, False, "B-7", "Member States stand where the template asks for languages")
        return Scope(stripped.lower(), True, "B-6", "the code of a language is written in small letters")
    return _unknown(part, stripped)


def _unknown(part: int, stripped: str) -> Scope:
    if len(stripped) > _LONGEST_LABEL:
        return Scope(stripped, False, "B-7", "no scope of the template")
    if _LIST.fullmatch(stripped):
        return Scope(stripped, False, "B-7", "a list stands where one scope belongs: whose figures are whose cannot be told")
    if found := _LAST_CODE.match(" ".join(stripped.split())):
        inner = find_scope(part, found[2])
        if inner.known and labels().scopes.get((part, plain(found[1]))):
            return Scope(inner.key, True, "B-7", "a sentence stands where one code belongs")
    if part in (*_STATE_PARTS, *_LANGUAGE_PARTS) and _CODE.fullmatch(stripped):
        what = "Member State" if part in _STATE_PARTS else "official language"
        return Scope(stripped, False, "B-6", f"no code of a{'n' if what[0] == 'o' else ''} {what}")
    return Scope(stripped, False, "B-7", "no scope of the template")


@cache
def _rows(part: int) -> Mapping[tuple[str, str], TemplateRow]:
    found: dict[tuple[str, str], TemplateRow] = {}
    for row in layout().part(part).rows:
        found.setdefault((row.path, row.scope), row)
    return found


def row_of(part: TemplatePart, path: str, scope: str) -> TemplateRow | None:
    """The template's row with this path and scope; for a language or Member State, the row that stands for them all.

    A Member State's row that the official block forgot (9c) has the row of the block TOTAL as its pattern.
    """
    rows = _rows(part.number)
    if part.number in (4, 5, 6, 2):
        return rows.get((path, ""))
    exact = rows.get((path, scope))
    if exact or part.number in (1, 7, 11):
        return exact
    placeholder = "language" if part.number in _LANGUAGE_PARTS else "member_state"
    return rows.get((path, placeholder)) or (rows.get((path, "TOTAL")) if part.number == 3 else None)


def described(path: str, description: str) -> str:
    """The path of a KEYWORD_OTHER row with the name that its description gives it in figure ids."""
    return f"{path}~{slug(description)}" if description else path
