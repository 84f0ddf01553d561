"""G: people, languages and recipients."""

from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.others import cells_of, figure
from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import NUMBER, View
from dsa_reports.display import plural
from dsa_reports.findings import Severity
from dsa_reports.template.codes import official_languages

_BY_LANGUAGE = ((8, "measures_solely_automated"), (8, "measures_not_automated"), (9, "moderators_linguistic"))
_SPOKEN_IN = {
    "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE AT", "el": "EL GR CY", "en": "IE MT", "es": "ES", "et": "EE", "fi": "FI",
    "fr": "FR BE LU", "hr": "HR", "hu": "HU", "it": "IT", "lt": "LT", "lv": "LV", "nl": "NL BE", "pl": "PL", "pt": "PT",
    "ro": "RO", "sk": "SK", "sl": "SI", "sv": "SE",
}
"""Languages and the Member States that most of their speakers live in. Irish and Maltese are left out: English serves both."""
_MANY = Decimal(1_000_000)
_DESIGNATED = Decimal(45_000_000)
"""DSA Art. 33(1)."""
_JUMP = Decimal("0.3")


@check(
    Severity.ERROR, "DSA Art. 42(2); IR 2024/2835 Annex II, I.6",
    "Add a row for each of the 24 official languages, with 0 where there is nothing.", parts=(8, 9), tiers=("vlop",),
)
def g_1(view: View) -> Iterator[Hit]:
    """A VLOP has a row for each of the 24 official languages in parts 8 and 9."""
    for part, key in _BY_LANGUAGE:
        if not view.has(part):
            continue
        missing = [language for language in official_languages() if view.row(part, key, language) is None]
        if missing:
            yield Hit(f"part {part}, {key}: no row for {', '.join(missing)}", part=part, key=key, places=len(missing))


@check(
    Severity.WARNING, "DSA Art. 42(2)(a); IR 2024/2835 Annex II, II.1.7",
    "Say in the context column how content in the language is moderated.", parts=(9, 10), together=True, tiers=("vlop",),
)
def g_2(view: View) -> Iterator[Hit]:
    """A language of Member States with more than a million recipients has a moderator who knows it. The text does not force it."""
    for language, states in _SPOKEN_IN.items():
        row = view.row(9, "moderators_linguistic", language)
        if row is None or row.number() != 0 or row.text("context"):
            continue
        places = [found for state in states.split() if (found := view.row(10, "recipients", state)) and found.amount()]
        recipients = sum((place.amount() for place in places), Decimal(0))
        if recipients > _MANY:
            yield Hit(
                f"no moderator knows {language}; {recipients:,} recipients in {', '.join(place.scope for place in places)}", row, "value",
                cells=tuple((place, "value") for place in places),
            )


@check(
    Severity.ERROR, "DSA Art. 42(2)(a); IR 2024/2835 Annex II, II.1.7",
    "Count every moderator once in the total, in full-time equivalents.", parts=(9,),
)
def g_3(view: View) -> Iterator[Hit]:
    """Moderators with linguistic expertise are no more than internal and external ones together.

    Fewer are nothing to speak of: moderators without such expertise are possible. A surplus that rounding explains and a
    language with more heads than there are full-time equivalents (part-time work is possible) are warnings: the text
    does not force it.
    """
    row = view.row(9, "moderators_linguistic", "total")
    total = row.number() if row else None
    inside, outside = (view.row(9, f"moderators_{kind}", "total") for kind in ("internal", "external"))
    if row is None or total is None:
        return
    a, b = (found.number() if found else None for found in (inside, outside))
    if inside and outside and a is not None and b is not None and total > a + b:
        fine = view.readings.get("full_time_equivalents") == "decimal"
        too_many = total - a - b > (Decimal("0.015") if fine else Decimal("1.5"))
        yield Hit(
            f"{a} + {b} = {a + b} moderators, {total} with linguistic expertise", row, "value", None if too_many else Severity.WARNING,
            ((inside, "value"), (outside, "value")), f"at most {a + b}",
        )
    for language in official_languages():
        spoken = view.row(9, "moderators_linguistic", language)
        heads = spoken.number() if spoken else None
        if spoken and heads is not None and heads > total:
            yield Hit(
                f"{heads} {plural(heads, 'moderator')} for {language}, {total} full-time equivalents in all", spoken, "value", Severity.WARNING,
                ((row, "value"),), f"at most {total} full-time equivalents",
            )


@check(
    Severity.WARNING, "DSA Art. 33(1); DSA Art. 42(3); DSA Art. 24(2)", "Explain the change in the document on method.", parts=(10,),
)
def g_4(view: View) -> Iterator[Hit]:
    """Average monthly recipients reach the 45 million of a designated service (a note where they do not).

    Against the latest earlier report of the service they change by no more than 30 %, in all and in each Member State.
    """
    total = view.row(10, "recipients", "TOTAL")
    if total and 0 < total.amount() < _DESIGNATED and view.tier in ("vlop", "vlose"):
        says = f"{total.amount():,} recipients in all, fewer than the 45 million of Art. 33(1)"
        yield Hit(says, total, "value", Severity.INFO)
    if view.before is None:
        return
    before = cells_of(view.before)
    for row in view.rows(10):
        text = before.get((figure(10, row.row.key, row.scope), "value"), "")
        now, then = row.number(), Decimal(text) if NUMBER.fullmatch(text) else None
        if now is not None and then and abs(now - then) > _JUMP * then:
            yield Hit(
                f"{then:,} recipients in {view.before.period}, {now:,} now ({(now / then - 1) * 100:+.0f} %, {row.scope})", row, "value",
                expected=f"{then * (1 - _JUMP):.0f} to {then * (1 + _JUMP):.0f}",
            )


@check(
    Severity.INFO, "DSA Art. 42(3); IR 2024/2835 Annex II, I.4", "State how recipients are rounded.", parts=(10,),
)
def g_5(view: View) -> Iterator[Hit]:
    """Where all figures of recipients are rounded to thousands, the report says so. Rounding is not forbidden."""
    rows = [row for row in view.rows(10) if row.amount()]
    if len(rows) > 2 and all(row.amount() % 1000 == 0 for row in rows):
        unit = next(unit for unit in (1_000_000, 100_000, 10_000, 1000) if all(row.amount() % unit == 0 for row in rows))
        says = f"all {len(rows)} figures of recipients are multiples of {unit:,}"
        yield Hit(says, rows[0], "value", cells=tuple((row, "value") for row in rows), places=len(rows))
