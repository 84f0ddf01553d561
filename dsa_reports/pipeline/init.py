"""`init`: a first `service.toml` with everything that belongs to it. Nothing that exists is overwritten."""

import os
from dataclasses import dataclass
from pathlib import Path

from dsa_reports.contract import tables
from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError
from dsa_reports.law.exemption import size_hint
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.exports import Proposal, propose, read_headers
from dsa_reports.pipeline.folders import write_new
from dsa_reports.pipeline.needs import needed_tables
from dsa_reports.pipeline.service_text import service_text
from dsa_reports.service.load import FILE_NAME
from dsa_reports.service.mistakes import closest
from dsa_reports.template.layout import layout

__all__ = ["Answers", "InitResult", "init"]


@dataclass(frozen=True)
class Answers:
    """What `init` has to know. `tables`: those that the platform can export; empty = those that the tier needs."""

    provider: str
    service: str
    tier: Tier
    employees: int | None = None
    turnover_million_eur: float | None = None
    balance_sheet_million_eur: float | None = None
    time_zone: str = "UTC"
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class InitResult:
    """What was written, what stood there already, and what the person should know."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    hint: str
    proposals: tuple[Proposal, ...]
    unread: tuple[str, ...]
    """One sentence for each file of the exports that feeds no table."""
    missing_tables: tuple[str, ...]
    """Needed tables for which no export was found."""


def init(*, folder: Path, answers: Answers, exports: Path | None = None) -> InitResult:
    """Write `service.toml`, the stubs of the texts, and a header-only CSV for each table without an export.

    With `exports`, the files of that folder are matched with the tables by their names and headers.
    """
    unknown = [name for name in answers.tables if name not in tables()]
    if unknown:
        raise UsageError(f"there is no table {unknown[0]!r}", remedy=closest(unknown[0], tables()))
    target = folder / FILE_NAME
    if target.exists():
        raise UsageError("there is a service file already; it is not overwritten", where=shown(target, 300), remedy="Name another folder: dsa-reports init NEW-FOLDER.")
    proposals, unread = _proposals(exports) if exports is not None else ((), ())
    needed = needed_tables(answers.tier, {})
    found = {proposal.table for proposal in proposals}
    wanted = answers.tables or needed
    # Beside real exports no empty file is laid down: it would turn a forgotten table into zeros.
    stubs = tuple(name for name in tables() if name in wanted) if exports is None else ()
    files = {f"logs/{name}.csv": ",".join(tables()[name].names) + "\n" for name in stubs}
    files |= _texts(answers.tier)
    # service.toml comes last: where it stands, everything it names stands too.
    files[FILE_NAME] = service_text(answers, proposals, stubs, missing=tuple(n for n in needed if n not in {*found, *stubs}), start=_from(folder, exports))
    written, kept = write_new(folder, files)
    return InitResult(
        written=written, kept=kept,
        hint=size_hint(answers.tier, answers.employees, answers.turnover_million_eur, answers.balance_sheet_million_eur),
        proposals=proposals, unread=unread,
        missing_tables=tuple(name for name in needed if name not in found) if exports is not None else (),
    )


def _proposals(folder: Path) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    if not folder.is_dir():
        raise InputError("the folder of the exports does not exist", where=shown(folder, 300), remedy="Name the folder that holds the files: --from exports/")
    exports, problems = read_headers(folder)
    proposals: list[Proposal] = []
    for export in exports:
        proposal = propose(export)
        if proposal is None:
            problems.append(f"{export.path.name}: its columns look like no table of the contract")
        else:
            proposals.append(proposal)
    order = list(tables())
    return tuple(sorted(proposals, key=lambda p: (order.index(p.table), p.export.path.name))), tuple(problems)


def _from(folder: Path, exports: Path | None) -> str:
    """The exports' folder as `service.toml` in `folder` writes it."""
    if exports is None:
        return ""
    try:
        relative = os.path.relpath(exports.absolute(), folder.absolute())
    except ValueError:  # another drive
        return exports.absolute().as_posix()
    return Path(relative).as_posix()


def _texts(tier: Tier) -> dict[str, str]:
    """Empty files for the statements that the tier owes (part 11), and a page that says what they are."""
    rows = [row for row in layout().part(11).rows if layout().applies(row.applicability, tier)]
    position = layout().part(11).names.index("indicator") if "indicator" in layout().part(11).names else 3
    asked = "\n".join(f"- `{row.key}.md`: {row.cells[position].strip()}" for row in rows)
    readme = (
        "# Statements of the report (part 11)\n\n"
        "One file per statement, plain text in the language of the report, at most 5,000 characters each.\n"
        'A number is a reference, never typed by hand: `{{ figure("4.TOTAL.notices_received") }}`.\n\n' + asked + "\n"
    )
    return {"texts/README.md": readme} | {f"texts/{row.key}.md": "" for row in rows}

