"""`doctor`: what this machine has, what it lacks, and the exact command that puts it right."""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dsa_reports import resources

__all__ = ["Check", "doctor"]

_SPACE_WANTED = 2 * 1024**3


@dataclass(frozen=True)
class Check:
    """One thing looked at. `needed`: without it the report cannot be made. `command`: what to type."""

    name: str
    good: bool
    found: str
    command: str = ""
    needed: bool = True


def doctor(*, output: Path) -> list[Check]:
    """All checks, in the order of setting up. `output` is the folder that reports would be written to."""
    return [
        _python(), *_packages(), *_libraries(), _shipped("fonts of the report", "templates", "fonts", ".ttf"),
        _shipped("official template", "schemas", "template/2024-2835", "layout.json"), _time_zones(), _engine(),
        _writable(output), _space(output),
    ]


def _python() -> Check:
    found = ".".join(str(number) for number in sys.version_info[:3])
    return Check("Python", sys.version_info >= (3, 11), found, "Install Python 3.11 or newer: sudo apt-get install python3")


def _packages() -> Iterator[Check]:
    """The packages that this installation says it needs."""
    try:
        wanted = requires("dsa_reports") or []
    except PackageNotFoundError:
        yield Check("package dsa_reports", False, "runs from the source without being installed", f"{sys.executable} -m pip install .")
        return
    for line in sorted(wanted, key=str.lower):
        if ";" in line and "extra" in line:
            continue
        name = line.split(";")[0].strip()
        for sign in "<>=!~[ ":
            name = name.split(sign)[0]
        try:
            yield Check(f"package {name}", True, version(name))
        except PackageNotFoundError:
            yield Check(f"package {name}", False, "not installed", f"{sys.executable} -m pip install '{line.split(';')[0].strip()}'")


# What WeasyPrint loads (its text/ffi.py), with the names that each system gives the file.
_LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
}
_INSTALL = (
    ("apt-get", "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    ("dnf", "sudo dnf install pango"),
    ("apk", "apk add pango fontconfig"),
    ("brew", "brew install pango"),
    ("pacman", "sudo pacman -S pango"),
)


def _libraries(load: Callable[[str], object] = ctypes.CDLL) -> Iterator[Check]:
    """The system libraries behind the PDF."""
    command = next((text for program, text in _INSTALL if shutil.which(program)), "Install Pango (Windows: MSYS2, then pacman -S mingw-w64-x86_64-pango)")
    for name, files in _LIBRARIES.items():
        loaded = next((file for file in _library_names(files) if _loads(file, load)), "")
        yield Check(f"library {name}", bool(loaded), loaded or "not found", command)


def _library_names(files: tuple[str, ...]) -> tuple[str, ...]:
    # Homebrew on Apple silicon lies outside the loader's own search path.
    return (*files, *(f"/opt/homebrew/lib/{file}" for file in files if file.endswith(".dylib")))


def _loads(file: str, load: Callable[[str], object]) -> bool:
    try:
        load(file)
    except OSError:
        return False
    return True


def _shipped(name: str, folder: str, path: str, ending: str) -> Check:
    """Files that travel with the program."""
    reinstall = f"{sys.executable} -m pip install --force-reinstall dsa_reports"
    try:
        place = resources.folder(folder).joinpath(path)
        count = sum(entry.name.endswith(ending) for entry in place.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        count = 0
    return Check(name, count > 0, f"{count} files" if count else "not found", reinstall)


def _time_zones() -> Check:
    try:
        ZoneInfo("Europe/Amsterdam")
    except (ZoneInfoNotFoundError, OSError):
        return Check("time zones", False, "no data", f"{sys.executable} -m pip install tzdata")
    return Check("time zones", True, "Europe/Amsterdam is known")


def _engine() -> Check:
    """The engine answers a query (a package for another processor is installed without complaint)."""
    again = f"{sys.executable} -m pip install --force-reinstall 'duckdb>=2.0,<2.1'"
    try:
        from dsa_reports.engines.duckdb import connect

        with connect(memory_limit="256MB", threads=1) as connection:
            row = connection.execute("SELECT version()").fetchone()
    except Exception as error:  # whatever keeps the engine from starting is the finding
        return Check("engine DuckDB", False, f"{type(error).__name__}: {error}"[:200], again)
    found = str(row[0]) if row else ""
    return Check("engine DuckDB", found.startswith("v2.0."), found, again)


def _nearest(folder: Path) -> Path:
    folder = folder.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _writable(output: Path) -> Check:
    place = _nearest(output)
    good = place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    return Check("write permission", good, str(place), "Choose a folder of your own: dsa-reports doctor -o ~/dsa-out")


def _space(output: Path) -> Check:
    free = shutil.disk_usage(_nearest(output)).free
    return Check("disk space", free >= _SPACE_WANTED, f"{free / 1024**3:.1f} GiB free", "Free some space, or write elsewhere with -o.", needed=False)
