"""From the measured steps to the shares of each figure: they add up to its whole change, exactly."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from dsa_reports.harmonised.difference import UNKNOWN, CauseShare, CellChange, Difference, Kind, RowChange, Step
from dsa_reports.harmonised.difference.compare import identity, number, plain
from dsa_reports.harmonised.model import Figure
from dsa_reports.pipeline.difference.causes import TITLES, Measured
from dsa_reports.pipeline.difference.replay import Figures

__all__ = ["Shares"]

_NUMERIC = frozenset({Kind.VALUE, Kind.FILLED, Kind.EMPTIED, Kind.BLANK_TO_ZERO, Kind.ZERO_TO_BLANK})
_ZERO = Decimal(0)


class Shares:
    """Gives every changed figure its shares.

    A blank counts as 0, and a share says where a number appeared or disappeared. What the steps leave is `code version`,
    or, for the figures in `doubtful`, what cannot be known.
    """

    def __init__(self, measured: Sequence[Measured], first: Figures, last: Figures, doubtful: Collection[str]) -> None:
        self.measured, self.first, self.last, self.doubtful = measured, first, last, doubtful
        self.rest: dict[str, int] = {"code": 0, UNKNOWN: 0}

    def into(self, difference: Difference, old: Mapping[str, Figure]) -> tuple[Difference, dict[str, tuple[CauseShare, ...]]]:
        """`difference` with the shares of every figure, and those of the figures whose shares cancel each other out."""
        parts = tuple(
            part.model_copy(update={"cells": tuple(self._cell(c) for c in part.cells), "rows": tuple(self._row(r) for r in part.rows)})
            for part in difference.parts
        )
        chapters = tuple(self._cell(c) for c in difference.chapters)
        known = {identity(cell.figure) for cell in difference.all_cells()}
        balanced = {}
        for name, figure in old.items():
            id_ = identity(name)
            if id_ not in known and any(step.before.get(id_, "") != step.after.get(id_, "") for step in self.measured):
                balanced[name] = self.shares(id_, figure.text, figure.text)
        return difference.model_copy(update={"parts": parts, "chapters": chapters}), balanced

    def _row(self, row: RowChange) -> RowChange:
        return row.model_copy(update={"cells": tuple(self._cell(cell) for cell in row.cells)})

    def _cell(self, cell: CellChange) -> CellChange:
        if not cell.figure or cell.kind not in _NUMERIC or "sealed" in (cell.old_reason, cell.new_reason):
            return cell
        return cell.model_copy(update={"causes": self.shares(identity(cell.figure), cell.old, cell.new)})

    def shares(self, id_: str, old: str, new: str) -> tuple[CauseShare, ...]:
        """The shares of one figure, in the order of the steps; steps that did nothing to it are left out."""
        found: list[CauseShare] = []
        left = _value(new) - _value(old)
        for step in self.measured:
            before, after = step.before.get(id_, ""), step.after.get(id_, "")
            if before != after:
                change = _value(after) - _value(before)
                found.append(CauseShare(step=step.id, change=plain(change), note=_note(before, after)))
                left -= change
        doubtful = id_ in self.doubtful
        ends = ((old, new),) if doubtful and not found else ((old, self.first.get(id_, "")), (self.last.get(id_, ""), new)) if not doubtful else ()
        notes = [note for a, b in ends if (note := _note(a, b))]
        if left or notes:
            rest = UNKNOWN if doubtful else "code"
            self.rest[rest] += 1
            found.append(CauseShare(step=rest, change=plain(left), note=", then ".join(notes)))
        return tuple(found)

    def steps(
        self, unknown: Sequence[str], code: Sequence[str], details: Mapping[str, tuple[str, ...]], *, doubted: Collection[str],
    ) -> tuple[Step, ...]:
        """Every step in its fixed order, those too that changed nothing. `unknown`: what is gone, in words; `doubted`: ids of the
        steps that it concerns."""
        made: list[Step] = []
        for id_, title in TITLES.items():
            own = [step for step in self.measured if step.id == id_ or step.id.startswith(f"{id_}.")]
            made += [
                Step(id=step.id, title=step.title, state="replayed", detail=step.detail, figures=sum(1 for name in step.after.keys() | step.before.keys() if step.before.get(name, "") != step.after.get(name, "")))
                for step in own
            ]
            if id_ in self.rest:
                if id_ == "code" or unknown or self.rest[id_]:
                    said = tuple(code if id_ == "code" else unknown)
                    state = "unknown" if id_ == UNKNOWN else "replayed" if self.rest[id_] else "unchanged"
                    made.append(Step.model_validate({"id": id_, "title": title, "state": state, "detail": said, "figures": self.rest[id_]}))
            elif not own:
                gone = id_ in doubted
                made.append(Step.model_validate({"id": id_, "title": title, "state": "unknown" if gone else "unchanged", "detail": details.get(id_, ()) if gone else ()}))
        return tuple(made)


def _value(text: str) -> Decimal:
    return number(text) or _ZERO


def _note(before: str, after: str) -> str:
    if bool(before) == bool(after):
        return ""
    return "appears" if after else "disappears"
