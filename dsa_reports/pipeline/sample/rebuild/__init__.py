"""The committed sample services, made again: `python -m dsa_reports.pipeline.sample.rebuild [FOLDER]`.

Only what is generated is written: logs, value maps and the planted truth. service.toml and texts are written by people.
"""

from collections.abc import Mapping
from pathlib import Path

__all__ = ["generated_files", "rebuild"]


def generated_files() -> dict[str, bytes]:
    """Path below sample_data → content, of every generated file; the same bytes every time."""
    from dsa_reports.pipeline.sample.rebuild import hostile, marktplein, prikbord, zero

    result: dict[str, bytes] = {}
    for name, files in (("prikbord", prikbord.files()), ("marktplein", marktplein.files()), ("hostile", hostile.files()), ("zero", zero.files())):
        result |= _below(name, files)
    return result


def rebuild(target: Path) -> None:
    """Write all generated files below `target`."""
    for name, content in generated_files().items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.part")
        partial.write_bytes(content)
        partial.replace(path)


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}
