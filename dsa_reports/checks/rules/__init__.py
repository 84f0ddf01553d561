"""The rules, one function each, in one file per group of the catalogue."""
