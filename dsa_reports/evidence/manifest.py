"""`manifest.json` and `findings.json`: what was read, how it was counted, what was written, what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Any, Protocol

from dsa_reports.contract import tables as contract_tables
from dsa_reports.contract.description import describe_contract
from dsa_reports.evidence.canonical import FileDigest, canonical_json, digest, sha256
from dsa_reports.evidence.models import (
    CheckEntry,
    ContractHash,
    FileEntry,
    FindingsFile,
    InputFile,
    InputTable,
    Manifest,
    ReadingEntry,
    WaivedEntry,
)
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.law.periods import Period, statutory_kind
from dsa_reports.service.config import Extraction, ServiceConfig
from dsa_reports.service.readings import readings
from dsa_reports.waivers import Waived

__all__ = ["IntakeLike", "contract_hash", "findings_file", "manifest"]


class _File(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def bytes(self) -> int: ...
    @property
    def rows_read(self) -> int: ...
    @property
    def accepted(self) -> int: ...
    @property
    def rejected(self) -> int: ...
    @property
    def first_event(self) -> str: ...
    @property
    def last_event(self) -> str: ...


class _Placed(Protocol):
    @property
    def in_period(self) -> int: ...
    @property
    def before_period(self) -> int: ...
    @property
    def after_period(self) -> int: ...
    @property
    def undated(self) -> int: ...


class _Table(Protocol):
    @property
    def status(self) -> Any: ...
    @property
    def reason(self) -> str: ...
    @property
    def files(self) -> Sequence[_File]: ...
    @property
    def extraction(self) -> Extraction: ...
    @property
    def placed(self) -> _Placed: ...


class IntakeLike(Protocol):
    """What the manifest needs to know of the intake."""

    @property
    def tables(self) -> Mapping[str, _Table]:
        """Every table of the contract by name."""


def contract_hash() -> ContractHash:
    """Hashes of the contract as a whole and of each table, over columns, codes and rules."""
    described = describe_contract()
    return ContractHash(
        sha256=sha256(canonical_json(described)),
        tables={name: sha256(canonical_json(table)) for name, table in described.items()},
    )


def manifest(
    *,
    config: ServiceConfig,
    period: Period,
    intake: IntakeLike,
    indicators: Mapping[str, str],
    versions: Mapping[str, str],
    outputs: Mapping[str, bytes | FileDigest],
    findings: Iterable[Finding] = (),
    waived: Sequence[Waived] = (),
    figures: int = 0,
    settings: Mapping[str, bytes | FileDigest] | None = None,
    edition: str = "draft",
    draft: int = 0,
    campaigns: bytes = b"",
) -> dict[str, Any]:
    """The manifest as plain data; write it with `canonical_json`.

    `indicators`: id → SHA-256 of the file. `outputs`: path relative to the draft → content or its digest. `settings`:
    the same for service.toml, value maps, texts and the like. `figures`: how many have a passport.
    `campaigns`: the lists of confirmed campaigns, of which only the hash is told.
    """
    tables = {name: _table(name, table) for name, table in intake.tables.items()}
    built = Manifest(
        provider=config.provider.legal_name,
        service=config.service.name,
        tier=config.service.tier.value,
        period=period.text,
        period_utc=f"{period.start_utc.isoformat()}Z/{period.end_utc.isoformat()}Z",
        time_zone=config.service.time_zone,
        statutory=statutory_kind(period, config.service.tier),
        edition=edition,
        draft=draft,
        version=config.publication.version,
        settings=_entries(settings or {}),
        config_sha256=sha256(canonical_json(config.model_dump(mode="python", exclude={"folder"}))),
        inputs=tables,
        campaigns=_entry(campaigns) if campaigns else None,
        contract=contract_hash(),
        indicators=dict(indicators),
        readings=_readings(config),
        versions=dict(versions),
        counts={
            "rows_read": sum(table.rows_read for table in tables.values()),
            "accepted": sum(table.accepted for table in tables.values()),
            "rejected": sum(table.rejected for table in tables.values()),
            "in_period": sum(table.in_period for table in tables.values()),
            "outside_period": sum(table.accepted - table.in_period for table in tables.values()),
            "figures": figures,
            **{f"findings_{name}": count for name, count in _by_severity(findings).items()},
            "waived": len(waived),
        },
        outputs=_entries(outputs),
    )
    return built.model_dump(mode="json")


def findings_file(
    findings: Iterable[Finding], waived: Sequence[Waived] = (), checks: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """`findings.json` as plain data: worst first, with the waived ones apart, and the outcome of every check."""
    ordered = worst_first(findings)
    entries = tuple(
        WaivedEntry(finding=entry.finding, reason=entry.waiver.reason, owner=entry.waiver.owner, expires=entry.waiver.expires.isoformat())
        for entry in waived
    )
    outcomes = tuple(CheckEntry.model_validate(entry) for entry in checks)
    return FindingsFile(counts=_by_severity(ordered), findings=tuple(ordered), waived=entries, checks=outcomes).model_dump(mode="json")


def _table(name: str, table: _Table) -> InputTable:
    files = tuple(
        InputFile(
            name=_relative(file.name), sha256=file.sha256, bytes=file.bytes, rows_read=file.rows_read,
            accepted=file.accepted, rejected=file.rejected, first_event=file.first_event, last_event=file.last_event,
        )
        for file in table.files
    )
    return InputTable(
        status=table.status,
        reason=table.reason,
        rows_read=sum(file.rows_read for file in files),
        accepted=sum(file.accepted for file in files),
        rejected=sum(file.rejected for file in files),
        in_period=table.placed.in_period,
        before_period=table.placed.before_period,
        after_period=table.placed.after_period,
        undated=table.placed.undated,
        dated_by=contract_tables()[name].dated_by,
        files=files,
        extraction=_extraction(table.extraction),
    )


def _extraction(note: Extraction) -> dict[str, str | int | dict[str, int]]:
    given = note.model_dump(mode="json")
    return {name: value for name, value in given.items() if value not in ("", None, {})}


def _relative(name: str) -> str:
    """`name` without what says where on this machine it lies: the folders above an absolute path are nobody's business."""
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).is_absolute():
        return PureWindowsPath(name).name
    return PurePath(name).as_posix()


def _readings(config: ServiceConfig) -> dict[str, ReadingEntry]:
    known = readings()
    return {
        name: ReadingEntry(answer=answer, meaning=known[name].options[answer], chosen=name in config.readings)
        for name, answer in config.chosen_readings.items()
    }


def _entries(contents: Mapping[str, bytes | FileDigest]) -> dict[str, FileEntry]:
    return {_relative(path): _entry(content) for path, content in contents.items()}


def _entry(content: bytes | FileDigest) -> FileEntry:
    known = digest(content) if isinstance(content, bytes) else content
    return FileEntry(sha256=known.sha256, bytes=known.bytes)


def _by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    counts = {severity.value: 0 for severity in Severity}
    for finding in findings:
        counts[finding.severity.value] += 1
    return counts
