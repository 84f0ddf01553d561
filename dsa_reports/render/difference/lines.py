"""The lines of a difference as a page or a screen shows them: row and column in words, the change with its sign."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from dsa_reports.display import shown
from dsa_reports.harmonised.difference import CellChange, Difference, Piece
from dsa_reports.template.codes import categories
from dsa_reports.template.layout import layout

__all__ = ["Line", "line", "percent", "row_label", "signed", "steps_of"]

Spelling = Callable[[Decimal], str]
"""How an amount without its sign is written."""

_LEAST = Decimal("0.1")
"""Per cent below which a change is only said to be small."""


@dataclass(frozen=True)
class Line:
    """One changed cell. `mark` stands beside the change, so that no reader needs a colour."""

    label: str
    scope: str
    column: str
    letter: str
    figure: str
    old: str
    new: str
    old_reason: str
    new_reason: str
    kind: str
    mark: str
    change: str
    percent: str
    causes: tuple[tuple[str, str], ...]
    redline: tuple[Piece, ...]


def _english(value: Decimal) -> str:
    return f"{value:,f}"


def line(cell: CellChange, steps: Mapping[str, str], *, number: Spelling = _english, phrase: Callable[[str], str] = str) -> Line:
    """`cell` in words; `steps` names the steps of the replay. `number` spells amounts, `phrase` says titles of steps and notes."""
    return Line(
        label=row_label(cell), scope=cell.scope if cell.scope not in {"", "TOTAL", "total"} else "", column=cell.header or cell.column.replace("_", " "),
        letter=cell.letter, figure=cell.figure, old=cell.old, new=cell.new, old_reason=cell.old_reason, new_reason=cell.new_reason,
        kind=str(cell.kind), mark=_mark(cell), change=signed(cell.absolute, number), percent=percent(cell.relative, number),
        causes=tuple((phrase(steps.get(share.step, share.step)), signed(share.change, number) + (f" ({phrase(share.note)})" if share.note else "")) for share in cell.causes if share.change or share.note),
        redline=cell.redline,
    )


def steps_of(difference: Difference) -> dict[str, str]:
    """Id of each step of the replay → its title."""
    return {step.id: step.title for step in difference.causes.steps} if difference.causes else {}


def _mark(cell: CellChange) -> str:
    if cell.absolute is None:
        return "→"
    return "▲" if cell.absolute > 0 else "▼"


def signed(value: int | float | None, number: Spelling = _english) -> str:
    """`+1,204`, `−3`, `0`; '' where there is none."""
    if value is None:
        return ""
    return ("+" if value > 0 else "−" if value < 0 else "") + number(Decimal(str(abs(value))))


def percent(share: float | None, number: Spelling = _english) -> str:
    """`+42.4 %`; '' where the old value was 0 or blank."""
    if share is None:
        return ""
    sign, amount = "+" if share > 0 else "−" if share else "", Decimal(f"{abs(share) * 100:.1f}")
    return f"{sign}{number(amount)} %" if amount or not share else f"{sign}<{number(_LEAST)} %"


def row_label(cell: CellChange) -> str:
    """The row in the law's own words: category and sub-category with its description, or the indicator and its scope."""
    if cell.part is None:
        return cell.row.replace(".", ": ", 1).replace("_", " ")
    if 2 <= cell.part <= 6:
        category, _, keyword = cell.row.partition("/")
        code, _, described = keyword.partition("~")
        name = _names().get(category, category)
        return f"{name}: {_names().get(code, code)}{f' ({shown(described)})' if described else ''}" if keyword else name
    base, _, system = cell.row.partition("~")
    return _indicators(cell.part).get((base, cell.scope)) or _indicators(cell.part).get((base, ""), base) + (f" ({shown(system)})" if system else "")


@cache
def _names() -> dict[str, str]:
    return {c.code: c.description or c.code for c in categories()} | {"TOTAL": "Total"}


@cache
def _indicators(part: int) -> dict[tuple[str, str], str]:
    template = layout().part(part)
    texts: dict[tuple[str, str], str] = {}
    place, scope = template.position("indicator"), template.position("scope")
    for row in template.rows:
        if place is None:
            continue
        name = row.cells[place].strip().rstrip("\u00a0")
        texts.setdefault((row.path, ""), name)
        if scope is not None and row.scope not in {"language", "member_state"}:
            texts.setdefault((row.path, row.scope), f"{name}: {row.cells[scope].strip()}")
    return texts
