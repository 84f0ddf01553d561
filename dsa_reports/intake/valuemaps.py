"""Value maps: the platform's labels on the left, columns of the contract on the right, in a CSV that lawyers edit."""

import csv
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.contract.model import Table
from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["ValueMap", "load_maps"]

_MOST_LABELS = 50_000


@dataclass(frozen=True)
class ValueMap:
    """What the labels in the export's column `column` mean. `values`: column of the contract -> one text per label."""

    column: str
    labels: tuple[str, ...]
    values: dict[str, tuple[str, ...]]
    type_name: str

    def position(self, label: str) -> str:
        """SQL: the position of the text `label` among the labels, from 1; NULL where it is none.

        An ENUM is the engine's fastest dictionary. (A join would be plainer, but it does not keep the
        order of the rows, and with it the record numbers.)
        """
        if not self.labels:
            return "NULL::BIGINT"
        return f"(enum_code(try_cast(trim({label}) AS {identifier(self.type_name)}))::BIGINT + 1)"

    def value(self, column: str, position: str) -> str:
        """SQL: what the label at `position` says for `column` of the contract."""
        listed = ", ".join(literal(v) if v else "NULL" for v in self.values[column])
        return f"list_extract([{listed}]::VARCHAR[], {position})"


def load_maps(con: "duckdb.DuckDBPyConnection", table: Table, source: Source, folder: Path) -> list[ValueMap]:
    """The value maps of `source`, checked; their labels become types of the connection."""
    maps = []
    for number, (column, name) in enumerate(source.value_maps.items()):
        labels, values = _read(folder / name, os.path.relpath(folder / name, folder), table)
        value_map = ValueMap(column, labels, values, f"labels_{table.name}_{number}")
        con.execute(f"DROP TYPE IF EXISTS {identifier(value_map.type_name)}")
        if labels:
            con.execute(f"CREATE TYPE {identifier(value_map.type_name)} AS ENUM ({', '.join(map(literal, labels))})")
        maps.append(value_map)
    return maps


def _read(path: Path, name: str, table: Table) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = [[cell.strip() for cell in row] for row in csv.reader(stream, strict=True) if any(row)]
    except FileNotFoundError as error:
        raise InputError(f"There is no value map {shown(name, 200)}", where=f"service.toml, [tables.{table.name}.value_maps]", remedy="Correct the path (it starts at the folder of service.toml).") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"This value map cannot be read: {shown(error, 200)}", where=name, remedy="Save it as CSV in UTF-8, with commas.") from error
    if not rows or rows[0][0] != "label":
        raise InputError("The first column of a value map must be called `label`", where=f"{name}, line 1", remedy="First line: label, then columns of the table, for example label,category,keyword.")
    header, body = rows[0], rows[1:]
    for column in header[1:]:
        if column not in table.names:
            raise InputError(f"{shown(column)} is no column of the table {table.name}", where=f"{name}, line 1", remedy=f"Columns: {', '.join(table.names)}.")
    if len(set(header)) < len(header):
        raise InputError("Two columns have the same name", where=f"{name}, line 1", remedy="Name each column once.")
    if len(body) > _MOST_LABELS:
        raise InputError(f"A value map of more than {_MOST_LABELS} labels", where=name, remedy="Map labels, not rows.")
    seen: set[str] = set()
    for number, row in enumerate(body, 2):
        if len(row) != len(header) or not row[0]:
            raise InputError(f"{len(header)} cells with a label in the first are expected here", where=f"{name}, row {number}", remedy="Complete the row; texts with commas need quotes.")
        if row[0] in seen:
            raise InputError(f"The label {shown(row[0])} stands here twice", where=f"{name}, row {number}", remedy="Keep one of the two rows.")
        seen.add(row[0])
    labels = tuple(row[0] for row in body)
    return labels, {column: tuple(row[i] for row in body) for i, column in enumerate(header) if i}
