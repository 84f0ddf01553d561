"""Charts of the chapter on advertisers."""

from dsa_reports.harmonised.model import Document
from dsa_reports.render.charts.model import Chart
from dsa_reports.render.charts.sexbot import bars_of
from dsa_reports.render.words import Words

__all__ = ["by_outcome"]


def by_outcome(document: Document, words: Words) -> Chart | None:
    """Landing domains by what the register says of them, in the order of the outcomes."""
    return bars_of(document, words, "advertisers.outcomes_of_domains", "domains", "c-ad-outcomes", "ad_outcomes")
