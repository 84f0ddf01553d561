"""Sample events of accounts with planted campaigns and honest crowds, and the truth about every account.

Nothing here knows how campaigns are found. Scores on these data say nothing about accuracy on real ones: they show what
kind of evasion a detector sees through under the settings in `words/`, `campaigns.py` and `honest.py`.
"""

import json
import shutil
from pathlib import Path

from dsa_reports.errors import UsageError, WriteError
from dsa_reports.pipeline.sample.whole import whole_folder
from dsa_reports.progress import Progress, silent

__all__ = ["sample_campaigns"]


def sample_campaigns(*, output: Path, accounts: int = 10_000, seed: int = 1, progress: Progress = silent) -> None:
    """Write events.parquet, actions.parquet, labels.csv and planted.json into `output`; the same arguments give the same files.

    About 20 events per account. Seeds that `seeds.toml` names as held out use other words, languages, domains and crowds.
    UsageError for a number of accounts outside 1,000 to 1,000,000 or a folder in use; WriteError where the disk refuses.
    """
    from dsa_reports.pipeline.sample.crowds.plan import LEAST, MOST

    if not LEAST <= accounts <= MOST:
        raise UsageError(f"{accounts} accounts cannot be made", remedy=f"Choose a number from {LEAST} to {MOST}.")
    with whole_folder(output) as unfinished:
        _write(unfinished, accounts, seed, progress)
    progress("done", 1, 1)


def _write(output: Path, accounts: int, seed: int, progress: Progress) -> None:
    import duckdb

    from dsa_reports.pipeline.sample.crowds.engine import opened
    from dsa_reports.pipeline.sample.crowds.plan import plan
    from dsa_reports.pipeline.sample.crowds.truth import planted, write_labels
    from dsa_reports.pipeline.sample.crowds.words import seeds
    from dsa_reports.pipeline.sample.growth import watched
    from dsa_reports.pipeline.sample.write import write_query

    progress("plan", 0, None)
    made = plan(accounts, seed)
    spill = output / ".spill"
    rows = {}
    try:
        with opened(made, seed, temp=spill) as con:
            for name, file in (("account_events", "events"), ("moderation_actions", "actions")):
                progress(file, 0, None)
                with watched(output / f"{file}.parquet", f"{file}: MB", progress):
                    rows[file] = write_query(con, name, output / f"{file}.parquet", "parquet")
            write_labels(con, output / "labels.csv")
    except duckdb.IOException as error:
        raise WriteError("the sample could not be written", where=str(output.parent), remedy="Check permission and free space.") from error
    finally:
        shutil.rmtree(spill, ignore_errors=True)
    kind = next((name for name, numbers in seeds().items() if seed in numbers), "unnamed")
    document = planted(made, accounts, seed, rows, kind)
    (output / "planted.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
