"""Value maps for columns of codes that hold the platform's own labels: each label with the code it resembles most.

A person decides; where nothing is close the code stays blank. Labels that a spreadsheet could take for a formula, or that
look personal, are left out of the file and counted.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.model import Table
from dsa_reports.pipeline.suggest.matching import MOST_LABELS, code_share
from dsa_reports.pipeline.suggest.resemblance import closest_code
from dsa_reports.pipeline.suggest.sample import Sample
from dsa_reports.pipeline.suggest.settings import label
from dsa_reports.pipeline.suggest.words import NOTHING

__all__ = ["ProposedMap", "propose_maps"]

_CODES = 0.9
"""Where more values than this are codes already, the others are mistakes and no labels."""
_KEYWORDS = ("keyword", "report_keyword")
"""What a label of a violation also tells, where nothing else does."""


@dataclass(frozen=True)
class ProposedMap:
    """A value map for the column `export`, which would feed `columns`. `codes`: label -> one code per column, or '' where nothing is close."""

    export: str
    columns: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]
    left_out: int
    """Labels that are not written, because they could do harm or look personal."""

    def file_name(self, table: str) -> str:
        """Where it belongs, from the folder of the service file."""
        return f"maps/{table}-{self.columns[0]}.csv"

    @property
    def text(self) -> str:
        """The CSV."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["label", *self.columns])
        writer.writerows([label, *codes] for label, codes in self.codes.items())
        return stream.getvalue()


def propose_maps(sample: Sample, table: Table, mapping: Mapping[str, str]) -> list[ProposedMap]:
    """One map for each column of codes most of whose values are no codes, where there are few of them.

    Where nothing is the category, the platform's own label may tell it.
    """
    wanted = [(name, export) for name, export in mapping.items() if table.column(name).kind in {"code", "codes"} and not table.column(name).personal]
    if "category" in table.names and "category" not in mapping and "platform_label" in mapping:
        wanted.append(("category", mapping["platform_label"]))
    found = (_map(sample, table, mapping, name, export) for name, export in wanted)
    return [one for one in found if one is not None]


def _map(sample: Sample, table: Table, mapping: Mapping[str, str], name: str, export: str) -> ProposedMap | None:
    column, values = table.column(name), sample.column(export)
    if values.nested or code_share(column, values) >= _CODES:
        return None
    codes = allowed_codes(column) or ()
    counts = Counter(text for text in values.texts if text.lower() not in NOTHING or text in codes)
    harmless = [text for text, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if label(text) == text]
    if not harmless or len(counts) > MOST_LABELS:
        return None
    extra = [one for one in _KEYWORDS if name == "category" and one in table.names and one not in mapping]
    columns = (name, *extra[:1])
    lists = [allowed_codes(table.column(one)) or () for one in columns]
    return ProposedMap(export, columns, {text: tuple(closest_code(text, one) for one in lists) for text in harmless}, len(counts) - len(harmless))
