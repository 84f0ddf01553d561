"""A first mapping of an export, drafted from its headers and the first of its rows: a proposal for a person to check."""

from dsa_reports.pipeline.suggest.journey import Suggestion, suggest

__all__ = ["Suggestion", "suggest"]
