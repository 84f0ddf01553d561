"""Contrast of colours (WCAG 2.2, 1.4.3 and 1.4.11), and how far two colours are apart when printed in grey."""

import re

__all__ = ["HEX", "contrast", "grey_distance"]

HEX = re.compile(r"#[0-9a-fA-F]{6}")


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def grey_distance(one: str, other: str) -> float:
    """Difference of lightness (CIE L*, 0 to 100): what is left between two colours in greyscale."""
    return abs(_lightness(one) - _lightness(other))


def _luminance(colour: str) -> float:
    channels = (int(colour[n:n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lightness(colour: str) -> float:
    y = _luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27
