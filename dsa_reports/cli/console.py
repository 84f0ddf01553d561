"""What the door prints: results on stdout, progress and messages on stderr, nothing that a log text could abuse."""

import os
import sys
from collections.abc import Callable
from time import monotonic
from typing import TextIO

from dsa_reports.display import shown
from dsa_reports.progress import Progress, silent

__all__ = ["Painter", "clear_progress", "out", "painter", "progress_bar", "tell"]

Painter = Callable[[str, str], str]
"""(text, style) → text with the style's colour, or the text itself where colours are not wanted."""

_STYLES = {"blocks": "1;31", "error": "31", "warning": "33", "info": "36", "good": "32", "strong": "1"}
_REDRAW_SECONDS = 0.1


def out(text: str = "") -> None:
    """One line of result."""
    print(text)


def tell(text: str) -> None:
    """One line for the person, not for the pipe."""
    print(text, file=sys.stderr)


def painter(stream: TextIO, *, no_color: bool) -> Painter:
    """Colours only on a terminal, and not against the user's word (https://no-color.org)."""
    wanted = stream.isatty() and not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if not wanted:
        return lambda text, style: text
    return lambda text, style: f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def clear_progress() -> None:
    """Wipe what is left of the progress line, so that the result does not begin beside it."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def progress_bar(*, quiet: bool) -> Progress:
    """A line on stderr that says how far the work is; silent without a terminal or with --quiet."""
    if quiet or not sys.stderr.isatty():
        return silent
    last_drawn = -_REDRAW_SECONDS
    last_stage = ""

    def draw(stage: str, done: int, total: int | None) -> None:
        nonlocal last_drawn, last_stage
        finished = total is not None and done >= total
        if stage == last_stage and not finished and monotonic() - last_drawn < _REDRAW_SECONDS:
            return
        last_drawn, last_stage = monotonic(), stage
        share = f" {100 * done // total} %" if total else (f" {done:,}" if done else "")
        sys.stderr.write(f"\r\x1b[K{shown(stage, 60)}{share}" + ("\r\x1b[K" if finished else ""))
        sys.stderr.flush()

    return draw
