"""The same records in the many ways in which platforms export them."""

import csv
import gzip
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dsa_reports.contract import table
from dsa_reports.pipeline.sample.small import Record

__all__ = ["Dialect", "csv_bytes", "gzipped", "jsonl_bytes", "plain", "xlsx_bytes"]


@dataclass(frozen=True)
class Dialect:
    """How one export writes values. `columns`: column of the export → column of the contract."""

    columns: Mapping[str, str]
    delimiter: str = ","
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    timestamp: str = "%Y-%m-%dT%H:%M:%SZ"
    day: str = "%Y-%m-%d"
    yes: str = "true"
    no: str = "false"
    nothing: str = ""
    list_separator: str = ""
    decimal_comma: bool = False

    def text(self, value: Any) -> str:
        """`value` as this export spells it."""
        if value is None:
            return self.nothing
        if isinstance(value, bool):
            return self.yes if value else self.no
        if isinstance(value, datetime):
            written = value.astimezone(self.zone)
            return written.isoformat() if self.timestamp == "iso" else written.strftime(self.timestamp)
        if isinstance(value, date):
            return value.strftime(self.day)
        if isinstance(value, list):
            return self.list_separator.join(value) if self.list_separator else json.dumps(value, ensure_ascii=False)
        return str(value).replace(".", ",") if self.decimal_comma and not isinstance(value, str) else str(value)


def plain(name: str, records: Sequence[Record]) -> dict[str, str]:
    """The contract's own names of the columns that hold something, or are needed."""
    return {c.name: c.name for c in table(name).columns if c.required or any(r.get(c.name) is not None for r in records)}


def csv_bytes(records: Sequence[Record | str], dialect: Dialect) -> bytes:
    """Records as CSV with LF line ends; a bare string among them is written as a line of its own, as it is."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator="\n")
    writer.writerow(dialect.columns)
    for record in records:
        if isinstance(record, str):
            out.write(record + "\n")
        else:
            writer.writerow([dialect.text(record.get(column)) for column in dialect.columns.values()])
    return out.getvalue().encode()


def gzipped(content: bytes) -> bytes:
    """Compressed, without the time of compression."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def jsonl_bytes(records: Sequence[Record | str], columns: Mapping[str, str]) -> bytes:
    """Records as JSON Lines without empty fields; a bare string is written as it is."""
    lines = []
    for record in records:
        if isinstance(record, str):
            lines.append(record)
            continue
        kept = {name: record.get(column) for name, column in columns.items()}
        lines.append(json.dumps({k: v for k, v in kept.items() if v is not None}, ensure_ascii=False, default=_json))
    return ("\n".join(lines) + "\n").encode()


def _json(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


def xlsx_bytes(records: Sequence[Record], columns: Mapping[str, str], *, sheet: str, zone: ZoneInfo, made: date) -> bytes:
    """Records as a workbook of one sheet: dates are dates (local, as people see them), lists are joined by semicolons."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": datetime(made.year, made.month, made.day)})
    days, times, head = (book.add_format({"num_format": f}) for f in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "@"))
    page = book.add_worksheet(sheet)
    for column, name in enumerate(columns):
        page.write_string(0, column, name, head)
    for row, record in enumerate(records, 1):
        for column, key in enumerate(columns.values()):
            value = record.get(key)
            if value is None:
                continue
            if isinstance(value, bool):
                page.write_boolean(row, column, value)
            elif isinstance(value, datetime):
                page.write_datetime(row, column, value.astimezone(zone).replace(tzinfo=None), times)
            elif isinstance(value, date):
                page.write_datetime(row, column, datetime(value.year, value.month, value.day), days)
            elif isinstance(value, list):
                page.write_string(row, column, ";".join(value))
            elif isinstance(value, str):
                page.write_string(row, column, value)
            else:
                page.write_number(row, column, float(value))
    book.close()
    return out.getvalue()
