"""The contract as a pandera schema, for people who hold their rows in DataFrames: `dataframe_schema("notices")`.

The schema accepts the rows that the loader accepts, told by the same ids; rules that do not reject are pandera's
`SchemaWarning`. What differs from plain pandera, each because it would hide something:

- a LazyFrame is checked to its last row (pandera's default looks at its types only), also where an environment variable
  switches validation off or to types;
- every check keeps at most `n_failure_cases` examples, and none of them is a value of a personal column or of a
  text that may not be written anywhere: such checks, and the rules of the table, name the row by its key instead;
- a condition that polars cannot express fails when the schema is made, not when rows come.

It cannot see what lies outside the frame: references to other tables, other files of the same table, the null words,
formats and value maps of a service.toml. Of rows with the same key the first stays, whether or not it is accepted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dsa_reports.contract import tables
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.frames import allows, canonical, settled, untyped
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.display import shown
from dsa_reports.errors import UsageError

if TYPE_CHECKING:
    import polars as pl
    from pandera.polars import Check, DataFrameSchema

__all__ = ["dataframe_schema"]

_INSTALL = "pip install 'dsa_reports[dataframes]'"


@dataclass(frozen=True)
class _Demand:
    """One check: `ok` over the settled columns `reads`, told at the column `at`."""

    name: str
    at: str
    reads: tuple[str, ...]
    ok: "pl.Expr"
    message: str
    remedy: str = ""
    rejects: bool = True
    of_column: bool = False


def dataframe_schema(
    table: Table | str, backend: str = "polars", *, direct_message_text_basis: str = "", n_failure_cases: int = 10,
) -> "DataFrameSchema":
    """The pandera schema of `table` (or of the table so called; KeyError if there is none).

    `direct_message_text_basis` as in service.toml: without it, texts of direct messages are refused.
    UsageError if the libraries are missing or cannot enforce the contract.
    """
    if backend != "polars":
        raise UsageError(
            f"there is no schema for the backend {shown(backend)}, only for polars",
            remedy="Hand the rows to polars first: polars.from_pandas(frame), or polars.from_arrow(table).",
        )
    try:
        import pandera.polars as pa
    except ImportError as error:
        raise UsageError("pandera or polars is not installed", remedy=_INSTALL) from error
    from pandera.config import CONFIG

    if CONFIG.use_narwhals_backend:
        raise UsageError("pandera's narwhals backend skips checks of lists", remedy="Unset PANDERA_USE_NARWHALS_BACKEND.")
    found = tables()[table] if isinstance(table, str) else table
    demands = _demands(found, direct_message_text_basis)
    columns = {
        column.name: pa.Column(
            _kind_type(column), [_check(found, demand, n_failure_cases) for demand in demands if demand.at == column.name],
            nullable=True, required=column.required, title=column.name, description=column.meaning,
            metadata={"kind": column.kind, "personal": column.personal, "citation": column.citation},
        )
        for column in found.columns
    }
    schema: DataFrameSchema = _schema_class()(columns, name=found.name, title=found.one_row_is, description=found.citation)
    return schema


def _check(table: Table, demand: _Demand, most: int) -> "Check":
    import pandera.polars as pa

    def holds(data: Any) -> "pl.LazyFrame":
        import polars as pl

        frame = settled(table, data.lazyframe, demand.reads)
        # Of a column of another type its type is told, and nothing else.
        dtype = data.lazyframe.collect_schema().get(demand.reads[0])
        strange = demand.of_column and dtype is not None and not allows(table.column(demand.reads[0]).kind, dtype)
        return frame.select(pl.repeat(True, pl.len()) if strange else demand.ok)

    return pa.Check(
        holds, name=demand.name, error=demand.name, title=demand.message, description=demand.remedy, n_failure_cases=most,
        raise_warning=not demand.rejects, ignore_na=False,
    )


def _demands(table: Table, basis: str) -> list[_Demand]:
    rules = table.all_rules(basis)
    quiet = table.guarded(rules) | {column.name for column in table.columns if column.personal}
    row = _naming(table, withhold=False)
    found = [demand for column in table.columns for demand in _of_column(column, row if column.name in quiet else column.name, row)]
    found += [_of_rule(table, rule) for rule in rules]
    if table.key:
        found.append(_unique(table.key))
    return found


def _naming(table: Table, *, withhold: bool) -> str:
    """The column that names a row in an error: its key; of rows that may not be told, a required column without text."""
    required = [column for column in table.columns if column.required]
    if table.key and not withhold:
        return table.key
    return next((c.name for c in required if c.kind not in ("text", "texts")), required[0].name)


def _of_column(column: Column, at: str, row: str) -> list[_Demand]:
    import polars as pl

    c, name = pl.col(column.name), column.name
    many = column.kind in ("codes", "texts")
    found: list[_Demand] = []

    def add(rule: str, ok: "pl.Expr", message: str, place: str = at) -> None:
        found.append(_Demand(f"{rule}({name})", place, (name,), ok, f"{name} {message}", of_column=True))

    if column.required:
        add("intake.required", c.is_not_null() | pl.col(untyped(name)), "is empty", row if at == name and column.kind in ("text", "code") else at)
    if column.kind in ("codes", "texts", "number", "date", "timestamp"):
        add("intake.type", pl.col(untyped(name)).not_(), f"has a value that is no {column.kind}")
    codes = allowed_codes(column)
    if codes is not None:
        ok = c.list.eval(pl.element().is_in(list(codes))).list.all() if many else c.is_in(list(codes))
        add("intake.code", ok.fill_null(True), f"has a value that is none of its {len(codes)} codes")
    if column.pattern is not None:
        add("intake.pattern", c.str.contains(f"^(?:{column.pattern})$").fill_null(True), f"does not have the form {column.pattern}")
    if column.minimum is not None:
        add("intake.minimum", (c >= column.minimum).fill_null(True), f"is less than {column.minimum}")
    if column.maximum is not None:
        add("intake.maximum", (c <= column.maximum).fill_null(True), f"is more than {column.maximum}")
    if column.max_length is not None:
        add("intake.length", (c.str.len_chars() <= column.max_length).fill_null(True), f"is longer than {column.max_length} characters", row)
    if column.kind == "text":
        add("intake.nul", c.str.contains("\0", literal=True).not_().fill_null(True), "has a NUL character", row)
    return found


def _of_rule(table: Table, rule: Rule) -> _Demand:
    import polars as pl

    ok = rule.must.polars()
    if not rule.withhold:
        ok = ok | pl.any_horizontal([pl.col(untyped(name)) for name in rule.must.columns])
    return _Demand(rule.id, _naming(table, withhold=rule.withhold), rule.must.columns, ok, rule.message, rule.remedy, rule.rejects)


def _unique(key: str) -> _Demand:
    import polars as pl

    ok = pl.col(key).is_first_distinct() | pl.col(key).is_null()
    return _Demand(f"intake.duplicate_key({key})", key, (key,), ok, f"{key} came before; the first row counts, the later ones do not")


def _kind_type(column: Column) -> Any:
    """A pandera type that takes every polars type in which `column` may come."""
    from pandera.engines import polars_engine

    kind = column.kind

    class _KindType(polars_engine.DataType):
        type = canonical(kind)  # type: ignore[assignment]  # pandera's annotation forgets types with parameters

        def __init__(self) -> None:
            pass

        def check(self, pandera_dtype: Any, data_container: Any = None) -> bool:
            return allows(kind, getattr(pandera_dtype, "type", pandera_dtype))

        def __str__(self) -> str:
            return f"{kind}: {canonical(kind)}"

    return _KindType()


@cache
def _schema_class() -> Any:
    import pandera.polars as pa
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaWarning

    class ContractSchema(pa.DataFrameSchema):
        """A pandera schema that looks at every row, whatever the frame and the settings."""

        @classmethod
        def get_backend(cls, check_obj: Any = None, check_type: Any = None) -> Any:
            """That of pandera's own schemas: backends are not looked up for classes derived from them."""
            return pa.DataFrameSchema.get_backend(check_obj, check_type)

        def validate(self, check_obj: Any, *args: Any, **kwargs: Any) -> Any:
            """As in pandera; `lazy=True` collects every broken rule instead of stopping at the first."""
            import warnings

            strange: Sequence[str] = [name for name in check_obj.collect_schema().names() if name not in self.columns]
            if strange:
                warnings.warn(f"columns that {self.name} does not have: {', '.join(shown(name) for name in strange)}", SchemaWarning, stacklevel=2)
            with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
                return super().validate(check_obj, *args, **kwargs)

    return ContractSchema
