"""The columns of a polars frame as the contract's conditions want them: typed, trimmed, empty meaning null.

The same rules as in the loader: blank texts and empty lists are no value, codes lose their outer blanks, times become
UTC without a zone. A value that its kind does not allow (a year outside 1900 to 2999, a list with a hole, a number
that is not finite) becomes null and is marked in `untyped(column)`; so is a whole column of another type.
"""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from dsa_reports.contract.model import Column, Kind, Table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["allows", "canonical", "settled", "untyped"]

_FIRST, _END = date(1900, 1, 1), date(3000, 1, 1)
_DIGITS = 15


def untyped(column: str) -> str:
    """The name of the boolean column that says where `column` has a value that its kind does not allow."""
    return f"_untyped_{column}"


def canonical(kind: Kind) -> "pl.DataType":
    """The polars type that the contract recommends for `kind`."""
    import polars as pl

    types: dict[Kind, pl.DataType] = {
        "text": pl.String(), "code": pl.String(), "codes": pl.List(pl.String), "texts": pl.List(pl.String), "integer": pl.Int64(),
        "number": pl.Decimal(18, 3), "boolean": pl.Boolean(), "date": pl.Date(), "timestamp": pl.Datetime("us"),
    }
    return types[kind]


def allows(kind: Kind, dtype: "pl.DataType") -> bool:
    """True if a column of `kind` may come as `dtype`: the recommended type and those that lose nothing against it."""
    import polars as pl

    if dtype == pl.Null:
        return True
    match kind:
        case "text" | "code":
            return _is_text(dtype)
        case "codes" | "texts":
            return isinstance(dtype, pl.List) and (dtype.inner == pl.Null or _is_text(dtype.inner))
        case "integer":
            return dtype.is_integer() and dtype not in (pl.UInt64, pl.Int128, pl.UInt128)
        case "number":
            return dtype.is_numeric() and dtype not in (pl.UInt64, pl.Int128, pl.UInt128)
        case "boolean":
            return dtype == pl.Boolean
        case "date":
            return dtype == pl.Date
        case "timestamp":
            return isinstance(dtype, pl.Datetime)


def _is_text(dtype: object) -> bool:
    import polars as pl

    return dtype in (pl.String, pl.Categorical, pl.Enum)


def settled(table: Table, frame: "pl.LazyFrame", names: Collection[str]) -> "pl.LazyFrame":
    """The columns `names` of `table` and their `untyped`; a column that `frame` lacks is all null."""
    import polars as pl

    schema = frame.collect_schema()
    raw: list[pl.Expr] = []
    typed: list[pl.Expr] = []
    for column in (table.column(name) for name in names):
        dtype = schema.get(column.name)
        if dtype is None or not allows(column.kind, dtype):
            # `repeat` keeps the length of the frame where no column of it is read.
            raw.append(pl.repeat(None, pl.len(), dtype=canonical(column.kind)).alias(column.name))
            typed.append(pl.lit(dtype is not None).alias(untyped(column.name)))
            continue
        raw.append(_raw(column, dtype))
        typed += [_value(column).alias(column.name), _broken(column).alias(untyped(column.name))]
    return frame.select(raw).with_columns(typed)


def _raw(column: Column, dtype: "pl.DataType") -> "pl.Expr":
    """In one type per kind, null where empty; nothing is judged yet."""
    import polars as pl

    c = pl.col(column.name)
    match column.kind:
        case "text" | "code":
            text = c.cast(pl.String)
            bare = text.str.strip_chars(" ")
            return pl.when(bare != "").then(bare if column.kind == "code" else text).alias(column.name)
        case "codes" | "texts":
            listed = c.cast(pl.List(pl.String))
            return pl.when(listed.list.len() > 0).then(listed).alias(column.name)
        case "integer":
            return c.cast(pl.Int64)
        case "number":
            return c.cast(pl.Float64)
        case "timestamp" if isinstance(dtype, pl.Datetime):
            instant = c if dtype.time_zone is None else c.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
            return instant.cast(pl.Datetime("us"))
        case _:
            return c.cast(canonical(column.kind))


def _value(column: Column) -> "pl.Expr":
    import polars as pl

    c = pl.col(column.name)
    sound = pl.when(_broken(column).not_())
    match column.kind:
        case "codes" | "texts":
            kept = c.list.filter(pl.element() != "")
            return sound.then(pl.when(kept.list.len() > 0).then(kept))
        case "number":
            return sound.then(c.round(3, mode="half_away_from_zero"))
        case _:
            return sound.then(c)


def _broken(column: Column) -> "pl.Expr":
    import polars as pl

    c = pl.col(column.name)
    match column.kind:
        case "codes" | "texts":
            return c.list.eval(pl.element().is_null()).list.any().fill_null(False)
        case "number":
            return (c.is_finite().not_() | (c.abs() >= 10.0**_DIGITS)).fill_null(False)
        case "date" | "timestamp":
            return ((c < pl.lit(_FIRST)) | (c >= pl.lit(_END))).fill_null(False)
        case _:
            return pl.lit(False)
