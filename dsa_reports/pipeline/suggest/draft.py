"""The text of a draft: the part of service.toml on one table, with remarks where a person has to decide."""

import glob
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dsa_reports.contract import tables
from dsa_reports.contract.description import allowed_codes
from dsa_reports.intake.headers import looks_like_birth_or_age, shown_name
from dsa_reports.pipeline.exports import Proposal
from dsa_reports.pipeline.service_text import quoted
from dsa_reports.pipeline.suggest.labels import ProposedMap
from dsa_reports.pipeline.suggest.settings import Setting

__all__ = ["Draft", "draft_text", "remarks"]

_FEW_CODES = 16
_LABEL = "platform_label"
_NAMED = 40
"""Columns named in one remark."""


@dataclass(frozen=True)
class Draft:
    """What is proposed. `file`: path of the export as the service file would name it."""

    proposal: Proposal
    file: str
    form: str
    settings: Sequence[Setting]
    maps: Sequence[ProposedMap]

    @property
    def table(self) -> str:
        """The table's name."""
        return self.proposal.table

    @property
    def rename(self) -> dict[str, str]:
        """Column of the contract -> of the export. What a value map feeds needs no name; its labels are kept where there is a place for them."""
        mapped = {column for one in self.maps for column in one.columns}
        kept = {column: name for column, name in self.proposal.rename.items() if column not in mapped}
        if _LABEL in tables()[self.table].names and _LABEL not in self.proposal.mapping:
            kept.update((_LABEL, one.export) for one in self.maps if "category" in one.columns)
        return {column: kept[column] for column in tables()[self.table].names if column in kept}

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that nothing fills."""
        mapped = {column for one in self.maps for column in one.columns}
        return tuple(name for name in self.proposal.missing_required if name not in mapped)

    @property
    def births(self) -> tuple[str, ...]:
        """Columns that the loader refuses to see."""
        return tuple(name for name in self.proposal.export.columns if name not in tables()[self.table].names and looks_like_birth_or_age(name))

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns that nothing would read."""
        used = {*self.proposal.mapping.values(), *self.births, ""}
        return tuple(name for name in self.proposal.export.columns if name not in used)


def toml(value: Any) -> str:
    """`value` as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    return f"[{', '.join(map(toml, value))}]"


def draft_text(draft: Draft) -> str:
    """The draft as TOML."""
    table = tables()[draft.table]
    lines = [
        "# A PROPOSAL, from the headers and the first rows of one export: please check every line, then copy it into service.toml.",
        f"# One row is {table.one_row_is}. Feeds {table.feeds}.",
        f"[tables.{table.name}]", f"files = [{quoted(draft.file if draft.file.startswith('/') else glob.escape(draft.file))}]",
    ]
    if draft.form:
        lines.append(f"format = {quoted(draft.form)}")
    for setting in draft.settings:
        lines += _setting(setting)
    lines += list(remarks(draft))
    if draft.rename:
        lines += ["", f"[tables.{table.name}.rename]    # column of the contract = column of the export"]
        lines += [f"{column} = {quoted(name)}" for column, name in draft.rename.items()]
    if missing := draft.missing:
        lines += ["", "# MISSING, and required: another column of the export, a value map, or the same value on every row.", f"# [tables.{table.name}.constants]"]
        lines += [f"# {_constant(draft.table, name)}" for name in missing]
    if draft.maps:
        lines += ["", f"[tables.{table.name}.value_maps]    # column of the export = file that says what its labels mean"]
        for one in draft.maps:
            lines.append(f"{quoted(one.export)} = {quoted(one.file_name(table.name))}    # to {', '.join(one.columns)}: {_proposed(one)}")
    return "\n".join(lines) + "\n"


def _setting(setting: Setting) -> Iterable[str]:
    if setting.remark:
        yield f"# {setting.remark}"
    if setting.value is not None:
        yield f"{setting.key} = {toml(setting.value)}"
    for choice in setting.choices:
        yield f"# {setting.key} = {toml(choice)}"


def remarks(draft: Draft) -> Iterable[str]:
    """Comments on the columns that are left over on either side."""
    if draft.births:
        yield f"# {_listed(draft.births)}: looks like a birth date or an exact age, which is never read. Export the file without it, or:"
        yield f"# ignore = {toml(draft.births)}"
    if draft.unused:
        yield f"# Not used: {_listed(draft.unused)}"
    filled = {*draft.rename, *(column for one in draft.maps for column in one.columns)}
    if lacking := [name for name in draft.proposal.missing_optional if name not in filled]:
        yield f"# Without a column in the export: {', '.join(lacking)}"


def _listed(names: Sequence[str]) -> str:
    # Quoted again after `shown_name`: a name of the export may hold what TOML takes for the end of a comment.
    return ", ".join(quoted(shown_name(name)) for name in names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def _constant(table: str, name: str) -> str:
    column = tables()[table].column(name)
    codes = allowed_codes(column)
    told = f" One of: {', '.join(codes)}." if codes and len(codes) <= _FEW_CODES else ""
    value = column.example if column.kind == "integer" and column.example else quoted("…")
    return f"{name} = {value}    # {column.meaning}{told}"


def _proposed(one: ProposedMap) -> str:
    blank = sum(not codes[0] for codes in one.codes.values())
    told = f"{len(one.codes)} labels, {blank} without a proposal" if blank else f"{len(one.codes)} labels, each with a proposal"
    return told + (f"; {one.left_out} more are not shown (a formula, or what looks personal): add them by hand" if one.left_out else "")
