"""Speed and memory of the validation of logs, as ratios within one run.

    python benchmarks/validate.py [--rows 10000000] [--text-rows 1000000] [--frame-rows 1000000] [--times 3] [--keep DIR]

Makes samples of moderation actions, then, each in a process of its own:

- raw: a scan of the Parquet file that decodes every column (of lists their elements, too);
- rows: all rules of rows and the uniqueness of the key; surveys: what only many rows show together, beside that;
- csv, jsonl: all rules on text, against a full read by the engine with the contract's types;
- pandera: the contract's pandera schema on a polars frame, and as much of it as columns demand on a pandas frame; pydantic: the record model on each line of JSON.

Each is run `--times` times, in turns with what it is compared with, and its least seconds by the clock and its least CPU seconds count:
whatever else the machine is doing only makes a run worse. Told are the ratio by the clock and that of CPU seconds (user and system, all threads); nothing is asserted.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TABLE = "moderation_actions"


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measured(run: object, *, rows: int) -> dict[str, float]:
    before, began = cpu(), time.monotonic()
    run()  # type: ignore[operator]
    return {"cpu": cpu() - before, "wall": time.monotonic() - began, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "rows": rows}


def raw(path: Path) -> dict[str, float]:
    """Decode everything: lengths of all texts, also of those in lists, and the greatest of all other values."""
    from dsa_reports.engines.duckdb import connect

    with connect() as con:
        columns = con.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
        parts = ", ".join(
            f'sum(strlen("{n}"))' if t == "VARCHAR" else f'sum(list_sum(list_transform("{n}", lambda e: strlen(e))))' if t.endswith("[]") else f'max("{n}")'
            for n, t, *_ in columns
        )
        rows = con.execute(f"SELECT count(*) FROM read_parquet('{path}')").fetchall()[0][0]
        con.execute(f"SELECT {parts} FROM read_parquet('{path}')").fetchall()
        return measured(lambda: con.execute(f"SELECT {parts} FROM read_parquet('{path}')").fetchall(), rows=rows)


def typed(path: Path) -> dict[str, float]:
    """The engine's own full read of a text file, with the types of the contract."""
    from dsa_reports.contract import table
    from dsa_reports.engines.duckdb import connect
    from dsa_reports.intake.columns import sql_type

    first = min(path.parent.glob(path.name))
    with first.open(encoding="utf-8", newline="") as stream:
        names = next(csv.reader(stream)) if path.suffix == ".csv" else list(json.loads(stream.readline()))
    types = {name: sql_type(table(TABLE).column(name).kind) for name in names}
    struct = "{" + ", ".join(f"'{n}': '{t}'" for n, t in types.items()) + "}"
    scan = (
        f"read_csv('{path}', auto_detect=false, header=true, delim=',', quote='\"', escape='\"', store_rejects=true, columns={struct})"
        if path.suffix == ".csv" else f"read_json('{path}', format='newline_delimited', columns={struct})"
    )
    parts = ", ".join(f'sum(strlen("{n}"))' if t == "VARCHAR" else f'sum(len("{n}"))' if t.endswith("[]") else f'max("{n}")' for n, t in types.items())
    with connect() as con:
        rows = con.execute(f"SELECT count(*) FROM {scan}").fetchall()[0][0]
        return measured(lambda: con.execute(f"SELECT {parts} FROM {scan}").fetchall(), rows=rows)


def validated(path: Path, *, surveys: bool) -> dict[str, float]:
    from dsa_reports.pipeline.validate import validate

    found: list[int] = []

    def run() -> None:
        intake = validate(paths=[path], tables=[TABLE], surveys=surveys)
        found.append(sum(file.rows_read for file in intake.tables[TABLE].files))

    done = measured(run, rows=0)
    return done | {"rows": found[0]}


def pandera(path: Path) -> dict[str, float]:
    """Reading the file, and the contract's schema on a polars frame."""
    import polars as pl

    from dsa_reports.contract import table
    from dsa_reports.contract.dataframes import dataframe_schema

    schema = dataframe_schema(table(TABLE))
    return _framed(lambda: pl.read_parquet(path).with_columns(pl.col(pl.Datetime("us", "UTC")).dt.replace_time_zone(None)), schema)


def pandera_pandas(path: Path) -> dict[str, float]:
    """Reading the file, and what its columns demand each for itself (types left out, no rule over several columns) on a pandas frame: less than what ours checks."""
    import pandas as pd
    import pandera.pandas as pa

    from dsa_reports.contract import table
    from dsa_reports.contract.description import allowed_codes

    def demands(column: Any) -> list[Any]:
        codes = allowed_codes(column)
        nested = column.kind in {"codes", "texts"}
        found = []
        if codes is not None and nested:
            known = frozenset(codes)
            found.append(pa.Check(lambda lists: lists.map(known.issuperset), n_failure_cases=10))
        elif codes is not None:
            found.append(pa.Check.isin(codes, n_failure_cases=10))
        if column.pattern is not None:
            found.append(pa.Check.str_matches(f"^(?:{column.pattern})$", n_failure_cases=10))
        if column.max_length is not None and not nested:
            found.append(pa.Check.str_length(max_value=column.max_length, n_failure_cases=10))
        return found

    contract = table(TABLE)
    schema = pa.DataFrameSchema({
        column.name: pa.Column(nullable=not column.required, unique=column.name == contract.key, required=False, checks=demands(column)) for column in contract.columns
    })
    return _framed(lambda: pd.read_parquet(path), schema)


def _framed(read: Any, schema: Any) -> dict[str, float]:
    from pandera.errors import SchemaErrors

    rows: list[int] = []

    def run() -> None:
        frame = read()
        rows.append(len(frame))
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors as errors:
            print(f"pandera finds {len(errors.schema_errors)} errors: {errors.schema_errors[0]}", file=sys.stderr)

    return measured(run, rows=0) | {"rows": rows[0]}


def pydantic(path: Path) -> dict[str, float]:
    """The record model on the first 100,000 lines."""
    from pydantic import ValidationError

    from dsa_reports.contract.records import record_model

    model = record_model(TABLE)
    with min(path.parent.glob(path.name)).open(encoding="utf-8") as stream:
        lines = [line for line, _ in zip(stream, range(100_000), strict=False)]

    def run() -> None:
        for line in lines:
            with suppress(ValidationError):
                model.model_validate(json.loads(line))

    return measured(run, rows=len(lines))


TASKS = {
    "raw": raw, "typed": typed, "rows": lambda path: validated(path, surveys=False), "surveys": lambda path: validated(path, surveys=True),
    "pandera": pandera, "pandera-pandas": pandera_pandas, "pydantic": pydantic,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--text-rows", type=int, default=1_000_000)
    parser.add_argument("--frame-rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", choices=sorted(TASKS))
    parser.add_argument("path", nargs="?", type=Path)
    arguments = parser.parse_args()
    if arguments.only:
        print(json.dumps(TASKS[arguments.only](arguments.path)))
        return
    with tempfile.TemporaryDirectory(prefix="benchmark-") as temporary:
        big, frame, lines, jsonl = (
            _sample(arguments.keep or Path(temporary), rows, form)
            for rows, form in ((arguments.rows, "parquet"), (arguments.frame_rows, "parquet"), (arguments.text_rows, "csv"), (arguments.text_rows, "jsonl"))
        )
        for what, path, others in (
            ("Parquet", big, [("raw", "rows"), ("raw", "surveys")]),
            ("CSV", lines, [("typed", "rows")]),
            ("JSON Lines", jsonl, [("typed", "rows"), ("rows", "pydantic")]),
            ("frames", frame, [("rows", "pandera"), ("rows", "pandera-pandas")]),
        ):
            best = _best(list(dict.fromkeys(task for pair in others for task in pair)), path, arguments.times)
            for base, task in others:
                _tell(f"{what}: {task}, against {base}", best[task], best[base])


def _sample(folder: Path, rows: int, form: str) -> Path:
    made = folder / f"sample-{rows}-{form}"
    if not made.exists():  # in a process of its own, too: the most memory that this one ever took would be told of all that it starts
        make = "import sys; from pathlib import Path; from dsa_reports.pipeline.sample import sample; sample(output=Path(sys.argv[1]), rows=int(sys.argv[2]), format=sys.argv[3])"
        subprocess.run([sys.executable, "-c", make, str(made.resolve()), str(rows), form], check=True, cwd=ROOT)
    # A big Parquet sample is a folder of files.
    return next((made / "logs").glob(f"{TABLE}.*"), made / "logs" / TABLE / f"*.{form}")


def _best(tasks: list[str], path: Path, times: int) -> dict[str, dict[str, float]]:
    """Task -> its least CPU seconds, its least seconds by the clock and its greatest peak, of `times` runs."""
    runs: dict[str, list[dict[str, float]]] = {task: [] for task in tasks}
    for _ in range(times):
        for task in tasks:
            runs[task].append(_run(task, path))
    return {
        task: {key: (max if key == "peak_mb" else min)(run[key] for run in done) for key in done[0]} for task, done in runs.items()
    }


def _run(task: str, path: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, "--only", task, str(path)], check=True, capture_output=True, text=True, cwd=ROOT)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"    {task} {path.name}: " + ", ".join(f"{key} {value:,.2f}" for key, value in result.items()), flush=True)
    return result


def _tell(what: str, done: dict[str, float], base: dict[str, float]) -> None:
    wall, used = ((done[key] / done["rows"]) / (base[key] / base["rows"]) for key in ("wall", "cpu"))
    million = 1e6 / done["rows"]
    print(
        f"{what}: {wall:.2f} times by the clock, {used:.2f} times the CPU "
        f"({million * done['wall']:.2f} s, {million * done['cpu']:.2f} CPU s a million rows), peak {done['peak_mb']:,.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    main()
