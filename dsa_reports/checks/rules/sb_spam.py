"""SB: where spam stands, for which the official lists have no code."""

import re
from collections.abc import Iterator

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import OTHER, RowView, View
from dsa_reports.findings import Severity

_SPAM = re.compile(r"\bspam\w*", re.IGNORECASE)
_MAIN = {4: "notices_received", 5: "measures", 6: "measures"}
_FRAUD, _TERMS = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, I.7",
    "Map every kind of spam to one category, the more specific one, and say in the text which; or say why the two are different things.",
    parts=(4, 5, 6),
)
def sb_2(view: View) -> Iterator[Hit]:
    """What a report calls spam stands under one category of a part, not under both scams (11) and other violations of the terms (15).

    Spam has no code of its own: it is found by the word in the descriptions of KEYWORD_OTHER. The text does not force one
    place; but figures of two reports can only be compared if spam stands in the same one.
    """
    for part, column in _MAIN.items():
        found: dict[str, list[RowView]] = {_FRAUD: [], _TERMS: []}
        for block in view.blocks(part):
            for category in block.categories:
                if category.code in found:
                    children = block.children.get(category.row.key, [])
                    found[category.code] += [row for row in children if row.code == OTHER and _SPAM.search(row.text("other_description")) and row.amount(column)]
        fraud, terms = found[_FRAUD], found[_TERMS]
        if fraud and terms:
            here, there = (sum(row.amount(column) for row in rows) for rows in (fraud, terms))
            yield Hit(
                f"spam stands under category 11 ({here}) and under category 15 ({there})", fraud[0], column,
                cells=tuple((row, column) for row in (*fraud, *terms)),
            )
