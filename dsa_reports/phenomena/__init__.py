"""Phenomena: what a row of the logs is about beyond its official category, by rules that a lawyer can read. They only tag."""
