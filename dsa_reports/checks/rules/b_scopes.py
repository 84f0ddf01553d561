"""B: what stands in scope cells, and rows that stand twice."""

import re
from collections.abc import Iterator

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import OTHER, TEMPLATE_SCOPES, RowView, View
from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.template.codes import member_state_names, official_languages
from dsa_reports.template.layout import layout

_METRICS = frozenset({"accuracy", "precision", "recall"})
_CODE = re.compile(r"[A-Za-z]{2}")
_KEYS = {part: frozenset(row.scope for row in layout().part(part).rows) for part in (3, 7, 8, 9, 10)}
"""Part → scopes of the template, with `language` and `member_state` for the rows to be expanded."""
_BY_STATE = (3, 10)


def _coded(view: View) -> Iterator[tuple[RowView, bool]]:
    """Rows whose scope is no fixed one of the template, and whether a Member State belongs there (else a language)."""
    for row in view.rows(3, 8, 9, 10):
        if row.scope not in _KEYS[row.part] and row.scope not in TEMPLATE_SCOPES:
            yield row, row.part in _BY_STATE


@check(
    Severity.ERROR, "IR 2024/2835 Annex II, II.1.2.1; IR 2024/2835 Annex II, II.1.6; IR 2024/2835 Annex II, II.1.7; IR 2024/2835 Annex II, II.1.8",
    "Write the two-letter code of Eurostat's glossary: Member States in capitals, languages in small letters.", parts=(3, 8, 9, 10),
)
def b_6(view: View) -> Iterator[Hit]:
    """Member States are two capital letters, languages two small ones, all of them codes of Eurostat's glossary.

    A language that is none of the 24 official ones is a warning, for the text does not forbid more; so is Greece as GR
    (the glossary says EL), unless the report declares it (reading `greece`), and both codes in one report.
    """
    greece: dict[str, RowView] = {}
    for row, by_state in _coded(view):
        code = row.scope
        if not _CODE.fullmatch(code):
            continue
        proper = code.upper() if by_state else code.lower()
        known = proper in member_state_names() or proper == "GR" if by_state else proper in official_languages()
        if by_state and proper in ("EL", "GR"):
            greece.setdefault(proper, row)
        if known and code != proper:
            yield Hit(f"{code!r} is written {proper}", row, "scope", expected=proper)
        elif not known and by_state:
            yield Hit(f"{code!r} is no Member State", row, "scope", expected="a Member State")
        elif not known:
            yield Hit(f"{code!r} is no official language of the Union", row, "scope", Severity.WARNING)
    if len(greece) == 2:
        yield Hit("Greece is GR here and EL elsewhere", greece["GR"], "scope", Severity.WARNING, ((greece["EL"], "scope"),), "EL")
    elif "GR" in greece and view.readings.get("greece") != "GR":
        yield Hit("Greece is GR; Eurostat's glossary says EL", greece["GR"], "scope", Severity.WARNING, expected="EL")


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex I; IR 2024/2835 Annex II, II.1.2.1; IR 2024/2835 Annex II, II.1.6", "Write one row per scope.",
    parts=(3, 7, 8, 9, 10),
)
def b_7(view: View) -> Iterator[Hit]:
    """A scope cell holds one scope of the template, a Member State or a language: neither a list nor a sentence."""
    for row, by_state in _coded(view):
        if not _CODE.fullmatch(row.scope):
            yield Hit(f"{shown(row.scope)!r} is not one scope", row, "scope", expected="a Member State" if by_state else "a language")
    for row in view.rows(7):
        if row.scope not in _KEYS[7]:
            yield Hit(f"{shown(row.scope)!r} is no scope of part 7", row, "scope")


@check(
    Severity.ERROR, "IR 2024/2835 Annex I; IR 2024/2835 Annex II, I.7", "Keep one of the rows, or describe what is different.",
    parts=tuple(range(2, 12)),
)
def b_8(view: View) -> Iterator[Hit]:
    """No row stands twice.

    Not meant: several KEYWORD_OTHER rows (see B-3) and several accuracy figures, one per system, told apart by their
    context. Accuracy rows alike in every cell are a warning.
    """
    seen: dict[tuple[object, ...], RowView] = {}
    for row in view.rows(*range(2, 12)):
        if row.code == OTHER or row.scope in TEMPLATE_SCOPES:
            continue
        if metric := row.key in _METRICS:
            if not view.filled(row):
                continue
            place: tuple[object, ...] = (row.part, row.key, row.scope, row.text("value"), row.text("context"))
        else:
            place = (row.part, row.row.key, row.scope)
        first = seen.setdefault(place, row)
        if first is not row:
            differ = [column for column in row.columns if row.text(column) != first.text(column)]
            how = "with other values" if differ else "alike in every cell"
            column = next((c for c in differ if c in row.figure_columns()), "")
            yield Hit(
                f"{row.name} stands already in record {first.record}, {how}", row, column, Severity.WARNING if metric else None,
                cells=((first, column),) if column else (), expected="no such row",
            )
