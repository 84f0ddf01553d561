"""The tolerant reader of harmonised reports: `read_report`."""

from dsa_reports.harmonised.reading.model import Limits, PartSource, ReadReport
from dsa_reports.harmonised.reading.report import read_report
from dsa_reports.harmonised.reading.rules import RULES, ReadingRule, in_sheet

__all__ = ["RULES", "Limits", "PartSource", "ReadReport", "ReadingRule", "in_sheet", "read_report"]
