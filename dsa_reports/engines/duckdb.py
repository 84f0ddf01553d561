"""DuckDB as the embedded engine: how a connection is opened, and how it is shut in.

Until `lock` is called the connection may read the exports and write its work files;
afterwards no SQL statement can reach a file, the network or an extension.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

__all__ = ["connect", "in_order", "lock", "watched"]

_LOOK_SECONDS = 0.25


def connect(
    *, memory_limit: str = "4GB", threads: int | None = None, temp_directory: Path | None = None
) -> "duckdb.DuckDBPyConnection":
    """An in-memory database in UTC that loads nothing from a network and spills to `temp_directory`."""
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": memory_limit,
        "preserve_insertion_order": "true",
    }
    if threads is not None:
        config["threads"] = str(threads)
    if temp_directory is not None:
        config["temp_directory"] = str(temp_directory)
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("SET TimeZone = 'UTC'")
    # The engine keeps count of how far a query is, for `watched`, and draws nothing itself.
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")
    connection.execute("SET progress_bar_time = 0")
    return connection


@contextmanager
def in_order(connection: "duckdb.DuckDBPyConnection") -> Iterator[None]:
    """While the block runs, a COPY that keeps the order of its rows is written by all threads.

    The optimizer turns IN with more than a few constants into a join, and where there is a join the engine writes in order with one
    thread only: an hour's load takes two. So lists stay lists, which suits short ones; for long ones a join is quicker.
    """
    before = connection.execute("SELECT current_setting('disabled_optimizers')").fetchall()[0][0]
    connection.execute(f"SET disabled_optimizers = '{','.join(filter(None, (before, 'in_clause')))}'")
    try:
        yield
    finally:
        connection.execute(f"SET disabled_optimizers = '{before}'")


@contextmanager
def watched(connection: "duckdb.DuckDBPyConnection", tell: Callable[[float], None]) -> Iterator[None]:
    """While the block runs its one long query, `tell` hears now and then which share of it is done, from another thread."""
    stopped = Event()

    def look() -> None:
        while not stopped.wait(_LOOK_SECONDS):
            percent = connection.query_progress()
            if percent >= 0:
                tell(percent / 100)

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def lock(connection: "duckdb.DuckDBPyConnection", *, readable: tuple[Path, ...] = ()) -> None:
    """Shut the connection in: of all files only the folders in `readable` stay open to it, for good."""
    for folder in readable:
        escaped = str(folder.resolve()).replace("'", "''")
        connection.execute(f"SET allowed_directories = list_append(current_setting('allowed_directories'), '{escaped}/')")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
