"""`schema`: what a table looks like, for the people and programs that export it."""

import json
from pathlib import Path
from typing import Literal

from dsa_reports.contract import tables
from dsa_reports.contract.conditions import identifier
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.json_schema import table_schema
from dsa_reports.contract.model import Column, Kind, Table
from dsa_reports.errors import UsageError, writing
from dsa_reports.service.mistakes import closest

__all__ = ["ENDINGS", "SchemaFormat", "schema", "write_schemas"]

SchemaFormat = Literal["text", "json", "csv", "sql", "example"]
ENDINGS: dict[SchemaFormat, str] = {"text": ".txt", "json": ".schema.json", "csv": ".csv", "sql": ".sql", "example": ".example.jsonl"}

_SQL: dict[Kind, str] = {
    "text": "VARCHAR", "code": "VARCHAR", "codes": "VARCHAR[]", "texts": "VARCHAR[]", "integer": "BIGINT",
    "number": "DECIMAL(18, 3)", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP",
}
_MANY_CODES = 12


def schema(*, table: str, form: SchemaFormat) -> str:
    """The table `table` of the contract in the given form; UsageError with a suggestion if there is none."""
    if table not in tables():
        raise UsageError(f"there is no table {table!r}", remedy=closest(table, tables()))
    found = tables()[table]
    match form:
        case "json":
            return json.dumps(table_schema(found), indent=2, ensure_ascii=False) + "\n"
        case "csv":
            return ",".join(found.names) + "\n"
        case "sql":
            return _ddl(found)
        case "example":
            return json.dumps(example(found), ensure_ascii=False) + "\n"
        case "text":
            return _described(found)


def write_schemas(*, folder: Path, form: SchemaFormat, table: str = "") -> list[Path]:
    """One file per table in `folder`, or that of `table` only."""
    written = []
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name in (table,) if table else tables():
            path = folder / f"{name}{ENDINGS[form]}"
            path.write_text(schema(table=name, form=form), "utf-8")
            written.append(path)
    return written


def example(table: Table) -> dict[str, object]:
    """The contract's example of each column, as one row."""
    return {column.name: _value(column) for column in table.columns if column.example}


def _value(column: Column) -> object:
    match column.kind:
        case "integer":
            return int(column.example)
        case "number":
            return float(column.example)
        case "boolean":
            return column.example == "true"
        case "codes" | "texts":
            return json.loads(column.example) if column.example.startswith("[") else column.example.split(",")
        case _:
            return column.example


def _ddl(table: Table) -> str:
    lines = [f"    {identifier(c.name)} {_SQL[c.kind]}{' NOT NULL' if c.required else ''}," for c in table.columns]
    if table.key:
        lines.append(f"    PRIMARY KEY ({identifier(table.key)}),")
    lines[-1] = lines[-1].removesuffix(",")
    return f"-- One row is {table.one_row_is}. Feeds {table.feeds}. {table.citation}\nCREATE TABLE {identifier(table.name)} (\n" + "\n".join(lines) + "\n);\n"


def _described(table: Table) -> str:
    head = [
        table.name, f"  one row is {table.one_row_is}", f"  feeds      {table.feeds}", f"  law        {table.citation}",
        f"  unique     {table.key or 'no column'}", f"  dated by   {', else '.join(table.dated_by)}", "",
    ]
    body = []
    for column in table.columns:
        marks = ", ".join(mark for mark, wanted in (("required", column.required), ("personal: masked in messages", column.personal)) if wanted)
        body.append(f"  {column.name}  ({column.kind}{', ' + marks if marks else ''})")
        body.append(f"      {column.meaning}" + (f" [{column.citation}]" if column.citation else ""))
        if codes := allowed_codes(column):
            more = f" … {len(codes)} codes in all (--format json)" if len(codes) > _MANY_CODES else ""
            body.append(f"      one of: {', '.join(codes[:_MANY_CODES])}{more}")
        if column.example:
            body.append(f"      for example {column.example}")
    rules = [f"  {rule.id}: {rule.message}{'' if rule.rejects else ' (the row still counts)'}" for rule in table.rules]
    return "\n".join([*head, *body, *(["", "  rules", *rules] if rules else [])]) + "\n"
