"""`service.toml`: the models, the reader, the readings of open questions."""
