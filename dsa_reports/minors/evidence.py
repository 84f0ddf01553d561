"""Evidence in the register: files with their hash are looked at; links are not followed, numbers not looked up.

    evidence/default.pdf sha256=<64 hexadecimal digits>
    https://…; DOC-2026-101
"""

import hashlib
import re
from pathlib import Path

from dsa_reports.display import shown

__all__ = ["problems"]

_FILE = re.compile(r"(?P<path>.+?)\s+sha256[=:]\s*(?P<hash>\S*)", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{64}")


def problems(evidence: str, folder: Path) -> list[str]:
    """What is wrong with the files that `evidence` names (several pieces are parted by `;`); their paths start at `folder`."""
    found = (_problem(match["path"], match["hash"].lower(), folder) for piece in evidence.split(";") if (match := _FILE.fullmatch(piece.strip())))
    return [problem for problem in found if problem]


def _problem(name: str, said: str, folder: Path) -> str:
    if "://" in name:
        return ""  # what lies behind a link is not fetched
    if not _HASH.fullmatch(said):
        return f"the hash of {shown(name)} is not 64 hexadecimal digits"
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        return f"{shown(name)} lies outside the folder of the register"
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return f"{shown(name)} is gone"
    except OSError as error:
        return f"{shown(name)} cannot be read: {error.strerror}"
    return "" if digest == said else f"{shown(name)} was altered: its hash is {digest[:12]}…, not {said[:12]}…"
