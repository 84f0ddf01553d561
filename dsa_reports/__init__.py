"""From a platform's moderation logs to the transparency reports of the EU Digital Services Act."""

from typing import Final

__version__: Final = "0.1.0"
__all__ = ["__version__"]
