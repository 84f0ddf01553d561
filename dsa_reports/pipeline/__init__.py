"""One function per journey, keyword-only: what the commands call."""
