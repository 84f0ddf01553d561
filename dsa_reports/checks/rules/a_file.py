"""A: what stands in the file, whatever the figures are."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dsa_reports.checks.dates import day, identification, period_of, publication_of
from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import ALL_PARTS, RowView, View
from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.law.periods import publication_deadline, statutory_kind
from dsa_reports.law.tiers import Tier
from dsa_reports.template.layout import PLACEHOLDERS, layout

_MOST_CHARACTERS = 5000
_FRIDAY = 4
_MOJIBAKE = re.compile("[\u00c2\u00c3][\u0080-\u00bf\u2018-\u201e\u2020-\u2026\u2030\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u0192\u02c6\u02dc\u2122\u20ac]|\u00e2\u20ac[\u0080-\u00bf\u0152\u0153\u2018-\u2122]?|\u00a1[\u00ae\u00af\u00b0\u00b1\u00aa\u00b6\u00b7]")
"""UTF-8 read as Windows-1252 (`Ã©`, `â€™`), quotes of GBK read as Latin-1 (`¡¯`)."""
_ERROR_VALUE = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|#{3,}")
_EXPONENT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_SERIAL = re.compile(r"[34-6][0-9]{4}(?:\.[0-9]+)?")
"""Days from 1982 to 2091 as spreadsheets number them."""


@check(Severity.ERROR, "IR 2024/2835 Annex II, I.4", "Export the text again as UTF-8, from a source that is not damaged.")
def a_1(view: View) -> Iterator[Hit]:
    """No text was damaged by a wrong encoding: no replacement character (U+FFFD), no UTF-8 read as something else."""
    for row in view.rows(*ALL_PARTS):
        for column in row.columns:
            text = row.text(column)
            if text.isascii():
                continue
            if "\ufffd" in text:
                yield Hit("a character was lost: U+FFFD stands in its place", row, column)
            elif found := _MOJIBAKE.search(text):
                yield Hit(f"{found[0]!r} is what a character becomes in a wrong encoding", row, column)


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, I.1",
    "Publish all eleven parts; leave blank the rows that do not concern the service, and give a reason for what is left out.",
)
def a_3(view: View) -> Iterator[Hit]:
    """The report has every part with rows that concern the service. A single part alone is not taken for a report."""
    if sum(view.has(part) for part in ALL_PARTS) == 1:
        return
    for part in layout().parts:
        labels = {row.applicability.strip() for row in part.rows}
        if not view.has(part.number) and any(view.concerned(label) for label in labels):
            yield Hit(f"part {part.number} ({part.sheet}) is missing", part=part.number)


@check(Severity.BLOCKS, "IR 2024/2835 Annex I", "Replace the placeholder by what it stands for, or clear the cell.")
def a_4(view: View) -> Iterator[Hit]:
    """No cell of a row that concerns the service still holds a placeholder of the blank template."""
    for row in view.rows(*ALL_PARTS):
        left = [column for column in row.columns if _is_left_over(row, row.text(column))]
        if left and view.applies(row):
            texts = " and ".join(dict.fromkeys(repr(row.text(column)) for column in left))
            plural = "s" if len(left) > 1 else ""
            yield Hit(
                f"the placeholder{plural} {texts} of the template {'were' if plural else 'was'} left in", row, left[0],
                cells=tuple((row, column) for column in left),
            )


def _is_left_over(row: RowView, text: str) -> bool:
    """'Text' is a placeholder in parts 1 and 11 only; elsewhere it is a word."""
    return text in PLACEHOLDERS and (text != "Text" or row.part in (1, 11))


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, II.1", "Write YYYY-MM-DD/YYYY-MM-DD, the same in every row, as in part 1.",
    parts=tuple(part for part in ALL_PARTS if part != 2),
)
def a_5(view: View) -> Iterator[Hit]:
    """The reporting period is written YYYY-MM-DD/YYYY-MM-DD, is the same in all parts and equals that of part 1.

    Rows that do not concern the service may lack it.
    """
    stated = view.report.period
    if period_of(view) is None:
        yield Hit(f"{shown(stated)!r} is no period of the form YYYY-MM-DD/YYYY-MM-DD")
    for row in view.rows(*range(3, 12)):
        text = row.text("period")
        if text == stated or ((not text or text in PLACEHOLDERS) and not (view.applies(row) and view.filled(row))):
            continue
        yield Hit(f"the period is {shown(text)!r}, elsewhere {shown(stated)}", row, "period", expected=stated)
    start, _, end = stated.partition("/")
    for key, expected in (("period_start", start), ("period_end", end)):
        first = view.row(1, key)
        if first and first.text("value") != expected:
            yield Hit(f"part 1 says {shown(first.text('value'))!r}, the other parts {shown(expected)}", first, "value", expected=expected)


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
    latest = max((day for report in view.earlier if (day := publication_of(report)) and day != published), default=None)
    if before and latest and previous and previous != latest:
        says = f"the previous report is said to be of {previous}; the latest one given here is of {latest}"
        yield Hit(says, before, "value", Severity.WARNING, expected=latest.isoformat())


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


@check(Severity.ERROR, "IR 2024/2835 Annex II, I.4", "Restore the cell from the source; format the column as text before a spreadsheet opens the file.")
def a_9(view: View) -> Iterator[Hit]:
    """No cell was damaged by a spreadsheet: no error value, no rounded exponent, no day or serial of a day gone astray."""
    for row in view.rows(*ALL_PARTS):
        figures = frozenset(row.figure_columns())
        for column in row.columns:
            text = row.text(column)
            if not text or text.isdigit():
                continue
            if _ERROR_VALUE.fullmatch(text):
                yield Hit(f"{text!r} is what a spreadsheet shows where a formula failed", row, column)
            elif column in figures and _EXPONENT.fullmatch(text):
                yield Hit(f"{text!r} was rounded by a spreadsheet", row, column)
            elif column in figures and day(text[:10]):
                yield Hit(f"{text!r} is a day where a figure belongs", row, column)
    for key in ("publication_date", "previous_publication_date", "period_start", "period_end"):
        found = view.row(1, key)
        if found and _SERIAL.fullmatch(found.text("value")):
            yield Hit(f"{found.text('value')!r} is the serial number of a day", found, "value")


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, II.2", "Shorten the text.")
def a_10(view: View) -> Iterator[Hit]:
    """No text of part 11 is longer than 5,000 characters. Of context columns the text says no limit: a warning."""
    for row in view.rows(*range(2, 12)):
        for column in layout().part(row.part).columns:
            if column.role in ("text", "context") and (length := len(row.text(column.name))) > _MOST_CHARACTERS:
                severity = None if column.role == "text" else Severity.WARNING
                says = f"{length} characters; a cell holds at most {_MOST_CHARACTERS}"
                yield Hit(says, row, column.name, severity, expected=f"at most {_MOST_CHARACTERS} characters")
