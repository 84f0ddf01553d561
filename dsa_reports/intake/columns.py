"""How the text of an export becomes a value of the contract: one SQL expression per kind.

Every expression is NULL where the text is no value of the kind; nothing is guessed,
rounded to a whole number or cut off. What counts as a value:

- integer: digits with an optional sign, up to 18; `12.0` is 12, `12.5` and `1,000` are none.
- number: digits with an optional fraction; beyond three decimals half up, away from zero.
- boolean: the words of `true_values` and `false_values`, in any case.
- date: `YYYY-MM-DD` (or with a time of midnight), or `date_format`.
- timestamp: ISO 8601 with a time of day, or `timestamp_format`. An offset is honoured;
  without one the time is that of the source's zone. A day alone is no timestamp.
- codes, texts: a JSON array, or texts joined by `list_separator`, or one value.

Daylight saving: a local time that the clock skipped counts with the offset before the
change (02:30 becomes what 03:30 is afterwards); one that it showed twice counts as the
second. Both are reported as warnings.
"""

from dsa_reports.contract.conditions import literal
from dsa_reports.contract.model import Kind
from dsa_reports.intake.zones import is_utc
from dsa_reports.service.config import Source

__all__ = ["LISTS", "from_native", "from_text", "prepared", "sql_type"]

LISTS = frozenset({"codes", "texts"})
_TYPES: dict[Kind, str] = {
    "text": "VARCHAR", "code": "VARCHAR", "codes": "VARCHAR[]", "texts": "VARCHAR[]", "integer": "BIGINT",
    "number": "DECIMAL(18,3)", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP",
}
_DAY = "(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}"
_TIME = _DAY + "[T ]([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
_OFFSET = " ?(Z|UTC|[+-](0[0-9]|1[0-5])(:?[0-9]{2})?)"
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"
_MIDNIGHT = _DAY + "[T ]00:00(:00([.]0{1,9})?)?"
_INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})
_NAIVE = frozenset({"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})


def sql_type(kind: Kind) -> str:
    """The engine's type for a column of `kind`."""
    return _TYPES[kind]


def _to_utc(local: str, zone: str) -> str:
    """The instant, as TIMESTAMP in UTC, of the local time `local` (a TIMESTAMP expression)."""
    return local if is_utc(zone) else f"(({local}) AT TIME ZONE {literal(zone)} AT TIME ZONE 'UTC')"


def _bounded(value: str) -> str:
    """Years outside 1900 to 2999 are typing errors or an engine's infinity."""
    return f"CASE WHEN {value} BETWEEN '1900-01-01' AND '2999-12-31 23:59:59.999999' THEN {value} END"


def prepared(kind: Kind, x: str, native: str, source: Source, *, lenient: bool) -> str | None:
    """What is computed once before the value itself: the local time of a timestamp without an offset, the parsed list.

    None where the kind needs no such step.
    """
    if kind == "timestamp":
        return _local_time(x, native, source, lenient=lenient)
    if kind not in LISTS:
        return None
    if native == "VARCHAR":
        return _list(x, source)
    return x if native == "VARCHAR[]" else f"CAST({x} AS VARCHAR[])" if native.endswith("[]") else None


def _local_time(x: str, native: str, source: Source, *, lenient: bool) -> str | None:
    """The TIMESTAMP without zone that `x` spells; None where it always has an offset."""
    if native in _NAIVE:
        return _bounded(f"CAST({x} AS TIMESTAMP)")
    if native != "VARCHAR":
        return None
    iso = f"CASE WHEN ends_with({x}, 'Z') THEN NULL WHEN regexp_full_match({x}, {literal(_TIME)}) THEN try_cast({x} AS TIMESTAMP) END"
    if not source.timestamp_format:
        return iso
    own = None if _zoned(source) else _bounded(f"try_strptime({x}, {literal(source.timestamp_format)})")
    return f"coalesce({own}, {iso})" if own and lenient else iso if lenient else own


def _zoned(source: Source) -> bool:
    return "%z" in source.timestamp_format.lower()


def _in_twenty_bytes(x: str) -> str:
    """Most times: spelled as `_INSTANT`, read in a third of the time that a pattern takes. NULL for every other text.

    The engine's parser skips blanks and takes numbers of fewer digits, but not where a digit is first, Z last, and nothing missing between them.
    So spelled, times are in the order of their texts, and the bounds of `_bounded` need no second parsing.
    """
    return f"CASE WHEN strlen({x}) = 20 AND {x} BETWEEN '1900-01-01' AND '2999-12-31T23:59:59Z' AND ends_with({x}, 'Z') THEN try_strptime({x}, {literal(_INSTANT)}) END"


def _timestamp(x: str, native: str, source: Source, *, zone: str, local: str | None, lenient: bool) -> str:
    parts = []
    if native == "TIMESTAMP WITH TIME ZONE":
        # The same instant as AT TIME ZONE 'UTC', without asking the calendar.
        parts.append(f"CASE WHEN {x} BETWEEN '1900-01-01 00:00:00+00'::TIMESTAMPTZ AND '2999-12-31 23:59:59.999999+00'::TIMESTAMPTZ THEN make_timestamp(epoch_us({x})) END")
    if native == "VARCHAR" and _zoned(source):
        parts.append(_bounded(f"(try_strptime({x}, {literal(source.timestamp_format)}) AT TIME ZONE 'UTC')"))
    if native == "VARCHAR" and (lenient or not source.timestamp_format):
        parts.append(_in_twenty_bytes(x))
        # Others that end in Z: what stands before it is the instant in UTC, without asking the calendar.
        parts.append(f"CASE WHEN regexp_full_match({x}, {literal(_TIME + 'Z')}) THEN try_cast(left({x}, strlen({x}) - 1) AS TIMESTAMP) END")
        parts.append(f"(CASE WHEN regexp_full_match({x}, {literal(_TIME + _OFFSET)}) THEN try_cast({x} AS TIMESTAMPTZ) END AT TIME ZONE 'UTC')")
    if local is not None:
        parts.append(_to_utc(local, zone))
    return f"coalesce({', '.join(parts)})" if parts else "NULL::TIMESTAMP"


def _date(x: str, source: Source, *, lenient: bool) -> str:
    # A day that is spelled as the engine spells it needs no pattern.
    day = f"try_cast({x} AS DATE)"
    iso = f"CASE WHEN {day}::VARCHAR = {x} AND strlen({x}) = 10 THEN {_bounded(day)} WHEN regexp_full_match({x}, {literal(_DAY)}) THEN {day} WHEN regexp_full_match({x}, {literal(_MIDNIGHT)}) THEN try_cast(left({x}, 10) AS DATE) END"
    if not source.date_format:
        return iso
    own = _bounded(f"CAST(try_strptime({x}, {literal(source.date_format)}) AS DATE)")
    return f"coalesce({own}, {iso})" if lenient else own


def _list(x: str, source: Source) -> str:
    single = f"[{x}]"
    if source.list_separator:
        single = f"list_transform(string_split({x}, {literal(source.list_separator)}), lambda e: trim(e))"
    return f"CASE WHEN starts_with({x}, '[') THEN try(from_json({x}, '[\"VARCHAR\"]')) ELSE {single} END"


def _whole_list(parsed: str) -> str:
    """Without empty texts; NULL where an element is NULL."""
    return f"CASE WHEN list_count({parsed}) = len({parsed}) THEN CASE WHEN list_contains({parsed}, '') THEN list_filter({parsed}, lambda e: e <> '') ELSE {parsed} END END"


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(literal(word.strip().lower()) for word in words) or "NULL"


def _boolean(x: str, source: Source) -> str:
    # Most values are spelled as the first words of their lists: those need no small letters, and no list.
    usual = "".join(f"WHEN {x} = {_words(words[:1])} THEN {value} " for words, value in ((source.true_values, "true"), (source.false_values, "false")))
    return f"CASE {usual}WHEN lower({x}) IN ({_words(source.true_values)}) THEN true WHEN lower({x}) IN ({_words(source.false_values)}) THEN false END"


def from_text(kind: Kind, x: str, source: Source, *, zone: str, step: str | None = None, lenient: bool = False) -> str:
    """The value of `kind` that the text `x` spells, else NULL. `step` names what `prepared` gave.

    `lenient` (spreadsheets, whose cells have types of their own) takes ISO dates and
    decimal points beside the formats of the source.
    """
    if source.decimal_comma and kind in {"integer", "number"}:
        plain = x if lenient else f"CASE WHEN NOT contains({x}, '.') THEN {x} END"
        x = f"replace({plain}, ',', '.')"
    match kind:
        case "text" | "code":
            return x
        case "codes" | "texts":
            return _whole_list(str(step))
        case "integer":
            return f"CASE WHEN strlen({x}) <= 18 AND try_cast({x} AS BIGINT)::VARCHAR = {x} THEN try_cast({x} AS BIGINT) WHEN regexp_full_match({x}, '[+-]?[0-9]{{1,18}}([.]0*)?') THEN try_cast(split_part({x}, '.', 1) AS BIGINT) END"
        case "number":
            return f"CASE WHEN regexp_full_match({x}, '[+-]?[0-9]{{1,14}}([.][0-9]*)?') THEN try_cast({x} AS DECIMAL(18,3)) END"
        case "boolean":
            return _boolean(x, source)
        case "date":
            return _date(x, source, lenient=lenient)
        case "timestamp":
            return _timestamp(x, "VARCHAR", source, zone=zone, local=step, lenient=lenient)


def from_native(kind: Kind, x: str, native: str, source: Source, *, zone: str, step: str | None = None) -> str | None:
    """The value of `kind` of a column that has the engine's type `native`; None: read it as text instead."""
    match kind:
        case "codes" | "texts" if native.endswith("[]"):
            return _whole_list(str(step))
        case "integer" if native in _INTEGERS:
            return f"CAST({x} AS BIGINT)"
        case "number" if native in _INTEGERS or native.startswith("DECIMAL"):
            return f"try_cast({x} AS DECIMAL(18,3))"
        case "number" if native in {"DOUBLE", "FLOAT"}:
            return f"CASE WHEN isfinite({x}) THEN try_cast({x} AS DECIMAL(18,3)) END"
        case "boolean" if native == "BOOLEAN":
            return x
        case "date" if native == "DATE":
            return _bounded(x)
        case "date" if native in _NAIVE:
            return f"CASE WHEN CAST({x} AS TIMESTAMP) = date_trunc('day', CAST({x} AS TIMESTAMP)) THEN {_bounded(f'CAST({x} AS DATE)')} END"
        case "timestamp" if native in _NAIVE or native == "TIMESTAMP WITH TIME ZONE":
            return _timestamp(x, native, source, zone=zone, local=step, lenient=False)
        case _:
            return None
