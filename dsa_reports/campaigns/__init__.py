"""Accounts that all behave alike: evidence of several kinds, candidates for people to judge, nothing more."""
