"""The journey of `diff`: two words in, a difference out."""

from pathlib import Path

from dsa_reports.harmonised.difference import Difference, compare
from dsa_reports.pipeline.difference.sources import find_source

__all__ = ["diff"]


def diff(*, old: str, new: str, output: Path = Path("out")) -> Difference:
    """What changed from the report `old` to the report `new`.

    Each is a path, or the number of a draft of `output`, or `current`. UsageError where there is none, InputError
    where it cannot be read.
    """
    return compare(find_source(old, output).compared, find_source(new, output).compared)
