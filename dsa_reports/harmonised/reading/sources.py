"""From a path to raw tables: a folder, a ZIP archive, one file. Nothing is unpacked to the disk, no link is followed."""

import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.harmonised.internal import INTERNAL_FILE
from dsa_reports.harmonised.reading.delimited import csv_table
from dsa_reports.harmonised.reading.model import Limits, RawTable
from dsa_reports.harmonised.reading.rules import Notes
from dsa_reports.harmonised.reading.workbook import OLE, ods_tables, xls_tables, xlsx_tables

__all__ = ["Found", "load"]

_TEXT = frozenset({".csv", ".tsv", ".txt"})
_BOOKS = frozenset({".xlsx", ".xlsm", ".ods", ".xls"})
_RANK = {"csv": 0, "xlsx": 1, "ods": 2, "xls": 3}
_ZIP, _PDF = b"PK\x03\x04", b"%PDF"
_EMPTY_ZIP = b"PK\x05\x06"
_DRIVE = re.compile(r"^[A-Za-z]:")
_LISTED = 10


@dataclass(frozen=True)
class Found:
    """The tables under a path; `whole` if it was a folder, an archive or a workbook; `internal` if it says so itself."""

    tables: list[RawTable]
    whole: bool
    internal: bool


@dataclass
class _Budget:
    limits: Limits
    where: str
    files: int = 0
    bytes: int = 0

    def file(self) -> None:
        self.files += 1
        if self.files > self.limits.files:
            raise InputError(
                f"more than {self.limits.files:,} files lie here", where=self.where,
                remedy="Name the folder of one report, with the eleven parts or the workbook in it.",
            )

    def take(self, size: int, name: str) -> None:
        if size > self.limits.file_bytes:
            raise InputError(
                f"the file has {size:,} bytes; a part of a report has less than {self.limits.file_bytes:,}", where=name,
                remedy="Check that this file is a part of a transparency report.",
            )
        self.bytes += size
        if self.bytes > self.limits.total_bytes:
            raise InputError(
                f"the files have more than {self.limits.total_bytes:,} bytes together", where=self.where,
                remedy="Name the folder of one report.",
            )


def load(path: Path, limits: Limits, notes: Notes) -> Found:
    """The tables that lie under `path`. InputError where there is nothing that could be a report."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise InputError(f"cannot read this path: {error.strerror}", where=shown(path, 300), remedy="Name a folder, a ZIP archive, a CSV part or a workbook.") from error
    budget = _Budget(limits, shown(path, 300))
    if stat.S_ISDIR(mode):
        return _folder(path, budget, notes)
    if not stat.S_ISREG(mode):
        raise InputError("this is neither a file nor a folder", where=budget.where, remedy="Name a folder, a ZIP archive, a CSV part or a workbook.")
    name = _printable(path.name)
    content = _content(path, budget, name)
    if _is_archive(content, name):
        return _zip(content, name, budget, notes)
    tables = _file(content, name, budget, notes)
    return Found(tables, tables[0].form != "csv" if tables else False, internal=False)


def _content(path: Path, budget: _Budget, name: str) -> bytes:
    try:
        with path.open("rb") as stream:
            budget.take(os.fstat(stream.fileno()).st_size, name)
            content = stream.read(budget.limits.file_bytes + 1)
    except OSError as error:
        raise InputError(f"cannot read this file: {error.strerror}", where=name, remedy="Check the path and the permissions.") from error
    if len(content) > budget.limits.file_bytes:
        raise InputError("the file grew while it was read", where=name, remedy="Wait until it is complete.")
    return content


def _folder(path: Path, budget: _Budget, notes: Notes) -> Found:
    tables: list[RawTable] = []
    other: list[str] = []
    internal = False
    for file, name in _files(path, budget, notes):
        if file.name == INTERNAL_FILE:
            internal = True
        elif file.suffix.lower() in _TEXT | _BOOKS:
            tables += _from_many(_content(file, budget, name), name, budget, notes)
        elif file.suffix.lower() == ".zip":
            notes.add("READ-8", "an archive within the folder was not opened: name it to check it", name)
        else:
            other.append(name)
    return _found(tables, other, internal, budget, notes)


def _files(path: Path, budget: _Budget, notes: Notes) -> Iterator[tuple[Path, str]]:
    """Regular files below `path`, by name; links within it are noted and left alone."""
    for here, folders, names in os.walk(path, followlinks=False):
        inside = Path(here)
        depth = len(inside.relative_to(path).parts)
        if depth > budget.limits.depth:
            raise InputError(f"folders lie more than {budget.limits.depth} deep", where=budget.where, remedy="Name the folder of one report.")
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(names):
            file = inside / name
            relative = _printable(file.relative_to(path).as_posix())
            budget.file()
            if name.startswith((".", "~$")):
                continue
            if file.is_symlink():
                notes.add("READ-8", "a link to another file was not followed", relative)
            elif stat.S_ISREG(file.lstat().st_mode):
                yield file, relative


def _printable(name: str) -> str:
    """File names need not be text: bytes that are none become U+FFFD."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _is_archive(content: bytes, name: str) -> bool:
    return content.startswith((_ZIP, _EMPTY_ZIP)) and PurePosixPath(name).suffix.lower() not in _BOOKS and not _is_book(content)


def _is_book(content: bytes) -> bool:
    """A ZIP archive that is a workbook, whatever its name."""
    start = content[:400]
    return b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in start or b"[Content_Types].xml" in start


def _zip(content: bytes, name: str, budget: _Budget, notes: Notes) -> Found:
    import io

    tables: list[RawTable] = []
    other: list[str] = []
    internal = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in sorted(archive.infolist(), key=lambda e: e.filename):
                budget.file()
                _refuse_unsafe(entry, name)
                inside = PurePosixPath(entry.filename.replace("\\", "/"))
                if entry.is_dir() or inside.name.startswith((".", "~$")) or "__MACOSX" in inside.parts:
                    continue
                if inside.name == INTERNAL_FILE:
                    internal = True
                elif inside.suffix.lower() in _TEXT | _BOOKS:
                    budget.take(entry.file_size, entry.filename)
                    tables += _from_many(archive.read(entry), entry.filename, budget, notes)
                elif inside.suffix.lower() == ".zip":
                    notes.add("READ-8", "an archive within the archive was not opened: unpack it and name it to check it", entry.filename)
                else:
                    other.append(entry.filename)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise InputError(f"the archive is damaged or of an unknown kind: {shown(error, 120)}", where=name, remedy="Unpack it yourself and name the folder.") from error
    except Exception as error:
        if type(error).__name__ in ("error", "LZMAError"):  # zlib's and lzma's
            raise InputError("the archive is damaged", where=name, remedy="Download it again.") from error
        raise
    return _found(tables, other, internal, budget, notes)


def _refuse_unsafe(entry: zipfile.ZipInfo, name: str) -> None:
    """Names that would lead out of the archive, links, encrypted entries: no publisher's archive has them."""
    path = entry.filename.replace("\\", "/")
    if path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/"):
        raise InputError(f"the archive names a file outside of itself: {shown(entry.filename)}", where=name, remedy="Do not trust this archive; ask its sender for another.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise InputError(f"the archive holds a link: {shown(entry.filename)}", where=name, remedy="Do not trust this archive; ask its sender for another.")
    if entry.flag_bits & 1:
        raise InputError("the archive is protected by a password", where=name, remedy="Unpack it yourself and name the folder.")


def _from_many(content: bytes, name: str, budget: _Budget, notes: Notes) -> list[RawTable]:
    """The tables of one file among many: one that cannot be read is a finding, not the end."""
    try:
        return _file(content, name, budget, notes)
    except InputError as error:
        if "limit" in error.what:
            raise
        notes.add("A-3", f"the file could not be read: {error.what}", name)
        return []


def _file(content: bytes, name: str, budget: _Budget, notes: Notes) -> list[RawTable]:
    limits, where = budget.limits, name
    suffix = PurePosixPath(name).suffix.lower()
    if not content:
        raise InputError("this file is empty (0 bytes)", where=where, remedy="Export or download it again.")
    if content.startswith(_PDF):
        raise InputError("a PDF is for people to read; its figures cannot be checked", where=where, remedy="Ask for the CSV parts or the workbook, which Art. 1 of the Regulation demands.")
    if content.startswith(OLE):
        return xls_tables(content, name, limits, notes)
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        is_ods = suffix == ".ods" or b"opendocument.spreadsheet" in content[:400]
        return ods_tables(content, name, limits, notes) if is_ods else xlsx_tables(content, name, limits, notes)
    if suffix in _BOOKS:
        raise InputError("this is no workbook, whatever its name says", where=where, remedy="Save it as .xlsx or CSV with a spreadsheet program.")
    if _is_binary(content):
        raise InputError("this is neither CSV nor a workbook that we know", where=where, remedy="Name CSV parts, a ZIP archive of them, or a workbook (.xlsx, .ods, .xls).")
    return [csv_table(content, name, limits, notes)]


def _is_binary(content: bytes) -> bool:
    start = content[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start.count(0) * 3 >= len(start) * 1 > 8:
        # UTF-16 has a zero in every other byte; more than that is no text.
        return start.count(0) > 0.7 * len(start)
    controls = sum(1 for byte in start if byte < 9 or 14 <= byte < 32)
    return controls > len(start) / 50


def _found(tables: list[RawTable], other: list[str], internal: bool, budget: _Budget, notes: Notes) -> Found:
    if other:
        listed = ", ".join(shown(name) for name in other[:_LISTED]) + (f" and {len(other) - _LISTED} more" if len(other) > _LISTED else "")
        notes.add("READ-8", f"files of other kinds were not read: {listed}", shown(other[0], 200), count=len(other))
    if not tables:
        raise InputError("no CSV part and no workbook lies here", where=budget.where, remedy="Name the folder or archive of one report.")
    return Found(sorted(tables, key=lambda table: _RANK[table.form]), True, internal)
