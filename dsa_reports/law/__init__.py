"""Acts, citations, tiers, periods, deadlines."""
