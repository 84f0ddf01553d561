"""Odd Parquet files and odd names of files: each with its exact finding or a clear error."""

import base64
from pathlib import Path

import polars as pl
import pytest

from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import InputError
from dsa_reports.service.config import Source
from tests.unit.intake.conftest import SCAMS, notice, notices
from tests.unit.intake.test_readers_never_lie import ROW, N, P, jsonl, told, write

DUPLICATE = (
    # One row, two columns that are both called id; the engine and polars cannot write such a file.
    "UEFSMRUEFQoVHEwVAhUAEgAAKLUv/SAFKQAAAQAAADEVABUSFSQsFQIVEBUGFQYcAAAAKLUv/SAJSQAAAgAAAAIBAQIAFQQVChUcTBUCFQASAAAotS/9IAUp"
    "AAABAAAAeBUAFRIVJCwVAhUQFQYVBhwAAAAotS/9IAlJAAACAAAAAgEBAgAVBBk8NQAYBnNjaGVtYRUEABUMJQIYAmlkJQBMHAAAABUMJQIYAmlkJQBMHAAA"
    "ABYCGRwZLCYAHBUMGTUABhAZGAJpZBUMFgIWXhaCASZAJggpLBUEFQAVAgAVABUQFQIAPBYCGQYZJgACAAAAJgAcFQwZNQAGEBkYAmlkFQwWAhZeFoIBJsIB"
    "JooBKSwVBBUAFQIAFQAVEBUCADwWAhkGGSYAAgAAABa8ARYCJggWhAIAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRksHAAAHAAAAN0AAABQ"
    "QVIx"
)


def parquet(tmp_path: Path, select: str, name: str = "n.parquet") -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    connect().execute(f"COPY ({select}) TO '{tmp_path / name}' (FORMAT parquet)")


COLUMNS = f"'{SCAMS}' AS category, 'other' AS reporter_kind, 1 AS items, TIMESTAMP '2026-01-05 10:00:00' AS received_at"


@pytest.mark.parametrize(("value", "kind"), [
    ("{'a': 1}", "STRUCT"), ("MAP {'a': 1}", "MAP"), ("[{'a': 1}]", "STRUCT"), ("[['a']]", "VARCHAR"), ("'\\xFF'::BLOB", "BLOB"), ("INTERVAL 1 DAY", "INTERVAL"), ("['a']", "VARCHAR"),
])
def test_types_that_no_column_takes(loading, tmp_path, value, kind):
    parquet(tmp_path, f"SELECT {value} AS id, {COLUMNS}")
    with pytest.raises(InputError, match=f"The column id is of the type {kind}"):
        loading(P)


def test_types_that_nobody_reads_do_no_harm(loading, tmp_path):
    parquet(tmp_path, f"SELECT 'a' AS id, {COLUMNS}, {{'a': 1}} AS own, 'x'::BLOB AS raw")
    got = loading(P)
    assert got.counts("notices") == [(1, 1, 0)]
    told(got, ("intake.unknown_columns", None, 2))


@pytest.mark.parametrize("unit", ["TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMPTZ"])
def test_units_of_times(loading, tmp_path, unit):
    columns = COLUMNS.replace("TIMESTAMP '2026-01-05 10:00:00'", f"'2026-01-05 10:00:00'::{unit}")
    parquet(tmp_path, f"SELECT 'a' AS id, {columns}")
    assert loading(P).rows("SELECT received_at::VARCHAR FROM accepted_notices") == [("2026-01-05 10:00:00",)]


def test_dictionaries_and_enums(loading, tmp_path):
    pl.DataFrame([ROW | {"received_at": "2026-01-05T10:00:00Z"}] * 3).with_columns(
        pl.Series("id", ["a", "b", "c"]), pl.col("category").cast(pl.Categorical), pl.col("reporter_kind").cast(pl.Enum(["other"])),
    ).write_parquet(tmp_path / "n.parquet")
    got = loading(P)
    assert got.counts("notices") == [(3, 3, 0)]
    told(got)


def test_text_that_is_no_utf_8_in_parquet_is_told_without_its_value(loading, tmp_path):
    pl.DataFrame([ROW | {"id": "secret-of-mia"}]).write_parquet(tmp_path / "n.parquet", compression="uncompressed", statistics=False)
    path = tmp_path / "n.parquet"
    path.write_bytes(path.read_bytes().replace(b"secret-of-mia", b"secret-of-m\xff\xff"))
    with pytest.raises(InputError, match="cannot be read") as error:
        loading(P)
    assert "secret" not in str(error.value)
    assert str(tmp_path) not in str(error.value)


def test_no_rows_and_no_columns(loading, tmp_path):
    parquet(tmp_path, f"SELECT 'a' AS id, {COLUMNS} LIMIT 0")
    assert loading(P).counts("notices") == [(0, 0, 0)]
    pl.DataFrame().write_parquet(tmp_path / "n.parquet")
    with pytest.raises(InputError):
        loading(P)


def test_two_columns_of_the_same_name(loading, tmp_path):
    write(tmp_path, "n.parquet", base64.b64decode(DUPLICATE))
    with pytest.raises(InputError, match="Two columns have the same name: id"):
        loading(P)


def test_capital_letters_are_those_of_the_file(loading, tmp_path):
    pl.DataFrame([ROW | {"ID": "other"}]).write_parquet(tmp_path / "n.parquet")
    got = loading(P)
    assert got.rows("SELECT id FROM accepted_notices") == [("a",)]
    assert got.found("intake.unknown_columns").message == "columns that are not read: ID"


@pytest.mark.parametrize("name", ["file_row_number", "filename", "file_index", "record", "reasons", "withheld", "rowid", "_at", "_broken", "k0", "v"])
def test_names_of_columns_that_mean_something_to_the_engine(loading, tmp_path, name):
    pl.DataFrame([ROW | {name: 7}, ROW | {"id": "b", "items": 0, name: 8}]).write_parquet(tmp_path / "n.parquet")
    got = loading(P)
    assert got.counts("notices") == [(2, 1, 1)]
    assert got.found("intake.minimum").line == 2


# Names of files and folders

@pytest.mark.parametrize("name", ["n[1].csv", "n*.csv", "n?.csv", "a b.csv", "n'\"`.csv", "id=7/category=x/n.csv", "ñ.csv", "%d.csv", "-n.csv", "$HOME.csv"])
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_odd_names(loading, tmp_path, name, form):
    name = name.replace(".csv", f".{form}")
    if form == "csv":
        write(tmp_path, name, notices(notice("a"), notice("b\xff"), notice("c", items="0")))
    elif form == "jsonl":
        write(tmp_path, name, jsonl(ROW, ROW | {"id": "b"}, ROW | {"id": "c", "items": 0}))
    else:
        write(tmp_path, name, b"")
        pl.DataFrame([ROW, ROW | {"id": "b"}, ROW | {"id": "c", "items": 0}]).write_parquet(tmp_path / name)
    got = loading({"notices": Source(files=(name,))})
    assert [(f.name, f.accepted) for f in got.intake.tables["notices"].files] == [(name, 2)]
    assert got.found("intake.minimum").file == name


def test_control_characters_in_a_name_reach_no_message(loading, tmp_path):
    name = "n\n\x1b[31m\u202e.csv"
    write(tmp_path, name, notices(notice("a", items="0")))
    finding = loading({"notices": Source(files=(name,))}).found("intake.minimum")
    assert finding.file == "n‹U+000A›‹U+001B›[31m‹U+202E›.csv"
    write(tmp_path, name, b"")
    with pytest.raises(InputError) as error:
        loading({"notices": Source(files=(name,))})
    assert "\x1b" not in str(error.value)


def test_a_broken_link(loading, tmp_path):
    (tmp_path / "n.csv").symlink_to(tmp_path / "gone")
    with pytest.raises(InputError):
        loading(N)
