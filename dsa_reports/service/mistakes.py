"""What pydantic says about `service.toml`, in sentences that a compliance officer can act on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args
from zoneinfo import available_timezones

from pydantic import BaseModel, ValidationError

from dsa_reports.display import shown
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.readings import readings
from dsa_reports.service.toml_lines import KeyPath

__all__ = ["Mistake", "closest", "mistakes_of"]


@dataclass(frozen=True)
class Mistake:
    """One thing to correct: where in the file, what is wrong, what to do."""

    path: KeyPath
    what: str
    remedy: str


def closest(word: str, known: Iterable[str]) -> str:
    """A remedy: the known word that looks most like `word`, or all of them."""
    names = list(known)
    if near := get_close_matches(word, names, n=1, cutoff=0.6):
        return f"Do you mean `{near[0]}`?"
    return f"Known here: {', '.join(names)}."


def mistakes_of(error: ValidationError, data: Mapping[str, Any]) -> list[Mistake]:
    """One mistake per key, in the order of pydantic. `data` is the parsed file."""
    found: dict[KeyPath, Mistake] = {}
    for detail in error.errors(include_url=False, include_context=True):
        path = _existing(tuple(str(part) for part in detail["loc"]), data, missing=detail["type"] == "missing")
        found.setdefault(path, _mistake(path, detail["type"], str(detail["msg"]), detail.get("input"), detail.get("ctx", {})))
    return list(found.values())


def _existing(path: KeyPath, data: Any, *, missing: bool) -> KeyPath:
    """`path` without what pydantic adds to it (members of unions), kept whole where the key is the missing one."""
    kept: list[str] = []
    for part in path:
        if isinstance(data, Mapping) and part in data:
            data = data[part]
        elif isinstance(data, list) and part.isdigit() and int(part) < len(data):
            data = data[int(part)]
        else:
            return (*kept, part) if missing else tuple(kept)
        kept.append(part)
    return tuple(kept)


_WANTED = {
    "string": "text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false",
    "tuple": 'a list in square brackets, such as ["a.csv", "b.csv"]', "dict": "a table of keys and values",
    "model": "a table of keys and values", "date": "a day written 2026-08-31", "datetime": "a day or a time, written 2026-08-31 or 2026-08-31T12:00:00Z",
}


def _mistake(path: KeyPath, kind: str, message: str, value: Any, context: Mapping[str, Any]) -> Mistake:
    name = ".".join(path)
    if kind == "missing":
        table = ".".join(path[:-1])
        if path[-1] in {"provider", "service"}:
            return Mistake(path, f"the table [{name}] is missing", f"Add [{name}] with its keys; `dsa-reports init` writes an example.")
        return Mistake(path, f"`{path[-1]}` is missing in [{table}]", f'Add {path[-1]} = "…" under [{table}].')
    if kind == "extra_forbidden":
        return Mistake(path, f"unknown key `{path[-1]}`" + (f" in [{'.'.join(path[:-1])}]" if path[:-1] else ""), closest(path[-1], _known_keys(path[:-1])))
    found = f"`{name}` is {shown(repr(value))}"
    if kind in {"enum", "literal_error"}:
        expected = str(context.get("expected", ""))
        choices = [c.strip(" '\"") for c in expected.replace(" or ", ",").split(",")]
        return Mistake(path, f"{found}, which is no possible value", closest(str(value), choices) + f" Possible: {', '.join(choices)}.")
    if kind == "value_error":
        return _refused(path, message.removeprefix("Value error, "), value)
    if kind == "string_type" and path[:1] == ("readings",):
        return Mistake(path, found + ", not text", f'Write it in quotes: {path[-1]} = "{shown(value)}".')
    for beginning, wanted in _WANTED.items():
        if kind.startswith(beginning + "_") and kind not in {"string_too_short", "string_too_long"}:
            return Mistake(path, found, f"Wanted is {wanted}.")
    return Mistake(path, f"{found}: {_bound(kind, message, context)}", "Correct the value.")


def _refused(path: KeyPath, message: str, value: Any) -> Mistake:
    """What a validator of ours said; its sentence already names what is possible."""
    if path == ("readings",) and isinstance(value, Mapping):
        # The validator sees the whole table: the key is the one that its message begins with.
        key = next((k for k in value if message.startswith((f"{k} = ", repr(k)))), "")
        near = get_close_matches(key, readings(), n=1, cutoff=0.6) if key not in readings() else []
        return Mistake((*path, key), f"[readings] {message}", f"Do you mean `{near[0]}`?" if near else "Correct it.")
    near = get_close_matches(str(value), available_timezones(), n=1) if path[-1:] == ("time_zone",) else []
    return Mistake(path, f"`{'.'.join(path)}`: {message}", f"Do you mean `{near[0]}`?" if near else "Correct the value.")


def _bound(kind: str, message: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "greater_than_equal":
            return f"it must be at least {context['ge']}"
        case "string_too_short":
            return "it may not be empty"
        case "string_too_long":
            return f"it may have at most {context['max_length']} characters"
        case _:
            return message[:1].lower() + message[1:]


def _known_keys(path: KeyPath) -> list[str]:
    """The keys that may stand in the table at `path`, from the models themselves."""
    model: type[BaseModel] = ServiceConfig
    for part in path:
        field = model.model_fields.get(part)
        annotation = field.annotation if field is not None else None
        if part == "tables":
            model = ServiceConfig.model_fields["tables"].annotation.__args__[1]  # type: ignore[union-attr]  # dict[str, Source]
        elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
            model = annotation
        elif member := next((one for one in get_args(annotation) if isinstance(one, type) and issubclass(one, BaseModel)), None):
            model = member
    return [name for name in model.model_fields if not (model is ServiceConfig and name == "folder")]
