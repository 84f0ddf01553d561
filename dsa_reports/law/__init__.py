"""The ground floor of law: acts and citations, tiers, periods, deadlines, the size hint."""
