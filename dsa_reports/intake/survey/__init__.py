"""Surveys: what only many rows of a log show together. One function per rule, in `intake/survey/rules/`.

A rule of the contract looks at one row. A survey looks at all accepted rows of a table (and at the files they came
from): doubled decisions, stuck columns, flags that flip, days without rows, cut-off exports, personal data in texts.
No survey rejects a row or changes a figure.
"""

from dsa_reports.intake.survey.registry import Survey, all_surveys, run_surveys

__all__ = ["Survey", "all_surveys", "run_surveys"]
