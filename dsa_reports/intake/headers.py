"""The names of an export's columns: which are refused, which are missing, what was meant."""

import difflib
import re
from collections.abc import Collection, Mapping, Sequence

from dsa_reports.contract.conditions import PERSONAL
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.model import Table
from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError
from dsa_reports.intake.missing import remedy_of_missing
from dsa_reports.service.config import Source

__all__ = ["ADDED", "check_names", "check_source", "check_types", "looks_like_birth_or_age", "shown_name", "unknown_columns"]

ADDED = ("_record", "_reasons")
"""Columns that are added to rejected rows; when the rows come back repaired, they mean nothing."""
_BIRTH = frozenset({
    "birth", "birthdate", "birthday", "birthyear", "dateofbirth", "dob", "yob", "born",
    "geboorte", "geboortedatum", "geboortedag", "geboortejaar", "geboren",
    "geburt", "geburtsdatum", "geburtstag", "geburtsjahr", "naissance", "nacimiento", "nascita", "nascimento",
    "urodzenia", "fodselsdato", "fødselsdato", "födelsedatum",
})
_AGE = frozenset({"age", "ages", "agey", "ageyears", "leeftijd", "leeftijden", "alter", "lebensalter", "edad", "eta", "età", "idade", "wiek", "âge"})
_NO_EXACT_AGE = frozenset({
    # a group, not an age
    "group", "groups", "band", "bands", "bracket", "range", "bucket", "cohort", "class", "category", "groep", "klasse", "categorie",
    # a rule about ages
    "restricted", "restriction", "restrict", "rating", "gate", "gated", "limit", "verification", "verified", "assurance", "check",
    # the age of a thing
    "account", "content", "post", "message", "queue", "ticket", "case", "item", "page", "domain", "model",
})  # fmt: skip
_NESTED = re.compile(r"^(STRUCT|MAP|UNION|BLOB|BIT|INTERVAL|VARIANT|GEOMETRY)\b|\]$")
"""Types that have no text of their own."""
_VALUE = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[T ].*)?|[^ ]+@[^ ]+[.][^ ]+|true|false", re.IGNORECASE)
"""What is a value and no name."""
_WORDS = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿ]+|[0-9]+")


def looks_like_birth_or_age(name: str) -> bool:
    """True if `name` says birth date or exact age, as a word of its own (`birthDate`, `user_age`, not `language`)."""
    words = [word.lower() for word in _WORDS.findall(name)]
    if any(word in _BIRTH for word in words):
        return True
    return any(word in _AGE for word in words) and not any(word in _NO_EXACT_AGE for word in words)


def check_names(names: Sequence[str], table: Table, source: Source, filled: Collection[str], file: str, *, form: str, service_file: bool = True) -> None:
    """Refuse an export whose columns cannot or may not be read.

    `filled`: columns of the contract that constants and value maps fill. `form`: the format of `file`. `service_file`: there is one, and it may say more.
    InputError for names given twice, for birth dates and ages, for columns that
    service.toml names and the export lacks, and for required columns without any source.
    """
    if _is_a_row(names, table, source):
        raise InputError(
            "The first line looks like a row, not like the names of the columns", where=file,
            remedy="Export it with a header line. Its values are not shown here, as they may be personal.",
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise InputError(f"Two columns have the same name: {_listed(twice)}", where=file, remedy="Give every column of the export a name of its own.")
    for name in names:
        if name not in table.names and name not in source.ignore and looks_like_birth_or_age(name):
            raise InputError(
                f"The column {shown_name(name)} looks like a birth date or an exact age, which this tool never reads", where=file,
                remedy="Export the file without it (an age group as the platform knows it is enough), or, if it is something else, add it to `ignore` of the table: it is then left unread.",
            )
    for column, name in source.rename.items():
        if name not in names:
            raise InputError(f"The export has no column {shown(name)}, which service.toml reads as {column}", where=file, remedy=_hint(name, names))
    for name in source.value_maps:
        if name not in names:
            raise InputError(f"The export has no column {shown(name)}, to which service.toml applies a value map", where=file, remedy=_hint(name, names))
    missing = [c.name for c in table.columns if c.required and c.name not in filled and c.name not in source.rename and c.name not in names]
    if missing:
        hints = " ".join(filter(None, (_suggestion(name, names) for name in missing)))
        raise InputError(
            f"Required columns of {table.name} are missing: {', '.join(missing)}", where=f"{file}; columns found: {_listed(names)}",
            remedy=f"{remedy_of_missing(table, names, form, service_file=service_file)} {hints}".strip(),
        )


def _is_a_row(names: Sequence[str], table: Table, source: Source) -> bool:
    """True if no name is one of the contract or of the mapping, and some are codes, numbers or moments."""
    if {*table.names, *source.rename.values(), *source.value_maps, *source.ignore}.intersection(names):
        return False
    codes = {code for column in table.columns for code in allowed_codes(column) or ()}
    return any(name in codes or _VALUE.fullmatch(name) for name in names)


def check_types(types: Mapping[str, str], table: Table, source: Source, file: str) -> None:
    """InputError for a column that feeds `table` and whose values are no texts, numbers, times, or lists of texts. `types`: column of the export -> the engine's type."""
    feeds = {source.rename.get(column.name, column.name): column for column in table.columns}
    for name, kind in types.items():
        column = feeds.get(name)
        if _NESTED.search(kind.removesuffix("[]")) or (kind.endswith("[]") and (column is None or column.kind not in {"codes", "texts"})):
            raise InputError(
                f"The column {shown_name(name)} is of the type {shown(kind, 60)}, which {f'{column.name} cannot be' if column else 'a value map cannot read'}", where=file,
                remedy="Export it as text, or a list of texts where the table takes a list." if column else "Export its labels as text.",
            )


def check_source(table: Table, source: Source) -> None:
    """UsageError if `source` fills a column that the contract lacks."""
    for option, columns in (("rename", source.rename), ("constants", source.constants)):
        for name in columns:
            if name not in table.names:
                close = difflib.get_close_matches(name, table.names, n=1)
                raise UsageError(f"{shown(name)} is no column of the table {table.name}", where=f"service.toml, [tables.{table.name}] {option}", remedy=f"Did you mean {close[0]}?" if close else f"Columns: {', '.join(table.names)}.")


def unknown_columns(names: Sequence[str], table: Table, source: Source) -> list[str]:
    """Columns of the export that nothing reads and nobody said to ignore; '' is one without a name."""
    used = {*source.rename.values(), *source.value_maps, *source.ignore, *(set(table.names) - set(source.rename))}
    return [name for name in names if name not in used and name not in ADDED]


def _suggestion(wanted: str, names: Sequence[str]) -> str:
    close = difflib.get_close_matches(wanted.lower(), [name.lower() for name in names], n=1, cutoff=0.6)
    if not close:
        return ""
    name = next(name for name in names if name.lower() == close[0])
    return f"Perhaps {wanted} = {shown_name(name)}?"


def _hint(wanted: str, names: Sequence[str]) -> str:
    return f"Correct the name. {_suggestion(wanted, names)} Columns found: {_listed(names)}.".replace("  ", " ")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(shown_name, names[:60])) + (", …" if len(names) > 60 else "")


def shown_name(name: str) -> str:
    """The name of a column as it may be shown. Where a file has no header, its first row stands for the names: what looks personal is not shown."""
    return "‹not shown›" if re.search(PERSONAL, name) else shown(name)
