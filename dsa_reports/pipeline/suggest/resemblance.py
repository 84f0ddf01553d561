"""Which code a label means in all likelihood: by its words, the official names of the codes, and names of countries and languages."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache

from dsa_reports.pipeline.suggest.words import FALSE, TRUE
from dsa_reports.template.codes import categories, member_state_names

__all__ = ["closest_code"]

_ALIKE, _ENOUGH = 0.8, 0.6
_LANGUAGES = ("en", "nl", "de", "fr", "es", "it")
_EMPTY = frozenset({
    "of", "the", "and", "or", "to", "on", "a", "in", "by", "for", "other", "content", "statement", "category", "keyword", "decision", "against", "not", "with",
    "including", "such", "use", "information", "illegal", "violation", "material", "service", "person", "type",
})
"""Words that tell nothing of what a label means."""
_WHOM = frozenset({"women", "woman", "girl", "minor", "child", "youth"})
"""Whom it concerns: never taken for granted."""


def closest_code(label: str, codes: tuple[str, ...]) -> str:
    """The one of `codes` that `label` means in all likelihood, or ''. Where two are equally close, neither."""
    wanted = " ".join(_words(label))
    small = {code.lower(): code for code in codes}
    names = _names(codes)
    if exact := small.get(label.lower()) or small.get("_".join(_words(label))) or names.get(wanted):
        return exact
    if set(codes) >= {"true", "false"} and label.lower() in TRUE | FALSE:
        return "true" if label.lower() in TRUE else "false"
    best: dict[str, float] = {}
    for name, code in names.items():
        best[code] = max(best.get(code, 0.0), _likeness(wanted, name))
    ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[1][1] > ranked[0][1] - 0.02):
        return ""
    return ranked[0][0]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"([a-zß-ÿ])([A-ZÀ-Þ])", r"\1 \2", text).lower())


@cache
def _telling(name: str) -> frozenset[str]:
    """The words of `name` that say something, without the s of the plural."""
    return frozenset(word.removesuffix("s") for word in name.split() if len(word) > 2) - _EMPTY


def _likeness(left: str, right: str) -> float:
    """How much two names are alike: as they are written, or by the telling words that they share."""
    matcher = SequenceMatcher(None, left, right)
    alike = matcher.ratio() if matcher.quick_ratio() > _ALIKE else 0.0
    a, b = _telling(left), _telling(right)
    if (b - a) & _WHOM:
        return 0.0
    shared = len(a & b)
    # What both share, and the less else the name of the code says, the more that tells.
    common = 0.45 * shared / len(a) + 0.2 + 0.35 * shared / len(b) if shared and shared * 2 >= len(a) else 0.0
    return max(alike if alike > _ALIKE else 0.0, common)


@cache
def _names(codes: tuple[str, ...]) -> dict[str, str]:
    """Name in words -> code: the code's own words, the official names, and of countries and languages their names."""
    start = _common_start(codes)
    found = {" ".join(_words(code)): code for code in codes}
    found |= {" ".join(_words(code[start:])): code for code in codes if code[start:]}
    own = set(codes)
    for category in categories():
        named = " ".join(_words(category.label)), " ".join(_words(category.code.removeprefix("KEYWORD_")))
        # What a sub-category is called also tells its category, where it belongs to one only.
        target = category.code if category.code in own else category.parent if category.parent in own and category.code != "KEYWORD_OTHER" else ""
        for name in named:
            if target and found.get(name, target) == target:
                found[name] = target
    if set(member_state_names()) <= own:
        found |= {name.lower(): code for code, name in member_state_names().items()} | _spoken(codes, "territories")
    elif {"nl", "de", "fr"} <= {code.lower() for code in codes}:
        found |= _spoken(codes, "languages")
    return found


def _common_start(codes: tuple[str, ...]) -> int:
    """The length of what all codes begin with, up to the last underscore: `STATEMENT_CATEGORY_`."""
    first, last = min(codes), max(codes)
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:length].rfind("_") + 1


def _spoken(codes: tuple[str, ...], kind: str) -> dict[str, str]:
    """Names of countries or languages in several languages."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in _LANGUAGES:
        names: Mapping[str, str] = getattr(Locale.parse(language), kind)
        for code in codes:
            if name := names.get(code if kind == "territories" else code.lower()):
                found.setdefault(name.lower(), code)
    return found
