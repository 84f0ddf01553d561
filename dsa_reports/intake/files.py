"""Which files a table has, and reading them as bytes: fingerprint, decompression, cheap counts.

One pass over a file gives its SHA-256 and, for text formats, the number of physical
records. That number is found without the engine, so that it can hold the engine to it.
"""

import codecs
import glob
import gzip
import hashlib
import io
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.intake.linesample import LineSample, lines_between
from dsa_reports.intake.model import InputFile
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    from threading import Event

    from dsa_reports.intake.structure import TextScan

__all__ = ["beginning", "compression_of", "fingerprint", "format_called", "look_at_lines", "open_bytes", "resolve", "scan_text", "state", "unchanged"]

_CHUNK = 1 << 20
_HEAD = 1 << 22
_FORMATS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".parquet": "parquet", ".pq": "parquet", ".xlsx": "xlsx", ".toml": "toml",
}
_LONGEST_NAME = 4_096
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def resolve(source: Source, folder: Path, table: str) -> list[InputFile]:
    """The files that `source` names, in the order of its patterns, each pattern sorted, none twice."""
    found: dict[Path, None] = {}
    for pattern in source.files:
        for path in _matches(pattern, folder, table):
            found.setdefault(path)
    return [
        InputFile(path=path, name=shown(_relative(path, folder), _LONGEST_NAME), index=index, format=_format(source, path, folder))
        for index, path in enumerate(found)
    ]


def _matches(pattern: str, folder: Path, table: str) -> list[Path]:
    literal = folder / pattern
    where = f"service.toml, [tables.{table}] files = {shown(pattern, 200)!r}"
    if literal.is_dir():
        raise InputError(f"{shown(pattern, 200)} is a folder, not a file", where=where, remedy=f"Name the files in it, for example {shown(pattern, 200).rstrip('/')}/*.csv.")
    if os.path.lexists(literal):
        return [literal]
    if not glob.has_magic(pattern):
        raise InputError(f"There is no file {shown(pattern, 200)}", where=where, remedy="Correct the path (it starts at the folder of service.toml), or say `none = \"reason\"` instead of files if there rightly are no rows.")
    paths = [Path(name) for name in sorted(glob.glob(str(Path(glob.escape(str(folder))) / pattern), recursive=True))]  # noqa: PTH207 (Path.glob takes no absolute patterns)
    files = [path for path in paths if not path.is_dir()]
    if not files:
        what = "matches folders only" if paths else "matches no file"
        raise InputError(f"The pattern {shown(pattern, 200)} {what}", where=where, remedy="Correct the pattern (it starts at the folder of service.toml), or say `none = \"reason\"` instead of files if there rightly are no rows.")
    return files


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()


def format_called(name: str) -> str:
    """The format that the ending of `name` says; `auto` where it says none."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes if suffix.lower() not in {".gz", ".zst"}]
    return _FORMATS.get(suffixes[-1], "auto") if suffixes else "auto"


def _format(source: Source, path: Path, folder: Path) -> str:
    if source.format != "auto":
        return source.format
    known = format_called(path.name)
    if known == "auto":
        raise InputError("The format of this file cannot be told from its name", where=shown(_relative(path, folder), 300), remedy='Say `format = "csv"`, "jsonl", "parquet", "toml" or "xlsx" for the table in service.toml.')
    return known


class _Hashing(io.RawIOBase):
    """A file whose bytes are hashed while somebody reads them."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.digest = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = cast(io.FileIO, self.stream).readinto(buffer)
        self.digest.update(memoryview(buffer)[:count])
        self.size += count
        return count


@contextmanager
def _errors(file: InputFile) -> Iterator[None]:
    """The operating system's and the decompressors' complaints in words."""
    try:
        yield
    except PermissionError as error:
        raise InputError("No permission to read this file", where=file.name, remedy="Give the account that runs dsa-reports the right to read it.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError("This compressed file is cut off or damaged", where=file.name, remedy="Transfer or export it again and compare its size and checksum with the source.") from error
    except OSError as error:
        raise InputError(f"This file cannot be read: {error.strerror or error}", where=file.name, remedy="Check the path, the disk and the permissions.") from error
    except Exception as error:
        if type(error).__name__ != "ZstdError":
            raise
        raise InputError("This compressed file is cut off or damaged", where=file.name, remedy="Transfer or export it again and compare its size and checksum with the source.") from error


def compression_of(file: InputFile) -> str:
    """`gzip`, `zstd` or `none`, by the first bytes and not by the name."""
    with _errors(file), file.path.open("rb") as stream:
        magic = stream.read(4)
    return "gzip" if magic.startswith(_GZIP) else "zstd" if magic == _ZSTD else "none"


def _decompressed(stream: BinaryIO, compression: str) -> BinaryIO:
    if compression == "gzip":
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))
    if compression == "zstd":
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            try:
                from backports import zstd
            except ModuleNotFoundError as error:
                raise InputError("This file is compressed with zstd, which this installation cannot read", remedy="pip install backports.zstd, or export it with gzip.") from error
        return cast(BinaryIO, zstd.ZstdFile(stream))
    return stream


@contextmanager
def open_bytes(file: InputFile) -> Iterator[BinaryIO]:
    """The bytes of `file`, decompressed."""
    with _errors(file), file.path.open("rb") as stream:
        yield _decompressed(stream, compression_of(file))


@dataclass(frozen=True)
class Beginning:
    """What the first megabytes of a text file say of the whole: about how many bytes, decompressed, and lines it has; whether it is UTF-16 by its mark."""

    all_bytes: int
    all_lines: int
    wide: bool


def beginning(file: InputFile) -> Beginning:
    """Look at the first megabytes of `file`."""
    with _errors(file), file.path.open("rb", buffering=0) as stream:
        size = os.fstat(stream.fileno()).st_size
        head = _decompressed(cast(BinaryIO, stream), compression_of(file)).read(_HEAD)
        # What a decompressor has read beyond its last byte is a small part of it.
        share = size / max(stream.tell(), 1)
    return Beginning(round(len(head) * share), round(head.count(b"\n") * share), head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)))


def fingerprint(file: InputFile) -> tuple[str, int]:
    """SHA-256 and size of `file` as it lies on the disk; refuses an empty file."""
    with _errors(file), file.path.open("rb") as stream:
        digest, size = hashlib.sha256(), 0
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    _not_empty(file, size)
    return digest.hexdigest(), size


def _not_empty(file: InputFile, size: int) -> None:
    if size == 0:
        raise InputError("This file is empty (0 bytes)", where=file.name, remedy='Export it again with its header line; if there rightly are no rows, say `none = "reason"` instead of files.')


def scan_text(file: InputFile, quote: str, delimiter: str = "", look: Callable[[bytes], None] | None = None, stop: "Event | None" = None) -> "TextScan":
    """Hash, decompress and count `file` in one pass, in constant memory. `quote` and `delimiter` may be ''. `look` is shown some lines (see `LineSample`).

    CancelledError once `stop` is set.
    """
    from dsa_reports.intake.structure import Structure, TextScan

    scan = TextScan()
    with _errors(file), file.path.open("rb", buffering=0) as raw:
        hashing = _Hashing(raw)
        compression = compression_of(file)
        stream = cast(BinaryIO, hashing) if compression == "none" else _decompressed(cast(BinaryIO, io.BufferedReader(hashing, _CHUNK)), compression)
        structure = Structure(quote, delimiter, scan)
        sample = LineSample(look) if look is not None else None
        for block in _blocks(stream):
            if stop is not None and stop.is_set():
                raise CancelledError
            structure.feed(block)
            if sample is not None:
                sample.feed(block)
        if sample is not None:
            sample.finish()
        while hashing.read(_CHUNK):  # what a decompressor leaves unread behind its last frame
            pass
        structure.finish()
    scan.sha256, scan.bytes = hashing.digest.hexdigest(), hashing.size
    _not_empty(file, scan.bytes)
    return scan


def _blocks(stream: BinaryIO) -> Iterator[bytes | bytearray]:
    """The bytes of `stream` in blocks of one size, except the last. A block keeps its bytes until the second one after it: memory is taken only twice."""
    for buffer in cycle((bytearray(_CHUNK), bytearray(_CHUNK))):
        view, filled = memoryview(buffer), 0
        while filled < len(buffer) and (count := cast(io.RawIOBase, stream).readinto(view[filled:])):
            filled += count
        if filled:
            yield buffer if filled == len(buffer) else bytes(view[:filled])
        if filled < len(buffer):
            return


def look_at_lines(file: InputFile, look: Callable[[bytes], None]) -> None:
    """Show `look` some lines of `file`, which is not compressed, without reading all of it."""
    with _errors(file), file.path.open("rb") as stream:
        lines_between(stream, os.fstat(stream.fileno()).st_size, look)


def state(file: InputFile) -> os.stat_result:
    """What the file system says of `file`; InputError if it says nothing, or that it can be read only once."""
    try:
        found = file.path.stat()
    except OSError as error:
        raise InputError(f"This file cannot be read: {error.strerror}", where=file.name, remedy="Check the path and the permissions.") from error
    if not stat.S_ISREG(found.st_mode):
        raise InputError("This is a pipe or a device, not a file", where=file.name, remedy="Write it to a file first; `validate -` reads standard input.")
    return found


def unchanged(file: InputFile, before: os.stat_result) -> None:
    """InputError if `file` was written to since `before`: its fingerprint would not be that of the rows."""
    after = state(file)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError("This file changed while it was being read", where=file.name, remedy="Wait until the export is complete, then run again.")
