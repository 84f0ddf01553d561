"""What an entry must say: completeness, personal data, removed ads, the search that the law asks for."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator

from dsa_reports.advertisers.checks import Broken, Known, Tally, register_check
from dsa_reports.advertisers.formats import Format, Item, carried, formats
from dsa_reports.advertisers.model import AdRecord, Removal
from dsa_reports.findings import Severity
from dsa_reports.intake.survey.personal import personal_data

__all__ = ["REQUIRED", "owed"]

REQUIRED: dict[Item, tuple[str, str, Callable[[AdRecord], bool]]] = {
    "a": ("the content of the ad", "DSA Art. 39(2)(a)", lambda r: bool(r.content.texts or r.content.media or r.content.page)),
    "brand": ("the product, service or brand", "DSA Art. 39(2)(a)", lambda r: bool(r.content.brand)),
    "subject": ("the subject matter", "DSA Art. 39(2)(a)", lambda r: bool(r.content.subject)),
    "b": ("on whose behalf it is shown", "DSA Art. 39(2)(b)", lambda r: r.beneficiary is not None and bool(r.beneficiary.name)),
    "d": ("the period in which it was shown", "DSA Art. 39(2)(d)", lambda r: r.first_shown is not None and (r.last_shown is not None or r.running is True)),
    "e": ("whether groups were targeted, and by which parameters", "DSA Art. 39(2)(e)", lambda r: bool(r.targeting) or r.targeted is not None),
    "g": ("the total of recipients reached", "DSA Art. 39(2)(g)", lambda r: r.reach.total is not None),
    "states": ("the reach per Member State", "DSA Art. 39(2)(g)", lambda r: bool(r.reach.member_states)),
    "people": ("the reach in people: impressions stand there, or no unit", "DSA Art. 39(2)(g)", lambda r: r.reach.total is None or r.reach.total.unit == "people"),
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


@register_check(Severity.ERROR, "DSA Art. 39(2)", "Export what is missing; the register must make reasonable efforts to be accurate and complete.")
def ad_1(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """Each entry says what Art. 39(2)(a) to (g) asks for: content with brand and subject, on whose behalf, period,
    targeting, recipients reached, in total and per Member State. What its format has no field for is a note, because
    nobody left it out; so is a register without any declared communication (point (f)), because nobody may have declared one. Targeting is owed where there was any, reach per Member State where applicable: their absence is a
    warning, which the text does not force. Numbers that the source announces for a later day are a note."""
    owing = dict.fromkeys(REQUIRED, 0)
    entries, declared = 0, 0
    announced, left_out, lacking = ({item: Tally() for item in REQUIRED} for _ in range(3))
    while (record := (yield)) is not None:
        can = carried(record)
        entries += 1
        declared += record.lane == "declared"
        for item, (_, _, says) in REQUIRED.items():
            if not owed(record, item):
                continue
            owing[item] += 1
            if not says(record):
                later = item in _COUNTED and record.reach.due is not None
                (announced if later else left_out if item in can else lacking)[item].add(record)
    broken = []
    if entries and not declared:
        broken.append(Broken("no communication that users declared as commercial stands in the register", None, Severity.INFO, "Was none declared, or is the lane missing in the export?", "DSA Art. 39(2)(f)"))
    for item, (words, citation, _) in REQUIRED.items():
        of = f"of {owing[item]:,} entries"
        broken += [
            Broken(f"{announced[item].count:,} {of} announce it for a later day: {words}", announced[item], Severity.INFO, "Export them again after that day.", citation),
            Broken(f"{left_out[item].count:,} {of} do not say: {words}", left_out[item], Severity.WARNING if item in _SOFT else None, citation=citation),
            Broken(
                f"{lacking[item].count:,} {of} come in a format that has no field for it, so that it cannot be judged: {words}",
                lacking[item], Severity.INFO, "Ask for the platform's own register, or for the missing field.", citation,
            ),
        ]
    return broken


@register_check(Severity.WARNING, "DSA Art. 39(1)", "Take it out of the register; it may hold no personal data of recipients.")
def ad_3(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """The parameters of targeting and the particulars of a removal hold no personal data of recipients. Texts of the ads
    are not searched: the addresses in them are the advertisers' own."""
    found = Tally()
    while (record := (yield)) is not None:
        if any(one.sure for text in _where_recipients_may_stand(record) for one in personal_data(text)):
            found.add(record)
    return [Broken("what looks like personal data in the targeting or in the particulars of the removal", found)]


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
def ad_4(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """Of an ad removed or disabled for illegality or under the terms the public register shows, instead of points (a) to
    (c) of Art. 39(2), the particulars of Art. 17(3)(a) to (e), or those of Art. 9(2)(a)(i) where an authority ordered it.
    That content and names are gone is asked only of a register that is said to be the public one."""
    removed, showing = 0, Tally()
    left_out, lacking = ({item: Tally() for item in _PARTICULARS} for _ in range(2))
    while (record := (yield)) is not None:
        if (removal := record.removal) is None:
            continue
        removed += 1
        if known.public and not record.withheld:
            showing.add(record)
        for item, (_, _, says) in _PARTICULARS.items():
            if not says(removal) and not removal.order_legal_basis:
                (left_out if item in carried(record) else lacking)[item].add(record)
    broken = [Broken("removed, and the public register still shows the content, the beneficiary or the payer", showing)]
    for item, (words, citation, _) in _PARTICULARS.items():
        of = f"of {removed:,} removed entries"
        broken += [
            Broken(f"{left_out[item].count:,} {of} lack {words}", left_out[item], citation=f"DSA Art. 39(3); {citation}", remedy="Export the particulars of the removal, as they stand in its statement of reasons."),
            Broken(f"{lacking[item].count:,} {of} come in a format that has no field for {words}", lacking[item], Severity.INFO, "Ask for the platform's own register.", f"DSA Art. 39(3); {citation}"),
        ]
    return broken


_CRITERIA: dict[str, tuple[Callable[[AdRecord], bool], Callable[[Format], bool]]] = {
    "advertiser": (lambda r: any(party is not None and party.name for party in (r.beneficiary, r.advertiser)), lambda f: "name" in f.keys),
    "payer": (lambda r: r.payer is not None and bool(r.payer.name), lambda f: any("c" in items for items in f.carries.values())),
    "date": (lambda r: r.first_shown is not None, lambda f: any("d" in items for items in f.carries.values())),
    "Member State": (lambda r: bool(r.reach.member_states or r.reach.first_shown), lambda f: any("states" in items for items in f.carries.values())),
    "targeting": (lambda r: bool(r.targeting), lambda f: any("e" in items for items in f.carries.values())),
    "content": (lambda r: bool(r.content.texts), lambda f: "text" in f.keys),
    "landing page": (lambda r: bool(r.content.landing), lambda f: "domain" in f.keys),
}
"""Criterion → does an entry fill it, has a format a field for it?"""


@register_check(Severity.WARNING, "DSA Art. 39(1)", "Fill the field, so that the public search can offer the criterion.")
def ad_13(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """The register can be searched by several criteria: advertiser, payer, date, Member State, targeting, content,
    landing page. A criterion that is filled nowhere can be offered by no search over this export; where the formats have
    no field for it, that is a note. Whether the public page can be found, and how its search, sorting and interface work,
    no file shows: a person has to look."""
    there: Counter[str] = Counter()
    unfilled = dict(_CRITERIA)
    while (record := (yield)) is not None:
        if not record.removed:
            there[record.format] += 1
            unfilled = {criterion: one for criterion, one in unfilled.items() if not one[0](record)}
    able = {criterion: sum(count for name, count in there.items() if has_field(formats()[name])) for criterion, (_, has_field) in unfilled.items()}
    return [
        Broken(f"no entry can be found by {criterion}: the field is filled in none of {count:,} {'entry' if count == 1 else 'entries'}") if count else
        Broken(f"no entry can be found by {criterion}: the format has no field for it ({', '.join(sorted(there))})", None, Severity.INFO, "Ask for the platform's own register, or for the missing field.")
        for criterion, count in able.items() if there
    ]
