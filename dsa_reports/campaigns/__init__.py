"""Coordinated accounts: what a machine found alike, and what people decided about it."""
