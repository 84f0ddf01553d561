"""Many reports at a glance: which rule is broken in which report, as text, CSV or a web page."""

from collections.abc import Callable
from importlib import import_module

from dsa_reports.render.summary.table import Column, Line, Summary, summarised

__all__ = ["FORMATS", "Column", "Line", "Summary", "summarised"]


def _of(name: str) -> Callable[[Summary], str]:
    """The renderer in module `name`, loaded on use: only the web page needs Jinja."""

    def rendered(summary: Summary) -> str:
        text: str = import_module(f"{__name__}.{name}").render(summary)
        return text

    return rendered


FORMATS: dict[str, Callable[[Summary], str]] = {"text": _of("text"), "csv": _of("csv"), "html": _of("html")}
