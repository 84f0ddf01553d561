"""Phenomena: tags over rows, such as sexbot spam."""
