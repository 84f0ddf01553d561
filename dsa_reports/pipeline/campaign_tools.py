"""Beside the search for campaigns: measure it on labels, sign texts, draw the graph of candidates and domains."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from dsa_reports.campaigns.evaluation import Evaluation, Label, Member, evaluate
from dsa_reports.campaigns.graph import CLASSES, Drawing, drawing
from dsa_reports.contract import tables
from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.display import shown
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import InputError, UsageError, writing
from dsa_reports.intake.limits import limits
from dsa_reports.intake.load import load
from dsa_reports.intake.options import LoadOptions
from dsa_reports.matching.domains import registrable
from dsa_reports.matching.signing import SHORTEST_KEY, sign_texts
from dsa_reports.pipeline.findings import write_whole
from dsa_reports.pipeline.loose import expanded, loose_config
from dsa_reports.service.load import load_service

if TYPE_CHECKING:
    import duckdb

__all__ = ["classes_from", "draw_graph", "measure", "sign_events"]

_EVENTS = "account_events"
_MESSAGE = "(kind = 'messaged' OR surface = 'direct_message')"
_SIGNED = 20_000
_LABELS = ("account_ref", "campaign")


def measure(*, result: Path, labels: Path, threshold: float = 0.0) -> Evaluation:
    """How well the candidates in the folder `result` agree with a CSV of labels (account_ref, campaign; group, kind, generation).

    `campaign` is empty for accounts of none. InputError for files that cannot be read, or an account with two labels.
    """
    rows = _rows(result / "clusters.parquet", "cluster_id, account_ref, score")
    text = _text(labels)
    reader = csv.DictReader(io.StringIO(text))
    if not set(_LABELS) <= set(reader.fieldnames or ()):
        raise InputError("this is no list of labels", where=shown(labels, 300), remedy="It has the columns account_ref and campaign (empty for accounts of none); group, kind and generation may be there.")
    try:
        known = [Label(**{name: (row.get(name) or "").strip() for name in ("account_ref", "campaign", "group", "kind", "generation")}) for row in reader]
        return evaluate((Member(*row) for row in rows), known, threshold=threshold)
    except ValueError as error:
        raise InputError(str(error), where=shown(labels, 300), remedy="Give every account one label.") from error


def _rows(path: Path, columns: str) -> list[Any]:
    import duckdb

    if not path.is_file():
        raise InputError("there is no such file", where=shown(path, 300), remedy="Name the folder that `campaigns find -o` wrote.")
    con = connect(threads=1)
    try:
        return con.execute(f"SELECT {columns} FROM read_parquet($path) ORDER BY ALL", {"path": str(path)}).fetchall()
    except duckdb.Error as error:
        raise InputError("the file is no result of a search", where=shown(path, 300), remedy="Name the folder that `campaigns find -o` wrote.") from error
    finally:
        con.close()


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("cannot read the file as UTF-8", where=shown(path, 300), remedy="Check the path and the encoding.") from error


def classes_from(path: Path) -> dict[str, str]:
    """Registrable domain → class, from a CSV with the columns domain and class. InputError for an unknown class."""
    reader = csv.DictReader(io.StringIO(_text(path)))
    if not {"domain", "class"} <= set(reader.fieldnames or ()):
        raise InputError("this is no list of classed domains", where=shown(path, 300), remedy=f"It has the columns domain and class; classes: {', '.join(CLASSES)}.")
    found = {}
    for number, row in enumerate(reader, 2):
        name, kind = registrable((row["domain"] or "").strip()), (row["class"] or "").strip()
        if not name or kind not in CLASSES:
            raise InputError("a row without a registrable domain, or of an unknown class", where=f"{shown(path, 300)}, record {number}", remedy=f"Classes: {', '.join(CLASSES)}.")
        found[name] = kind
    return found


def draw_graph(*, result: Path, output: Path, classes: Path | None = None) -> Drawing:
    """The graph of candidates, domains and affiliates' parameters of the folder `result`, as .graphml or .csv."""
    suffix = output.suffix.lower()
    if suffix not in (".graphml", ".csv"):
        raise UsageError("a graph is GraphML or CSV", where=shown(output, 300), remedy="Name it .graphml or .csv.")
    found = drawing(
        _sizes(result),
        _rows(result / "domains.parquet", "cluster_id, domain, accounts, accounts_of_all"),
        _rows(result / "affiliates.parquet", "cluster_id, domain, parameter, accounts"), classes_from(classes) if classes else {},
    )
    write_whole(output, found.graphml() if suffix == ".graphml" else found.csv())
    return found


def _sizes(result: Path) -> list[Any]:
    sizes: dict[str, int] = {}
    for (name,) in _rows(result / "clusters.parquet", "cluster_id"):
        sizes[name] = sizes.get(name, 0) + 1
    return sorted(sizes.items())


def sign_events(*, files: Sequence[Path], output: Path, key_file: Path, service: Path | None = None, all_texts: bool = False) -> tuple[int, int]:
    """Write the events with keyed signatures in place of the texts of direct messages (or all texts); (events, texts signed).

    Nothing of a signed text is left in the result. Of addresses in direct messages only the host stays.
    """
    if output.suffix.lower() != ".parquet":
        raise UsageError("signed events are Parquet", where=shown(output, 300), remedy="Name it .parquet.")
    key = _key(key_file)
    config = loose_config(expanded(files), table=_EVENTS, service=load_service(service) if service is not None else None)
    # The texts are read here for this one purpose: to put signatures in their place.
    config = config.model_copy(update={"privacy": config.privacy.model_copy(update={"direct_message_text_basis": "signing only"})})
    fresh = output.with_name(f".{output.name}.part")
    with TemporaryDirectory(prefix="dsa-reports-") as work:
        con = connect(temp_directory=Path(work) / "spill")
        try:
            load(con, config, work=Path(work) / "rows", rejected=None, tables={_EVENTS}, options=LoadOptions(service_file=service is not None))
            con.execute("CREATE TABLE signed (text VARCHAR, signature VARCHAR)")
            count = _sign(con, key, "TRUE" if all_texts else _MESSAGE)
            kept = limits(tables()[_EVENTS], "")
            columns = ", ".join(_column(name, kept, "TRUE" if all_texts else _MESSAGE) for name in tables()[_EVENTS].names)
            output.parent.mkdir(parents=True, exist_ok=True)
            with writing(output):
                con.execute(f"COPY (SELECT {columns} FROM accepted_account_events AS e LEFT JOIN signed AS s USING (text) ORDER BY e._file, e._record) TO {literal(str(fresh))} (FORMAT parquet, COMPRESSION zstd)")
                fresh.replace(output)
            total = con.execute("SELECT count(*) FROM accepted_account_events").fetchall()[0][0]
        finally:
            con.close()
            fresh.unlink(missing_ok=True)
    return int(total), count


def _key(path: Path) -> bytes:
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise InputError(f"the key cannot be read: {error.strerror}", where=shown(path, 300), remedy="Make one: head -c 32 /dev/urandom | base64 > key.txt, and keep it as a secret.") from error
    if not SHORTEST_KEY <= len(key) <= 64:
        raise UsageError(f"a key has {SHORTEST_KEY} to 64 bytes; this one has {len(key)}", where=shown(path, 300), remedy="Make one: head -c 32 /dev/urandom | base64 > key.txt, and keep it as a secret.")
    return key


def _sign(con: "duckdb.DuckDBPyConnection", key: bytes, which: str) -> int:
    import numpy as np

    cursor = con.cursor()
    cursor.execute(f"SELECT DISTINCT text FROM accepted_account_events WHERE text IS NOT NULL AND {which} ORDER BY 1")
    count = 0
    while rows := cursor.fetchmany(_SIGNED):
        texts = [row[0] for row in rows]
        con.register("handed_over", {"text": np.array(texts, dtype=object), "signature": np.array(sign_texts(texts, key), dtype=object)})
        con.execute("INSERT INTO signed SELECT * FROM handed_over")
        con.unregister("handed_over")
        count += len(texts)
    return count


def _column(name: str, kept: dict[str, str], which: str) -> str:
    if name == "text":
        return f"CASE WHEN {which} THEN NULL ELSE text END AS text"
    if name == "text_signature":
        return f"CASE WHEN {which} AND text IS NOT NULL THEN nullif(s.signature, '') ELSE text_signature END AS text_signature"
    return f"{kept[name]} AS {identifier(name)}" if name in kept else identifier(name)
