"""Which rows both builds had, as far as their logs are still there: the states from the old rows to the new ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dsa_reports.contract import Table, tables
from dsa_reports.contract.conditions import identifier
from dsa_reports.evidence.canonical import canonical_json, sha256
from dsa_reports.pipeline.difference.kept import Kept
from dsa_reports.pipeline.difference.rows import (
    ROW_STEPS,
    Rows,
    Tally,
    empty_rows,
    load_rows,
    step_views,
    tally,
    with_files,
)
from dsa_reports.progress import Progress, silent
from dsa_reports.service.config import ServiceConfig, Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["Loaded", "Mixed", "load_both", "mixed"]

Files = Mapping[str, Sequence[Path] | None]
STATES = ("old", *ROW_STEPS)


class Three(NamedTuple):
    """A table's old rows, its new rows under the old mapping, its new rows under the new mapping."""

    old: Rows
    between: Rows
    new: Rows


@dataclass
class Loaded:
    """What could be loaded. `gone`: table → why its old (or new) rows cannot be had."""

    rows: dict[str, Three] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    entangled: dict[str, str] = field(default_factory=dict)
    """Tables whose new export cannot be read under the old mapping → why."""
    remapped: tuple[str, ...] = ()


@dataclass
class Mixed:
    """For each state: table → relation of accepted rows, and the tables that have files. `details`: step → what differs."""

    rows: dict[str, dict[str, str]]
    loaded: dict[str, frozenset[str]]
    details: dict[str, tuple[str, ...]]
    gone: dict[str, str]
    remapped: bool
    notes: tuple[str, ...] = ()


def load_both(
    old: Kept, new: Kept, old_files: Files, new_files: Files, work: Path, *, memory_limit: str, threads: int | None, progress: Progress = silent,
) -> Loaded:
    """Load every set of rows once; sets that cannot differ are not loaded twice."""
    out = Loaded()
    sources: dict[str, dict[str, Source]] = {"old": {}, "between": {}, "new": {}}
    for name in tables():
        for side, kept, files in (("old", old, old_files), ("new", new, new_files)):
            if _files(kept, name) and (source := _source(kept, name, files, out)) is not None:
                sources[side][name] = source
        if old.config and new.config and _mapping(old.config, name) != _mapping(new.config, name):
            out.remapped = (*out.remapped, name)
    for name, source in list(sources["new"].items()):
        before = sources["old"].get(name)
        alike = _hashes(old, name) == _hashes(new, name)
        if before is not None and name in out.remapped and not alike:
            sources["between"][name] = with_files(before, list(map(Path, source.files)), _names(new, name))
        if before is not None and name not in out.remapped and alike:
            del sources["new"][name]
    configs = {"old": old.config, "between": old.config, "new": new.config}
    found = {
        side: load_rows(config, wanted, work / side, memory_limit=memory_limit, threads=threads, progress=progress) if config and wanted else {}
        for side, wanted in sources.items() if (config := configs[side]) or True
    }
    for name, table in tables().items():
        out.rows[name] = _three(table, old, new, found, out)
    return out


def _files(side: Kept, name: str) -> bool:
    entry = side.manifest.inputs.get(name)
    return entry is not None and entry.status == "loaded"


def _hashes(side: Kept, name: str) -> list[str]:
    entry = side.manifest.inputs.get(name)
    return [file.sha256 for file in entry.files] if entry else []


def _names(side: Kept, name: str) -> list[str]:
    return [file.name for file in side.manifest.inputs[name].files]


def _source(side: Kept, name: str, files: Files, out: Loaded) -> Source | None:
    if side.config is None:
        out.gone[name] = f"{name}: the settings of {side.name} are gone"
        return None
    paths = files.get(name)
    if paths is None or name not in side.config.tables:
        missing = ", ".join(f"{file.name} (SHA-256 {file.sha256[:12]}…)" for file in side.manifest.inputs[name].files[:3])
        out.gone[name] = f"{name}: the files of {side.name} are gone or were changed: {missing}"
        return None
    return with_files(side.config.tables[name], paths, _names(side, name))


def _mapping(config: ServiceConfig, name: str) -> str:
    """A fingerprint of all that turns exported columns into those of the contract."""
    source = config.tables.get(name)
    if source is None or source.none:
        return ""
    said = source.model_dump(mode="python", exclude={"files", "none", "extraction"})
    maps = {column: sha256((config.folder / path).read_bytes()) for column, path in source.value_maps.items()}
    privacy = config.privacy.model_dump(mode="python")
    return sha256(canonical_json({**said, "value_maps": maps, "privacy": privacy, "zone": source.time_zone or config.service.time_zone}))


def _three(table: Table, old: Kept, new: Kept, found: Mapping[str, Mapping[str, Rows | str]], out: Loaded) -> Three:
    name = table.name
    sides = {}
    for side, kept in (("old", old), ("new", new)):
        got = found[side].get(name)
        if isinstance(got, str):
            out.gone[name] = f"{name}: the rows of {kept.name} cannot be read: {got}"
            got = None
        sides[side] = got if got is not None or _files(kept, name) else empty_rows(table)
    before, after = sides["old"], sides["new"]
    if after is None and before is not None and name not in out.gone:
        after = before
    # Where one side's rows are gone, the other's stand in for all states: what the rows did stays unexplained.
    before, after = before or after or empty_rows(table), after or before or empty_rows(table)
    between: Rows | str = found["between"].get(name) or (after if name not in out.remapped or not _files(old, name) else before)
    if name in out.gone:
        between = after
    if isinstance(between, str):
        out.entangled[name], between = between, after
    return Three(before, between, after)


def mixed(connection: "duckdb.DuckDBPyConnection", old: Kept, new: Kept, loaded: Loaded) -> Mixed:
    """The states. A step that changes nothing in a table leaves its relation as it was, so that nothing is counted twice."""
    rows: dict[str, dict[str, str]] = {state: {} for state in STATES}
    details: dict[str, list[str]] = {step: [] for step in ROW_STEPS}
    for name, table in tables().items():
        three = _disentangled(connection, table, loaded)
        rows["old"][name] = current = three.old.accepted
        counts = tally(connection, table, three.old, three.between) if three.old.accepted != three.between.accepted else Tally()
        views = step_views(table, three.old, three.between)
        for step, amount, words in (
            ("late_rows", counts.late, f"{counts.late:,}"), ("withdrawn_rows", counts.withdrawn, f"{counts.withdrawn:,}"),
            ("changed_rows", counts.changed, f"{counts.changed:,}"),
            ("rejected_rows", counts.newly_accepted + counts.newly_rejected, f"{counts.newly_accepted:,} accepted now, {counts.newly_rejected:,} rejected now"),
        ):
            if amount:
                current = views[step]
                details[step].append(f"{name}: {words}")
            rows[step][name] = current
        if three.between.accepted != three.new.accepted:
            current = three.new.accepted
            details["mapping"].append(name)
        rows["mapping"][name] = current
        if name in loaded.entangled:
            details["mapping"].append(f"{name}: the new export cannot be read under the old mapping ({loaded.entangled[name]}); its part stands under changed and rejected rows")
    for step in ROW_STEPS:
        details[step] += [f"cannot be told for {why}" for _, why in sorted(loaded.gone.items())]
    return Mixed(rows, _with_files(old, new, loaded), {step: tuple(lines) for step, lines in details.items()}, dict(loaded.gone), bool(loaded.remapped))


def _disentangled(connection: "duckdb.DuckDBPyConnection", table: Table, loaded: Loaded) -> Three:
    """The three sets of `table`; where the old mapping finds nothing in a column that it used to fill, the new rows stand for it.

    An export whose columns were renamed would else look as if all its rows had changed, and the mapping had changed them back.
    """
    three = loaded.rows[table.name]
    if three.between.accepted in {three.old.accepted, three.new.accepted}:
        return three
    filled = ", ".join(f"count({identifier(name)})" for name in table.names)
    counts = [connection.execute(f"SELECT {filled} FROM {rows.accepted}").fetchall()[0] for rows in three]
    lost = [name for name, old, between, new in zip(table.names, *counts, strict=True) if old and new and not between]
    if not lost:
        return three
    loaded.entangled[table.name] = f"it leaves {', '.join(lost)} empty"
    return Three(three.old, three.new, three.new)


def _with_files(old: Kept, new: Kept, loaded: Loaded) -> dict[str, frozenset[str]]:
    before, after = (frozenset(name for name in tables() if _files(side, name)) for side in (old, new))
    gone = frozenset(loaded.gone)
    before = (before - gone) | (after & gone) | (before & gone)
    return {"old": before, "late_rows": before | after} | dict.fromkeys(ROW_STEPS[1:], after | before & gone)
