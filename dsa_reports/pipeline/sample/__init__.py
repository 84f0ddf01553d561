"""The generator of sample data: fictional services with known truth, from a hundred to a hundred million rows.

`rows` is the number of rows of moderation_actions. The others follow: notices 4 %, user_reports 3 %, complaints about
1 %, account_events about 50 %; orders, disputes, suspensions, moderators, recipients, exposure, evaluations, measures
and the ad register have a fixed size.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports import resources
from dsa_reports.errors import UsageError, WriteError
from dsa_reports.pipeline.sample.whole import whole_folder
from dsa_reports.progress import Progress, silent

if TYPE_CHECKING:
    import duckdb

    from dsa_reports.pipeline.sample.world import World

__all__ = ["SERVICES", "sample"]

SERVICES = ("prikbord", "marktplein")
_ROWS_PER_FILE = 5_000_000
_MOST_ROWS = 400_000_000


def sample(
    *, output: Path, rows: int = 20_000, seed: int = 1, format: str = "csv", service: str = "prikbord",
    progress: Progress = silent,
) -> None:
    """Write logs, service.toml, texts and the planted truth into `output`; the same arguments give the same files.

    UsageError for an unknown format or service, a number of rows outside 0 to 400 million, or a folder in use;
    WriteError where the disk refuses.
    """
    from dsa_reports.pipeline.sample.world import load_world
    from dsa_reports.pipeline.sample.write import FORMATS

    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}", remedy=f"Choose one of {', '.join(FORMATS)}.")
    if service not in SERVICES:
        raise UsageError(f"unknown sample service {service!r}", remedy=f"Choose one of {', '.join(SERVICES)}.")
    if not 0 <= rows <= _MOST_ROWS:
        raise UsageError(f"{rows} rows cannot be made", remedy=f"Choose a number from 0 to {_MOST_ROWS}.")
    with whole_folder(output) as unfinished:
        _sample(unfinished, load_world(service), service, rows, seed, format, progress)
    progress("done", 1, 1)


def _sample(output: Path, world: "World", service: str, rows: int, seed: int, file_format: str, progress: Progress) -> None:
    import duckdb

    from dsa_reports.pipeline.sample.engine import opened
    from dsa_reports.pipeline.sample.service_toml import service_toml
    from dsa_reports.pipeline.sample.truth import planted, planted_markdown, write_accounts

    (output / "logs").mkdir(parents=True)
    spill = output / ".spill"
    progress("prepare", 0, None)
    try:
        with opened(world, rows, seed, temp=spill) as con:
            globs, counts = _logs(con, output, world, rows, seed, file_format, progress)
            progress("what was planted", 0, None)
            groups = write_accounts(con, output / "planted_accounts.csv")
    except duckdb.IOException as error:
        raise WriteError("the sample could not be written", where=str(output.parent), remedy="Check permission and free space.") from error
    finally:
        shutil.rmtree(spill, ignore_errors=True)
    truth = planted(world, rows, seed, counts, groups)
    _texts(output / "texts", service)
    for file, content in (
        ("planted.md", planted_markdown(truth).encode()),
        ("planted.json", (json.dumps(truth, ensure_ascii=False, indent=1) + "\n").encode()),
        ("service.toml", service_toml(world, globs).encode()),
    ):
        (output / file).write_bytes(content)


def _logs(
    con: "duckdb.DuckDBPyConnection", output: Path, world: "World", rows: int, seed: int, file_format: str, progress: Progress,
) -> tuple[dict[str, str], dict[str, int]]:
    """Write all tables, the big ones in several files where they have many rows; globs and numbers of rows by table."""
    from dsa_reports.pipeline.sample.engine import BIG, set_rows
    from dsa_reports.pipeline.sample.growth import watched
    from dsa_reports.pipeline.sample.small import SMALL
    from dsa_reports.pipeline.sample.write import load_records, write_query

    whole = [(0, rows)]
    pieces = list(_chunks(rows)) if rows > _ROWS_PER_FILE else whole
    files = len(BIG) * len(pieces) + len(SMALL)
    globs: dict[str, str] = {}
    counts: dict[str, int] = {}
    done = 0
    for name in (*BIG, *SMALL):
        if name in SMALL:
            load_records(con, name, SMALL[name](world, rows, seed))
        several = name in BIG and len(pieces) > 1
        globs[name] = f"logs/{name}/*.{file_format}" if several else f"logs/{name}.{file_format}"
        counts[name] = 0
        for number, (first, after) in enumerate(pieces if several else whole):
            set_rows(con, first, after)
            done += 1
            stage = f"file {done} of {files}, {name}"
            progress(stage, 0, None)
            path = output / globs[name].replace("*", f"{number:03d}")
            with watched(path, f"{stage}: MB", progress):
                counts[name] += write_query(con, name, path, file_format)
    set_rows(con, 0, rows)
    return globs, counts


def _chunks(rows: int) -> Iterator[tuple[int, int]]:
    for first in range(0, rows, _ROWS_PER_FILE):
        yield first, min(rows, first + _ROWS_PER_FILE)


def _texts(target: Path, service: str) -> None:
    target.mkdir(exist_ok=True)
    for entry in resources.folder("sample_data").joinpath(service, "texts").iterdir():
        if entry.is_file():
            (target / entry.name).write_bytes(entry.read_bytes())
