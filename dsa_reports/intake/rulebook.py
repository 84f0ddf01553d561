"""Every rule of logs as plain data: for `dsa-reports rules`, for docs/rules.md, and for links from findings.

Five kinds: records of a file, demands that every column may make, the rules of the tables, surveys of many rows, and
gaps that show once a period is known.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from dsa_reports.contract import tables
from dsa_reports.contract.examples import example_row
from dsa_reports.findings import Severity
from dsa_reports.intake.gaps import GAPS
from dsa_reports.intake.readers.base import BROKEN

__all__ = ["Entry", "Part", "anchor", "as_data", "rulebook"]

Part = Literal["records", "columns", "tables", "surveys", "gaps", "register", "ads", "chapters"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One rule. `example`: what breaks it, in words or as text of a log; `breaks`: as values over the table's example row."""

    id: str
    part: Part
    severity: Severity
    rejects: bool
    message: str
    remedy: str
    citation: str = ""
    tables: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    example: str = ""
    breaks: Mapping[str, Any] = field(default_factory=dict)


def anchor(rule: str) -> str:
    """The rule's place on the page: its id in small letters, everything else than letters and digits as a dash."""
    return re.sub(r"[^a-z0-9]", "-", rule.lower())


def rulebook() -> tuple[Entry, ...]:
    """All rules: generic ones first, then table by table, surveys and gaps last."""
    return (*_of_records(), *_of_columns(), *_of_tables(), *_of_surveys(), *_of_gaps())


def as_data(entry: Entry) -> dict[str, Any]:
    """The entry as JSON writes it, with its anchor; for rules of a table the whole row that breaks it."""
    found = asdict(entry) | {"severity": entry.severity.value, "anchor": anchor(entry.id), "breaks": dict(entry.breaks)}
    if entry.part == "tables":
        found["broken_row"] = example_row(tables()[entry.tables[0]]) | dict(entry.breaks)
    return found


_RECORDS = {
    "intake.columns": 'a,b,c,"d" under a header of three columns',
    "intake.quote": 'n-1,"said "no" twice",3',
    "intake.encoding": "the byte 0xE9 (é in Latin-1) in a file that is read as UTF-8",
    "intake.nul": "the byte 0x00 in a text",
    "intake.too_long": "a text of three megabytes",
    "intake.json": '{"id": "n-1", "items": 1',
    "intake.json_key_twice": '{"id": "n-1", "id": "n-2"}',
    "intake.repeated_header": "id,category,items",
    "intake.record": "a record that no way of reading can take apart",
}


def _of_records() -> list[Entry]:
    return [
        Entry(id=rule, part="records", severity=Severity.ERROR, rejects=True, message=message, remedy=remedy, example=_RECORDS[rule])
        for rule, (message, remedy) in BROKEN.items()
    ]


def _of_columns() -> list[Entry]:
    def entry(rule: str, message: str, remedy: str, example: str, severity: Severity = Severity.ERROR, *, rejects: bool = True, citation: str = "") -> Entry:
        return Entry(id=f"intake.{rule}", part="columns", severity=severity, rejects=rejects, message=message, remedy=remedy, example=example, citation=citation)

    return [
        entry("required", "a column that every row needs is empty", "Export the column; `dsa-reports schema TABLE` says what it means.", "id is empty"),
        entry("type", "a value that its column's type does not allow", "Export whole numbers as digits, times as ISO 8601 with the time of day, lists as JSON arrays; or say the format in service.toml.", "received_at = 2026-02-30T10:00:00Z"),
        entry("code", "a value that is no code of the column's list", "Export a code of the list, or map the platform's labels with a value map.", "member_state = XX"),
        entry("pattern", "a value that does not have the form of its column", "Correct the column in the export.", "puid = order 66!"),
        entry("minimum", "a number below the least that the column allows", "Correct the column in the export.", "items = -1"),
        entry("maximum", "a number above the most that the column allows", "Correct the column in the export.", "no column of the contract has a maximum today"),
        entry("length", "a text that is longer than the column allows", "Shorten the text in the export.", "category_specification_other of 501 characters"),
        entry("duplicate_key", "a key that came before in the table, in the same file or in another; the first row counts, the later ones do not", "Export every row once: look for overlapping files and for identifiers that are used again.", "puid = TK421, twice"),
        entry("reference", "a column names a row of another table that is not among its accepted rows", "Export the missing rows too (also those before the period), or correct the column.", "notice_id = n-99999999", Severity.WARNING, rejects=False),
        entry("unmapped_label", "a label that the value map does not know", "Add the label to the value map.", "policy_label = new_policy_2026", Severity.WARNING, rejects=False),
        entry("skipped_time", "a local time that the clock skipped when summer time began; read with the offset before the change", "Export times with an offset or in UTC.", "decided_at = 2026-03-29 02:30 in Europe/Amsterdam", Severity.WARNING, rejects=False),
        entry("repeated_time", "a local time that the clock showed twice when summer time ended; read as the second one", "Export times with an offset or in UTC.", "decided_at = 2026-10-25 02:30 in Europe/Amsterdam", Severity.WARNING, rejects=False),
        entry("direct_message_address", "an address in a direct message, of which only the host is kept: the rest may be part of what somebody wrote", "Export the host only, or name the legal basis in `privacy.direct_message_text_basis`.", "landing_url = https://example.com/invite/jan of a messaged event", Severity.INFO, rejects=False, citation="Directive 2002/58/EC Art. 5"),
        entry("unknown_columns", "columns of the export that nothing reads", "Map them with `rename` if they belong to a column of the table, or list them in `ignore`.", "a column `kleur`", Severity.INFO, rejects=False),
        entry("delimiter", "a file without a service file that is not written with commas and double quotes: they are told from its first lines", "Say `delimiter` in service.toml, so that every run reads the file in the same way.", "id;category;items", Severity.INFO, rejects=False),
        entry("control_total", "the control total of the source system is not what was read (where they agree, a note says so)", "Ask whether the export is complete, and for the same days, before using it.", "rows = 92 in service.toml, 91 in the files", rejects=False),
    ]


def _of_tables() -> list[Entry]:
    return [
        Entry(
            id=rule.id, part="tables", severity=rule.severity, rejects=rule.rejects, message=rule.message, remedy=rule.remedy,
            citation=rule.citation, tables=(name,), columns=(rule.column,) if rule.column else rule.must.columns, breaks=rule.breaks,
            example=json.dumps(dict(rule.breaks), ensure_ascii=False),
        )
        for name, table in tables().items() for rule in table.all_rules()
    ]


def _of_surveys() -> list[Entry]:
    """The registry of the room beside this one, if the program has it."""
    if find_spec("dsa_reports.intake.survey") is None:
        return []
    found: dict[str, Any] = import_module("dsa_reports.intake.survey").all_surveys()
    return [
        Entry(
            id=one.id, part="surveys", severity=one.severity, rejects=False, message=one.rule, remedy=one.remedy, citation=one.citation,
            tables=tuple(one.tables), columns=tuple(one.columns), example=one.example,
        )
        for one in found.values()
    ]


def _of_gaps() -> list[Entry]:
    return [
        Entry(
            id=gap.id, part="gaps", severity=gap.severity, rejects=False, message=gap.message.format(count="n", example="an example"),
            remedy=gap.remedy, citation=gap.citation, tables=(gap.table,),
        )
        for gap in GAPS
    ]
