"""`service.toml` and the readings of open questions."""
