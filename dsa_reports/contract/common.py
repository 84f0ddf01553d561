"""Columns and rules that several tables share, so that they mean the same everywhere."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from dsa_reports.contract.conditions import (
    All,
    AnyOf,
    Belongs,
    Dated,
    Empty,
    HasUrl,
    In,
    Not,
    NotBefore,
    Present,
    SafeText,
    Within,
)
from dsa_reports.contract.model import Column, Rule
from dsa_reports.findings import Severity
from dsa_reports.template.codes import categories

__all__ = [
    "ABUSE_KEYWORDS", "AGE_GROUPS", "REACH_BANDS", "SURFACES", "WITHHELD_REMEDY", "account_ref", "after", "category", "content_ref",
    "keyword", "keyword_of_category", "other_description", "other_needs_description", "phenomenon", "platform_label",
    "plausible", "row_id", "safe_text", "subcategories", "surface", "withheld", "within_years",
]

ABUSE_KEYWORDS = (
    "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL",
    "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE",
    "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS",
)
"""Sub-categories 9b to 9d: rows of these carry no reference to any content."""

SURFACES = (
    "profile", "post", "comment", "direct_message", "story", "live", "group", "ad", "listing", "review", "search",
    "feed", "other",
)
AGE_GROUPS = ("known_minor", "assumed_minor", "adult", "unknown")
"""As the platform itself knows it. Never a birth date, never inferred here."""
REACH_BANDS = ("under_1k", "1k_10k", "10k_100k", "100k_1m", "over_1m", "unknown")


def row_id(name: str = "id") -> Column:
    """The row's own identifier in the platform's system."""
    return Column(name=name, kind="text", required=True, max_length=500, meaning="The row's own identifier, unique in the table.", example="n-000123")


def category(part: int, *, required: bool = True) -> Column:
    """One category of the harmonised list, as allowed on sheet `part`."""
    return Column(
        name="category", kind="code", required=required, codes=f"categories_part_{part}",
        meaning="The one category that fits best; the more specific before the more generic.",
        citation="IR 2024/2835 Annex II, I.7", example="STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
    )


def keyword() -> Column:
    """The sub-category."""
    return Column(
        name="keyword", kind="code", codes="keywords",
        meaning="The one sub-category. Without it the row is reported under KEYWORD_OTHER as 'sub-category not recorded'.",
        citation="IR 2024/2835 Annex II, I.7", example="KEYWORD_INAUTHENTIC_ACCOUNTS",
    )


def other_description() -> Column:
    """What a KEYWORD_OTHER row is about."""
    return Column(
        name="other_description", kind="text", max_length=500,
        meaning="What KEYWORD_OTHER stands for on this row; never personal data.",
        citation="IR 2024/2835 Annex II, I.7", example="Spam",
    )


def platform_label() -> Column:
    """The platform's own name of the violation."""
    return Column(name="platform_label", kind="text", max_length=500, meaning="The platform's own label of the violation, before any mapping.", example="sexual_spam_bot")


def phenomenon() -> Column:
    """The phenomenon that the platform itself says the row belongs to."""
    return Column(
        name="phenomenon", kind="code", codes=("sexbot_spam",),
        meaning="Set by a value map where the platform's own label says so. It only tags: parts 3 to 8 do not change.",
        example="sexbot_spam",
    )


def surface() -> Column:
    """Where on the service."""
    return Column(name="surface", kind="code", codes=SURFACES, meaning="Where on the service it happened.", example="comment")


def account_ref(name: str = "account_ref") -> Column:
    """Pseudonym of an account."""
    return Column(name=name, kind="text", max_length=200, personal=True, meaning="Pseudonymous reference to an account; never a handle or an e-mail address.", example="a-7f3c")


def content_ref() -> Column:
    """Pseudonym of a piece of content."""
    return Column(name="content_ref", kind="text", max_length=200, personal=True, meaning="Pseudonymous reference to the content; never an address. Empty on rows of 9b to 9d.", example="c-91be")


def _moment(column: str, day: str) -> str:
    """`day` as the column writes it: names of instants end in `_at`."""
    return f"{day}T12:00:00Z" if column.endswith("_at") else day


def after(later: str, earlier: str, table: str, *, breaks: Mapping[str, Any] | None = None) -> Rule:
    """`later` may not lie before `earlier`."""
    return Rule(
        id=f"{table}.{later}_not_before_{earlier}", must=NotBefore(later, earlier), column=later,
        message=f"{later} lies before {earlier}", remedy="Correct the times in the export (check time zones and swapped columns).",
        citation="check T-8", breaks=breaks or {earlier: _moment(earlier, "2026-01-02"), later: _moment(later, "2026-01-01")},
    )


_FIRST, _END = date(2000, 1, 1), date(2038, 1, 2)
"""The Transparency Database takes dates from 2000-01-01 to 2038-01-01. Outside lie empty clocks (1970), swapped digits
and stand-ins for *never* (9999-12-31), never a fact about a service of our days."""


def plausible(column: str, table: str, *, breaks: Mapping[str, Any] | None = None) -> Rule:
    """A date of our days; whether it is one for the period is another question."""
    return Rule(
        id=f"{table}.{column}_plausible", must=Dated(column, _FIRST, _END), column=column,
        message=f"{column} lies before 2000 or after 2037", remedy="Correct the date in the export; leave it empty where there is none.",
        citation="check T-11", severity=Severity.WARNING, rejects=False, breaks=breaks or {column: _moment(column, "1999-12-31")},
    )


def within_years(later: str, earlier: str, table: str, years: int = 5, *, breaks: Mapping[str, Any] | None = None) -> Rule:
    """More than `years` (of 366 days) from one to the other is a wrong year or a wrong unit far more often than a fact."""
    return Rule(
        id=f"{table}.{later}_within_{years}_years_of_{earlier}", must=Within(later, earlier, 366 * years), column=later,
        message=f"{later} lies more than {years} years after {earlier}", remedy="Check the years and the units in the export. If the times are right, leave them: the row counts.",
        citation="check T-1", severity=Severity.WARNING, rejects=False,
        breaks=breaks or {earlier: _moment(earlier, "2020-01-01")},
    )


@cache
def subcategories() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each category with the keywords that the template lists under it; KEYWORD_OTHER, which stands under all, left out."""
    found: dict[str, list[str]] = {}
    for entry in categories():
        if entry.level == "subcategory" and entry.code != "KEYWORD_OTHER":
            found.setdefault(entry.parent, []).append(entry.code)
    return tuple((name, tuple(members)) for name, members in found.items())


def keyword_of_category(table: str) -> Rule:
    """A keyword stands under one category; under another it is reported as 'sub-category not recorded'."""
    return Rule(
        id=f"{table}.keyword_of_category", must=Belongs("keyword", ("category",), subcategories(), common=("KEYWORD_OTHER",)), column="keyword",
        message="keyword is no sub-category of the row's category; the report counts the row as 'sub-category not recorded'",
        remedy="Choose a keyword that part 2 of the template lists under the category, or correct the category.",
        citation="IR 2024/2835 Annex II, I.7", severity=Severity.WARNING, rejects=False, breaks={"keyword": "KEYWORD_DEFAMATION"},
    )


WITHHELD_REMEDY = (
    "Export these rows without any reference to the content, without addresses, domains and hashes. What only looks like a"
    " domain, as a missing blank after a full stop does (`removed.it`), must be written otherwise too."
)


def withheld(table: str, keyword_is: In, *columns: str, texts: tuple[str, ...] = ()) -> Rule:
    """Rows about child sexual abuse or grooming carry nothing that leads to the content: `columns` are empty, `texts` name no address."""
    named = [*columns, *(f"an address or a domain in {text}" for text in texts)]
    return Rule(
        id=f"{table}.abuse_row_without_reference",
        must=AnyOf(Not(keyword_is), All(*(Empty(c) for c in columns), *([Not(HasUrl(*texts))] if texts else []))),
        message=f"a row of sub-categories 9b to 9d carries {' or '.join(named)}",
        remedy=WITHHELD_REMEDY,
        citation="check MI-10", severity=Severity.BLOCKS, withhold=True,
        breaks={
            "category": "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", keyword_is.column: ABUSE_KEYWORDS[0],
            **({columns[0]: "c-91be"} if columns else {texts[0]: "seen at example.com"}),
        },
    )


def other_needs_description(table: str, keyword: str = "keyword", description: str = "other_description") -> Rule:
    """KEYWORD_OTHER wants a description; a row without one still counts."""
    return Rule(
        id=f"{table}.other_described",
        must=AnyOf(Not(In(keyword, ("KEYWORD_OTHER",))), Present(description)), column=description,
        message=f"{keyword} is KEYWORD_OTHER but {description} is empty",
        remedy="Say in the log or in the value map what the row is about.",
        citation="IR 2024/2835 Annex II, I.7", severity=Severity.WARNING, rejects=False,
        breaks={keyword: "KEYWORD_OTHER", description: None},
    )


def safe_text(table: str, column: str) -> Rule:
    """Texts that reach the official files may not act there; an unsafe one counts as not given, the row still counts."""
    return Rule(
        id=f"{table}.{column}_safe", must=SafeText(column), column=column,
        message=f"{column} looks like a spreadsheet formula, holds controlling characters, or an address, a handle or a number that may be personal; it is left out of the report",
        remedy="Write the description as plain words.", citation="CWE-1236", rejects=False, breaks={column: "=1+1"},
    )
