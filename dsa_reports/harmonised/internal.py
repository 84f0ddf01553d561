"""How a report says on its face that it is none under the Regulation."""

__all__ = ["INTERNAL", "INTERNAL_FILE"]

INTERNAL = "Internal report, not a report under Articles 15, 24 or 42 DSA."
"""Stands in front of the texts of a report whose period is none of Article 2 of the Regulation."""
INTERNAL_FILE = "INTERNAL_REPORT.txt"
"""Lies beside its CSV parts."""
