"""F-7: columns that say the same on nearly every row."""

from collections.abc import Iterator

from dsa_reports.contract.conditions import identifier
from dsa_reports.display import shown
from dsa_reports.findings import Place, Severity
from dsa_reports.intake.columns import LISTS
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import Hit, Rows, percent

_LEAST = 1_000
"""Fewer values than this may well be alike."""
_WATCHED = {
    "moderation_actions": (
        "source_type", "territorial_scope", "content_type", "content_language", "automated_detection", "automated_decision", "category",
        "decision_ground", "surface",
    ),
    "notices": ("category", "reporter_kind", "processing", "language", "surface"),
    "user_reports": ("category", "reporter_kind", "processing", "surface"),
    "complaints": ("basis", "outcome"),
    "account_events": ("kind", "surface", "target_age_group"),
}


@survey(
    "F-7", tables=tuple(_WATCHED), severity=Severity.WARNING, citation="check F-7",
    remedy="Ask whether the export fills the column from the log or with a default. If it is right, say so in the context column of the report, or set it under `constants` in service.toml.",
    columns=tuple(dict.fromkeys(name for names in _WATCHED.values() for name in names)),
    example="content_type is CONTENT_TYPE_SYNTHETIC_MEDIA on 100 % of 2,000,000 rows",
)
def constant_columns(rows: Rows) -> Iterator[Hit]:
    """No column that describes decisions says the same on more than 99.9 % of the rows that fill it.

    Looked at from 1,000 values on. A column that is filled nowhere is no constant; one that service.toml itself sets
    under `constants` is not alarmed, for somebody has said so.
    """
    for name in _WATCHED[rows.table.name]:
        if rows.source is not None and name in rows.source.constants:
            continue
        found = _constant(rows, name)
        if found is None:
            continue
        key, top, filled = found
        column = identifier(name)
        file, record, value = rows.ask(f"SELECT _file, _record, {column} FROM {rows.relation} WHERE {key} = (SELECT k FROM ({_counts(rows, name, key)}) ORDER BY n DESC LIMIT 1) ORDER BY _file, _record LIMIT 1")[0]
        text = shown(", ".join(value) if isinstance(value, list) else "Yes" if value is True else "No" if value is False else value)
        yield Hit(f"{name} is {text} on {percent(top, filled)} of the {filled:,} rows that fill it", file, record, name, text, top, (Place(line=record, value=text),))


def _constant(rows: Rows, name: str) -> tuple[str, int, int] | None:
    """(the key that is constant, its rows, all rows that fill the column), or None where there is no constant.

    Of lists the lengths are asked first: where they differ, nothing else need be read.
    """
    column = identifier(name)
    listed = rows.table.column(name).kind in LISTS
    keys = (f"len({column})", f"hash({column})", f"hash(list_sort({column}))") if listed else (column,)
    for number, key in enumerate(keys):
        filled, top = rows.ask(f"SELECT coalesce(sum(n), 0)::BIGINT, coalesce(max(n), 0) FROM ({_counts(rows, name, key)})")[0]
        constant = filled >= _LEAST and top * 1000 > filled * 999
        if constant and not (listed and number == 0):
            return key, top, filled
        if not constant and not (listed and number == 1):
            return None
    return None


def _counts(rows: Rows, name: str, key: str) -> str:
    return f"SELECT {key} AS k, count(*) AS n FROM {rows.relation} WHERE {identifier(name)} IS NOT NULL GROUP BY 1"
