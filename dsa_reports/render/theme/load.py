"""Read a theme file. Whatever is wrong in it is said with its line, the number that was measured and the one that is needed."""

import io
import tomllib
from pathlib import Path
from typing import Any

from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError
from dsa_reports.render.theme.contrast import HEX, contrast, grey_distance
from dsa_reports.render.theme.model import DEFAULT, Theme
from dsa_reports.render.theme.pictures import picture
from dsa_reports.service.toml_lines import lines_of_keys

__all__ = ["load_theme"]

KEYS: dict[str, tuple[str, ...]] = {
    "colours": ("accent", "accent_dark", "second"), "cover": ("background", "text"), "logo": ("file",), "fonts": ("regular", "semibold", "italic"),
}
MAX_FONT = 600_000
_WHITE, _NIGHT = "#ffffff", "#161d23"
_LETTERS = "0123456789abcxyzABCXYZ.,%()−–·×○Δ▲▼…“”"
_FACES = {"regular": (400, "normal"), "semibold": (600, "normal"), "italic": (400, "italic")}


class _File:
    """The parsed file and where its keys stand."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            text = path.read_text("utf-8-sig")
        except FileNotFoundError:
            raise UsageError("there is no theme file", where=shown(path, 300), remedy="Correct the path after --theme; docs/design.md shows a theme file.") from None
        except (OSError, UnicodeDecodeError):
            raise InputError("the theme file cannot be read as UTF-8 text", where=shown(path, 300), remedy="Check its permissions, and save it as UTF-8.") from None
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise UsageError(f"the theme file is not valid TOML: {error}", where=shown(path, 300), remedy='Write `accent = "#0b4f6c"` below `[colours]`.') from None
        self.lines = lines_of_keys(text)

    def wrong(self, section: str, key: str, what: str, remedy: str) -> UsageError:
        line = self.lines.get((section, key)) or self.lines.get((section,))
        return UsageError(what, where=shown(self.path, 300) + (f":{line}" if line else ""), remedy=remedy)

    def known(self) -> None:
        for section, entries in self.data.items():
            if section not in KEYS or not isinstance(entries, dict):
                raise self.wrong(section, "", f"a theme has no {shown(section, 60)!r}", f"Known: {', '.join(f'[{name}]' for name in KEYS)}.")
            for key, value in entries.items():
                if key not in KEYS[section]:
                    raise self.wrong(section, key, f"[{section}] has no {shown(key, 60)!r}", f"Known: {', '.join(KEYS[section])}.")
                if not isinstance(value, str):
                    raise self.wrong(section, key, f"{key} is no text", "Write it in quotes.")

    def text(self, section: str, key: str) -> str:
        return str(self.data.get(section, {}).get(key, ""))

    def colour(self, section: str, key: str, default: str) -> str:
        value = self.text(section, key) or default
        if not HEX.fullmatch(value):
            raise self.wrong(section, key, f"{shown(value, 40)!r} is no colour", "Write six hexadecimal digits: #0b4f6c.")
        return value.lower()

    def demand(self, section: str, key: str, colour: str, ground: str, least: float, use: str) -> None:
        measured = contrast(colour, ground)
        if measured < least:
            raise self.wrong(
                section, key, f"{key} = {colour} has too little contrast for {use}: {measured:.2f} to 1 on {ground}, at least {least} is needed",
                f"Choose a {'darker' if ground == _WHITE else 'lighter'} colour.",
            )


def load_theme(path: Path | None) -> Theme:
    """The theme of `path`, or the packaged look. Raises UsageError or InputError with file and line."""
    if path is None:
        return DEFAULT
    file = _File(path)
    file.known()
    accent, second = file.colour("colours", "accent", DEFAULT.accent), file.colour("colours", "second", DEFAULT.second)
    dark = file.colour("colours", "accent_dark", DEFAULT.accent_dark)
    cover, text = file.colour("cover", "background", DEFAULT.cover), file.colour("cover", "text", DEFAULT.cover_text)
    file.demand("colours", "accent", accent, _WHITE, 4.5, "text on white")
    file.demand("colours", "accent_dark", dark, _NIGHT, 4.5, "text on the dark page")
    file.demand("colours", "second", second, _WHITE, 3, "a bar on white")
    file.demand("cover", "text", text, cover, 4.5, "the title on the cover")
    if grey_distance(accent, second) < 20:
        raise file.wrong("colours", "second", f"accent and second cannot be told apart in grey: {grey_distance(accent, second):.0f} steps of lightness, 20 are needed", "Make one of them lighter or darker.")
    logo = file.text("logo", "file")
    return Theme(accent, dark, second, cover, text, picture(path.parent / logo) if logo else "", _fonts(file))


def _fonts(file: _File) -> tuple[tuple[bytes, int, str], ...]:
    given = {key: file.text("fonts", key) for key in KEYS["fonts"]}
    if not any(given.values()):
        return ()
    for key, name in given.items():
        if not name:
            raise file.wrong("fonts", key, f"the theme names fonts, but none for {key}", "Name all three: regular, semibold, italic.")
    return tuple((_font(file, key, file.path.parent / name), *_FACES[key]) for key, name in given.items())


def _font(file: _File, key: str, path: Path) -> bytes:
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        content = path.read_bytes()
        font = TTFont(io.BytesIO(content))
        letters = font.getBestCmap() or {}
    except OSError as error:
        raise file.wrong("fonts", key, f"the font cannot be read: {error.strerror}", "Correct the path; it starts where the theme file lies.") from None
    except (TTLibError, AssertionError, ValueError, KeyError, TypeError):
        raise file.wrong("fonts", key, f"{shown(path.name, 80)} is no TrueType font", "Name a .ttf file, not a web font or a collection.") from None
    if len(content) > MAX_FONT:
        raise file.wrong("fonts", key, f"{shown(path.name, 80)} has {len(content):,} bytes, more than {MAX_FONT:,}", "Cut it down to the scripts that you need (pyftsubset).")
    missing = [letter for letter in _LETTERS if ord(letter) not in letters]
    if missing:
        raise file.wrong("fonts", key, f"{shown(path.name, 80)} lacks characters of the report: {' '.join(missing)}", "Choose a font that has them, or leave [fonts] out.")
    return content
