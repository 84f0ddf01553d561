"""What earlier reports said, for the change beside a key figure and for trends. They prove nothing here and are not recounted."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError
from dsa_reports.harmonised.model import Past
from dsa_reports.law.periods import Period, parse_period
from dsa_reports.pipeline.difference.sources import find_source
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.earlier import load_earlier

__all__ = ["earlier_figures"]

_SAME_LENGTH = 10
"""Days by which two periods may differ and still be compared (half-years have 181 to 184)."""


def earlier_figures(config: ServiceConfig, period: Period, known: Iterable[str], given: Sequence[str], output: Path) -> tuple[Past, ...]:
    """Earlier periods, oldest first: of the files that service.toml names, and of `given` (`--previous`).

    service.toml may name reports of every length, quarters beside half-years: those count that compare with `period`.
    `known`: the figures that this report has. UsageError for a `given` period that is not earlier or not as long as this one, for
    one that is given twice, and for another service's report; InputError for a figure that nobody knows.
    """
    ids = frozenset(known)
    sources = [(str(config.folder / name), name, False) for name in config.publication.earlier] + [(word, word, True) for word in given]
    found: dict[str, Past] = {}
    for path, name, asked in sources:
        for past in _read(config, path, name, ids, output):
            other = parse_period(past.period, config.service.zone)
            if apart := _apart(other, period):
                if not asked:
                    continue
                raise UsageError(apart[0], where=shown(name, 300), remedy=apart[1])
            if past.period in found:
                raise UsageError(f"the earlier period {past.period} is given twice", where=shown(name, 300), remedy="Name it once.")
            found[past.period] = past
    return tuple(sorted(found.values(), key=lambda past: past.period))


def _read(config: ServiceConfig, path: str, name: str, known: frozenset[str], output: Path) -> list[Past]:
    if path.endswith(".csv") and not Path(path).is_dir():
        read = load_earlier(Path(path))
        for figures in read.values():
            if unknown := sorted(figures.keys() - known):
                raise InputError(f"this report has no figure {shown(unknown[0], 80)!r}", where=shown(name, 300), remedy="Correct the id; the index of figures lists them.")
        return [Past(period=period, figures=figures) for period, figures in read.items()]
    compared = find_source(path, output).compared
    if compared.side.service != config.service.name:
        raise UsageError(f"the earlier report is another service's: {shown(compared.side.service, 120)}", where=shown(name, 300), remedy="Compare reports of one service.")
    numbers = {id_: f.value for id_, f in (*compared.report.figures.items(), *compared.chapters.items()) if f.value is not None and id_ in known}
    return [Past(period=compared.side.period, figures=numbers)]


def _apart(other: Period, period: Period) -> tuple[str, str] | None:
    """Why a report of `other` does not compare with one of `period`, and what to do; None if it does."""
    if other.end >= period.start:
        return f"{other.text} is no earlier period than {period.text}", "Name reports of earlier periods only."
    if abs(other.days - period.days) > _SAME_LENGTH:
        return (
            f"{other.text} has {other.days} days and {period.text} has {period.days}: their numbers cannot be compared",
            "Name a report of a period of the same length; counts and medians of other lengths do not compare.",
        )
    return None
