"""A: what stands in the file, whatever the figures are."""

from collections.abc import Iterator
from datetime import date, timedelta

from dsa_reports.checks.dates import identification, period_of
from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import View
from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.law.periods import publication_deadline, statutory_kind
from dsa_reports.law.tiers import Tier
from dsa_reports.template.layout import PLACEHOLDERS, layout

_MOST_CHARACTERS = 5000
_FRIDAY = 4


@check(Severity.BLOCKS, "IR 2024/2835 Annex I", "Replace the placeholder by what it stands for, or clear the cell.")
def a_4(view: View) -> Iterator[Hit]:
    """No cell of a row that concerns the service still holds a placeholder of the blank template."""
    for row in view.rows(*range(1, 12)):
        if view.applies(row):
            for column in row.columns:
                if (text := row.text(column)) in PLACEHOLDERS and (text != "Text" or row.part == 1):
                    yield Hit(f"the placeholder {text!r} of the template was left in", row, column)


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, II.1", "Write YYYY-MM-DD/YYYY-MM-DD, the same in every row, as in part 1.")
def a_5(view: View) -> Iterator[Hit]:
    """The reporting period is written YYYY-MM-DD/YYYY-MM-DD, is the same in all parts and equals that of part 1."""
    if period_of(view) is None:
        yield Hit(f"{shown(view.report.period)!r} is no period of the form YYYY-MM-DD/YYYY-MM-DD")
    for row in view.rows(*range(3, 12)):
        if row.text("period") != view.report.period:
            yield Hit(f"the period is {shown(row.text('period'))!r}, elsewhere {view.report.period}", row, "period")
    start, _, end = view.report.period.partition("/")
    for key, expected in (("period_start", start), ("period_end", end)):
        first = view.row(1, key)
        if first and first.text("value") != expected:
            yield Hit(f"part 1 says {shown(first.text('value'))!r}, the other parts {expected}", first, "value")


@check(Severity.ERROR, "IR 2024/2835 Art. 2(3)", "Publish in time, or correct the dates in service.toml, [publication].")
def a_6(view: View) -> Iterator[Hit]:
    """The report is published after the period and within two months after its end; the previous report is older.

    Where the two months end on a Saturday or Sunday, publication up to the next Monday is only noted.
    """
    period = period_of(view)
    row, published = identification(view, "publication_date")
    before, previous = identification(view, "previous_publication_date")
    if row and not row.text("value"):
        yield Hit("the date of publication is not stated yet", row, "value", Severity.WARNING)
    elif row and published is None:
        yield Hit(f"{shown(row.text('value'))!r} is no day of the form YYYY-MM-DD", row, "value")
    if row and published and period:
        if published <= period.end:
            yield Hit(f"published on {published}, before the period has ended on {period.end}", row, "value")
        if not view.internal and published > (due := publication_deadline(period)):
            late = f"published on {published}; it was due on {due}"
            if published <= _first_weekday(due):
                reason = "Regulation (EEC, Euratom) No 1182/71 Art. 3(4) lets a period that ends on such a day end with the next working day"
                yield Hit(f"{late}, a {due:%A}; {reason} (quoted from memory, unconfirmed)", row, "value", Severity.INFO)
            else:
                yield Hit(late, row, "value")
    if before and before.text("value") and previous is None:
        yield Hit(f"{shown(before.text('value'))!r} is no day of the form YYYY-MM-DD", before, "value")
    if before and previous and published and previous >= published:
        yield Hit(f"the previous report ({previous}) is not older than this one ({published})", before, "value")


def _first_weekday(day: date) -> date:
    """`day`, or the Monday after it where it is a Saturday or Sunday. Public holidays are not known here."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > _FRIDAY else day


@check(Severity.BLOCKS, "IR 2024/2835 Art. 2(1), 2(2)", "Report a statutory period, or mark the report as internal.")
def a_7(view: View) -> Iterator[Hit]:
    """The period is one that the Regulation knows for the tier: a calendar year; for VLOPs and VLOSEs half a year."""
    period = period_of(view)
    if period and view.tier in set(Tier) and not statutory_kind(period, Tier(view.tier)):
        message = f"{period.text} is no statutory period for the tier {view.tier}"
        if view.internal:
            yield Hit(f"{message}: this is an internal report", severity=Severity.INFO)
        else:
            yield Hit(message)


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, II.2", "Shorten the text.")
def a_10(view: View) -> Iterator[Hit]:
    """No text of part 11 and no contextual information is longer than 5,000 characters."""
    for row in view.rows(*range(2, 12)):
        for column in layout().part(row.part).columns:
            if column.role in ("text", "context") and (length := len(row.text(column.name))) > _MOST_CHARACTERS:
                yield Hit(f"{length} characters; a cell holds at most {_MOST_CHARACTERS}", row, column.name)
