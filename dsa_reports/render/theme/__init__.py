"""The look of one provider, checked before anything is drawn with it."""

from dsa_reports.render.theme.load import load_theme
from dsa_reports.render.theme.model import DEFAULT, Theme

__all__ = ["DEFAULT", "Theme", "load_theme"]
