"""The text of a first `service.toml`: valid as it stands, and explained where a person has to decide."""

import glob
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dsa_reports.contract import tables
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.exports import Proposal

if TYPE_CHECKING:
    from dsa_reports.pipeline.init import Answers

__all__ = ["service_text"]


def quoted(text: str) -> str:
    """`text` as a TOML string: JSON's escapes are TOML's, but for the one control character JSON lets through."""
    return json.dumps(text.encode("utf-8", "replace").decode("utf-8"), ensure_ascii=False).replace("\x7f", "\\u007f")


def service_text(
    answers: "Answers", proposals: Iterable[Proposal], stubs: Iterable[str], *, missing: Iterable[str], start: str
) -> str:
    """The whole file. `stubs`: tables with a header-only CSV; `start`: the folder of the exports as seen from here."""
    pieces = [_head(answers)]
    groups: dict[tuple[object, ...], list[Proposal]] = {}
    for proposal in proposals:
        export = proposal.export
        groups.setdefault((proposal.table, export.columns, export.form, export.delimiter, export.encoding), []).append(proposal)
    seen: set[str] = set()
    for group in groups.values():
        pieces.append(_proposed(group, start, again=group[0].table in seen))
        seen.add(group[0].table)
    pieces += [_stub(name) for name in stubs]
    pieces += [f"# The tier needs the table {name}: add its files, or the reason why it has no rows.\n# [tables.{name}]\n# files = []\n" for name in missing]
    return "\n".join(pieces)


def _head(answers: "Answers") -> str:
    size = {
        "employees": answers.employees, "turnover_million_eur": answers.turnover_million_eur,
        "balance_sheet_million_eur": answers.balance_sheet_million_eur,
    }
    sized = "\n".join(f"# {name} = 0" if value is None else f"{name} = {value}" for name, value in size.items())
    others = ", ".join(tier.value for tier in Tier)
    return f"""# Who reports, on which service, from which files. Paths start in the folder of this file.
# What the tier has to deliver: dsa-reports plan. What a table looks like: dsa-reports schema notices.

[provider]
legal_name = {quoted(answers.provider)}
# With linked and partner enterprises; used only for the hint on the exemption of small enterprises.
{sized}

[service]
name = {quoted(answers.service)}
tier = {quoted(answers.tier.value)}    # {others}
time_zone = {quoted(answers.time_zone)}    # its midnights limit the period
# Restrictions that can never be imposed on this service: their columns stay blank.
# impossible_restrictions = ["monetary_suspension", "monetary_termination", "monetary_other"]

[publication]
# date = 2026-08-31
# previous = 2026-02-28

# Open questions of the law: each has a default, printed in the methodology with its reason.
[readings]
# greece = "EL"
"""


def _stub(name: str) -> str:
    table = tables()[name]
    return f"""# One row is {table.one_row_is}. Feeds {table.feeds}.
# Nothing happened? Leave the file with its header only, or replace `files` by: none = "the reason"
[tables.{name}]
files = [{quoted(f"logs/{name}.csv")}]
"""


def _proposed(group: list[Proposal], start: str, *, again: bool) -> str:
    """The files of one table with the same header. A second shape of the same table cannot be read beside the first."""
    first = group[0]
    export, table = first.export, tables()[first.table]
    files = ", ".join(quoted(f"{start}/{glob.escape(proposal.export.path.name)}") for proposal in group)
    lines = [f"# One row is {table.one_row_is}. Feeds {table.feeds}.", f"# PROPOSED from the headers: please check. From the values, too: dsa-reports map suggest FILE --table {table.name}", f"[tables.{table.name}]", f"files = [{files}]"]
    if export.delimiter != "," and export.form == "csv":
        lines.append(f"delimiter = {quoted(export.delimiter)}")
    if export.encoding != "utf-8":
        lines.append(f"encoding = {quoted(export.encoding)}")
    if first.missing_required:
        lines.append(f"# MISSING, and required: {', '.join(first.missing_required)}")
        lines.append(f'# A constant may stand for a column: [tables.{table.name}.constants] {first.missing_required[0]} = "…"')
    if first.missing_optional:
        lines.append(f"# Without a column in the export: {', '.join(first.missing_optional)}")
    if first.unused:
        lines.append("# Not used: " + ", ".join(quoted(name) for name in first.unused))
    if first.rename:
        lines += [f"[tables.{table.name}.rename]    # column of the contract = column of the export"]
        lines += [f"{column} = {quoted(name)}" for column, name in first.rename.items()]
    if again:
        lines = [f"# {line}".replace("# # ", "# ") for line in lines]
        lines.insert(0, f"# These files have another header than those of {table.name} above: bring them to one shape.")
    return "\n".join(lines) + "\n"
