"""An export without some required columns: what it looks like, and what to do about it."""

from collections.abc import Sequence

from dsa_reports.contract import tables
from dsa_reports.contract.model import Table
from dsa_reports.intake.readers import FRAME

__all__ = ["fitting", "remedy_of_missing"]


def fitting(names: Sequence[str]) -> list[str]:
    """The tables all of whose required columns are among `names`: those that know the most of them."""
    columns = set(names)
    fits = {
        name: len(columns.intersection(table.names)) for name, table in tables().items()
        if all(column.name in columns for column in table.columns if column.required)
    }
    return [name for name, known in fits.items() if known == max(fits.values())]


def remedy_of_missing(table: Table, names: Sequence[str], form: str, *, service_file: bool) -> str:
    """What to do depends on what there is: another table, a table in memory, files alone, or a service file that maps them."""
    if other := [name for name in fitting(names) if name != table.name]:
        return f"This looks like {' or '.join(other)}: all its required columns are there. Name that table, or give other rows."
    if form == FRAME:
        if service_file:
            return "Rename the columns, or map them with `rename`, `constants` or a value map in the service file."
        return f"Rename the columns (`dsa-reports schema {table.name}` lists them), or give a service file that maps them: validate(..., service=...)."
    one = len(names) == 1 and form == "csv"
    if service_file:
        return "Map them with `rename`, `constants` or a value map in service.toml (`dsa-reports map suggest` drafts them)." + (" Only one column was found: is `delimiter` right?" if one else "")
    return (
        f"Export them under these names (`dsa-reports schema {table.name}` lists all), or map them in a service file and give that with --service"
        " (`dsa-reports map suggest FILE` drafts it)."
    ) + (' Only one column was found: a delimiter other than the comma is said there, too (`delimiter = ";"`).' if one else "")
