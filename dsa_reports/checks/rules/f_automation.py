"""F: automated means and their accuracy."""

import re
from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.feasible import feasible, interval
from dsa_reports.checks.others import cells_of, figure
from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import NUMBER, RowView, View, spelled
from dsa_reports.findings import Severity
from dsa_reports.template.codes import official_languages

_METRICS = ("accuracy", "precision", "recall")
_MANY = 100
_LARGE_SAMPLE = 1000
_HALF, _TENTH = Decimal("0.5"), Decimal("0.1")
_COARSEST = 2
"""A share is taken to have at least two decimals: nobody writes 1 for 0.95."""
_SAMPLE = re.compile(
    r"(?:sample(?:\s+size)?|\bn)\s*(?::|=|of|was|is)?\s*(?P<n>[0-9]{1,3}(?:[,. \u00a0'][0-9]{3})+|[0-9]+)\b", re.IGNORECASE
)
_NOT_DIGITS = re.compile(r"[^0-9]")


def _metrics(view: View) -> Iterator[RowView]:
    return (row for row in view.rows(8) if row.key in _METRICS)


def sample_size(text: str) -> int | None:
    """The size of the sample that a context names (`Sample size: 200`, `n = 1,200`); None where it names none, or two."""
    found = {int(_NOT_DIGITS.sub("", match["n"])) for match in _SAMPLE.finditer(text)}
    return found.pop() if len(found) == 1 else None


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, I.4; IR 2024/2835 Annex II, II.1.6", "Write a share between 0 and 1: 0.97 for 97 %.", parts=(8,),
)
def f_1(view: View) -> Iterator[Hit]:
    """Accuracy, precision and recall lie in [0,1]."""
    for row in _metrics(view):
        value = row.number()
        if value is not None and value > 1:
            yield Hit(f"{row.name} is {value}; it lies between 0 and 1", row, "value", expected="0 to 1")


@check(
    Severity.WARNING, "DSA Art. 15(1)(e); IR 2024/2835 Annex II, II.1.6",
    "Say how the figure was found: a large sample without any mistake is rare.", parts=(8,),
)
def f_2(view: View) -> Iterator[Hit]:
    """Accuracy, precision or recall of exactly 1 comes from a sample whose size is stated and no larger than 1,000."""
    for row in _metrics(view):
        if row.number() != 1:
            continue
        size = sample_size(row.text("context"))
        if size is None or size > _LARGE_SAMPLE:
            said = f"a sample of {size:,}" if size else "a sample of unknown size"
            yield Hit(f"{row.name} is exactly 1, from {said}", row, "value")


@check(Severity.ERROR, "IR 2024/2835 Annex II, II.1.6", "Say in the context column how large the sample was and how it was drawn.", parts=(8,))
def f_3(view: View) -> Iterator[Hit]:
    """Every accuracy, precision and recall is explained in the context column: sample size, period, method."""
    for row in _metrics(view):
        if row.number() is not None and not row.text("context"):
            yield Hit(f"{row.name} stands without sample size and method", row, "value")


def _systems(view: View) -> Iterator[dict[str, RowView]]:
    """The three figures of one system and scope. Rows that repeat without naming a system go together in their order."""
    found: dict[tuple[str, str, int], dict[str, RowView]] = {}
    for row in _metrics(view):
        slug, turn = row.row.key.partition("~")[2], 0
        while row.key in found.setdefault((row.scope, slug, turn), {}):
            turn += 1
        found[row.scope, slug, turn][row.key] = row
    named: dict[tuple[str, str], int] = {}
    for scope, slug, _ in found:
        named[scope, slug] = named.get((scope, slug), 0) + 1
    # Of several systems without names nobody knows which figures belong together.
    return (rows for (scope, slug, _), rows in found.items() if named[scope, slug] == 1)


@check(
    Severity.ERROR, "DSA Art. 15(1)(e); IR 2024/2835 Annex II, II.1.6",
    "Compute the three figures from one confusion matrix: true and false, positives and negatives of the same sample.", parts=(8,),
)
def f_4(view: View) -> Iterator[Hit]:
    """Accuracy, precision and recall of a system can come from one sample.

    A confusion matrix must exist that gives all three, of the stated size if the context names one, whatever the
    rounding. Annex II gives no formula, so this is a warning unless the report declares one (reading `accuracy_formula`).
    """
    declared = view.readings.get("accuracy_formula") == "confusion_matrix"
    for rows in _systems(view):
        values = {key: row.number() for key, row in rows.items()}
        if len(values) < len(_METRICS) or any(value is None or value > 1 for value in values.values()):
            continue
        known = {key: value for key, value in values.items() if value is not None}
        sizes = {sample_size(row.text("context")) for row in rows.values()}
        size = sizes.pop() if len(sizes) == 1 else None
        places = {key: max(_COARSEST, -int(value.as_tuple().exponent)) for key, value in known.items()}
        finest = max(places.values())
        if _fits(known, dict.fromkeys(places, finest), size):
            continue
        doubtful = _fits(known, places, size)
        row = rows["accuracy"]
        of = f" of {size:,} cases" if size else ""
        yield Hit(
            f"no sample{of} has accuracy {known['accuracy']}, precision {known['precision']} and recall {known['recall']} ({row.scope})",
            row, "value", None if declared and not doubtful else Severity.WARNING,
            tuple((other, "value") for other in rows.values()),
        )


def _fits(known: dict[str, Decimal], places: dict[str, int], size: int | None) -> bool:
    one, two, three = (interval(known[key], places[key]) for key in _METRICS)
    return feasible(size, one, two, three)


@check(
    Severity.WARNING, "DSA Art. 15(1)(e); IR 2024/2835 Annex II, II.1.6", "Check how automated and manual measures are told apart.", parts=(8,),
)
def f_5(view: View) -> Iterator[Hit]:
    """Of more than 100 measures or notices neither all nor none are solely automated. Possible, but rare."""
    for kind, scope in (("measures", "own_initiative"), ("measures", "total"), ("notices", "notices")):
        solely, manual = view.row(8, f"{kind}_solely_automated", scope), view.row(8, f"{kind}_not_automated", scope)
        if solely is None or manual is None or solely.number() is None or manual.number() is None:
            continue
        if solely.amount() + manual.amount() > _MANY and not (solely.amount() and manual.amount()):
            share = "all" if solely.amount() else "none"
            yield Hit(
                f"{share} of {solely.amount() + manual.amount()} {kind} are solely automated ({scope})", solely, "value",
                cells=((manual, "value"),),
            )


@check(
    Severity.WARNING, "DSA Art. 42(2)(c); IR 2024/2835 Annex II, II.1.6",
    "Count a measure under one language, under two only where both are equally concerned.", parts=(8,), tiers=("vlop",),
)
def f_8(view: View) -> Iterator[Hit]:
    """Measures of all languages together are no more than all measures. The text lets a few count in two languages."""
    for key in ("measures_solely_automated", "measures_not_automated"):
        total = view.row(8, key, "total")
        rows = [row for language in official_languages() if (row := view.row(8, key, language)) and row.number() is not None]
        added = sum((row.amount() for row in rows), Decimal(0))
        if total and total.number() is not None and added > total.amount():
            yield Hit(
                f"{spelled(row.amount() for row in rows)} over the languages, {total.amount()} in all ({key})", total, "value",
                cells=tuple((row, "value") for row in rows), expected=f"at least {added:f}",
            )


@check(
    Severity.WARNING, "DSA Art. 15(1)(e); IR 2024/2835 Annex II, II.1.6",
    "Check that the flag for automated means was not inverted; explain the change in the summary of part 11.", parts=(8,), needs="previous",
)
def f_6(view: View) -> Iterator[Hit]:
    """The share of automated measures or notices does not turn into its opposite from one period to the next.

    That is what an inverted flag looks like: the share moved by more than half, and is within a tenth of 1 minus the
    share before.
    """
    if view.before is None:
        return
    before = cells_of(view.before)
    for kind, scope in (("measures", "own_initiative"), ("measures", "total"), ("notices", "notices")):
        keys = [f"{kind}_{how}" for how in ("solely_automated", "not_automated")]
        rows = [row for key in keys if (row := view.row(8, key, scope))]
        now = _share([row.text("value") for row in rows])
        then = _share([before.get((figure(8, key, scope), "value"), "") for key in keys])
        if now is not None and then is not None and abs(now - then) > _HALF and abs(now - (1 - then)) < _TENTH:
            yield Hit(
                f"{then:.0%} of {kind} were solely automated in {view.before.period}, {now:.0%} now ({scope})", rows[0], "value",
                cells=tuple((row, "value") for row in rows),
            )


def _share(texts: list[str]) -> Decimal | None:
    """The first of two counts as a share of both; None without both, or where they are few."""
    if len(texts) != 2 or not all(NUMBER.fullmatch(text) for text in texts):
        return None
    solely, manual = map(Decimal, texts)
    return solely / (solely + manual) if solely + manual > _MANY else None
