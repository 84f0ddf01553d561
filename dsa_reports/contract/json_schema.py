"""JSON Schema (draft 2020-12) of every table, for programs that write our input.

One row is one JSON object, as in a JSON Lines file. Rules that compare two columns have
no form in JSON Schema; they are listed under `x-rules` with `"in_schema": false`.
"""

from typing import Any

from dsa_reports.contract.addresses import ADDRESS
from dsa_reports.contract.conditions import All, AnyOf, Condition, Contains, Empty, HasUrl, In, IsTrue, Not, Present
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.model import Column, Kind, Table

__all__ = ["condition_schema", "table_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES: dict[Kind, dict[str, Any]] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "codes": {"type": "array", "items": {"type": "string"}},
    "texts": {"type": "array", "items": {"type": "string"}},
    "integer": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
}
_ADDRESS = "#/$defs/address"
"""The one place of a long pattern."""
_EMPTY: tuple[Any, ...] = (None, "", [])


def table_schema(table: Table) -> dict[str, Any]:
    """The schema that one row of `table` must meet."""
    rules = [(rule, condition_schema(rule.must)) for rule in table.rules]
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
                "rejects": rule.rejects, "in_schema": rule.rejects and written is not None,
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
    if column.required and column.kind == "text":
        allowed["minLength"] = 1
    shape: dict[str, Any] = allowed if column.required else {"anyOf": [allowed, {"enum": [None, ""]}]}
    notes: dict[str, Any] = {"description": column.meaning, "x-kind": column.kind}
    if column.citation:
        notes["x-citation"] = column.citation
    if column.example:
        notes["examples"] = [_example(column)]
    if column.personal:
        notes["x-personal"] = True
    return shape | notes


def _example(column: Column) -> Any:
    """The contract's example, which is written as in CSV, as a JSON value."""
    match column.kind:
        case "codes" | "texts":
            return [column.example]
        case "integer":
            return int(column.example)
        case "number":
            return float(column.example)
        case "boolean":
            return column.example.lower() in ("true", "yes")
        case _:
            return column.example


def condition_schema(condition: Condition) -> dict[str, Any] | None:
    """`condition` as a schema of the row; None where JSON Schema cannot say it."""
    match condition:
        case Present(column=name):
            return _with(name, {"not": {"enum": list(_EMPTY)}})
        case Empty(column=name):
            return {"not": _with(name, {"not": {"enum": list(_EMPTY)}})}
        case In(column=name, values=values):
            return _with(name, {"enum": list(values)})
        case IsTrue(column=name):
            return _with(name, {"const": True})
        case Contains(column=name, values=values):
            return _with(name, {"type": "array", "contains": {"enum": list(values)}})
        case HasUrl(column=name):
            return _with(name, {"$ref": _ADDRESS})
        case Not(condition=inner):
            written = condition_schema(inner)
            return None if written is None else {"not": written}
        case All(conditions=parts):
            return _joined("allOf", parts)
        case AnyOf(conditions=parts):
            return _joined("anyOf", parts)
        case _:
            return None


def _with(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    return {"required": [name], "properties": {name: shape}}


def _joined(word: str, parts: tuple[Condition, ...]) -> dict[str, Any] | None:
    written = [condition_schema(part) for part in parts]
    known = [schema for schema in written if schema is not None]
    return {word: known} if len(known) == len(written) else None
