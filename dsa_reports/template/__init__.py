"""The official template and its code lists as data."""
