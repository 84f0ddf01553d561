"""`python -m dsa_reports.pipeline.sample.rebuild [FOLDER]`."""

import sys
from pathlib import Path

from dsa_reports import resources
from dsa_reports.pipeline.sample.rebuild import rebuild

if __name__ == "__main__":
    rebuild(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(str(resources.folder("sample_data"))))
