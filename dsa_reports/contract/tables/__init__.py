"""One file per table. A new table is a new file here; nothing else lists it."""
