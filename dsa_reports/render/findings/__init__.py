"""Findings in every format, from one frozen document: one file per format, chosen here by name or by extension."""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from dsa_reports.render.findings.document import FindingsDocument

__all__ = ["FORMATS", "SUFFIXES", "FindingsDocument", "format_of", "render"]


def _of(name: str) -> Callable[[FindingsDocument], str]:
    """The renderer in module `name`, loaded on use: only the web page needs Jinja."""

    def rendered(document: FindingsDocument) -> str:
        text: str = import_module(f"{__name__}.{name}").render(document)
        return text

    return rendered


FORMATS: dict[str, Callable[[FindingsDocument], str]] = {
    name: _of(name) for name in ("text", "json", "jsonl", "sarif", "junit", "github", "markdown", "html")
}
SUFFIXES = {
    ".txt": "text", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".sarif": "sarif", ".xml": "junit", ".md": "markdown",
    ".html": "html", ".htm": "html",
}


def format_of(path: PurePath) -> str:
    """The format that the file's name asks for; '' where it says nothing."""
    return SUFFIXES.get(path.suffix.lower(), "")


def render(document: FindingsDocument, form: str) -> str:
    """`document` in one of `FORMATS`, with a line end at the end; nothing where the format has nothing to say."""
    return FORMATS[form](document)
