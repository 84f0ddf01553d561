"""Protection of minors (Art. 28 DSA): the provider's register of measures, what it lacks, how far it covers the items."""

from dsa_reports.minors.coverage import Coverage, Row, coverage
from dsa_reports.minors.questionnaire import Answers, Proposal, proposals
from dsa_reports.minors.register import Measure, Register
from dsa_reports.minors.registry import RegisterRule, all_rules, run_rules
from dsa_reports.minors.writing import FORMS, written

__all__ = [
    "FORMS", "Answers", "Coverage", "Measure", "Proposal", "Register", "RegisterRule", "Row", "all_rules", "coverage",
    "proposals", "run_rules", "written",
]
