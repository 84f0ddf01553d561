"""Pseudonyms, masking, suppression: what keeps persons out of outputs and messages."""

from dsa_reports.privacy.differencing import Span, connected, follows, follows_small
from dsa_reports.privacy.sealing import Sealed, seal
from dsa_reports.privacy.system import Relation, System, closed

__all__ = ["Relation", "Sealed", "Span", "System", "closed", "connected", "follows", "follows_small", "seal"]
