"""The ad register (Art. 26, 39): which landing domains stand in it."""
