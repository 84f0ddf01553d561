"""What a provider may change of the look: colours, cover, logo, fonts. The rest of the design stays."""

import base64
from dataclasses import dataclass

__all__ = ["DEFAULT", "Theme"]


@dataclass(frozen=True)
class Theme:
    """The look of one provider. Colours are `#rrggbb`; `logo` and `fonts` are inside already, nothing is fetched."""

    accent: str = "#0b4f6c"
    """Titles, rules, links, the first series of charts; on white."""
    accent_dark: str = "#7cc4e4"
    """The same on the dark page."""
    second: str = "#c4781f"
    """The second series of charts."""
    cover: str = "#0b3b52"
    cover_text: str = "#ffffff"
    logo: str = ""
    """A `data:` URL; '' for none."""
    fonts: tuple[tuple[bytes, int, str], ...] = ()
    """(TTF, weight, style) in place of the packaged fonts."""

    @property
    def inks(self) -> tuple[str, ...]:
        """Fills of the series of a chart, far enough apart in grey, too."""
        return (self.accent, self.second, "#b9cdd8", "#ffffff")

    def css(self) -> str:
        """The custom properties of this look."""
        return (
            f":root{{--deep:{self.accent};--second:{self.second};--cover:{self.cover};--cover-text:{self.cover_text}}}\n"
            f"@media screen{{:root[data-theme=dark]{{--deep:{self.accent_dark}}}}}\n"
            f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{--deep:{self.accent_dark}}}}}\n"
        )

    def font_faces(self) -> str:
        """`@font-face` rules of the provider's own fonts; '' where the packaged ones serve."""
        return "\n".join(
            f"@font-face{{font-family:'Report Sans';font-weight:{weight};font-style:{style};font-display:block;"
            f"src:url(data:font/ttf;base64,{base64.b64encode(content).decode('ascii')}) format('truetype')}}"
            for content, weight, style in self.fonts
        )


DEFAULT = Theme()
"""The packaged look."""
