"""One pydantic model per table: for programs that hold single rows instead of files.

A model accepts and rejects the same rows as the SQL that the loader runs: types, codes,
patterns, bounds, and every rule that rejects. What looks at several rows (unique keys,
references) is the loader's alone, and so are the null words, formats and value maps of a
service.toml. The loader reads everything as text; a model wants a text where the contract
wants one (the JSON number 5 is no `id`).
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    create_model,
    field_validator,
    model_validator,
)

from dsa_reports.contract import tables
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.model import Column, Kind, Rule, Table

__all__ = ["Record", "record_model"]

_INTEGER = re.compile(r"([+-]?[0-9]{1,18})(?:\.0*)?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,14}(?:\.[0-9]*)?")
_YMD = r"(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}"
_DAY = re.compile(rf"({_YMD})(?:[T ]00:00(?::00(?:\.0{{1,9}})?)?)?")
_TIME = re.compile(
    rf"({_YMD}[T ](?:[01][0-9]|2[0-3]):[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]{{1,9}})?)?)(?: ?(Z|UTC|[+-](?:0[0-9]|1[0-5])(?::?[0-9]{{2}})?))?"
)
_TRUE, _FALSE = ("true", "yes", "1", "y", "t"), ("false", "no", "0", "n", "f")
_BIGGEST = 2**63 - 1


class Record(BaseModel):
    """One row of a table. Empty texts and empty lists are the same as no value.

    Error messages carry no values: a row may hold personal data.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_none(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        return {name: None if _is_empty(value) else value for name, value in data.items()}


def _is_empty(value: Any) -> bool:
    return not value.strip(" ") if isinstance(value, str) else value in ([], ())


@cache
def record_model(name: str, *, direct_message_text_basis: str = "") -> type[Record]:
    """The row model of table `name`; KeyError if the contract has no such table.

    `direct_message_text_basis` as in service.toml: without it, texts of direct messages are refused.
    """
    table = tables()[name]
    fields: dict[str, Any] = {column.name: _field(column) for column in table.columns}
    validators: dict[str, Any] = {
        "columns": field_validator("*", mode="after")(_column_check(table)),
        "rules": model_validator(mode="after")(_rule_check(table.all_rules(direct_message_text_basis))),
    }
    title = "".join(word.capitalize() for word in name.split("_")) + "Record"
    return create_model(title, __base__=Record, __validators__=validators, __doc__=table.one_row_is, **fields)


def _field(column: Column) -> tuple[Any, Any]:
    annotation = _TYPES[column.kind]
    if column.required:
        return annotation, Field(description=column.meaning)
    return annotation | None, Field(default=None, description=column.meaning)


def _column_check(table: Table) -> Callable[..., Any]:
    columns = {column.name: column for column in table.columns}

    def check(cls: type[Record], value: Any, info: ValidationInfo) -> Any:
        """Codes, pattern, bounds and length of one column."""
        if value is not None:
            for item in value if isinstance(value, tuple) else (value,):
                _check_value(columns[info.field_name or ""], item)
        return value

    return classmethod(check)  # type: ignore[return-value]


def _check_value(column: Column, value: Any) -> None:
    codes = allowed_codes(column)
    if codes is not None and value not in codes:
        raise ValueError(f"is none of the {len(codes)} codes of {column.name}")
    if column.pattern is not None and re.fullmatch(column.pattern, value) is None:
        raise ValueError(f"does not have the form {column.pattern}")
    if column.minimum is not None and value < column.minimum:
        raise ValueError(f"is below {column.minimum}")
    if column.maximum is not None and value > column.maximum:
        raise ValueError(f"is above {column.maximum}")
    if column.max_length is not None and len(value) > column.max_length:
        raise ValueError(f"is longer than {column.max_length} characters")
    if column.kind == "text" and "\0" in value:
        raise ValueError("has a NUL character")
    if column.kind in ("date", "timestamp") and not 1900 <= value.year <= 2999:
        raise ValueError("lies outside the years 1900 to 2999")


def _rule_check(all_rules: Sequence[Rule]) -> Callable[..., Any]:
    rules = tuple(rule for rule in all_rules if rule.rejects)

    def check(record: Record) -> Record:
        """Every rule of the table that rejects rows."""
        row = {name: list(value) if isinstance(value, tuple) else value for name, value in record}
        for rule in rules:
            if not rule.must.holds(row):
                raise ValueError(f"{rule.id}: {rule.message}")
        return record

    return check


def _code(value: Any) -> Any:
    return value.strip(" ") if isinstance(value, str) else value


def _integer(value: Any) -> Any:
    if isinstance(value, str) and (match := _INTEGER.fullmatch(value.strip(" "))):
        value = int(match[1])
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _BIGGEST:
        raise ValueError("does not fit into 64 bits")
    return value


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal) or (isinstance(value, str) and _NUMBER.fullmatch(value.strip(" "))):
        try:
            exact = Decimal(str(value).strip(" ")).quantize(Decimal("0.001"), ROUND_HALF_UP)
        except InvalidOperation as error:
            raise ValueError("is no number") from error
        if abs(exact) >= Decimal(10) ** 15:
            raise ValueError("has more than 15 digits before the point")
        return exact
    return value


def _boolean(value: Any) -> Any:
    if isinstance(value, str) and (word := value.strip(" ").lower()) in (*_TRUE, *_FALSE):
        return word in _TRUE
    return value


def _date(value: Any) -> Any:
    if isinstance(value, str) and (match := _DAY.fullmatch(value.strip(" "))):
        return date.fromisoformat(match[1])
    return value


def _timestamp(value: Any) -> Any:
    """An instant as naive UTC, as the engine keeps it; without an offset it is UTC already."""
    if isinstance(value, str) and (match := _TIME.fullmatch(value.strip(" "))):
        offset = match[2] or ""
        value = datetime.fromisoformat(match[1] + ("+00:00" if offset in ("Z", "UTC") else offset))
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None)
    return value


def _list(value: Any) -> Any:
    """A list, a JSON array as text, or one value; empty texts in it do not count."""
    if isinstance(value, str):
        text = value.strip(" ")
        value = json.loads(text) if text.startswith("[") else [text]
    return tuple(item for item in value if item != "") if isinstance(value, list) else value


_TYPES: dict[Kind, Any] = {
    "text": str,
    "code": Annotated[str, BeforeValidator(_code)],
    "codes": Annotated[tuple[str, ...], BeforeValidator(_list)],
    "texts": Annotated[tuple[str, ...], BeforeValidator(_list)],
    "integer": Annotated[int, BeforeValidator(_integer)],
    "number": Annotated[Decimal, BeforeValidator(_number)],
    "boolean": Annotated[bool, BeforeValidator(_boolean)],
    "date": Annotated[date, BeforeValidator(_date)],
    "timestamp": Annotated[datetime, BeforeValidator(_timestamp)],
}
