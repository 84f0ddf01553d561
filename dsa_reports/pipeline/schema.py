"""`schema`: what a table looks like, for the people and programs that export it."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Literal

from dsa_reports.contract import tables
from dsa_reports.contract.addresses import ADDRESS
from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.examples import example_row
from dsa_reports.contract.json_schema import table_schema
from dsa_reports.contract.model import Column, Kind, Table
from dsa_reports.errors import UsageError, writing
from dsa_reports.pipeline.sql_lines import folded
from dsa_reports.service.mistakes import closest

__all__ = ["ENDINGS", "SchemaFormat", "schema", "write_schemas"]

SchemaFormat = Literal["text", "json", "csv", "sql", "example", "example-csv"]
ENDINGS: dict[SchemaFormat, str] = {
    "text": ".txt", "json": ".schema.json", "csv": ".csv", "sql": ".sql", "example": ".example.jsonl", "example-csv": ".example.csv",
}

_SQL: dict[Kind, str] = {
    "text": "VARCHAR", "code": "VARCHAR", "codes": "VARCHAR[]", "texts": "VARCHAR[]", "integer": "BIGINT",
    "number": "DECIMAL(18, 3)", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP",
}
_MANY_CODES = 12
_ADDRESS_CALL = re.compile(r'regexp_matches\(("(?:[^"]|"")*"), ' + re.escape(literal(ADDRESS)) + r"\)")


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
            return json.dumps(example_row(found), ensure_ascii=False) + "\n"
        case "example-csv":
            return _example_csv(found)
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


def _example_csv(table: Table) -> str:
    """The header and the example row; lists as JSON arrays, which need no separator of their own."""
    row = {name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for name, value in example_row(table).items()}
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, table.names, lineterminator="\n")
    writer.writeheader()
    writer.writerow(row)
    return stream.getvalue()


def _ddl(table: Table) -> str:
    """A table that refuses what the loader rejects, as far as one row shows it: columns, codes, bounds, forms and rules."""
    lines = []
    macro = f"{table.name}_looks_like_address"
    for column in table.columns:
        lines += [f"    -- {column.meaning}", f"    {identifier(column.name)} {_SQL[column.kind]}{' NOT NULL' if column.required else ''}{_checks(column)},"]
    if table.key:
        lines.append(f"    PRIMARY KEY ({identifier(table.key)}),")
    for rule in table.all_rules():
        if rule.rejects:
            must = _ADDRESS_CALL.sub(rf"{macro}(\1)", rule.must.sql())
            lines += [f"    -- {rule.id}: {rule.message}", f"    CHECK ({must}),"]
    lines[-1] = lines[-1].removesuffix(",")
    head = [f"-- For DuckDB. One row is {table.one_row_is}. Feeds {table.feeds}. {table.citation}", "-- No value is NULL here, never an empty text or an empty list."]
    search = _search(macro) if any(f"{macro}(" in line for line in lines) else []
    return "\n".join(map(folded, [*head, *search, f"CREATE TABLE {identifier(table.name)} (", *lines, ");"])) + "\n"


def _search(macro: str) -> list[str]:
    """The search for addresses, once: it names every top-level domain. Of its own table, so that the engine lets it be replaced with it."""
    return [
        "-- True for a text with what looks like a web address: a scheme, www., or a name before a top-level domain of IANA's list.",
        f"CREATE OR REPLACE MACRO {macro}(words) AS", f"    regexp_matches(words, {literal(ADDRESS)});",
    ]


def _checks(column: Column) -> str:
    c, found = identifier(column.name), []
    codes = allowed_codes(column)
    if codes is not None:
        listed = ", ".join(map(literal, codes))
        found.append(f"list_has_all([{listed}], {c})" if column.kind in ("codes", "texts") else f"{c} IN ({listed})")
    if column.pattern is not None:
        found.append(f"regexp_full_match({c}, {literal(column.pattern)})")
    if column.minimum is not None:
        found.append(f"{c} >= {column.minimum}")
    if column.maximum is not None:
        found.append(f"{c} <= {column.maximum}")
    if column.max_length is not None:
        found.append(f"length({c}) <= {column.max_length}")
    if column.required and column.kind == "text":
        found.append(f"trim({c}) <> ''")
    return "".join(f" CHECK ({check})" for check in found)


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
    rules = [f"  {rule.id}: {rule.message}{'' if rule.rejects else ' (the row still counts)'}" for rule in table.all_rules()]
    return "\n".join([*head, *body, *(["", "  rules", *rules] if rules else [])]) + "\n"
