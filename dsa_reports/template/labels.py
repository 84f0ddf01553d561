"""The words of the template in each language that we have labels for: how a cell is recognised whatever its wording.

One file per language in schemas/template/2024-2835/labels. The English wording of the layout always holds; `en.toml`
adds other English wordings. A further language is one more file.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

from dsa_reports import resources
from dsa_reports.template.layout import TEMPLATE, layout

__all__ = ["Labels", "Language", "labels", "official_scopes", "plain", "wordings"]

_SAME = str.maketrans({
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
    "‑": "-", "‐": "-", "\u00ad": None, "\u200b": None, "\ufeff": None,
})
_BLANKS = re.compile(r"\s+")
_LOOSE = re.compile(r'\s*([-/"()])\s*')


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """`text` without what people change when they copy a label: case, kinds of blanks, quotes and dashes, a last dot."""
    folded = unicodedata.normalize("NFKC", text).translate(_SAME).casefold()
    return _LOOSE.sub(r"\1", _BLANKS.sub(" ", folded)).strip(" .:;*")


@dataclass(frozen=True)
class Language:
    """The labels of one language, as its file gives them. Keys: see the files."""

    code: str
    name: str
    sheets: Mapping[int, tuple[str, ...]]
    headers: Mapping[int, tuple[str, ...]]
    applicability: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, tuple[str, ...]]
    indicators: Mapping[str, tuple[str, ...]]
    scopes: Mapping[str, tuple[str, ...]]
    descriptions: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    placeholders: Mapping[str, tuple[str, ...]]


@dataclass
class Labels:
    """All languages at once, by what `plain` makes of a label.

    `headers`: (part, header) → column index. `indicators`: (part, text) → row key. `scopes`: (part, text) → scope key.
    `applicability` and `descriptions`: text → official label, row path. `languages`: (part, header) → codes of the
    languages that call a column so. `sheets`: file and sheet names → part. `placeholders`: as another language writes
    them → the English placeholder.
    """

    names: dict[str, str] = field(default_factory=dict)
    headers: dict[tuple[int, str], int] = field(default_factory=dict)
    languages: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    sheets: dict[str, int] = field(default_factory=dict)
    applicability: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    indicators: dict[tuple[int, str], str] = field(default_factory=dict)
    scopes: dict[tuple[int, str], str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    placeholders: dict[str, str] = field(default_factory=dict)

    @cached_property
    def any_header(self) -> frozenset[str]:
        """Every header of every part and language."""
        return frozenset(text for _, text in self.headers)


@cache
def labels() -> Labels:
    """What all label files and the layout say together. ValueError where two rows of a part would share a label."""
    found = Labels()
    _add_layout(found)
    for language in _languages():
        _add(found, language)
    return found


@cache
def official_scopes(part: int) -> Mapping[str, frozenset[str]]:
    """Scope key → its wordings in the official templates of `part`, without the further ones of `en.toml`; blanks are single."""
    found: dict[str, set[str]] = {}
    template = layout().part(part)
    at = template.position("scope")
    for row in template.rows if at is not None else ():
        found.setdefault(row.scope, set()).add(" ".join(row.cells[at or 0].split()))
    for language in _languages():
        for scope, texts in language.scopes.items():
            if language.code != "en" and scope in found:
                found[scope] |= {" ".join(text.split()) for text in texts}
    return {scope: frozenset(texts) for scope, texts in found.items()}


@cache
def wordings() -> Mapping[str, Language]:
    """Language code → its words for the whole template, of each language that the Commission published a template in, English apart."""
    return {language.code: language for language in _languages() if language.headers and language.indicators and language.descriptions}


def _languages() -> Iterator[Language]:
    folder = resources.folder("schemas").joinpath("template", TEMPLATE, "labels")
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            yield _language(tomllib.loads(entry.read_text("utf-8")))


def _language(data: Mapping[str, Any]) -> Language:
    def table(name: str) -> dict[Any, tuple[str, ...]]:
        by_part = name in ("sheets", "headers")
        return {
            int(key) if by_part else key: (value,) if isinstance(value, str) else tuple(value)
            for key, value in data.get(name, {}).items()
        }

    names = ("sheets", "headers", "applicability", "sections", "indicators", "scopes", "descriptions", "labels", "placeholders")
    return Language(data["language"], data["name"], **{name: table(name) for name in names})


def _add_layout(found: Labels) -> None:
    found.names["en"] = "English"
    for part in layout().parts:
        found.sheets[plain(part.sheet)] = part.number
        for index, column in enumerate(part.columns):
            _put_header(found, part.number, column.header, index, "en")
        for row in part.rows:
            for column, cell in zip(part.columns, row.cells, strict=True):
                match column.role:
                    case "applicability":
                        found.applicability[plain(cell)] = cell
                    case "section":
                        found.sections[plain(cell)] = cell
                    case "indicator":
                        _put(found.indicators, (part.number, plain(cell)), row.key)
                    case "scope" if row.scope not in ("member_state", "language"):
                        _put(found.scopes, (part.number, plain(cell)), row.scope)
                    case "description":
                        found.descriptions.setdefault(plain(cell), row.path)
                    case "label":
                        found.descriptions.setdefault(plain(cell), row.path)
                    case _:
                        pass


def _add(found: Labels, language: Language) -> None:
    found.names[language.code] = language.name
    for number, texts in language.sheets.items():
        found.sheets |= {plain(text): number for text in texts if plain(text) not in found.sheets}
    for number, texts in language.headers.items():
        for index, text in enumerate(texts):
            _put_header(found, number, text, index, language.code)
    sections = {section.strip(): section for section in found.sections.values()}
    for label, texts in language.applicability.items():
        found.applicability |= {plain(text): label for text in texts}
    for label, texts in language.sections.items():
        found.sections |= {plain(text): sections[label] for text in texts}
    for name, texts in language.indicators.items():
        part, _, key = name.partition(".")
        for text in texts:
            _put(found.indicators, (int(part), plain(text)), key)
    for official, texts in language.placeholders.items():
        found.placeholders |= dict.fromkeys(texts, official)
    _add_scopes(found, language)
    for table in (language.descriptions, language.labels):
        for path, texts in table.items():
            for text in texts:
                found.descriptions.setdefault(plain(text), path)


def _add_scopes(found: Labels, language: Language) -> None:
    known = sorted({(number, scope) for (number, _), scope in found.scopes.items()})
    for number, scope in known:
        for text in language.scopes.get(scope, ()):
            _put(found.scopes, (number, plain(text)), scope)


def _put_header(found: Labels, part: int, text: str, index: int, language: str) -> None:
    found.headers.setdefault((part, plain(text)), index)
    found.languages.setdefault((part, plain(text)), set()).add(language)


def _put(table: dict[tuple[int, str], str], key: tuple[int, str], value: str) -> None:
    if table.setdefault(key, value) != value:
        raise ValueError(f"{key} is the label of {table[key]!r} and of {value!r}")
