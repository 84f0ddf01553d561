"""Proof: what every figure rests on, and what was read and written."""
