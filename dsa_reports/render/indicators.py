"""The catalogue of indicators as a web page or a PDF, for lawyers: definition, law, query, worked examples."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from dsa_reports.indicators.examples import AsciiTable, Described, Example, read_table
from dsa_reports.render.environment import environment, screen_css, stylesheet
from dsa_reports.render.pdf import render_pdf

__all__ = ["catalogue_html", "catalogue_pdf"]

_EPOCH = 315_532_800
"""1 January 1980: the catalogue belongs to a version of the program, not to a day."""


def catalogue_html(entries: Sequence[Described], facts: Mapping[str, str], helpers: Mapping[str, str]) -> bytes:
    """One self-contained page. `facts`, `helpers`: the queries on which the indicators rest, by name."""
    return _page(entries, facts, helpers, screen_css()).encode()


def catalogue_pdf(entries: Sequence[Described], facts: Mapping[str, str], helpers: Mapping[str, str]) -> bytes:
    """The same as a PDF."""
    return render_pdf(_page(entries, facts, helpers, ""), stylesheet(paper=True), epoch=_EPOCH)


def _page(entries: Sequence[Described], facts: Mapping[str, str], helpers: Mapping[str, str], css: str) -> str:
    shown = [(entry, [(example, _tables(example)) for example in entry.examples]) for entry in entries]
    return environment().get_template("catalogue.html.j2").render(
        entries=shown, behind=(("Facts", facts), ("Helpers of the facts", helpers)),
        css=Markup(css),  # noqa: S704  packaged CSS, no data in it
    )


def _tables(example: Example) -> list[tuple[str, AsciiTable]]:
    return [*((name, read_table(text)) for name, text in example.given.items()), ("expected", read_table(example.expect))]
