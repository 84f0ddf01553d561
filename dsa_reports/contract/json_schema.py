"""JSON Schema (draft 2020-12) of every table, for programs that write our input.

One row is one JSON object, as in a JSON Lines file. A row that a schema refuses is refused
by the loader too. The other way round a schema cannot see: rules that compare two columns
(listed under `x-rules` with `"in_schema": false`), days that their month lacks, keys that
come twice, references to other tables, and what a service.toml says.
"""

from typing import Any

from dsa_reports.contract.addresses import ADDRESS
from dsa_reports.contract.conditions import (
    All,
    AnyOf,
    AtMostOne,
    Condition,
    Contains,
    Empty,
    HasUrl,
    In,
    IsTrue,
    Not,
    Present,
)
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.examples import example_value
from dsa_reports.contract.model import Column, Kind, Table

__all__ = ["condition_schema", "table_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_YMD = "(?:19|2[0-9])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TYPES: dict[Kind, dict[str, Any]] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "codes": {"type": "array", "items": {"type": "string"}},
    "texts": {"type": "array", "items": {"type": "string"}},
    "integer": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date", "pattern": f"^ *{_YMD}(?:[T ]00:00(?::00(?:[.]0{{1,9}})?)?)? *$"},
    "timestamp": {
        "type": "string", "format": "date-time",
        "pattern": f"^ *{_YMD}[T ](?:[01][0-9]|2[0-3]):[0-9]{{2}}(?::[0-9]{{2}}(?:[.][0-9]{{1,9}})?)?(?: ?(?:Z|UTC|[+-](?:0[0-9]|1[0-5])(?::?[0-9]{{2}})?))? *$",
    },
}
_ADDRESS = "#/$defs/address"
"""The one place of a long pattern."""
_NOTHING: dict[str, Any] = {"type": ["null", "string"], "pattern": "^ *$"}
_EMPTY: dict[str, Any] = {"anyOf": [_NOTHING, {"type": "array", "not": {"contains": {"not": {"const": ""}}}}]}
"""No value: null, blanks, a list without any text in it."""


def table_schema(table: Table) -> dict[str, Any]:
    """The schema that one row of `table` must meet."""
    rules = [(rule, condition_schema(rule.must)) for rule in table.rules]
    rules += [(rule, None) for rule in table.rules_without_basis]
    schema: dict[str, Any] = {
        "$schema": _DIALECT,
        "$id": f"tables/{table.name}.schema.json",
        "title": table.name,
        "description": f"One row is {table.one_row_is}. Feeds: {table.feeds}. {table.citation}.",
        "type": "object",
        "additionalProperties": False,
        "required": [c.name for c in table.columns if c.required],
        "properties": {c.name: _property(c) for c in table.columns},
        "x-columns": list(table.names),
        "x-key": table.key,
        "x-dated-by": list(table.dated_by),
        "x-references": {column: ".".join(target) for column, target in table.references.items()},
        "x-rules": [
            {
                "id": rule.id, "message": rule.message, "remedy": rule.remedy, "citation": rule.citation,
                "severity": rule.severity.value, "rejects": rule.rejects, "in_schema": rule.rejects and written is not None,
            }
            for rule, written in rules
        ],
    }
    if enforced := [written for rule, written in rules if rule.rejects and written is not None]:
        schema["allOf"] = enforced
        if _ADDRESS in repr(enforced):
            schema["$defs"] = {"address": {"type": "string", "pattern": ADDRESS}}
    return schema


def _property(column: Column) -> dict[str, Any]:
    allowed: dict[str, Any] = dict(_TYPES[column.kind])
    codes = allowed_codes(column)
    if codes is not None:
        if column.kind in ("codes", "texts"):
            allowed["items"] = {"enum": list(codes)}
        else:
            allowed["enum"] = list(codes)
    if column.pattern is not None:
        allowed["pattern"] = f"^(?:{column.pattern})$"
    if column.minimum is not None:
        allowed["minimum"] = column.minimum
    if column.maximum is not None:
        allowed["maximum"] = column.maximum
    if column.max_length is not None:
        allowed["maxLength"] = column.max_length
    if column.required and column.kind == "text" and column.pattern is None:
        allowed["pattern"] = "[^ ]"
    shape: dict[str, Any] = allowed if column.required else {"anyOf": [allowed, _NOTHING]}
    notes: dict[str, Any] = {"description": column.meaning, "x-kind": column.kind}
    if column.citation:
        notes["x-citation"] = column.citation
    if column.example:
        notes["examples"] = [example_value(column)]
    if column.personal:
        notes["x-personal"] = True
    return shape | notes


def condition_schema(condition: Condition) -> dict[str, Any] | None:
    """`condition` as a schema of the row; None where JSON Schema cannot say it."""
    match condition:
        case Present(column=name):
            return _with(name, {"not": _EMPTY})
        case Empty(column=name):
            return {"not": _with(name, {"not": _EMPTY})}
        case In(column=name, values=values):
            return _with(name, {"enum": list(values)})
        case IsTrue(column=name):
            return _with(name, {"const": True})
        case Contains(column=name, values=values):
            return _with(name, {"type": "array", "contains": {"enum": list(values)}})
        case HasUrl(texts=names):
            return {"anyOf": [_with(name, {"$ref": _ADDRESS}) for name in names]}
        case Not(condition=inner):
            written = condition_schema(inner)
            return None if written is None else {"not": written}
        case All(conditions=parts):
            return _joined("allOf", parts)
        case AnyOf(conditions=parts):
            return _joined("anyOf", parts)
        case AtMostOne(column=name):
            return {"properties": {name: {"maxItems": 1}}}
        case _:
            return None


def _with(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    return {"required": [name], "properties": {name: shape}}


def _joined(word: str, parts: tuple[Condition, ...]) -> dict[str, Any] | None:
    written = [condition_schema(part) for part in parts]
    known = [schema for schema in written if schema is not None]
    return {word: known} if len(known) == len(written) else None
