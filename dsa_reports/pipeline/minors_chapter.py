"""What the chapter on minors shows beside its figures: the register line by line, entered figures with their source, earlier periods.

None of it is counted here. Numbers that were entered for earlier periods are sealed like those of this one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dsa_reports.harmonised.model import Figure, Reason, rounded
from dsa_reports.law.minor_items import items
from dsa_reports.law.periods import Period
from dsa_reports.pipeline.told_before import Told

if TYPE_CHECKING:
    import duckdb

__all__ = ["RegisterFacts", "register_facts", "trend"]

MOST = 400
"""Lines of each list; what is left over is counted."""
_EARLIER = 4
_ENTERED = (
    "id", "indicator", "measure", "period_from", "period_to", "unit", "numerator", "denominator", "value", "sample_size", "surface", "age_group", "method",
    "version", "source",
)
_REGISTER = ("id", "title", "items", "status", "reason", "from_date", "to_date", "review_date", "begun", "ended", "overdue", "measured")


@dataclass(frozen=True)
class RegisterFacts:
    """Rows of the register and of the entered figures, and the items that no measure answers on the last day of the period."""

    measures: tuple[Mapping[str, Any], ...] = ()
    entered: tuple[Mapping[str, Any], ...] = ()
    before: tuple[Mapping[str, Any], ...] = ()
    missing: tuple[str, ...] = ()

    def as_facts(self, least: int) -> dict[str, Any]:
        """Plain data for the template and for programs; counts of minors below `least` are sealed."""
        return {
            "register": [_measure(row) for row in self.measures[:MOST]],
            "entered": [_entered(row) for row in self.entered[:MOST]],
            "entered_before": [_entered(row) | _value(row, least) for row in self.before[:MOST]],
            "open_items": [{"id": name, "kind": items()[name].kind, "statement": items()[name].statement} for name in self.missing],
            "left_out": sum(max(0, len(rows) - MOST) for rows in (self.measures, self.entered, self.before)),
        }


def register_facts(connection: "duckdb.DuckDBPyConnection") -> RegisterFacts:
    """What the tables say for the period that `derive` was last called for."""
    measures = connection.execute("""
        SELECT id, title, items, status, reason, from_date, to_date, review_date,
            coalesce(from_date BETWEEN getvariable('first_day') AND getvariable('last_day'), false) AS begun,
            coalesce(to_date BETWEEN getvariable('first_day') AND getvariable('last_day'), false) AS ended,
            coalesce(review_date <= getvariable('last_day'), false) AS overdue,
            (SELECT bool_or(computed + entered > 0) FROM f_minor_measures AS f WHERE f.id = m.id) AS measured
        FROM accepted_minor_measures AS m ORDER BY _file, _record""").fetchall()
    listed = ", ".join(_ENTERED)
    entry = "regexp_replace(lower(indicator), '[^a-z0-9_]+', '-', 'g') || '~' || regexp_replace(lower(id), '[^a-z0-9_]+', '-', 'g')"
    entered = connection.execute(f"SELECT {listed} FROM accepted_minor_indicators WHERE day_in_period(period_to) ORDER BY {entry}, id").fetchall()
    before = connection.execute(f"SELECT {listed} FROM accepted_minor_indicators WHERE period_to < getvariable('first_day') ORDER BY indicator, period_to DESC, id").fetchall()
    missing = connection.execute("SELECT id FROM f_minor_items WHERE state = 'missing' AND (counts OR kind = 'law') ORDER BY position").fetchall()
    return RegisterFacts(
        tuple(dict(zip(_REGISTER, row, strict=True)) for row in measures), tuple(dict(zip(_ENTERED, row, strict=True)) for row in entered),
        tuple(dict(zip(_ENTERED, row, strict=True)) for row in before), tuple(str(row[0]) for row in missing),
    )


def _measure(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"], "title": row["title"], "status": row["status"], "items": list(row["items"] or ()), "reason": row["reason"] or "",
        **{name: row[name].isoformat() if row[name] else "" for name in ("from_date", "to_date", "review_date")},
        **{name: bool(row[name]) for name in ("begun", "ended", "overdue", "measured")},
    }


def _entered(row: Mapping[str, Any]) -> dict[str, Any]:
    """An entered figure without its numbers (those of this period are figures, and sealed as such): how it was measured, by which definition, who says so."""
    return {
        **{name: row[name] or "" for name in ("id", "indicator", "measure", "unit", "surface", "age_group", "method", "version", "source")},
        "period": f"{row['period_from'].isoformat()}/{row['period_to'].isoformat()}",
    }


def _value(row: Mapping[str, Any], least: int) -> dict[str, Any]:
    """The number of an earlier period as text; sealed where it counts minors and is small."""
    share = row["unit"] == "share"
    of_minors = row["age_group"] in ("known_minor", "assumed_minor") and row["unit"] in ("share", "count")
    counts = [row["numerator"], row["denominator"], row["denominator"] - row["numerator"]] if share else [row["value"]]
    few = 0 < (row["sample_size"] or 0) < least
    if of_minors and (few or any(0 < count < least for count in counts)):
        return {"text": "", "numerator": None, "denominator": None, "sample_size": None, "reason": Reason.SEALED.value}
    text = "" if share else format(rounded(row["value"], 3), "f")
    return {"text": text, "numerator": row["numerator"] if share else None, "denominator": row["denominator"] if share else None, "sample_size": None if few else row["sample_size"], "reason": Reason.DECLARED.value}


def trend(period: Period, figures: Mapping[str, Figure], earlier: Sequence[Told]) -> list[dict[str, Any]]:
    """What the reports of earlier periods of the same length said of the chapter's single figures, the latest period first.

    The words are those that were printed then; of several reports of one period the last counts, an edition before a draft.
    """
    first, days = period.start, (period.end - period.start).days + 1
    found = {told.span: told for told in earlier if told.printed and told.span[1] <= first and abs((told.span[1] - told.span[0]).days - days) <= 4}
    made = []
    for span in sorted(found, reverse=True)[:_EARLIER]:
        told = found[span]
        made.append({
            "period": f"{span[0].isoformat()}/{(span[1] - timedelta(days=1)).isoformat()}", "report": told.name,
            "figures": {name: {"text": text, "reason": reason} for name, (text, reason) in told.printed.items() if name in figures},
        })
    return made
