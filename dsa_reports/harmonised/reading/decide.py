"""Counts that can be read as two numbers, where the sums of the same report tell which one it is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dsa_reports.harmonised.model import Part, Row

__all__ = ["Decided", "Undecided", "decided"]


class Undecided(NamedTuple):
    """A cell of a count that says `1.234` or `1,234`: record of the model's part (header = 1), column, and place in the file."""

    part: int
    record: int
    column: int
    figure: str
    line: int
    letter: str


class Decided(NamedTuple):
    """What the cell says, and by what: `TOTAL = sum of the categories`."""

    text: str
    why: str


def decided(parts: Mapping[int, Part], doubts: Sequence[Undecided]) -> dict[Undecided, Decided]:
    """Those of `doubts` in parts 3 to 6 that one sum of the report decides: all its other cells are whole numbers or blank.

    A count is no decimal, so that the only reading besides none is that of divided thousands; it is taken only where a
    sum confirms it. One that was decided may decide the next.
    """
    texts = {(d.part, d.record, d.column): "" for d in doubts if d.part in (3, 4, 5, 6)}
    left = {(d.part, d.record, d.column): d for d in doubts if d.part in (3, 4, 5, 6)}
    found: dict[Undecided, Decided] = {}
    sums = [one for part in sorted({place[0] for place in left}) for one in _sums(parts[part])] if left else []
    columns = {(place[0], place[2]) for place in left}
    progress = True
    while left and progress:
        progress = False
        for part, column in sorted(columns):
            for whole, members in (one for one in sums if one[0][0] == part):
                places = [(*whole, column), *((*member, column) for member in members)]
                open_ = [place for place in places if place in left]
                if len(open_) != 1:
                    continue
                doubt = left[open_[0]]
                reading = _own(parts, open_[0]).replace(".", "").replace(",", "")
                values = [_whole(reading if place == open_[0] else texts.get(place) or _own(parts, place)) for place in places]
                if None not in values and values[0] == sum(value or 0 for value in values[1:]):
                    found[doubt] = Decided(reading, _why(parts[part], whole, doubt))
                    texts[open_[0]] = reading
                    del left[open_[0]]
                    progress = True
    return found


def _own(parts: Mapping[int, Part], place: tuple[int, int, int]) -> str:
    part, record, column = place
    return parts[part].rows[record - 2].cells[column].text


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else 0 if not text else None


def _why(part: Part, whole: tuple[int, int], doubt: Undecided) -> str:
    code = part.rows[whole[1] - 2].key
    sub = "categories" if code == "TOTAL" else "sub-categories"
    return f"the sum of the {sub} says it" if whole[1] == doubt.record else f"so the {sub} add up to {code}"


def _sums(part: Part) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """(part, record) of each whole, and those of what must add up to it."""
    scopes: dict[str, list[tuple[int, Row]]] = {}
    for record, row in enumerate(part.rows, 2):
        scopes.setdefault(row.scope, []).append((record, row))
    for rows in scopes.values():
        total = next((record for record, row in rows if row.level == "total"), None)
        categories = [(part.number, record) for record, row in rows if row.level == "category"]
        if total is not None and categories:
            yield (part.number, total), categories
        for record, row in rows:
            children = [(part.number, at) for at, child in rows if child.parent and child.parent == row.key]
            if row.level == "category" and children:
                yield (part.number, record), children

