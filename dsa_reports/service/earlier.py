"""`earlier.csv`: what earlier reports of the service said, where there is no report of them that a program can read.

Header: `period,figure,value`. `period` as in part 1 (YYYY-MM-DD/YYYY-MM-DD), `figure` an id of the report, `value` a number.
"""

import csv
import io
import re
from pathlib import Path

from dsa_reports.display import shown
from dsa_reports.errors import InputError

__all__ = ["load_earlier"]

_HEADER = ["period", "figure", "value"]
_PERIOD = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"\d{1,15}(\.\d{1,6})?")
_MOST_BYTES, _MOST_SHOWN = 5_000_000, 10


def load_earlier(path: Path) -> dict[str, dict[str, float | int]]:
    """Period → figure id → value. InputError lists the records that are wrong; whether a figure exists is not checked here."""
    try:
        content = path.read_bytes()
        if len(content) > _MOST_BYTES:
            raise InputError("the file of earlier figures is larger than 5 MB", where=shown(path, 300), remedy="Name the totals only.")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except OSError as error:
        raise InputError(f"cannot read the earlier figures: {error.strerror}", where=shown(path, 300), remedy="Correct the path.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"the earlier figures are no UTF-8 CSV: {error}", where=shown(path, 300), remedy="Save the file as CSV in UTF-8.") from None
    if not rows or [cell.strip() for cell in rows[0]] != _HEADER:
        raise InputError("the earlier figures have another header", where=f"{shown(path, 300)}:1", remedy=f"Write {','.join(_HEADER)} in the first line.")
    found: dict[str, dict[str, float | int]] = {}
    problems = [f"record {n}: {said}" for n, row in enumerate(rows[1:], start=2) if (said := _read(row, found))]
    if problems:
        more = [f"and {len(problems) - _MOST_SHOWN} more"] if len(problems) > _MOST_SHOWN else []
        raise InputError("earlier figures: " + "; ".join(problems[:_MOST_SHOWN] + more), where=shown(path, 300), remedy="Correct these records; the first line is the header.")
    return found


def _read(row: list[str], found: dict[str, dict[str, float | int]]) -> str:
    """Put one record into `found`; what is wrong with it, '' if nothing."""
    if not any(cell.strip() for cell in row):
        return ""
    if len(row) != len(_HEADER):
        return f"{len(row)} cells instead of {len(_HEADER)}"
    period, figure, value = (cell.strip() for cell in row)
    if not _PERIOD.fullmatch(period):
        return f"{shown(period, 40)!r} is no period YYYY-MM-DD/YYYY-MM-DD"
    if not _NUMBER.fullmatch(value):
        return f"{shown(value, 40)!r} is no number such as 1234 or 12.5"
    if figure in found.setdefault(period, {}):
        return f"{shown(figure, 80)} of {period} stands there already"
    found[period][figure] = float(value) if "." in value else int(value)
    return ""
