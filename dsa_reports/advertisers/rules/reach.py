"""How many an ad reached: plausibility, and what is a signal about minors."""

from collections.abc import Generator

from dsa_reports.advertisers.checks import Broken, Known, Tally, register_check
from dsa_reports.advertisers.keys import landing_domains
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.findings import Severity

__all__: list[str] = []

_SIGNAL = "a signal, not a breach: it proves neither profiling of a minor nor that the platform knew of it"


@register_check(Severity.INFO, "DSA Art. 28(2)", "Look at the entry: who was reached, by which parameters, and what did the platform know of their age?")
def ad_11(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """Reach among 13 to 17 together with parameters of interest, audience or interaction, or with an adult or dating
    landing domain that a person named, is a signal. Entries whose reach among 13 to 17 is not known are counted apart."""
    profiled, adult, unknown = Tally(), Tally(), Tally()
    while (record := (yield)) is not None:
        if record.lane != "paid":
            continue
        if _reached_minors(record):
            if record.profiling:
                profiled.add(record)
            if known.adult and known.adult & set(landing_domains(record)):
                adult.add(record)
        if record.reach.minors is None and not _targets_minors(record):
            unknown.add(record)
    return [
        Broken(f"reach among 13 to 17, and parameters of interest, audience or interaction: {_SIGNAL}", profiled),
        Broken(f"reach among 13 to 17, and a landing page on the list of adult or dating domains: {_SIGNAL}", adult),
        Broken(f"{unknown.entries('does', 'do')} not say whether people of 13 to 17 years were reached; that is not zero", unknown, remedy="Export the reach by age group, as the platform knows it."),
    ]


def _reached_minors(record: AdRecord) -> bool:
    known = record.reach.minors is not None and (record.reach.minors.low or 0) > 0
    return known or _targets_minors(record)


def _targets_minors(record: AdRecord) -> bool:
    """Ages 13 to 17 were chosen, as some formats say instead of a reach."""
    return any(parameter.kind == "age" and parameter.value == "13-17" and parameter.use != "exclude" for parameter in record.targeting)


@register_check(Severity.ERROR, "DSA Art. 39(2)(g)", "Count recipients again: each once, in the unit that the register states.")
def ad_12(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """An ad that was shown reached somebody; it reached no more people in a Member State than the service has recipients
    there; its Member States together reach no more than its total. Totals such as EEA are never added to the states, and
    impressions are never compared with people. Of ranges, the bounds are compared that leave no doubt."""
    nobody, beyond, more = Tally(), Tally(), Tally()
    while (record := (yield)) is not None:
        if record.reach.total is not None and record.reach.total.high == 0:
            nobody.add(record)
        if _beyond(record, known):
            beyond.add(record)
        if _more_than_total(record):
            more.add(record)
    return [
        Broken("the entry reached nobody", nobody, Severity.WARNING),
        Broken("more people reached in a Member State than the service has recipients there", beyond),
        Broken("the Member States together reach more than the total", more),
    ]


def _beyond(record: AdRecord, known: Known) -> bool:
    return any(
        reach.unit == "people" and (reach.low or 0) > known.recipients.get(code, reach.low or 0)
        for code, reach in record.reach.member_states.items()
    )


def _more_than_total(record: AdRecord) -> bool:
    """Abbreviated and estimated numbers are rounded, so that only exact ones and ranges are compared."""
    total = record.reach.total
    states = list(record.reach.member_states.values())
    if total is None or total.high is None or not states or any(one.unit != total.unit for one in states):
        return False
    if any(one.basis in ("abbreviated", "estimate") for one in (total, *states)):
        return False
    return sum(one.low or 0 for one in states) > total.high
