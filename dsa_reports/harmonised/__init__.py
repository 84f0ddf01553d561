"""The harmonised report: its model, and how it is filled."""
