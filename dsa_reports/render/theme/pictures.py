"""A provider's logo, made safe before it comes near a page: small, drawn by itself, without script, style, text or reference."""

import base64
import struct
from pathlib import Path
from xml.parsers import expat

from dsa_reports.display import shown
from dsa_reports.errors import InputError

__all__ = ["picture"]

MAX_SVG, MAX_PNG, MAX_ELEMENTS, MAX_DEPTH, MAX_PIXELS = 200_000, 500_000, 5_000, 40, 4_000
_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "linearGradient", "radialGradient",
    "stop", "clipPath", "title", "desc",
})
_ADVICE = {
    "text": "convert its letters to outlines", "style": "use attributes such as fill instead of a style sheet",
    "image": "draw it, do not embed pictures", "use": "copy the shape instead of referring to it",
}


def picture(path: Path) -> str:
    """The picture as a `data:` URL. InputError says file, line and what to do where it may not be used."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"the logo cannot be read: {error.strerror}", where=shown(path, 300), remedy="Correct the path; it starts where the theme file lies.") from None
    kind = path.suffix.lower()
    if kind == ".png":
        return _url("image/png", _png(content, path))
    if kind == ".svg":
        return _url("image/svg+xml", _svg(content, path))
    raise InputError("the logo is neither SVG nor PNG", where=shown(path, 300), remedy="Name a .svg or a .png file.")


def _url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _refused(what: str, path: Path, line: int, remedy: str) -> InputError:
    return InputError(f"the logo cannot be used: {what}", where=shown(path, 300) + (f":{line}" if line else ""), remedy=remedy)


def _png(content: bytes, path: Path) -> bytes:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        raise _refused("it is no PNG picture", path, 0, "Save it as PNG again.")
    if len(content) > MAX_PNG:
        raise _refused(f"it has {len(content):,} bytes, more than {MAX_PNG:,}", path, 0, "Save it smaller, or as SVG.")
    width, height = struct.unpack(">II", content[16:24])
    if not (0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS):
        raise _refused(f"it is {width} × {height} pixels", path, 0, f"At most {MAX_PIXELS} pixels on a side.")
    return content


class _Reader:
    """Reads an SVG file from front to end and stops at the first thing that does not belong in a logo."""

    def __init__(self, path: Path) -> None:
        self.path, self.count, self.depth, self.sized = path, 0, 0, False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction

    def refuse(self, what: str, remedy: str) -> InputError:
        return _refused(what, self.path, self.parser.CurrentLineNumber, remedy)

    def doctype(self, *_: object) -> None:
        raise self.refuse("it has a DOCTYPE (entities can do harm)", "Save it as plain SVG.")

    def instruction(self, target: str, _: str) -> None:
        raise self.refuse(f"it has an instruction <?{shown(target, 40)}", "Save it as plain SVG.")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        self.count, self.depth = self.count + 1, self.depth + 1
        if self.count > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise self.refuse(f"it has more than {MAX_ELEMENTS:,} elements, or they are nested deeper than {MAX_DEPTH}", "Simplify the drawing.")
        if (self.count == 1) != (name == "svg") or space != _SVG or name not in _ELEMENTS:
            raise self.refuse(f"it has the element <{shown(name, 40)}>", f"{_ADVICE.get(name, 'Export it as plain SVG of shapes only')}.".capitalize())
        if self.count == 1:
            self.sized = "viewBox" in attributes
        for key, value in attributes.items():
            self.attribute(key.rpartition(" ")[2], value)

    def attribute(self, name: str, value: str) -> None:
        if name.lower().startswith("on") or name in {"href", "style"}:
            raise self.refuse(f"it has the attribute {shown(name, 40)}", "Use plain attributes such as fill and d; no scripts, links or styles.")
        if "url(" in value.lower().replace("url(#", ""):
            raise self.refuse("it refers to something outside", "Refer only to gradients in the same file: url(#name).")

    def end(self, _: str) -> None:
        self.depth -= 1


def _svg(content: bytes, path: Path) -> bytes:
    if len(content) > MAX_SVG:
        raise _refused(f"it has {len(content):,} bytes, more than {MAX_SVG:,}", path, 0, "Simplify the drawing, or save it as PNG.")
    reader = _Reader(path)
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise _refused("it is no well-formed SVG", path, error.lineno, "Save it as plain SVG again.") from None
    if not reader.sized:
        raise _refused("it has no viewBox, so its size is not known", path, 1, 'Add viewBox="0 0 width height" to <svg>.')
    return content
