"""`diff`: what changed between two reports (`journey`), and why (`causes`)."""
