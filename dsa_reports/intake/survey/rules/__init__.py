"""The surveys, one file per subject. Adding a survey is adding one function here."""
