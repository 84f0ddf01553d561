"""`diff`: what changed between two reports, and why."""

from dsa_reports.pipeline.difference.journey import diff
from dsa_reports.pipeline.difference.sources import Source, find_source

__all__ = ["Source", "diff", "find_source"]
