"""A small check of CSV rows against the contract, written apart from the loader."""

import csv
import io
import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dsa_reports.contract import Table, table
from dsa_reports.template.codes import code_list


def parsed(kind: str, text: str) -> Any:
    if text == "":
        return None
    if kind in ("text", "code"):
        return text
    if kind in ("codes", "texts"):
        return json.loads(text) or None
    if kind == "integer":
        return int(text)
    if kind == "number":
        return Decimal(text)
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    if kind == "date":
        return date.fromisoformat(text)
    assert text.endswith("Z")
    return datetime.fromisoformat(text[:-1])


def problems(name: str, content: bytes) -> list[str]:
    contract = table(name)
    found: list[str] = []
    keys: set[str] = set()
    for number, raw in enumerate(csv.DictReader(io.StringIO(content.decode())), 2):
        row = {c.name: parsed(c.kind, raw.get(c.name) or "") for c in contract.columns}
        found += [f"{name}:{number}: {problem}" for problem in _row_problems(contract, row)]
        if contract.key:
            key = row[contract.key]
            if key in keys:
                found.append(f"{name}:{number}: {key} stands twice")
            keys.add(key)
    return found


def _row_problems(contract: Table, row: dict[str, Any]) -> list[str]:
    found = []
    for column in contract.columns:
        value = row[column.name]
        if value is None:
            if column.required:
                found.append(f"{column.name} is empty")
            continue
        values = value if isinstance(value, list) else [value]
        if column.codes is not None:
            allowed = code_list(column.codes) if isinstance(column.codes, str) else column.codes
            found += [f"{column.name} = {v!r} is no code" for v in values if v not in allowed]
        if column.pattern and not re.fullmatch(column.pattern, value):
            found.append(f"{column.name} = {value!r} has another form")
        if column.minimum is not None and value < column.minimum:
            found.append(f"{column.name} = {value} is too low")
        if column.max_length and isinstance(value, str) and len(value) > column.max_length:
            found.append(f"{column.name} is too long")
    found += [rule.id for rule in contract.rules if not rule.must.holds(row)]
    return found


def columns_of(content: bytes, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row.get(n) or "" for n in names) for row in csv.DictReader(io.StringIO(content.decode()))]
