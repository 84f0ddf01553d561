"""The checks of a register, AD-1 to AD-13."""
