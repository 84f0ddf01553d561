"""Checks of a harmonised report: one function per rule, in `checks/rules/`."""

from dsa_reports.checks.registry import Check, all_checks
from dsa_reports.checks.run import Audit, Outcome, audit, run_checks

__all__ = ["Audit", "Check", "Outcome", "all_checks", "audit", "run_checks"]
