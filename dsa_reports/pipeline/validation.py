"""`dsa_reports.validate`: the checks of logs from Python, on files and on tables in memory alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dsa_reports.contract import tables as contract_tables
from dsa_reports.contract.conditions import identifier
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import UsageError
from dsa_reports.findings import Finding, Severity
from dsa_reports.intake.headers import ADDED
from dsa_reports.intake.options import LoadOptions
from dsa_reports.intake.readers.frame import register
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.loose import expanded, loose_config, manner, mapped_source
from dsa_reports.pipeline.surveys import load_and_survey
from dsa_reports.service.config import Provider, Service, ServiceConfig
from dsa_reports.service.load import load_service
from dsa_reports.service.mistakes import closest

if TYPE_CHECKING:
    import duckdb

__all__ = ["Counts", "Validation", "validate"]

_FRAME = "dataframe"
_RECORD, _REASONS = ADDED


@dataclass(frozen=True)
class Counts:
    """`rows_read = accepted + rejected`, always."""

    rows_read: int
    accepted: int
    rejected: int


@dataclass(frozen=True)
class Validation:
    """What became of the rows of one table.

    `accepted`, `rejected`: of a polars or pandas DataFrame and of an Arrow table, the same kind with the same columns; of
    a file or a DuckDB relation, a DuckDB relation. Rejected rows have two more columns: `_record` (the first is 1 in
    tables, Parquet and JSON Lines; in files with a header the header is 1) and `_reasons`. Accepted rows of a file are
    typed as the contract says. Relations live until `close()`, or the end of a `with` block.
    """

    accepted: Any
    rejected: Any
    findings: tuple[Finding, ...]
    counts: Counts
    _open: "tuple[duckdb.DuckDBPyConnection, TemporaryDirectory[str]] | None" = field(default=None, repr=False, compare=False)

    @property
    def sound(self) -> bool:
        """No row was rejected, and nothing is an error."""
        return not any(f.rejects or f.severity in (Severity.BLOCKS, Severity.ERROR) for f in self.findings)

    def close(self) -> None:
        """Give back memory and work files."""
        if self._open is not None:
            connection, work = self._open
            connection.close()
            work.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def validate(
    data: Any, table: str = "", *, service: str | Path | None = None, surveys: bool = True, show_values: bool = False,
    memory_limit: str = "4GB", threads: int | None = None,
) -> Validation:
    """Check the rows of one table of the contract.

    `data`: a path or pattern (or several of one table), a polars or pandas DataFrame, an Arrow table, or a DuckDB relation; tables in
    memory are read where they lie. `table`: its name in the contract; of files it may be left out if their columns tell.
    `service`: a service file whose mapping of that table holds. `surveys`: also what only many rows show together.
    UsageError for a table that does not exist, InputError for a file that cannot be read, TypeError for other `data`.
    """
    if type(data).__module__.startswith("polars") and hasattr(data, "collect"):
        data = data.collect()  # a lazy frame would be computed anew for every look at it
    mappings = load_service(Path(service)) if service is not None else None
    paths = expanded(_paths(data))
    if not paths and table not in contract_tables():
        raise UsageError(f"there is no table {table!r}" if table else "which table is this?", remedy=closest(table, contract_tables()) if table else 'Say it: validate(frame, table="notices").')
    config = loose_config(paths, table=table, service=mappings) if paths else _frame_config(table, mappings)
    if len(config.tables) > 1:
        raise UsageError("these files are of more than one table", remedy="Validate each table of its own.")
    (name,) = config.tables
    work = TemporaryDirectory(prefix="dsa-reports-")
    connection = connect(memory_limit=memory_limit, threads=threads, temp_directory=Path(work.name) / "spill")
    try:
        if not paths:
            register(connection, _FRAME, data)
        intake = load_and_survey(
            connection, config, work=Path(work.name) / "rows", rejected=Path(work.name) / "rejected", surveys=surveys,
            options=LoadOptions(masks=not show_values, service_file=mappings is not None, frames=() if paths else (name,)),
        )
        files = intake.tables[name].files
        counts = Counts(*(sum(getattr(file, kind) for file in files) for kind in ("rows_read", "accepted", "rejected")))
        accepted, rejected = _of_files(connection, name, Path(work.name)) if paths else _of_frame(connection, name, Path(work.name), data)
    except BaseException:
        connection.close()
        work.cleanup()
        raise
    done = Validation(accepted, rejected, (*intake.findings, *(manner(config, mappings) if paths else ())), counts, (connection, work))
    if not paths and not isinstance(accepted, _relation_type()):
        done.close()
    return done


def _relation_type() -> type:
    import duckdb

    return duckdb.DuckDBPyRelation


def _paths(data: Any) -> list[Path]:
    if isinstance(data, str | Path):
        return [Path(data)]
    if isinstance(data, Sequence) and data and all(isinstance(item, str | Path) for item in data):
        return [Path(item) for item in data]
    return []


def _frame_config(table: str, service: ServiceConfig | None) -> ServiceConfig:
    base = service or ServiceConfig(provider=Provider(legal_name="-"), service=Service(name="-", tier=Tier.VLOP))
    return base.model_copy(update={"tables": {table: mapped_source(base.tables.get(table), [_FRAME], base.folder)}})


def _refused(work: Path, table: str) -> str:
    """SQL of the rejected rows as the loader kept them: file, record, rules, raw."""
    path = work / "rejected" / f"{table}.csv"
    if not path.exists():
        return f"(SELECT NULL::VARCHAR AS file, NULL::BIGINT AS {_RECORD}, NULL::VARCHAR AS {_REASONS}, NULL::VARCHAR AS raw WHERE false)"
    escaped = str(path).replace("'", "''")
    types = "{'file': 'VARCHAR', 'record': 'BIGINT', 'rules': 'VARCHAR', 'raw': 'VARCHAR'}"
    scan = f"read_csv('{escaped}', auto_detect=false, header=true, delim=',', quote='\"', escape='\"', new_line='\\n', max_line_size=20000000, columns={types})"
    return f"(SELECT file, record AS {_RECORD}, rules AS {_REASONS}, raw FROM {scan})"


def _of_files(con: "duckdb.DuckDBPyConnection", table: str, work: Path) -> tuple[Any, Any]:
    columns = ", ".join(identifier(column) for column in contract_tables()[table].names)
    return con.sql(f"SELECT {columns} FROM {identifier('accepted_' + table)}"), con.sql(f"SELECT * FROM {_refused(work, table)}")


def _of_frame(con: "duckdb.DuckDBPyConnection", table: str, work: Path, frame: Any) -> tuple[Any, Any]:
    """The rows of `frame` itself, told apart by their position."""
    refused = con.execute(f"SELECT {_RECORD}, {_REASONS} FROM {_refused(work, table)} ORDER BY 1").fetchall()
    records, reasons = [row[0] for row in refused], [row[1] for row in refused]
    out = [record - 1 for record in records]
    kind = type(frame).__module__.partition(".")[0]
    if kind == "polars":
        return _of_polars(frame, out, records, reasons)
    if kind == "pandas":
        gone = frame.iloc[out].assign(**{_RECORD: records, _REASONS: reasons})
        return frame.drop(frame.index[out]) if frame.index.is_unique else frame.iloc[_others(len(frame), out)], gone
    if kind == "pyarrow":
        gone = frame.take(out) if out else frame.slice(0, 0)
        return frame.take(_others(frame.num_rows, out)), gone.append_column(_RECORD, [records]).append_column(_REASONS, [reasons])
    con.execute(f"CREATE TEMP TABLE refused AS SELECT unnest(?::BIGINT[]) AS {_RECORD}, unnest(?::VARCHAR[]) AS {_REASONS}", [records, reasons])
    rows = f"(SELECT row_number() OVER () AS n, * FROM {identifier(_FRAME)})"
    return (
        con.sql(f"SELECT s.* EXCLUDE (n) FROM {rows} AS s ANTI JOIN refused AS r ON s.n = r.{_RECORD} ORDER BY n"),
        con.sql(f"SELECT s.* EXCLUDE (n), r.{_RECORD}, r.{_REASONS} FROM {rows} AS s JOIN refused AS r ON s.n = r.{_RECORD} ORDER BY n"),
    )


def _others(count: int, out: list[int]) -> list[int]:
    gone = set(out)
    return [place for place in range(count) if place not in gone]


def _of_polars(frame: Any, out: list[int], records: list[int], reasons: list[str]) -> tuple[Any, Any]:
    import polars as pl

    kept = pl.repeat(True, frame.height, dtype=pl.Boolean, eager=True).scatter(out, False)
    gone = frame[out].with_columns(pl.Series(_RECORD, records, dtype=pl.Int64), pl.Series(_REASONS, reasons, dtype=pl.String))
    return frame.filter(kept), gone
