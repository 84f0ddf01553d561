"""Output folders that are replaced as a whole, and only if they are known to be ours."""

import shutil
from pathlib import Path

from dsa_reports.display import shown
from dsa_reports.errors import UsageError, writing

__all__ = ["refuse_foreign", "replace_folder"]

_MARK = ".dsa-reports-output"
_SAYS = "This folder is written by dsa-reports and replaced as a whole.\n"


def refuse_foreign(target: Path) -> None:
    """UsageError if `target` holds anything that we did not write: it would be gone."""
    if target.exists() and not (target.is_dir() and ((target / _MARK).is_file() or not any(target.iterdir()))):
        raise UsageError("this folder holds something else, and it would be replaced", where=shown(target, 300), remedy="Name a new or an empty folder.")


def replace_folder(staged: Path, target: Path) -> None:
    """Put the complete folder `staged` in the place of `target`: whole, or not at all."""
    refuse_foreign(target)
    fresh = target.with_name(f".{target.name}.part")
    with writing(target):
        shutil.rmtree(fresh, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copytree(staged, fresh)
            (fresh / _MARK).write_text(_SAYS, "utf-8")
            if target.exists():
                shutil.rmtree(target)
            fresh.rename(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
