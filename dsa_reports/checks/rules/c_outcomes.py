"""C: complaints, disputes and what became of them."""

from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import View, spelled
from dsa_reports.display import plural
from dsa_reports.findings import Severity

_OUTCOMES = ("upheld", "partially_reversed", "reversed", "omitted")
_BASES = ("complaints_visibility", "complaints_service", "complaints_account", "complaints_monetisation", "complaints_no_action")
_FLAGGERS = "complaints_no_action_trusted_flagger"
_ZERO = Decimal(0)


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.5", "Say in the context column how many are pending, or correct the outcomes.",
    parts=(7,),
)
def c_11(view: View) -> Iterator[Hit]:
    """Outcomes of complaints and disputes are no more than were submitted; what is missing is pending.

    More outcomes than submissions are an error where the outcomes of the submitted ones are reported, nothing where
    those decided in the period are (reading `complaints_cut_off`), and a warning where neither is declared: the
    text sets no cut-off and does not force it.
    """
    cut_off = view.readings.get("complaints_cut_off", "")
    for row in view.rows(7):
        total = row.number() if row.scope == "total" else None
        outcomes = [found for scope in _OUTCOMES if (found := view.row(7, row.key, scope))]
        known = [value for found in outcomes if (value := found.number()) is not None]
        if total is None or not known:
            continue
        decided, cells = sum(known, _ZERO), tuple((found, "value") for found in outcomes)
        if decided > total and cut_off != "decided":
            severity = Severity.ERROR if cut_off == "submitted" else Severity.WARNING
            yield Hit(
                f"{spelled(known)} outcomes of {total} submitted ({row.key})", row, "value", severity, cells,
                expected=f"at least {decided:f}",
            )
        elif decided < total and len(known) == len(_OUTCOMES) and cut_off != "decided" and not row.text("context"):
            says = f"{spelled(known)} outcomes of {total} submitted ({row.key}): {total - decided} pending"
            yield Hit(says, row, "value", cells=cells)


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.5; DSA Art. 20(1)",
    "Count every complaint under the decision that it is about, or explain the difference in the context column.", parts=(7,),
)
def c_12(view: View) -> Iterator[Hit]:
    """Complaints by the decision that they are about add up to all complaints.

    The text does not force it: complaints that lapsed have no row among the bases, one complaint may be about two
    decisions, and those about trusted flaggers' notices may lie inside the row of all Art. 16 notices (reading
    `trusted_flagger_complaints`; declared as inside, more of them than of all is an error).
    """
    whole = view.row(7, "complaints", "total")
    bases = [row for key in _BASES if (row := view.row(7, key, "total")) and row.number() is not None]
    flaggers, every = view.row(7, _FLAGGERS, "total"), view.row(7, "complaints_no_action", "total")
    reading = view.readings.get("trusted_flagger_complaints", "")
    if flaggers and every and every.number() is not None and flaggers.amount() > every.amount() and reading != "apart":
        yield Hit(
            f"{flaggers.amount()} {plural(flaggers.amount(), 'complaint')} on notices of trusted flaggers, {every.amount()} on all Art. 16 notices",
            flaggers, "value", Severity.ERROR if reading == "inside" else None, ((every, "value"),), f"at most {every.amount()}",
        )
    stated = whole.number() if whole else None
    if whole is None or stated is None or len(bases) < len(_BASES) or whole.text("context"):
        return
    values = [row.amount() for row in bases]
    apart = flaggers.amount() if flaggers and reading != "inside" else _ZERO
    lowest = sum(values, _ZERO) + (apart if reading == "apart" else _ZERO)
    highest = sum(values, _ZERO) + apart
    lapsed = view.number(7, "complaints", scope="omitted") or _ZERO
    if highest + lapsed < stated or lowest > stated:
        yield Hit(
            f"{spelled(values)} by decision, {stated} complaints in all", whole, "value",
            cells=tuple((row, "value") for row in bases), expected=f"{highest:f}",
        )


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, I.4; IR 2024/2835 Annex II, II.1.5",
    "Give the share as a number from 0 to 1; blank where nothing was reversed.", parts=(7,),
)
def c_13(view: View) -> Iterator[Hit]:
    """The share of outcomes implemented lies in [0,1] and is blank where no outcome was reversed (a warning)."""
    row = view.row(7, "disputes", "outcomes_implemented")
    share = row.number() if row else None
    reversals = [found for scope in ("partially_reversed", "reversed") if (found := view.row(7, "disputes", scope))]
    known = [value for found in reversals if (value := found.number()) is not None]
    cells = tuple((found, "value") for found in reversals)
    if share is not None and share > 1:
        yield Hit(f"the share is {share}; it lies between 0 and 1", row, "value", expected="0 to 1")
    elif share is not None and known and not sum(known):
        yield Hit(f"the share is {share}, but no outcome was reversed", row, "value", Severity.WARNING, cells, "blank")
    elif share is None and row and not row.text("value") and sum(known, _ZERO) > 0:
        yield Hit(f"no share is given, but {spelled(known)} outcomes were reversed", row, "value", Severity.WARNING, cells)
