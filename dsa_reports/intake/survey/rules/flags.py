"""F-6: flags of automation that flip, stand apart, or contradict the time that was needed."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from math import sqrt

from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.intake.survey.flags import (
    FAST,
    FLAGS,
    SLOW,
    Cell,
    Cube,
    Flag,
    Tally,
    cells,
    first_place,
    monday,
    tallies,
)
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import Hit, Rows, percent

_ENOUGH = 100
"""Rows that a week, a month or a group must have to be compared."""
_HIGH = 0.5
"""Lean of a group in which at least three of four rows say the same."""
_CLEAR = 0.8
"""Lean at nine of ten."""
_APART, _SIGMAS = 0.3, 6
"""A surface stands apart from what the same detectors do elsewhere by 15 points of the share, and not by chance."""
_MOST = 10
"""Groups of one flag that get a finding of their own."""


@survey(
    "F-6", tables=tuple(dict.fromkeys(flag.table for flag in FLAGS)), severity=Severity.ERROR, citation="check F-6",
    remedy="Ask the owner of the export whether yes and no were swapped, from when, and for which rows; correct the rows, or explain the change in the context column of part 8.",
    columns=("automated_detection", "automated_decision", "processing", "detector_id", "surface", "source_type", "reporter_kind", "first_event_at", "received_at", "reported_at", "decided_at", "application_date"),
    example="automated_detection of surface comment: yes on 94 % of the rows in the week from 2026-03-02, on 6 % in the week from 2026-03-09",
)
def flags_that_flip(rows: Rows) -> Iterator[Hit]:
    """A flag of automation does not turn round: not over time, not on one surface, not against the clock.

    Over time: of one surface, source or detector (with 100 rows or more in each span) at least three of four rows say
    yes in one week or four weeks, and at most one of four in the next or next but one, or the reverse; from nine of
    ten to one of ten it is an error, else a warning. On one surface: its rows say that
    they were detected automatically 15 points more seldom or more often than those of the same detectors on other
    surfaces, and agree less with each other (a warning). Against the clock: more than half of the
    decisions that say *not automated* came within a minute, and more than half of the solely automated ones took over
    ten minutes (an error).
    """
    flags = [flag for flag in FLAGS if flag.table == rows.table.name]
    for flag, cube in zip(flags, tallies(rows, flags), strict=True):
        turned = list(_turned(rows, flag, cube))
        yield from turned[:_MOST]
        yield from _apart(rows, flag, cube, silent={hit.value for hit in turned})
        yield from _against_the_clock(rows, flag, cube)


def _turned(rows: Rows, flag: Flag, cube: Cube) -> Iterator[Hit]:
    """Groups that turn round between two spans; of nested groups only the widest."""
    known: list[Cell] = []
    for weeks, name in ((1, "week"), (4, "four weeks")):
        for cell, series in cells(cube, weeks):
            if any(_within(cell, wide) for wide in known):
                continue
            spans = [(span, tally) for span, tally in series.items() if tally.rows >= _ENOUGH]
            for (a, before), (b, after) in combinations(spans, 2):
                if b - a <= 2 and min(abs(before.lean), abs(after.lean)) >= _HIGH and before.lean * after.lean < 0:
                    known.append(cell)
                    yield _turn(rows, flag, cell, (a, before), (b, after), weeks, name)
                    break


def _within(cell: Cell, wide: Cell) -> bool:
    return all(getattr(wide, name) in ("", getattr(cell, name)) for name in ("detector", "surface", "source"))


def _turn(rows: Rows, flag: Flag, cell: Cell, first: tuple[int, Tally], second: tuple[int, Tally], weeks: int, name: str) -> Hit:
    (a, before), (b, after) = first, second
    file, line = first_place(rows, flag, cell, weeks=(b * weeks, (b + 1) * weeks))
    clear = min(abs(before.lean), abs(after.lean)) >= _CLEAR
    message = (
        f"{flag.column}{shown(cell.words, 200)}: {_yes(flag)} on {percent(before.yes, before.rows)} of {before.rows:,} rows in the {name} from {monday(a * weeks)}, "
        f"on {percent(after.yes, after.rows)} of {after.rows:,} in the {name} from {monday(b * weeks)}: the flag may be inverted since then, or before"
    )
    return Hit(message, file, line, flag.column, shown(cell.surface), after.rows, severity=Severity.ERROR if clear else Severity.WARNING)


def _yes(flag: Flag) -> str:
    return "yes" if flag.yes == "true" else flag.yes.strip("'")


def _apart(rows: Rows, flag: Flag, cube: Cube, silent: set[str]) -> Iterator[Hit]:
    """Surfaces on which the flag is not what the same detectors make it elsewhere (indirect standardisation).

    Only of detection: a row that names a detector was as good as always detected by it, on any surface; who decides
    depends on the violation. Of two surfaces that differ, the one whose rows agree less with each other is named.
    """
    if not flag.detector or flag.column != "automated_detection":
        return
    by_detector: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for (cell, _), tally in cube.items():
        if cell.detector and cell.surface:
            by_detector[cell.detector][cell.surface].add(tally)
    for surface in sorted({surface for found in by_detector.values() for surface in found}):
        here, expected, expected_yes = Tally(), 0.0, 0.0
        for found in by_detector.values():
            others = Tally()
            for other, tally in found.items():
                if other != surface:
                    others.add(tally)
            own = found.get(surface)
            if own is not None and own.rows >= _ENOUGH and others.rows >= _ENOUGH:
                here.add(own)
                expected += own.rows * others.lean
                expected_yes += own.rows * others.yes / others.rows
        if here.rows < 3 * _ENOUGH or surface in silent:
            continue
        elsewhere = expected / here.rows
        gap = here.lean - elsewhere
        pulled = here.lean * elsewhere < 0 or abs(here.lean) < abs(elsewhere)
        if pulled and abs(gap) >= _APART and abs(gap) * sqrt(here.rows) >= _SIGMAS:
            file, line = first_place(rows, flag, Cell(surface=surface))
            yield Hit(
                f"{flag.column} of surface {shown(surface)}: {_yes(flag)} on {percent(here.yes, here.rows)} of {here.rows:,} rows; where the same detectors work on other surfaces "
                f"it would be {percent(round(expected_yes), here.rows)}: the flag may be wrong on part of these rows",
                file, line, flag.column, shown(surface), here.rows, severity=Severity.WARNING,
            )


def _against_the_clock(rows: Rows, flag: Flag, cube: Cube) -> Iterator[Hit]:
    """Groups in which people decide within a minute and machines take long; of nested groups only the widest."""
    if flag.column == "automated_detection":
        return  # it says who found something, not who decided
    known: list[Cell] = []
    for cell, series in cells(cube, 10_000):
        whole = Tally()
        for tally in series.values():
            whole.add(tally)
        if any(_within(cell, wide) for wide in known) or min(whole.yes_timed, whole.no_timed) < _ENOUGH:
            continue
        if whole.no_fast * 2 > whole.no_timed and whole.yes_slow * 2 > whole.yes_timed:
            known.append(cell)
            file, line = first_place(rows, flag, cell)
            yield Hit(
                f"{flag.column}{shown(cell.words, 200)}: {percent(whole.no_fast, whole.no_timed)} of {whole.no_timed:,} decisions without automation came within {FAST} seconds, "
                f"{percent(whole.yes_slow, whole.yes_timed)} of {whole.yes_timed:,} solely automated ones took over {SLOW // 60} minutes: the two may be swapped",
                file, line, flag.column, shown(cell.surface), whole.yes_timed + whole.no_timed,
            )
