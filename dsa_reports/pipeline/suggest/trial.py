"""The draft put to the test: the real loader reads the sample under it, exactly as the text says."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsa_reports.contract import tables
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.model import Column
from dsa_reports.errors import UserError
from dsa_reports.findings import Finding
from dsa_reports.intake.load import load
from dsa_reports.intake.options import LoadOptions
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.suggest.draft import Draft
from dsa_reports.pipeline.suggest.sample import Sample
from dsa_reports.service.config import Provider, Service, ServiceConfig, Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["Trial", "try_out"]

_DAY = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Trial:
    """What became of the sampled rows, and what stands in the way of the others, worst first.

    `stand_ins`: required columns that the draft leaves open, filled for the trial with the contract's example.
    `problem`: why the sample could not be read at all.
    """

    rows_read: int = 0
    accepted: int = 0
    remaining: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    problem: str = ""


def try_out(con: "duckdb.DuckDBPyConnection", draft: Draft, text: str, sample: Sample, work: Path) -> Trial:
    """Load the sample under the draft `text`; its value maps are written below `work`."""
    for one in draft.maps:
        path = work / one.file_name(draft.table)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.text, "utf-8")
    table = tables()[draft.table]
    said: dict[str, Any] = tomllib.loads(text)["tables"][draft.table]
    stand_ins = tuple(name for name in draft.missing if name != table.key)
    source = Source.model_validate(said | {"files": (str(sample.part),), "format": sample.source.format, "ignore": draft.births})
    source = source.model_copy(update={"constants": {name: _stand_in(table.column(name), source) for name in stand_ins}})
    config = ServiceConfig(provider=Provider(legal_name="-"), service=Service(name="-", tier=Tier.VLOP), tables={draft.table: source}, folder=work)
    try:
        intake = load(con, config, work=work / "rows", rejected=None, tables=[draft.table], options=LoadOptions(keep={}))
    except UserError as error:
        return Trial(problem=f"{error.what}. {error.remedy}", stand_ins=stand_ins)
    (file,) = intake.tables[draft.table].files
    return Trial(file.rows_read, file.accepted, tuple(_remaining(intake.findings)), stand_ins)


def _stand_in(column: Column, source: Source) -> str:
    """A sound value of `column`, spelled as the draft says."""
    codes = allowed_codes(column)
    match column.kind:
        case "boolean":
            return source.true_values[0]
        case "date":
            return _DAY.strftime(source.date_format or "%Y-%m-%d")
        case "timestamp":
            return _DAY.strftime(source.timestamp_format or "%Y-%m-%dT%H:%M:%SZ").replace("+0000", "+00:00")
        case _:
            return codes[0] if codes else column.example or "1"


def _remaining(findings: Sequence[Finding]) -> list[str]:
    """One sentence per rule and column; no value of the export."""
    counts: Counter[tuple[bool, str, str, str]] = Counter()
    for finding in findings:
        if finding.rejects or finding.id == "intake.unmapped_label":
            counts[not finding.rejects, finding.id, finding.column, finding.message] += finding.count
    ordered = sorted(counts.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0]))
    return [f"{count:,} {'row' if count == 1 else 'rows'}: {message} [{id_}{f', column {column}' if column else ''}]" for (_, id_, column, message), count in ordered]
