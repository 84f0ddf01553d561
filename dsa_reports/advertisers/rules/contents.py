"""What an entry must say: completeness, personal data, removed ads, the search that the law asks for."""

from collections.abc import Callable, Iterator, Sequence

from dsa_reports.advertisers.checks import Broken, Register, register_check
from dsa_reports.advertisers.formats import Item, carried
from dsa_reports.advertisers.model import AdRecord, Removal
from dsa_reports.findings import Severity
from dsa_reports.intake.survey.personal import personal_data

__all__ = ["REQUIRED", "given"]

REQUIRED: dict[Item, tuple[str, str, Callable[[AdRecord], bool]]] = {
    "a": ("the content of the ad", "DSA Art. 39(2)(a)", lambda r: bool(r.content.texts or r.content.media or r.content.page)),
    "brand": ("the product, service or brand", "DSA Art. 39(2)(a)", lambda r: bool(r.content.brand)),
    "subject": ("the subject matter", "DSA Art. 39(2)(a)", lambda r: bool(r.content.subject)),
    "b": ("on whose behalf it is shown", "DSA Art. 39(2)(b)", lambda r: r.beneficiary is not None and bool(r.beneficiary.name)),
    "d": ("the period in which it was shown", "DSA Art. 39(2)(d)", lambda r: r.first_shown is not None and (r.last_shown is not None or r.running is True)),
    "e": ("whether groups were targeted, and by which parameters", "DSA Art. 39(2)(e)", lambda r: bool(r.targeting) or r.targeted is not None),
    "g": ("the total of recipients reached", "DSA Art. 39(2)(g)", lambda r: r.reach.total is not None),
    "states": ("the reach per Member State", "DSA Art. 39(2)(g)", lambda r: bool(r.reach.member_states)),
    "people": ("recipients as people: impressions are counted", "DSA Art. 39(2)(g)", lambda r: r.reach.total is None or r.reach.total.unit == "people"),
}
"""Point of the law → in words, citation, is it given? The payer is missing here: it is owed only where it differs."""
_WITHHELD = frozenset({"a", "brand", "subject", "b"})
_SOFT = frozenset({"states", "e"})
"""Owed 'where applicable' and 'if so': a warning."""
_COUNTED = frozenset({"g", "states"})
"""What a source may announce for later."""
_ONLY_OF_ADS = frozenset({"b", "e", "g", "states", "people", "brand", "subject"})
"""Of a declared communication the register owes that it is in it (Art. 39(2)(f)); what more, the text does not say."""


def owed(record: AdRecord, item: Item) -> bool:
    """True if the register owes `item` of this entry."""
    if record.removed and item in _WITHHELD:
        return False
    return record.lane == "paid" or item not in _ONLY_OF_ADS


def given(records: Sequence[AdRecord], item: Item) -> tuple[int, int]:
    """Entries that say `item`, of those that owe it."""
    owing = [record for record in records if owed(record, item)]
    return sum(REQUIRED[item][2](record) for record in owing), len(owing)


@register_check(Severity.ERROR, "DSA Art. 39(2)", "Export what is missing; the register must make reasonable efforts to be accurate and complete.")
def ad_1(register: Register) -> Iterator[Broken]:
    """Each entry says what Art. 39(2)(a) to (g) asks for: content with brand and subject, on whose behalf, period,
    targeting, recipients reached, in total and per Member State. What its format has no field for is a note, because
    nobody left it out. Targeting is owed where there was any, reach per Member State where applicable: their absence is a
    warning, which the text does not force. Numbers that the source announces for a later day are a note."""
    for item, (words, citation, says) in REQUIRED.items():
        owing = [record for record in register.records if owed(record, item)]
        missing = [record for record in owing if not says(record)]
        announced = [record for record in missing if item in _COUNTED and record.reach.due is not None]
        if announced:
            yield Broken(f"{len(announced):,} of {len(owing):,} entries announce it for a later day: {words}", announced, Severity.INFO, "Export them again after that day.", citation)
            missing = [record for record in missing if record.reach.due is None]
        left_out = [record for record in missing if item in carried(record)]
        lacking = [record for record in missing if item not in carried(record)]
        if left_out:
            soft = Severity.WARNING if item in _SOFT else None
            yield Broken(f"{len(left_out):,} of {len(owing):,} entries do not say: {words}", left_out, soft, citation=citation)
        if lacking:
            yield Broken(
                f"{len(lacking):,} of {len(owing):,} entries come in a format that has no field for it, so that it cannot be judged: {words}",
                lacking, Severity.INFO, "Ask for the platform's own register, or for the missing field.", citation,
            )


@register_check(Severity.WARNING, "DSA Art. 39(1)", "Take it out of the register; it may hold no personal data of recipients.")
def ad_3(register: Register) -> Iterator[Broken]:
    """The parameters of targeting and the particulars of a removal hold no personal data of recipients. Texts of the ads
    are not searched: the addresses in them are the advertisers' own."""
    found = [record for record in register.records if any(one.sure for text in _where_recipients_may_stand(record) for one in personal_data(text))]
    if found:
        yield Broken("what looks like personal data in the targeting or in the particulars of the removal", found)


def _where_recipients_may_stand(record: AdRecord) -> Iterator[str]:
    yield from (parameter.value for parameter in record.targeting)
    if record.removal is not None:
        yield from (record.removal.facts, record.removal.source)


_PARTICULARS: dict[Item, tuple[str, str, Callable[[Removal], bool]]] = {
    "restriction": ("the restriction, its area or its duration", "DSA Art. 17(3)(a)", lambda r: bool(r.restriction or r.areas or r.until)),
    "facts": ("the facts, and whether a notice or own initiative led to it", "DSA Art. 17(3)(b)", lambda r: bool(r.facts or r.source)),
    "automation": ("the use of automated means", "DSA Art. 17(3)(c)", lambda r: r.automated_detection is not None or r.automated_decision is not None),
    "ground": ("the legal or contractual ground", "DSA Art. 17(3)(d), (e)", lambda r: bool(r.ground or r.legal_ground or r.contractual_ground)),
}


@register_check(Severity.ERROR, "DSA Art. 39(3)", "Show in the public register the particulars instead of content, beneficiary and payer.")
def ad_4(register: Register) -> Iterator[Broken]:
    """Of an ad removed or disabled for illegality or under the terms the public register shows, instead of points (a) to
    (c) of Art. 39(2), the particulars of Art. 17(3)(a) to (e), or those of Art. 9(2)(a)(i) where an authority ordered it.
    That content and names are gone is asked only of a register that is said to be the public one."""
    removed = [(record, record.removal) for record in register.records if record.removal is not None]
    showing = [record for record, _ in removed if not record.withheld]
    if register.public and showing:
        yield Broken("removed, and the public register still shows the content, the beneficiary or the payer", showing)
    for item, (words, citation, says) in _PARTICULARS.items():
        missing = [record for record, removal in removed if not says(removal) and not removal.order_legal_basis]
        left_out = [record for record in missing if item in carried(record)]
        lacking = [record for record in missing if item not in carried(record)]
        if left_out:
            yield Broken(f"{len(left_out):,} of {len(removed):,} removed entries lack {words}", left_out, citation=f"DSA Art. 39(3); {citation}", remedy="Export the particulars of the removal, as they stand in its statement of reasons.")
        if lacking:
            yield Broken(f"{len(lacking):,} of {len(removed):,} removed entries come in a format that has no field for {words}", lacking, Severity.INFO, "Ask for the platform's own register.", f"DSA Art. 39(3); {citation}")


_CRITERIA: dict[str, Callable[[AdRecord], bool]] = {
    "advertiser": lambda r: any(party is not None and party.name for party in (r.beneficiary, r.advertiser)),
    "payer": lambda r: r.payer is not None and bool(r.payer.name),
    "date": lambda r: r.first_shown is not None,
    "Member State": lambda r: bool(r.reach.member_states or r.reach.first_shown),
    "targeting": lambda r: bool(r.targeting),
    "content": lambda r: bool(r.content.texts),
    "landing page": lambda r: bool(r.content.landing),
}


@register_check(Severity.WARNING, "DSA Art. 39(1)", "Fill the field, so that the public search can offer the criterion.")
def ad_13(register: Register) -> Iterator[Broken]:
    """The register can be searched by several criteria: advertiser, payer, date, Member State, targeting, content,
    landing page. A criterion that is filled nowhere can be offered by no search over this export. Whether the public
    page can be found, and how its search, sorting and interface work, no file shows: a person has to look."""
    there = [record for record in register.records if not record.removed]
    for criterion, says in _CRITERIA.items():
        if there and not any(says(record) for record in there):
            yield Broken(f"no entry can be found by {criterion}: the field is filled in none of {len(there):,} entries")
