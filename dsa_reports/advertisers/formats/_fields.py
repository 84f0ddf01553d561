"""Taking a raw record apart, key by key, so that what nobody took is known and kept."""

from typing import Any, Self

from dsa_reports.advertisers.parsing import Unread, without_secrets

__all__ = ["Fields", "joined", "one_of"]


class Fields:
    """The keys of one object of a raw record. `path` leads to it (`ad.reach`). Taken keys are gone from what is left."""

    def __init__(self, raw: Any, path: str = "", parent: "Fields | None" = None) -> None:
        if not isinstance(raw, dict):
            raise Unread(f"{path or 'the record'} is no object")
        self.left: dict[str, Any] = dict(raw)
        self.path = path
        self.empty: dict[str, str] = parent.empty if parent is not None else {}
        self.parts: list[Fields] = []

    def name(self, key: str) -> str:
        """The key with its path."""
        return f"{self.path}.{key}" if self.path else key

    def take(self, *keys: str) -> Any:
        """The value of the first of `keys` that has one; None where none has. Empty values are noted."""
        found = None
        for key in keys:
            if key not in self.left:
                continue
            value = self.left[key]
            if value is None or value == "" or value == [] or value == {}:
                self.empty[self.name(key)] = {type(None): "null", str: '""', list: "[]"}.get(type(value), "{}")
                del self.left[key]
            elif found is None:
                found = self.left.pop(key)
            elif value == found:
                del self.left[key]
        return found

    def sub(self, *keys: str) -> "Fields":
        """The object under the first of `keys`; an empty one where there is none."""
        key = next((key for key in keys if key in self.left), keys[0])
        value = self.take(key)
        part = Fields(value if value is not None else {}, self.name(key), self)
        self.parts.append(part)
        return part

    def text(self, *keys: str) -> str:
        """A text; '' for none. A number is no text: identifiers have their own method."""
        value = self.take(*keys)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Unread(f"{self.name(keys[0])} is no text")
        return value.strip()

    def texts(self, *keys: str) -> tuple[str, ...]:
        """A list of texts, or one text."""
        value = self.take(*keys)
        if value is None:
            return ()
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            raise Unread(f"{self.name(keys[0])} is no list of texts")
        return tuple(item.strip() for item in listed if item.strip())

    def id(self, *keys: str) -> str:
        """An identifier, as text or as whole number (they exceed 2^53; a number with a point has lost digits)."""
        value = self.take(*keys)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise Unread(f"{self.name(keys[0])} is no identifier: a text, or a whole number without a point")
        return str(value).strip()

    def flag(self, *keys: str) -> bool | None:
        """true or false; None for none."""
        value = self.take(*keys)
        if value is not None and not isinstance(value, bool):
            raise Unread(f"{self.name(keys[0])} is neither true nor false")
        return value

    def objects(self, *keys: str) -> list["Fields"]:
        """A list of objects."""
        value = self.take(*keys)
        if value is None:
            return []
        if not isinstance(value, list):
            raise Unread(f"{self.name(keys[0])} is no list")
        parts = [Fields(item, f"{self.name(keys[0])}[{place}]", self) for place, item in enumerate(value)]
        self.parts += parts
        return parts

    def rest(self) -> dict[str, Any]:
        """What nobody took, by path, without secrets."""
        left = {self.name(key): value for key, value in self.left.items()}
        for part in self.parts:
            left |= part.rest()
        kept: dict[str, Any] = without_secrets(left)
        return kept

    def require(self, value: str, key: str) -> Self:
        """Unread where `value`, taken from `key`, is missing."""
        if not value:
            raise Unread(f"the record has no {self.name(key)}")
        return self


def joined(texts: tuple[str, ...] | list[str]) -> str:
    """Several texts as one, each once."""
    return "; ".join(dict.fromkeys(text for text in texts if text))


def one_of(document: Any, *names: str) -> list[Any]:
    """The list under the first of `names` in a document, or the document itself where it is a list."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        for name in names:
            if isinstance(document.get(name), list):
                listed: list[Any] = document[name]
                return listed
    raise Unread(f"the document has no list {' or '.join(names)}")
