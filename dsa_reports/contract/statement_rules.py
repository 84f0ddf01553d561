"""What the Transparency Database asks of a statement beyond its columns, and what a restriction's dates must look like.

None of it takes a row out of the report: the database would refuse or drop the value, or the statement would be
poorer than the law wants it. Grounds are asked only of rows that carry any of the statement's texts, explanations
only of rows that carry facts or an explanation: a log from which the texts are left out is no broken statement.
"""

from typing import Any

from dsa_reports.contract.common import plausible, subcategories
from dsa_reports.contract.conditions import (
    All,
    AnyOf,
    AtMostOne,
    Belongs,
    Condition,
    Contains,
    Empty,
    In,
    Not,
    NotBefore,
    Present,
)
from dsa_reports.contract.model import Rule
from dsa_reports.findings import Severity

__all__ = ["keyword_rules", "other_rules", "restriction_rules", "text_rules"]

_TABLE = "moderation_actions"
_SOR = "Transparency Database, statement of reasons"
_I7 = "IR 2024/2835 Annex II, I.7"
_LISTS = ("category_specification", "category_addition")
_COMMON = ("KEYWORD_OTHER",)
_LONG = ("decision_facts", "illegal_content_explanation", "incompatible_content_explanation")
_SHORT = ("illegal_content_legal_ground", "incompatible_content_ground")
_RESTRICTIONS = {
    "visibility": "decision_visibility", "monetary": "decision_monetary", "service": "decision_provision", "account": "decision_account",
}
_SUSPENSIONS = {
    "monetary": ("DECISION_MONETARY_SUSPENSION",),
    "service": ("DECISION_PROVISION_PARTIAL_SUSPENSION", "DECISION_PROVISION_TOTAL_SUSPENSION"),
    "account": ("DECISION_ACCOUNT_SUSPENDED",),
}


def _warning(name: str, must: Condition, column: str, message: str, remedy: str, citation: str, breaks: dict[str, Any]) -> Rule:
    return Rule(
        id=f"{_TABLE}.{name}", must=must, column=column, message=message, remedy=remedy, citation=citation,
        severity=Severity.WARNING, rejects=False, breaks=breaks,
    )


def keyword_rules() -> tuple[Rule, ...]:
    """Statements take any keywords, and several; the report counts one, under its own category."""
    groups = subcategories()
    return (
        _warning(
            "keyword_of_category", Belongs("category_specification", ("category", "category_addition", "report_category"), groups, _LISTS, _COMMON), "category_specification",
            "category_specification names a keyword that stands under none of the row's categories; the report does not count it",
            "Choose keywords that part 2 of the template lists under the category, or correct the category.", _I7,
            {"category_specification": ["KEYWORD_DEFAMATION"]},
        ),
        _warning(
            "report_keyword_of_category",
            All(Belongs("report_keyword", ("report_category",), groups, common=_COMMON), AnyOf(Present("report_category"), Belongs("report_keyword", ("category",), groups, common=_COMMON))),
            "report_keyword",
            "report_keyword is no sub-category of the category that is reported; the report counts the row as 'sub-category not recorded'",
            "Correct the value map: a keyword stands under one category of part 2 of the template.", _I7,
            {"report_keyword": "KEYWORD_DEFAMATION"},
        ),
        _warning(
            "one_keyword", AnyOf(Present("report_keyword"), AtMostOne("category_specification")), "category_specification",
            "category_specification names several keywords; the report counts the first that stands under the category",
            "If another one fits best, say so with report_keyword (a value map can).", _I7,
            {"category_specification": ["KEYWORD_INAUTHENTIC_ACCOUNTS", "KEYWORD_PHISHING"]},
        ),
    )


def restriction_rules() -> tuple[Rule, ...]:
    """A restriction ends after it starts, only a restriction ends, and a suspension does end."""
    rules = []
    for name, decision in _RESTRICTIONS.items():
        end = f"end_date_{name}_restriction"
        rules += [
            Rule(
                id=f"{_TABLE}.{end}_not_before_application_date", must=NotBefore(end, "application_date"), column=end,
                message=f"{end} lies before application_date", remedy="Correct the dates in the export (the last day of the restriction, not the day of a review).",
                citation="check S-5", rejects=False, breaks={end: "2026-02-01"},
            ),
            _warning(
                f"{end}_of_a_restriction", AnyOf(Empty(end), Present(decision)), end, f"{end} is given, but {decision} is empty",
                f"Fill {decision}, or leave {end} empty.", _SOR, {decision: None, end: "2026-03-02"},
            ),
            plausible(end, _TABLE, breaks={end: "2100-01-01"}),
        ]
    for name, codes in _SUSPENSIONS.items():
        end, decision = f"end_date_{name}_restriction", _RESTRICTIONS[name]
        rules.append(_warning(
            f"{name}_suspension_ends", AnyOf(Not(In(decision, codes)), Present(end)), end,
            f"{decision} is a suspension, but {end} is empty: the statement says that it is indefinite",
            f"Export the last day in {end}; if the restriction has no end, a termination may be what was decided.", "check S-5",
            {decision: codes[0], end: None},
        ))
    return tuple(rules)


def text_rules() -> tuple[Rule, ...]:
    """The ground and its explanation, on rows that carry any of the statement's texts."""
    facts = {"decision_facts": "Reported post with a link to a fake shop"}
    return tuple(
        _warning(
            name, AnyOf(Not(In("decision_ground", (ground,))), Present(column), All(*(Empty(c) for c in texts))), column,
            f"{column} is empty on a decision for which the statement needs it", f"Export {column}: {what}.", f"check S-7; {_SOR}" if "illegal_content_legal" in column else _SOR,
            {"decision_ground": ground, "illegal_content_legal_ground": "Criminal Code, Art. 326", "illegal_content_explanation": "Fraud", **facts, column: None}
            if ground == "DECISION_GROUND_ILLEGAL_CONTENT" else
            {"decision_ground": ground, "incompatible_content_ground": "Terms, point 4", "incompatible_content_explanation": "Spam", **facts, column: None},
        )
        for name, ground, column, texts, what in (
            ("legal_ground_named", "DECISION_GROUND_ILLEGAL_CONTENT", "illegal_content_legal_ground", (*_SHORT, *_LONG), "the law that the content breaks"),
            ("illegality_explained", "DECISION_GROUND_ILLEGAL_CONTENT", "illegal_content_explanation", _LONG, "why the content is illegal on that ground"),
            ("terms_ground_named", "DECISION_GROUND_INCOMPATIBLE_CONTENT", "incompatible_content_ground", (*_SHORT, *_LONG), "the clause of the terms"),
            ("incompatibility_explained", "DECISION_GROUND_INCOMPATIBLE_CONTENT", "incompatible_content_explanation", _LONG, "why the content is incompatible with that clause"),
        )
    )


def other_rules() -> tuple[Rule, ...]:
    """Where a code says *other*, a text says what; without the code the database drops the text."""
    rules = []
    for column, text, code in (
        ("decision_visibility", "decision_visibility_other", "DECISION_VISIBILITY_OTHER"),
        ("decision_monetary", "decision_monetary_other", "DECISION_MONETARY_OTHER"),
        ("content_type", "content_type_other", "CONTENT_TYPE_OTHER"),
    ):
        many = column != "decision_monetary"
        chosen: Condition = Contains(column, (code,)) if many else In(column, (code,))
        alone = {} if many else {"end_date_monetary_restriction": None}
        rules += [
            _warning(
                f"{text}_given", AnyOf(Not(chosen), Present(text)), text, f"{column} says {code}, but {text} is empty",
                f"Say in {text} what it is; the Transparency Database refuses the statement without.", _SOR,
                {column: [code] if many else code, **alone},
            ),
            _warning(
                f"{text}_has_its_code", AnyOf(Empty(text), chosen), text, f"{text} is given, but {column} does not say {code}",
                f"Add {code} to {column}, or leave {text} empty: the Transparency Database drops it.", _SOR, {text: "Sticker"},
            ),
        ]
    return tuple(rules)
