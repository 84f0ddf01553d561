"""Protection of minors (Art. 28): measures register and exposure."""
