"""One reader per format. A new format is a new file here and a line in `READERS`."""

from dsa_reports.intake.readers.base import Opened, RawRows, Reader
from dsa_reports.intake.readers.csv import open_csv
from dsa_reports.intake.readers.frame import FRAME, open_frame
from dsa_reports.intake.readers.jsonl import open_jsonl
from dsa_reports.intake.readers.parquet import open_parquet
from dsa_reports.intake.readers.toml import open_toml
from dsa_reports.intake.readers.xlsx import open_xlsx

__all__ = ["FRAME", "READERS", "Opened", "RawRows", "Reader"]

READERS: dict[str, Reader] = {
    "csv": open_csv, "jsonl": open_jsonl, "parquet": open_parquet, "toml": open_toml, "xlsx": open_xlsx, FRAME: open_frame,
}
