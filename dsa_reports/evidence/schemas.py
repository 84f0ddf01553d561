"""The JSON Schemas in `schemas/`, made from the models and the table contract. They are never edited by hand.

`python -m dsa_reports.evidence.schemas [FOLDER]` writes them; a test holds the committed files against them.
"""

import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from dsa_reports.campaigns.report import Summary
from dsa_reports.contract import tables
from dsa_reports.contract.json_schema import table_schema
from dsa_reports.evidence.archive import Archive
from dsa_reports.evidence.canonical import canonical_json
from dsa_reports.evidence.machine import BuildOutcome, CheckOfMany, CheckOutcome, ValidationOutcome
from dsa_reports.evidence.models import FindingsFile, Manifest, Passports
from dsa_reports.evidence.published import PublishedReport
from dsa_reports.harmonised.difference import Difference

__all__ = ["main", "schema_files"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: dict[str, type[BaseModel]] = {
    "manifest": Manifest, "passports": Passports, "findings": FindingsFile, "report": PublishedReport,
    "difference": Difference, "archive": Archive, "campaigns": Summary,
    "validation": ValidationOutcome, "check": CheckOutcome, "checks_of_many": CheckOfMany, "build": BuildOutcome,
}


def schema_files() -> dict[str, bytes]:
    """Path below `schemas/` → content, for every generated schema."""
    files = {f"{name}.schema.json": canonical_json(_schema(name, model)) for name, model in _FILES.items()}
    files |= {f"tables/{name}.schema.json": canonical_json(table_schema(table)) for name, table in tables().items()}
    return files


def _schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": _DIALECT, "$id": f"{name}.schema.json"} | model.model_json_schema(mode="serialization")


def main(folder: Path) -> None:
    """Write all schemas below `folder`."""
    for path, content in schema_files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "schemas"))
