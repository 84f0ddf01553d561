"""Conditions over one row, written once and run three times: as SQL in the engine, in Python per record, in polars per DataFrame.

Every condition is two-valued: it is true or false also where columns are NULL. So a
rule cannot pass or fail by accident of three-valued logic.
"""

from dsa_reports.contract.conditions.base import Condition, identifier, literal
from dsa_reports.contract.conditions.lists import AtMostOne, Belongs
from dsa_reports.contract.conditions.logic import All, AnyOf, Not
from dsa_reports.contract.conditions.order import AtMost, Dated, NotBefore, Within
from dsa_reports.contract.conditions.texts import PERSONAL, SPACES, UNSAFE, HasUrl, SafeText
from dsa_reports.contract.conditions.values import Contains, Empty, In, IsTrue, Present

__all__ = [
    "PERSONAL",
    "SPACES",
    "UNSAFE",
    "All",
    "AnyOf",
    "AtMost",
    "AtMostOne",
    "Belongs",
    "Condition",
    "Contains",
    "Dated",
    "Empty",
    "HasUrl",
    "In",
    "IsTrue",
    "Not",
    "NotBefore",
    "Present",
    "SafeText",
    "Within",
    "identifier",
    "literal",
]
