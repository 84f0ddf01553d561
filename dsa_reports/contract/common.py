"""Columns and rules that several tables share, so that they mean the same everywhere."""

from dsa_reports.contract.conditions import All, AnyOf, Empty, HasUrl, In, Not, NotBefore, Present, SafeText
from dsa_reports.contract.model import Column, Rule
from dsa_reports.findings import Severity

__all__ = [
    "ABUSE_KEYWORDS", "AGE_GROUPS", "REACH_BANDS", "SURFACES", "WITHHELD_REMEDY", "account_ref", "after", "category", "content_ref",
    "keyword", "other_description", "phenomenon", "platform_label", "row_id", "safe_text", "surface", "withheld",
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


def after(later: str, earlier: str, table: str) -> Rule:
    """`later` may not lie before `earlier`."""
    return Rule(
        id=f"{table}.{later}_not_before_{earlier}", must=NotBefore(later, earlier), column=later,
        message=f"{later} lies before {earlier}", remedy="Correct the times in the export (check time zones and swapped columns).",
        citation="check T-8",
    )


WITHHELD_REMEDY = (
    "Export these rows without any reference to the content, without addresses, domains and hashes. What only looks like a"
    " domain, as a missing blank after a full stop does (`removed.it`), must be written otherwise too."
)


def withheld(table: str, keyword_is: In | Not | All | AnyOf, *columns: str, texts: tuple[str, ...] = ()) -> Rule:
    """Rows about child sexual abuse or grooming carry nothing that leads to the content: `columns` are empty, `texts` name no address."""
    named = [*columns, *(f"an address or a domain in {text}" for text in texts)]
    return Rule(
        id=f"{table}.abuse_row_without_reference",
        must=AnyOf(Not(keyword_is), All(*(Empty(c) for c in columns), *(Not(HasUrl(text)) for text in texts))),
        message=f"a row of sub-categories 9b to 9d carries {' or '.join(named)}",
        remedy=WITHHELD_REMEDY,
        citation="check MI-10", severity=Severity.BLOCKS, withhold=True,
    )


def other_needs_description(table: str, keyword: str = "keyword", description: str = "other_description") -> Rule:
    """KEYWORD_OTHER wants a description; a row without one still counts."""
    return Rule(
        id=f"{table}.other_described",
        must=AnyOf(Not(In(keyword, ("KEYWORD_OTHER",))), Present(description)), column=description,
        message=f"{keyword} is KEYWORD_OTHER but {description} is empty",
        remedy="Say in the log or in the value map what the row is about.",
        citation="IR 2024/2835 Annex II, I.7", severity=Severity.WARNING, rejects=False,
    )


def safe_text(table: str, column: str) -> Rule:
    """Texts that reach the official files may not act there; an unsafe one counts as not given, the row still counts."""
    return Rule(
        id=f"{table}.{column}_safe", must=SafeText(column), column=column,
        message=f"{column} looks like a spreadsheet formula, holds controlling characters, or an address, a handle or a number that may be personal; it is left out of the report",
        remedy="Write the description as plain words.", citation="CWE-1236", rejects=False,
    )
