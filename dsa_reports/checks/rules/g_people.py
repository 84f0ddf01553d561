"""G: people and languages."""

from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import View
from dsa_reports.findings import Severity
from dsa_reports.template.codes import official_languages

_BY_LANGUAGE = ((8, "measures_solely_automated"), (8, "measures_not_automated"), (9, "moderators_linguistic"))


@check(Severity.ERROR, "DSA Art. 42(2); IR 2024/2835 Annex II, I.6", "Add a row for each of the 24 official languages, with 0 where there is nothing.")
def g_1(view: View) -> Iterator[Hit]:
    """A VLOP has a row for each of the 24 official languages in parts 8 and 9."""
    if view.tier != "vlop":
        return
    for part, key in _BY_LANGUAGE:
        missing = [language for language in official_languages() if view.row(part, key, language) is None]
        if missing:
            yield Hit(f"part {part}, {key}: no row for {', '.join(missing)}")


@check(Severity.ERROR, "DSA Art. 42(2)(a); IR 2024/2835 Annex II, II.1.7", "Count every moderator once in the total, in full-time equivalents.")
def g_3(view: View) -> Iterator[Hit]:
    """Moderators with linguistic expertise are no more than internal and external ones together.

    A difference that rounding explains, fewer than both together, and a language with more heads than there are
    full-time equivalents are warnings: people without such expertise and part-time work are possible.
    """
    row = view.row(9, "moderators_linguistic", "total")
    total = row.number() if row else None
    inside, outside = (view.number(9, f"moderators_{kind}", scope="total") for kind in ("internal", "external"))
    if row is None or total is None:
        return
    if inside is not None and outside is not None and total != inside + outside:
        sum_ = f"{inside} + {outside} = {inside + outside} moderators, {total} with linguistic expertise"
        fine = view.readings.get("full_time_equivalents") == "decimal"
        too_many = total - inside - outside > (Decimal("0.015") if fine else Decimal("1.5"))
        yield Hit(sum_, row, "value", None if too_many else Severity.WARNING)
    for language in official_languages():
        spoken = view.row(9, "moderators_linguistic", language)
        heads = spoken.number() if spoken else None
        if spoken and heads is not None and heads > total:
            yield Hit(f"{heads} moderators for {language}, {total} full-time equivalents in all", spoken, "value", Severity.WARNING)
