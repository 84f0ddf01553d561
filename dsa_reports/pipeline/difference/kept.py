"""What a build keeps so that it can be replayed: its settings as they were, and the queries that ran. Never the logs.

`internal/inputs/` of a draft holds service.toml, the value maps and the declared figures byte for byte, and all queries
in `definitions.json`. The logs stay where they are and are found again by their SHA-256; only `build --keep-inputs` copies
them, once each, to `out/private/inputs/<sha256>/`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dsa_reports.errors import InputError, UserError
from dsa_reports.evidence.canonical import canonical_json, sha256
from dsa_reports.evidence.models import Manifest
from dsa_reports.indicators.loader import Indicator, load_indicators, parse_indicator
from dsa_reports.intake.derive import fact_names, fact_sql, macros_sql
from dsa_reports.intake.derive.tagging import Tagging
from dsa_reports.law.periods import Period, parse_period
from dsa_reports.phenomena.load import phenomena, phenomenon_files
from dsa_reports.pipeline.difference.confirmed import Confirmed, find_confirmed
from dsa_reports.pipeline.tagging import rules_only
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.load import FILE_NAME, load_service

__all__ = ["INPUTS", "Definitions", "Kept", "kept_files", "program_definitions", "read_kept"]

INPUTS = "internal/inputs"
_SETTINGS = "settings.json"
_DEFINITIONS = "definitions.json"


@dataclass(frozen=True)
class Definitions:
    """The queries by which figures are counted: indicators, the facts behind them, and what the facts share."""

    indicators: Mapping[str, Indicator]
    facts: Mapping[str, str]
    macros: str

    @property
    def sha256(self) -> str:
        """One hash over all of them."""
        return sha256(canonical_json({"indicators": {i: v.sql for i, v in self.indicators.items()}, "facts": dict(self.facts), "macros": self.macros}))


def program_definitions() -> Definitions:
    """Those of this program."""
    return Definitions(load_indicators(), {name: fact_sql(name) for name in fact_names()}, macros_sql())


@dataclass(frozen=True)
class Kept:
    """A draft with all of it that can be replayed. None where it was not kept, is damaged, or is no longer understood."""

    name: str
    manifest: Manifest
    config: ServiceConfig | None
    """Value maps and declared figures as absolute paths into what was kept."""
    period: Period
    definitions: Definitions | None
    notes: tuple[str, ...]
    rules: Tagging
    """Those of its phenomena."""
    confirmed: Confirmed | None
    """The campaigns that it counted; None where their lists are gone."""


def kept_files(service: Path, config: ServiceConfig) -> dict[str, bytes]:
    """What goes into the draft: path below the draft → bytes."""
    file = service / FILE_NAME if service.is_dir() else service
    files = {f"{INPUTS}/{FILE_NAME}": file.read_bytes()}
    stored: dict[str, str] = {}
    for number, name in enumerate(_named(config)):
        path = config.folder / name
        if path.is_file():
            stored[name] = f"{number:03d}-{Path(name).name}"
            files[f"{INPUTS}/{stored[name]}"] = path.read_bytes()
    used = program_definitions()
    files[f"{INPUTS}/{_SETTINGS}"] = canonical_json(stored)
    files[f"{INPUTS}/{_DEFINITIONS}"] = canonical_json({
        "indicators": {name: indicator.sql for name, indicator in used.indicators.items()}, "facts": dict(used.facts), "macros": used.macros,
    })
    return files


def _named(config: ServiceConfig) -> list[str]:
    maps = {path for source in config.tables.values() for path in source.value_maps.values()}
    maps |= {f"{config.phenomena}/{path.name}" for path in phenomenon_files(config.folder / config.phenomena)}
    return sorted(maps | ({config.declared_figures} if config.declared_figures else set()))


def read_kept(draft: Path, name: str, folders: Sequence[Path] = (), store: Path | None = None) -> Kept:
    """What the folder `draft` keeps, and the lists of campaigns that it counted, sought in `store` and below `folders`.

    InputError if not even its manifest can be read.
    """
    try:
        manifest = Manifest.model_validate(json.loads((draft / "internal/manifest.json").read_bytes()))
    except (OSError, ValueError, ValidationError) as error:
        raise InputError("the manifest of this draft cannot be read", where=str(draft / "internal/manifest.json"), remedy="Without it nobody can say why figures changed; diff without --cause compares the reports.") from error
    notes: list[str] = []
    config = _config(draft, manifest, name, notes)
    zone = (config.service if config else _service(manifest)).zone
    definitions, rules = _definitions(draft, manifest, name, notes), _rules(draft, manifest, config, name, notes)
    confirmed = find_confirmed(manifest, config, folders, store)
    if confirmed is None:
        notes.append(f"The lists of accounts of the campaigns that {name} counted are gone or were changed: what they changed in chapters cannot be replayed.")
    return Kept(name, manifest, config, parse_period(manifest.period, zone), definitions, tuple(notes), rules, confirmed)


def _service(manifest: Manifest) -> Any:
    from dsa_reports.service.config import Service

    return Service.model_validate({"name": manifest.service, "tier": manifest.tier, "time_zone": manifest.time_zone})


def _verified(draft: Path, manifest: Manifest, name: str) -> bytes | None:
    """The kept file `name`; None where it is gone or not the one that the manifest names."""
    path = f"{INPUTS}/{name}"
    entry = manifest.outputs.get(path)
    try:
        content = (draft / path).read_bytes()
    except OSError:
        return None
    return content if entry is not None and entry.sha256 == sha256(content) else None


def _config(draft: Path, manifest: Manifest, name: str, notes: list[str]) -> ServiceConfig | None:
    if _verified(draft, manifest, FILE_NAME) is None or (stored := _verified(draft, manifest, _SETTINGS)) is None:
        notes.append(f"{name} does not hold its service.toml (or it was altered): mapping, readings and the facts of the service at that time cannot be replayed.")
        return None
    try:
        config = load_service(draft / INPUTS / FILE_NAME)
    except UserError as error:
        notes.append(f"The service.toml of {name} is not understood by this version of the program: {error.what}.")
        return None
    paths = {given: draft / INPUTS / kept for given, kept in json.loads(stored).items() if _verified(draft, manifest, kept) is not None}
    if missing := [given for given in _named(config) if given not in paths]:
        notes.append(f"{name} does not hold {', '.join(missing)}: its mapping cannot be replayed.")
        return None
    tables = {
        table: source.model_copy(update={"value_maps": {column: str(paths[path].resolve()) for column, path in source.value_maps.items()}})
        for table, source in config.tables.items()
    }
    declared = str(paths[config.declared_figures].resolve()) if config.declared_figures else ""
    return config.model_copy(update={"tables": tables, "declared_figures": declared})


def _rules(draft: Path, manifest: Manifest, config: ServiceConfig | None, name: str, notes: list[str]) -> Tagging:
    """The rules of the phenomena that the draft kept, in the order of their names; those of the package where none are kept."""
    stored = json.loads(_verified(draft, manifest, _SETTINGS) or b"{}")
    own = sorted((given, draft / INPUTS / kept) for given, kept in stored.items() if config is not None and given.startswith(f"{config.phenomena}/"))
    try:
        return rules_only(phenomena([path for _, path in own if _verified(draft, manifest, path.name) is not None]))
    except UserError as error:
        notes.append(f"The phenomena of {name} are not understood by this version of the program: {error.what}.")
        return rules_only(phenomena())


def _definitions(draft: Path, manifest: Manifest, name: str, notes: list[str]) -> Definitions | None:
    """The queries that ran: this program's where they are the same, else those that the draft kept."""
    content = _verified(draft, manifest, _DEFINITIONS)
    if content is None:
        notes.append(f"{name} does not hold the queries that counted it: a change of their definition cannot be told from another version of the program.")
        return None
    data = json.loads(content)
    try:
        indicators = {id_: parse_indicator(id_, text) for id_, text in data["indicators"].items()}
    except ValueError:
        notes.append(f"The queries of {name} are not understood by this version of the program.")
        return None
    found = sorted(indicators.values(), key=lambda i: (i.part or 99, i.chapter, i.order, i.id))
    return Definitions({i.id: i for i in found}, data["facts"], data["macros"])
