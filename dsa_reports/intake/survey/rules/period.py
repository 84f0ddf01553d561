"""PERIOD-1 and PERIOD-2: which rows lie in the period of the report."""

from collections.abc import Iterator, Sequence

from dsa_reports.contract import tables as contract_tables
from dsa_reports.display import plural
from dsa_reports.findings import Place, Severity
from dsa_reports.intake.model import PlacedFile
from dsa_reports.intake.placing import placed_files
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import MOST_FILES, Hit, Rows
from dsa_reports.law.periods import Period

_DATED = tuple(name for name, table in contract_tables().items() if table.dated_by)
_COLUMNS = tuple(dict.fromkeys(column for name in _DATED for column in contract_tables()[name].dated_by))


_MAIN = frozenset({"moderation_actions", "notices"})


@survey(
    "PERIOD-1", tables=_DATED, severity=Severity.BLOCKS, citation="IR 2024/2835 Art. 2", remedy="Check --period and the export.",
    columns=_COLUMNS, example="--period 2026-H1 over exports whose rows are all of 2025",
)
def nothing_in_period(rows: Rows) -> Iterator[Hit]:
    """A table with rows has some in the period of the report: more often the period is wrong than so quiet.

    It blocks for the logs that every service keeps all the time (notices and decisions). Others may rightly have been quiet, and
    where rows lie both before and after the period, the export reaches over it: a warning.
    """
    if rows.period is None or not rows.accepted:
        return
    found = _placed(rows, rows.period)
    if not any(one.rows.in_period for one in found):
        around = any(one.rows.before_period for one in found) and any(one.rows.after_period for one in found)
        softly = around or rows.table.name not in _MAIN
        span = rows.span
        days = f"its rows are of {span[0]} to {span[1]}" if span else "none of its rows has a date"
        yield Hit(f"no row of {rows.table.name} lies in the period {rows.period.text}; {days}", severity=Severity.WARNING if softly else None)


@survey(
    "PERIOD-2", tables=_DATED, severity=Severity.INFO, citation="IR 2024/2835 Art. 2",
    remedy="Rows outside the period count in no figure of it, but decisions may refer to them: nothing need be done.",
    columns=_COLUMNS, example="notices.csv holds 120 rows before and 80 after the first half of 2026",
)
def outside_period(rows: Rows) -> Iterator[Hit]:
    """It is said of every file how many rows lie before the period, after it, and how many have no date at all."""
    if rows.period is None:
        return
    found = [one for one in _placed(rows, rows.period) if one.rows.outside]
    for one in found[:MOST_FILES]:
        examples = tuple(Place(line=record) for record in one.outside)
        yield Hit(_said([one], rows.period), one.file, min(one.outside, default=None), count=one.rows.outside, examples=examples)
    if rest := found[MOST_FILES:]:
        yield Hit(f"{_said(rest, rows.period)} (in {len(rest)} further {plural(len(rest), 'file')})", count=sum(one.rows.outside for one in rest))


def _said(files: Sequence[PlacedFile], period: Period) -> str:
    counts = {"before": sum(f.rows.before_period for f in files), "after": sum(f.rows.after_period for f in files), "without a date": sum(f.rows.undated for f in files)}
    parts = [f"{count:,} {where}" for where, count in counts.items() if count]
    return f"rows outside the period {period.text}: {', '.join(parts)}; {sum(f.rows.in_period for f in files):,} in it"


def _placed(rows: Rows, period: Period) -> tuple[PlacedFile, ...]:
    """What the loading counted, where it knew the period."""
    return rows.load.placed_files or rows.once(f"placed {period.text}", lambda: placed_files(rows.con, rows.table, period))
