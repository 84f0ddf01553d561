"""What two sides say of the same thing, held against each other: today a counterpart's own list of notices (R-5)."""

from dsa_reports.reconcile.counterpart import Ours, Reconciled, Theirs, reconciled

__all__ = ["Ours", "Reconciled", "Theirs", "reconciled"]
