"""Which rows a filled part has: the template's rows, with every placeholder row expanded.

- Parts 3 to 6: `KEYWORD_OTHER` as often as the category has descriptions, ordered by description; without any, the
  single official row with an empty description.
- Part 3: the block TOTAL, then one block per Member State (reading `member_state_rows`). In a Member State's block
  stand only the descriptions that occur there. Under `official_rows = "repaired"` the sub-category that the official
  block lacks (9c) is put back in its place.
- Part 8: accuracy, precision and recall once per automated system, ordered by the system's slug: the three figures of a
  system stand together in the rows of a total; in the language rows the systems stand together under each language.
  Languages under `repaired`: each of the five indicators for all 24. Under `exact`: the official rows as they stand,
  `[...]` read as all languages between its neighbours. The official file repeats three garbled rows three times; the
  first repetition then takes the first system, the second the second, the third all others.
- Parts 9 and 10: `[...]` read as all languages, all Member States between its neighbours.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dsa_reports.harmonised.model import Results
from dsa_reports.template.layout import ELLIPSIS, TemplatePart, TemplateRow, languages, member_states

__all__ = ["PlannedRow", "planned_rows"]

METRICS = ("accuracy", "precision", "recall")
OTHER = "KEYWORD_OTHER"


@dataclass(frozen=True)
class PlannedRow:
    """A row that will be written. `path` and `scope` name it in figure ids; `scope_text` stands in its scope cell."""

    template: TemplateRow
    path: str
    scope: str = ""
    scope_text: str = ""
    description: str = ""


def planned_rows(part: TemplatePart, results: Results, readings: Mapping[str, str]) -> list[PlannedRow]:
    """All rows of the filled `part`, in order."""
    match part.number:
        case 3:
            return list(_orders(part, results, readings))
        case 4 | 5 | 6:
            described = _described(part.number, results)
            return list(_with_others(part.rows, described))
        case 8:
            return list(_automated(part, _systems(results), repaired=readings["official_rows"] == "repaired"))
        case _:
            states = member_states(readings["greece"])
            return [planned for row in part.rows for planned in _expanded(part, row, states)]


Described = Mapping[str, list[tuple[str, str]]]
"""Category → (row path, description) of its KEYWORD_OTHER rows, ordered by description."""


def _described(part: int, results: Results) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for path, description in sorted(results.other_descriptions.get(part, {}).items(), key=lambda item: (item[1], item[0])):
        found.setdefault(path.partition("/")[0], []).append((path, description))
    return found


def _with_others(rows: Iterable[TemplateRow], described: Described, scope: str = "") -> Iterator[PlannedRow]:
    for row in rows:
        others = described.get(row.parent, []) if row.key == OTHER else []
        for path, description in others or [(row.path, "")]:
            yield PlannedRow(row, path, scope, scope, description)


def _orders(part: TemplatePart, results: Results, readings: Mapping[str, str]) -> Iterator[PlannedRow]:
    total = [row for row in part.rows if row.scope == "TOTAL"]
    block = [row for row in part.rows if row.scope == "member_state"]
    if readings["official_rows"] == "repaired":
        block = _complete(block, total)
    described = _described(part.number, results)
    yield from _with_others(total, described, "TOTAL")
    occurring: dict[str, set[str]] = {}
    for number, path, _, scope in results.cells:
        if number == part.number:
            occurring.setdefault(scope, set()).add(path)
    for state in member_states(readings["greece"]):
        paths = occurring.get(state)
        if paths is None and readings["member_state_rows"] != "all":
            continue
        here = {category: [entry for entry in entries if entry[0] in (paths or ())] for category, entries in described.items()}
        yield from _with_others(block, here, state)


def _complete(block: list[TemplateRow], total: list[TemplateRow]) -> list[TemplateRow]:
    """The Member State block with the rows of the TOTAL block that the official file forgot, in their place."""
    known = {row.path: row for row in block}
    pattern = block[0]
    return [known.get(row.path) or replace(row, scope=pattern.scope) for row in total]


def _systems(results: Results) -> dict[str, list[str]]:
    """Scope → slugs of the systems that were evaluated there ('' = a figure for no system in particular)."""
    found: dict[str, set[str]] = {}
    for number, path, _, scope in results.cells:
        metric, _, slug = path.partition("~")
        if number == 8 and metric in METRICS:
            found.setdefault(scope, set()).add(slug)
    return {scope: sorted(slugs) for scope, slugs in found.items()}


def _automated(part: TemplatePart, systems: Mapping[str, list[str]], *, repaired: bool) -> Iterator[PlannedRow]:
    scope_at = part.position("scope") or 0
    of_scope: dict[str, list[TemplateRow]] = {}
    for row in part.rows:
        of_scope.setdefault(row.scope, []).append(row)
    for scope, rows in of_scope.items():
        if scope == "language":
            yield from _by_language(rows, systems) if repaired else _by_language_as_official(part, rows, systems)
            continue
        text = rows[0].cells[scope_at]
        yield from (PlannedRow(row, row.path, scope, text) for row in rows if row.key not in METRICS)
        for slug in systems.get(scope, [""]):
            yield from (PlannedRow(row, _of_system(row, slug), scope, text) for row in rows if row.key in METRICS)


def _by_language(rows: list[TemplateRow], systems: Mapping[str, list[str]]) -> Iterator[PlannedRow]:
    firsts: dict[str, TemplateRow] = {}
    for row in rows:
        firsts.setdefault(row.key, row)
    for row in firsts.values():
        for language in languages():
            slugs = systems.get(language, [""]) if row.key in METRICS else [""]
            yield from (PlannedRow(row, _of_system(row, slug), language, language) for slug in slugs)


def _by_language_as_official(
    part: TemplatePart, rows: list[TemplateRow], systems: Mapping[str, list[str]]
) -> Iterator[PlannedRow]:
    repeated: dict[tuple[str, ...], int] = {}
    for row in rows:
        turn = repeated[row.cells] = repeated.get(row.cells, -1) + 1
        last = turn == sum(other.cells == row.cells for other in rows) - 1
        for planned in _expanded(part, row, ()):
            slugs = systems.get(planned.scope, [""]) if row.key in METRICS else [""]
            mine = slugs[turn:] if last else slugs[turn:turn + 1]
            # A repetition without a system of its own is still an official row: blank, under a name of its own.
            for slug in mine or [f"~{turn + 1}"]:
                yield replace(planned, path=_of_system(row, slug))


def _of_system(row: TemplateRow, slug: str) -> str:
    return f"{row.path}~{slug}" if slug else row.path


def _expanded(part: TemplatePart, row: TemplateRow, states: tuple[str, ...]) -> Iterator[PlannedRow]:
    """The rows that `row` stands for: itself, or one per language or Member State between its neighbours."""
    scope_at = part.position("scope")
    text = "" if scope_at is None else row.cells[scope_at]
    if row.scope in {"language", "member_state"}:
        codes = languages() if row.scope == "language" else states
        for code in codes[1:-1] if text == ELLIPSIS else (text,):
            yield PlannedRow(row, row.path, code, code)
    else:
        yield PlannedRow(row, row.path, row.scope, text)
