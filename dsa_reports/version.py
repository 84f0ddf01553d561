"""The version of this program, below everything that names it."""

from typing import Final

__all__ = ["__version__"]

__version__: Final = "0.1.0"
