"""Pseudonyms, masking, suppression: what keeps persons out of outputs and messages."""
