"""Where the counting happens: DuckDB, embedded."""
