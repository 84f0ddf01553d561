"""Checks of a harmonised report: one function per rule, in `checks/rules/`."""

from dsa_reports.checks.registry import Check, all_checks, run_checks

__all__ = ["Check", "all_checks", "run_checks"]
