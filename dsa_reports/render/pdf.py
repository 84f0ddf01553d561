"""The report as a tagged PDF (PDF/UA-1 is aimed at), the same bytes for the same document."""

import hashlib
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from dsa_reports import resources
from dsa_reports.errors import RenderError
from dsa_reports.harmonised.model import Document
from dsa_reports.render.environment import FONTS, font_faces, page, stylesheet
from dsa_reports.render.tagging import completed
from dsa_reports.render.theme import DEFAULT, Theme
from dsa_reports.render.view import Insider
from dsa_reports.render.watermark import watermark_css

__all__ = ["ASSETS", "document_date", "pdf_bytes", "render_pdf"]

ASSETS = "packaged:"
"""Scheme of the addresses of our own files (fonts). Nothing else can be fetched but `data:` URLs."""


BRIEF_PAGE = "\n@page{margin:14mm 0 14mm 0;@top-left{margin-left:18mm;padding-bottom:3mm}@top-right{content:none}@bottom-left{margin-left:18mm}@bottom-right{margin-right:18mm}}\n@page :first{margin-top:0;@top-left{content:none}@bottom-left{content:none}@bottom-right{content:none}}"


def document_date(document: Document) -> date:
    """The date that the file bears: that of publication, else the last day of the period."""
    given = document.identification.get("publication_date") or document.identification.get("period_end")
    try:
        return date.fromisoformat(str(given)[:10])
    except ValueError:
        return date(1980, 1, 1)


@contextmanager
def _source_date_epoch(seconds: int) -> Iterator[None]:
    # fontTools reads the variable when it subsets a font; without it the bytes would carry the clock.
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


class _Errors(logging.Handler):
    """WeasyPrint logs what it could not draw and goes on; a report with a hole in it is none."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[_Errors]:
    errors, logger = _Errors(), logging.getLogger("weasyprint")
    logger.addHandler(errors)
    try:
        yield errors
    finally:
        logger.removeHandler(errors)


def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class PackagedFetcher(URLFetcher):  # type: ignore[misc]
        """Gives out `data:` URLs and the packaged fonts; anything else ends the rendering."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(ASSETS):
                name = url.removeprefix(ASSETS)
                if name in {font for font, _, _ in FONTS}:
                    return URLFetcherResponse(url, resources.read_bytes("templates", f"fonts/{name}"),
                                              {"Content-Type": "font/ttf"})
            elif url[:5].lower() == "data:":
                return super().fetch(url, headers)
            raise FatalURLFetchingError(f"refused: {url[:80]}")

    return PackagedFetcher(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)


def render_pdf(html: str, css: str, *, epoch: int, **options: Any) -> bytes:
    """HTML and CSS from strings as PDF; whatever would be fetched from elsewhere is a RenderError."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    fetcher, fonts = _fetcher(), FontConfiguration()
    try:
        with _source_date_epoch(epoch), _listening() as errors:
            style = CSS(string=font_faces(ASSETS) + css, url_fetcher=fetcher, font_config=fonts)
            extra = options.pop("stylesheets", [])
            pdf = HTML(string=html, url_fetcher=fetcher, base_url=None).write_pdf(
                stylesheets=[style, *extra], font_config=fonts, pdf_variant=options.pop("pdf_variant", "pdf/ua-1"), pdf_tags=True,
                pdf_identifier=hashlib.sha256(html.encode() + css.encode()).hexdigest()[:32].encode(), **options,
            )
    except FatalURLFetchingError as refused:  # derives from BaseException: `except Exception` would miss it
        raise RenderError(
            "the report asks for a file from outside", where=str(refused),
            remedy="Only packaged fonts and data: URLs may be used in templates.",
        ) from None
    if errors.messages:
        raise RenderError("a part of the PDF could not be drawn", where="; ".join(errors.messages[:3]),
                          remedy="This is a fault of the templates or of WeasyPrint's libraries: run `dsa-reports doctor`.")
    return bytes(pdf)


def pdf_bytes(
    document: Document, theme: Theme = DEFAULT, *, template: str = "report.html.j2", insider: Insider | None = None,
    attached: Sequence[tuple[str, bytes]] | None = None,
) -> bytes:
    """`report.pdf`, or with another `template` a shorter edition. No clock: its dates come from the document.

    With `attached` (name, content) it is an archive copy: PDF/A-3a, marked as PDF/UA-1 too, that carries these files.
    """
    day = document_date(document)
    epoch = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    html = page(document, paper=True, theme=theme, template=template, insider=insider)
    brief = resources.read_text("templates", "css/brief.css") + BRIEF_PAGE if template.startswith("editions/") else ""
    css = theme.font_faces() + stylesheet(paper=True) + brief + theme.css() + watermark_css(document)
    archive = {} if attached is None else {"pdf_variant": "pdf/a-3a", "attachments": _attachments(attached, day)}
    return completed(render_pdf(html, css, epoch=epoch, **archive))


def _attachments(files: Sequence[tuple[str, bytes]], day: date) -> list[Any]:
    from weasyprint import Attachment

    when = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return [Attachment(string=content, name=name, relationship="Data", created=when, modified=when) for name, content in files]

