"""Why figures changed between two of our own builds: replayed with the kept inputs of both, one thing at a time.

The order is fixed and printed. The shares of a figure add up to its whole change; what no step explains is named `code
version`, and where inputs are gone it is named as what cannot be known.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.harmonised.difference import UNKNOWN, Causes, CauseShare, CellChange, Difference, RowChange, Step
from dsa_reports.harmonised.difference.compare import identity, number, plain
from dsa_reports.pipeline.difference.affected import affected_figures
from dsa_reports.pipeline.difference.kept import Definitions, Kept, program_definitions
from dsa_reports.pipeline.difference.mixing import Mixed
from dsa_reports.pipeline.difference.replay import Figures, Mix, figures_of
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.readings import readings

if TYPE_CHECKING:
    import duckdb

__all__ = ["STEPS", "Replay", "explained"]

STEPS = {
    "late_rows": "late rows",
    "withdrawn_rows": "withdrawn rows",
    "changed_rows": "changed rows",
    "rejected_rows": "rejected rows (acceptance changed)",
    "mapping": "mapping",
    "reading": "reading",
    "definition": "indicator definition",
    "period": "period edge",
    "declared": "declared figures",
    "service": "facts of the service",
    "code": "code version",
    UNKNOWN: "cannot be known (inputs are gone)",
}
"""Id → name, in the order of the replay."""
Texts = Mapping[str, str]


@dataclass(frozen=True)
class _Measured:
    step: str
    title: str
    before: Figures
    after: Figures
    detail: tuple[str, ...]


class Replay:
    """Walks from the old state to the new one; asks for the figures only where something differs."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", old: Kept, new: Kept, mixed: Mixed, work: Path) -> None:
        self.connection, self.old, self.new, self.mixed, self.work = connection, old, new, mixed, work
        self.notes = [*old.notes, *new.notes, *mixed.notes]
        self.measured: list[_Measured] = []
        # Both sides' configurations may be gone: then the other stands in, and the difference stays unexplained.
        self.old_config = self._config(old, new)
        self.new_config = self._config(new, old)

    @staticmethod
    def _config(side: Kept, other: Kept) -> ServiceConfig | None:
        return side.config or other.config

    def walk(self) -> list[_Measured]:
        """All steps that were made, in order."""
        if self.old_config is None or self.new_config is None:
            return []
        old_definitions, new_definitions = self._definitions()
        mix = Mix(
            rows=self.mixed.rows["old"], loaded=self.mixed.loaded["old"], mapped=self.old_config, config=self.old_config,
            definitions=old_definitions, period=self.old.period,
        )
        figures = figures_of(self.connection, mix, self.work)
        for step, title, detail, changed in self._steps(new_definitions):
            after = changed(mix)
            if after == mix:
                continue
            found = figures_of(self.connection, after, self.work)
            self.measured.append(_Measured(step, title, figures, found, detail))
            mix, figures = after, found
        return self.measured

    def _definitions(self) -> tuple[Definitions, Definitions]:
        ours = program_definitions()
        kept = [_same(side.definitions, ours) or ours for side in (self.old, self.new)]
        return kept[0], kept[1]

    def _steps(self, definitions: Definitions) -> Iterator[tuple[str, str, tuple[str, ...], Callable[[Mix], Mix]]]:
        new = self.new_config
        assert_config(new)
        for step in ("late_rows", "withdrawn_rows", "changed_rows", "rejected_rows", "mapping"):
            rows, loaded = self.mixed.rows[step], self.mixed.loaded[step]
            mapped = {"mapped": new} if step == "mapping" else {}
            yield step, STEPS[step], self.mixed.details.get(step, ()), lambda m, r=rows, k=loaded, p=mapped: m.but(rows=r, loaded=k, **p)  # type: ignore[misc]
        for name in readings():
            before, after = self._answer(self.old, name), self._answer(self.new, name)
            if before != after:
                yield "reading", f"reading {name}", (f'{name}: "{before}", now "{after}"',), lambda m, n=name, a=after: m.but(config=_with_reading(m.config, n, a))  # type: ignore[misc]
        yield "definition", STEPS["definition"], self._redefined(), lambda m: m.but(definitions=definitions)
        edge = (f"{self.old.manifest.period_utc}, now {self.new.manifest.period_utc}",)
        yield "period", STEPS["period"], edge, lambda m: m.but(period=self.new.period)
        yield "declared", STEPS["declared"], (), lambda m: m.but(config=_with_declared(m.config, new))
        yield "service", STEPS["service"], (), lambda m: m.but(config=m.config.model_copy(update={"service": new.service, "provider": new.provider}))

    @staticmethod
    def _answer(side: Kept, name: str) -> str:
        entry = side.manifest.readings.get(name)
        return entry.answer if entry is not None else readings()[name].default

    def _redefined(self) -> tuple[str, ...]:
        before, after = self.old.manifest.indicators, self.new.manifest.indicators
        names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        return (f"changed: {', '.join(names[:12])}{f' and {len(names) - 12} more' if len(names) > 12 else ''}",) if names else ()
