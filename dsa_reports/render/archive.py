"""The index page of the archive: every version of every period, with its date, the end of its retention and its files."""

from dsa_reports.evidence.archive import Archive
from dsa_reports.render.environment import environment, inline_style, screen_css
from dsa_reports.render.words import Words

__all__ = ["archive_html"]


def archive_html(archive: Archive, language: str = "en") -> bytes:
    """One self-contained page; its links are relative, so that the folder can be published as it is."""
    words = Words(language)
    periods = [(period, list(reversed(archive.of_period(period)))) for period in sorted({e.period for e in archive.editions}, reverse=True)]
    page = environment().get_template("archive.html.j2").render(
        archive=archive, periods=periods, words=words, t=words.text, fmt=words.formats,
        **inline_style(screen_css()),
    )
    return page.encode("utf-8")
