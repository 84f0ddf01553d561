"""What a chart is before it is drawn; the SVG itself is made by templates/macros/charts.html.j2."""

from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Bar", "Chart", "Column", "Data", "Dot", "ticks"]


@dataclass(frozen=True)
class Bar:
    """One horizontal bar: label in lines, its pieces as (start, width) from 0 to 1, and the number at its end."""

    label: tuple[str, ...]
    pieces: tuple[tuple[float, float], ...]
    end: float
    text: str


@dataclass(frozen=True)
class Column:
    """One upright bar: label below in lines, height from 0 to 1, the number above."""

    label: tuple[str, ...]
    height: float
    text: str
    main: bool = True
    """False for what the message is not about: earlier periods, notices without an action."""


@dataclass(frozen=True)
class Dot:
    """One measured value with its interval, all from 0 to 1 on the axis."""

    label: tuple[str, ...]
    low: float
    value: float
    high: float
    text: str


@dataclass(frozen=True)
class Data:
    """The numbers of a chart as a table: heads of the columns, and rows of a label and its cells."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Chart:
    """A picture with one message. `alt` says the same in words, from the data."""

    id: str
    title: str
    alt: str
    source: str
    """Id of the table that holds the data; '' where only `data` does."""
    data: Data
    kind: str
    """`bars`, `columns` or `dots`."""
    series: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    columns: tuple[Column, ...] = ()
    dots: tuple[Dot, ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()
    """Marks of the axis: place from 0 to 1, and text."""
    note: str = ""


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round numbers that cover `low` to `high`, about `wanted` of them: steps of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / wanted or 1
    power = Decimal(10) ** Decimal(str(rough)).adjusted()
    step = next((power * n for n in (1, 2, 5, 10) if power * n >= Decimal(str(rough))), power * 10)
    first = (Decimal(str(low)) / step).to_integral_value("ROUND_FLOOR")
    last = (Decimal(str(high)) / step).to_integral_value("ROUND_CEILING")
    return [float(step * n) for n in range(int(first), int(last) + 1)]
