"""Find the folders that ship with the code: `schemas`, `templates`, `sample_data`.

In an installed wheel they lie inside the package (see `force-include` in
pyproject.toml); in a source checkout they lie beside it.
"""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["folder", "program_digest", "read_bytes", "read_text"]


def folder(name: str) -> Traversable:
    """The shipped folder `name`, wherever this installation keeps it."""
    installed = files(__package__).joinpath(name)
    if installed.is_dir():
        return installed
    checkout = Path(__file__).parents[1]
    if (checkout / "pyproject.toml").is_file():
        return checkout / name
    raise FileNotFoundError(f"{__package__} was installed without its {name!r} folder")


def read_bytes(name: str, path: str) -> bytes:
    """The bytes of file `path` in the shipped folder `name`."""
    return folder(name).joinpath(path).read_bytes()


def read_text(name: str, path: str) -> str:
    """The text (UTF-8) of file `path` in the shipped folder `name`."""
    return read_bytes(name, path).decode("utf-8")


def program_digest() -> str:
    """SHA-256 over the code, queries, templates and schemas that make a report: equal digests, equal program."""
    total = hashlib.sha256()
    package = files(__package__)
    for name, entry in [*_files(package, ""), *_files(folder("templates"), "templates/"), *_files(folder("schemas"), "schemas/")]:
        total.update(f"{name}\0{hashlib.sha256(entry.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _files(directory: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(directory.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            if not above and entry.name in {"templates", "schemas", "sample_data"}:
                continue
            if entry.name != "__pycache__":
                yield from _files(entry, f"{above}{entry.name}/")
        elif not entry.name.endswith(".pyc"):
            yield f"{above}{entry.name}", entry
