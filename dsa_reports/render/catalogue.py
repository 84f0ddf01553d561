"""The words of the report in one language: one TOML file, looked up by dotted keys."""

import tomllib
from functools import cache
from string import Formatter

from babel.plural import PluralRule
from markupsafe import Markup, escape

from dsa_reports import resources
from dsa_reports.errors import RenderError
from dsa_reports.render.clean import clean

__all__ = ["Catalogue", "catalogue", "languages"]


class Catalogue:
    """Texts of one language. `text` is plain, `markup` puts (escaped) values or ready markup into the places."""

    def __init__(self, language: str, entries: dict[str, str], plural: PluralRule) -> None:
        self.language = language
        self._entries = entries
        self._plural = plural

    def __contains__(self, key: str) -> bool:
        return key in self._entries or f"{key}.other" in self._entries

    @property
    def keys(self) -> frozenset[str]:
        """All dotted keys."""
        return frozenset(self._entries)

    def places(self, key: str) -> frozenset[str]:
        """Names of the places in a text."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self._entries[key]) if name)

    def find(self, key: str, default: str) -> str:
        """The text of `key`, or `default` where the catalogue has none (labels of open lists)."""
        return self._entries.get(key, default)

    def under(self, prefix: str) -> dict[str, str]:
        """The texts whose keys begin with `prefix.`, by the rest of the key, in the order of the file."""
        return {key[len(prefix) + 1 :]: text for key, text in self._entries.items() if key.startswith(f"{prefix}.")}

    def _template(self, key: str, count: float | None) -> str:
        if count is not None and f"{key}.other" in self._entries:
            form = self._plural(abs(count))
            return self._entries.get(f"{key}.{form}", self._entries[f"{key}.other"])
        try:
            return self._entries[key]
        except KeyError:
            raise RenderError(
                f"the report has no text {key!r} in language {self.language!r}",
                where=f"templates/languages/{self.language}.toml",
                remedy="Add the text to the catalogue.",
            ) from None

    def text(self, key: str, count: float | None = None, /, **values: object) -> str:
        """The plain text of `key` with `values` put in; `count` chooses the plural form."""
        return self._template(key, count).format(**{name: clean(str(value)) for name, value in values.items()})

    def markup(self, key: str, count: float | None = None, /, **values: object) -> Markup:
        """The same as markup: plain values are cleaned and escaped, markup is kept."""
        ready = {name: v if isinstance(v, Markup) else escape(clean(str(v))) for name, v in values.items()}
        return Markup(escape(self._template(key, count))).format(**ready)  # noqa: S704  the template is escaped first


def _flat(data: dict[str, object], prefix: str = "") -> dict[str, str]:
    entries: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            entries |= _flat(value, f"{prefix}{key}.")
        else:
            entries[prefix + key] = str(value)
    return entries


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    folder = resources.folder("templates").joinpath("languages")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of `language`; RenderError if there is none."""
    from babel import Locale

    if language not in languages():
        raise RenderError(
            f"the report cannot be written in {language!r}", remedy=f"Choose one of: {', '.join(languages())}."
        )
    data = tomllib.loads(resources.read_text("templates", f"languages/{language}.toml"))
    return Catalogue(language, _flat(data), Locale.parse(language).plural_form)
