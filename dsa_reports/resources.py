"""Find the folders that ship with the code: `schemas`, `templates`, `sample_data`.

In an installed wheel they lie inside the package (see `force-include` in
pyproject.toml); in a source checkout they lie beside it.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["folder", "read_bytes", "read_text"]


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
