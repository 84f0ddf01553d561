"""The counts behind the figures of chapters, and the sums that anybody can do with them: what sealing has to know.

A quantity is called `folder/name.column` or, in an indicator with groups, `folder/name.row.column`, where `column` is a
column of the query; a cell of the official template keeps its figure id. An indicator says in its header

    minor_rows = ["known_minor", "assumed_minor"]       # counts of these rows are about minors
    [columns.x] about = "minors"                        # this figure is
    sums = ["all = minors + others", "all >= young"]    # columns of the same row; `>=`: something more is not printed
    sums = ["minors = minors/exposure.known_minor.contacts", "all = minors/exposure.*.contacts"]   # `*`: over all rows

A share is such a sum by itself: its denominator is its numerator and a rest.
"""

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from dsa_reports.indicators.cells import CellResult
from dsa_reports.indicators.loader import ColumnSpec, Indicator, load_indicators
from dsa_reports.privacy.system import System, closed

__all__ = ["quantities_of", "shown_by", "system_of"]

Sum = tuple[tuple[str, ...], tuple[str, ...], bool]


def system_of(
    chapters: Mapping[str, Mapping[str, CellResult]], statutory: Mapping[str, int], printed: Iterable[str],
    indicators: Mapping[str, Indicator] | None = None,
) -> System:
    """The system of all figures of chapters. `statutory`: numbers of the official cells that hold whole numbers; `printed`: figures that say anything."""
    known = load_indicators() if indicators is None else indicators
    said = set(printed)
    values: dict[str, int] = {}
    about: set[str] = set()
    shows: dict[str, frozenset[str]] = {}
    shares: list[Sum] = []
    for id_, cells in chapters.items():
        indicator = known[id_]
        for name, cell in cells.items():
            found = quantities_of(indicator, name, cell)
            values |= found
            if name in said:
                shows[name] = frozenset(found)
            about |= shown_by(indicator, name) & found.keys()
            if indicator.columns[_column(name)].denominator:
                numerator, denominator = _parts(indicator, name)
                shares.append(((denominator,), (numerator,), True))
    sums = [*shares, *(one for id_, cells in chapters.items() for one in _sums(known[id_], cells, values))]
    official = {name for total, parts, _ in sums for name in (*total, *parts) if name[:1].isdigit()}
    values |= {name: statutory.get(name, 0) for name in official}
    shows |= {name: frozenset((name,)) for name in official}
    values, relations = closed(values, sums)
    # What is left of a count about minors is about minors, too.
    about |= {relation.rest for relation in relations if relation.rest and about.issuperset(relation.total)}
    rows_only = {
        name for id_, cells in chapters.items() for figure in cells for name in quantities_of(known[id_], figure, cells[figure])
        if name.rpartition(".")[2] == known[id_].columns[_column(figure)].cases and name.rpartition(".")[2] not in _measured(known[id_])
    }
    return System(values, relations, frozenset(about), shows, frozenset(official), frozenset(rows_only - about))


def quantities_of(indicator: Indicator, figure: str, cell: CellResult) -> dict[str, int]:
    """The counts that the figure prints: quantity → number."""
    spec, stem = indicator.columns[_column(figure)], _stem(indicator, figure)
    found: dict[str, int] = {}
    if spec.cases:
        found[f"{stem}.{spec.cases}"] = cell.rows_used
    if spec.denominator:
        found |= {f"{stem}.{spec.numerator}": cell.numerator or 0, f"{stem}.{spec.denominator}": cell.denominator or 0}
    elif _counts(spec) and (cell.value is None or cell.value == int(cell.value)):
        found[f"{stem}.{_column(figure)}"] = int(cell.value or 0)
    return found


def shown_by(indicator: Indicator, figure: str) -> frozenset[str]:
    """Those of the figure's quantities that are about minors."""
    spec, stem = indicator.columns[_column(figure)], _stem(indicator, figure)
    row = indicator.rows == "group" and any(fnmatchcase(figure.split(".")[-2], pattern) for pattern in indicator.minor_rows)
    if not row and not spec.about:
        return frozenset()
    if spec.denominator:
        return frozenset((f"{stem}.{spec.numerator}", *((f"{stem}.{spec.denominator}",) if row else ())))
    return frozenset((f"{stem}.{_column(figure)}" if _counts(spec) else f"{stem}.{spec.cases}",))


def _measured(indicator: Indicator) -> set[str]:
    """Columns of the query that are figures themselves, or numerator or denominator of one."""
    return {name for key, spec in indicator.columns.items() for name in (key, spec.numerator, spec.denominator) if name}


def _counts(spec: ColumnSpec) -> bool:
    return not spec.denominator and spec.unit != "hours"


def _parts(indicator: Indicator, figure: str) -> tuple[str, str]:
    spec, stem = indicator.columns[_column(figure)], _stem(indicator, figure)
    return f"{stem}.{spec.numerator}", f"{stem}.{spec.denominator}"


def _column(figure: str) -> str:
    return figure.rpartition(".")[2]


def _stem(indicator: Indicator, figure: str) -> str:
    return f"{indicator.id}.{figure.split('.')[-2]}" if indicator.rows == "group" else indicator.id


def _sums(indicator: Indicator, cells: Mapping[str, CellResult], values: Mapping[str, int]) -> Iterator[Sum]:
    """The sums of the header: once for each row where they name columns of the row."""
    stems = dict.fromkeys(_stem(indicator, name) for name in cells)
    for text in indicator.sums:
        sides, is_open = text.split(" >= " if " >= " in text else " = "), " >= " in text
        names = [[name.strip() for name in side.split(" + ")] for side in sides]
        per_row = any("." not in name for side in names for name in side)
        for stem in stems if per_row else (indicator.id,):
            total, parts = (tuple(found for name in side for found in _named(name, stem, values)) for side in names)
            yield total, parts, is_open


def _named(name: str, stem: str, values: Mapping[str, int]) -> Iterator[str]:
    if "." not in name:
        yield f"{stem}.{name}"
    elif "*" in name:
        yield from (known for known in values if fnmatchcase(known, name) and known.count(".") == name.count("."))
    else:
        yield name
