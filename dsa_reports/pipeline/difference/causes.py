"""Why figures changed between two of our own builds: replayed with the kept inputs of both, one thing at a time.

The order is fixed and printed. The shares of a figure add up to its whole change; what no step explains is named `code
version`, and where inputs are gone it is named as what cannot be known.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.pipeline.difference.confirmed import Confirmed
from dsa_reports.pipeline.difference.kept import Definitions, Kept, program_definitions
from dsa_reports.pipeline.difference.mixing import Mixed
from dsa_reports.pipeline.difference.replay import Figures, Mix, figures_of
from dsa_reports.pipeline.difference.rows import ROW_STEPS
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.readings import readings

if TYPE_CHECKING:
    import duckdb

__all__ = ["TITLES", "Measured", "Replay"]

TITLES = {
    "late_rows": "late rows",
    "withdrawn_rows": "withdrawn rows",
    "changed_rows": "changed rows",
    "rejected_rows": "rejected rows (acceptance changed)",
    "mapping": "mapping",
    "reading": "reading",
    "definition": "indicator definition",
    "phenomena": "definitions of phenomena",
    "campaigns": "confirmed campaigns",
    "period": "period edge",
    "declared": "declared figures",
    "service": "facts of the service",
    "code": "code version",
    "unknown": "cannot be known (inputs are gone)",
}
"""Id → name, in the order of the replay."""


@dataclass(frozen=True)
class Measured:
    """One step that was counted: the figures before and after it."""

    id: str
    title: str
    before: Figures
    after: Figures
    detail: tuple[str, ...]


class Replay:
    """Walks from the old state to the new one, and counts only where something differs.

    Where one side's settings are gone, the other's stand in: what they changed stays unexplained.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection", old: Kept, new: Kept, mixed: Mixed, work: Path) -> None:
        self.connection, self.old, self.new, self.mixed, self.work = connection, old, new, mixed, work
        self.first: Figures = {}
        self.last: Figures = {}

    def walk(self) -> list[Measured]:
        """The steps that changed the state, in order; `first` and `last` are the figures at both ends."""
        old, new = self.old.config or self.new.config, self.new.config or self.old.config
        if old is None or new is None:
            return []
        before, after = (side.definitions or program_definitions() for side in (self.old, self.new))
        mix = Mix(self.mixed.rows["old"], self.mixed.loaded["old"], old, self._answered(old), before, self.old.period, self.old.rules, self._confirmed(self.old, self.new))
        self.first = figures = figures_of(self.connection, mix, self.work)
        measured = []
        for id_, title, detail, changed in self._steps(new, after):
            following = changed(mix)
            if following != mix:
                found = figures_of(self.connection, following, self.work)
                measured.append(Measured(id_, title, figures, found, detail))
                mix, figures = following, found
        self.last = figures
        return measured

    def _answered(self, config: ServiceConfig) -> ServiceConfig:
        """`config` under the readings that the old manifest names: they are known even where service.toml is gone."""
        return config.model_copy(update={"readings": {name: self._answer(self.old, name) for name in readings()}})

    @staticmethod
    def _answer(side: Kept, name: str) -> str:
        entry = side.manifest.readings.get(name)
        return entry.answer if entry is not None else readings()[name].default

    def _steps(self, new: ServiceConfig, definitions: Definitions) -> Iterator[tuple[str, str, tuple[str, ...], Callable[[Mix], Mix]]]:
        for step in ROW_STEPS:
            yield step, TITLES[step], self.mixed.details[step], self._rows(step, new)
        for name in readings():
            before, after = self._answer(self.old, name), self._answer(self.new, name)
            if before != after:
                yield f"reading.{name}", f"reading {name}", (f"{before}, now {after}",), _reading(name, after)
        yield "definition", TITLES["definition"], self._redefined(), lambda mix: mix.but(definitions=definitions)
        yield "phenomena", TITLES["phenomena"], (), lambda mix: mix.but(rules=self.new.rules)
        yield "campaigns", TITLES["campaigns"], (), lambda mix: mix.but(confirmed=self._confirmed(self.new, self.old))
        edge = f"{self.old.manifest.period_utc}, now {self.new.manifest.period_utc}"
        yield "period", TITLES["period"], (edge,), lambda mix: mix.but(period=self.new.period)
        yield "declared", TITLES["declared"], (), lambda mix: mix.but(config=_with_declared(mix.config, new))
        yield "service", TITLES["service"], (), lambda mix: mix.but(config=mix.config.model_copy(update={"service": new.service}))

    @staticmethod
    def _confirmed(side: Kept, other: Kept) -> Confirmed:
        """The campaigns that `side` counted; where their lists are gone, those of the other side stand in."""
        return next((known for known in (side.confirmed, other.confirmed) if known is not None), Confirmed())

    def _rows(self, step: str, new: ServiceConfig) -> Callable[[Mix], Mix]:
        rows, loaded = self.mixed.rows[step], self.mixed.loaded[step]

        def changed(mix: Mix) -> Mix:
            mapped = new if step == "mapping" and self.mixed.remapped else mix.mapped
            return mix.but(rows=rows, loaded=loaded, mapped=mapped)

        return changed

    def _redefined(self) -> tuple[str, ...]:
        before, after = self.old.manifest.indicators, self.new.manifest.indicators
        names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        more = f" and {len(names) - 12} more" if len(names) > 12 else ""
        return (f"{', '.join(names[:12])}{more}",) if names else ()


def _reading(name: str, answer: str) -> Callable[[Mix], Mix]:
    return lambda mix: mix.but(config=mix.config.model_copy(update={"readings": mix.config.readings | {name: answer}}))


def _with_declared(config: ServiceConfig, new: ServiceConfig) -> ServiceConfig:
    """`config` with the declared figures of `new`, unless they read the same."""
    def content(side: ServiceConfig) -> bytes:
        return (side.folder / side.declared_figures).read_bytes() if side.declared_figures else b""

    if content(config) == content(new):
        return config
    return config.model_copy(update={"declared_figures": str(new.folder / new.declared_figures) if new.declared_figures else ""})
