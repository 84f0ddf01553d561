"""Texts by people: part 11 and the context cells, with references to figures instead of typed numbers."""
