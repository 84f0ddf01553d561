"""From a platform's moderation logs to the transparency reports of the EU Digital Services Act.

    >>> import dsa_reports
    >>> done = dsa_reports.validate(frame, table="notices")     # or a path
    >>> done.counts, done.accepted, done.rejected, done.findings
"""

from typing import TYPE_CHECKING, Any

from dsa_reports.version import __version__

if TYPE_CHECKING:
    from dsa_reports.pipeline.validation import Validation, validate

__all__ = ["Validation", "__version__", "validate"]


def __getattr__(name: str) -> Any:
    """Load what is asked for on use: `--help` needs none of it."""
    if name in ("Validation", "validate"):
        from dsa_reports.pipeline import validation

        return getattr(validation, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names too, though they are not loaded yet."""
    return sorted({*globals(), *__all__})
