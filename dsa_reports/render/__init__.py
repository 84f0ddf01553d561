"""Renderers: one format per file. The document that comes in is frozen; nothing here counts."""
