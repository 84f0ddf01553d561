"""The journeys of phenomena: list them, and say of one row why it is tagged or not."""

from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from dsa_reports.display import shown
from dsa_reports.engines.duckdb import connect, lock
from dsa_reports.errors import UsageError
from dsa_reports.intake import derive as derivation
from dsa_reports.intake.derive import derive_only
from dsa_reports.law.periods import parse_period
from dsa_reports.phenomena.load import phenomena, phenomenon_files
from dsa_reports.phenomena.model import Phenomenon
from dsa_reports.pipeline.surveys import load_and_survey
from dsa_reports.pipeline.tagging import tags
from dsa_reports.service.load import FILE_NAME, load_service

if TYPE_CHECKING:
    import duckdb

__all__ = ["Explained", "explain_row", "known_phenomena"]

_TABLES = {"moderation_actions": "puid", "notices": "id", "user_reports": "id", "complaints": "id"}
_CONDITIONS = {
    "value_map": "the value map names the phenomenon", "campaigns": "the account belongs to a confirmed campaign", "categories": "the category",
    "keywords": "the sub-category", "descriptions": "the description of KEYWORD_OTHER", "labels": "the platform's label", "detectors": "the detector",
}


@dataclass(frozen=True)
class Tried:
    """One rule on one row: whether it fits, and in words what decided."""

    rule: str
    fits: bool
    words: str


@dataclass(frozen=True)
class Told:
    """One phenomenon on one row. `shown`: its chapter counts the row."""

    phenomenon: str
    tagged: bool
    shown: bool
    verdict: str
    rules: tuple[Tried, ...]
    excluded: tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    """One row with what every phenomenon says of it."""

    table: str
    row_id: str
    said: str
    phenomena: tuple[Told, ...]

    def document(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def known_phenomena(service: Path | None) -> dict[str, Phenomenon]:
    """The phenomena of the package and of the service (that of this folder, where none is named)."""
    if service is None and not Path(FILE_NAME).is_file():
        return phenomena()
    config = load_service(service or Path(FILE_NAME))
    return phenomena(phenomenon_files(config.folder / config.phenomena))


def explain_row(row: str, *, service: Path | None, memory_limit: str = "4GB", threads: int | None = None) -> list[Explained]:
    """What every phenomenon says of the row, in each table that has one of this id; UsageError where none does."""
    config = load_service(service or Path(FILE_NAME))
    known = tags(config)
    with TemporaryDirectory() as folder:
        connection = connect(memory_limit=memory_limit, threads=threads, temp_directory=Path(folder) / "spill")
        try:
            load_and_survey(connection, config, work=Path(folder), rejected=None, tables=set(_TABLES), surveys=False)
            lock(connection, readable=(Path(folder),))
            derive_only(connection, "f_tags", parse_period("2000-01-01/2037-12-31", config.service.zone), config.chosen_readings, tagging=known.tagging)
            found = [table for table, key in _TABLES.items() if connection.execute(f"SELECT count(*) FROM accepted_{table} WHERE {key} = $id", {"id": row}).fetchall()[0][0]]
            if not found:
                raise UsageError(
                    f"no accepted row has the id {shown(row, 100)!r}", where="moderation_actions, notices, user_reports, complaints",
                    remedy="Check the id. A row that was rejected is never tagged: dsa-reports validate says which were, and why.",
                )
            return [_explained(connection, table, row, known.phenomena) for table in found]
        finally:
            connection.close()


def _explained(connection: "duckdb.DuckDBPyConnection", table: str, row: str, known: dict[str, Phenomenon]) -> Explained:
    query = files(derivation).joinpath("explain_tags.duckdb.sql").read_text("utf-8")
    cursor = connection.execute(query, {"source": table, "id": row})
    names = [column[0] for column in cursor.description]
    tried = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    tagged = dict(connection.execute("SELECT phenomenon, shown FROM f_tags WHERE source = $source AND id = $id", {"source": table, "id": row}).fetchall())
    rules = dict(connection.execute("SELECT phenomenon, rule FROM f_tags WHERE source = $source AND id = $id", {"source": table, "id": row}).fetchall())
    told = tuple(_told(name, one, [entry for entry in tried if entry["phenomenon"] == name], tagged, rules) for name, one in known.items())
    number = len(tagged)
    return Explained(table, row, "tagged" if number == 1 else f"tagged {number} times" if number else "not tagged", told)


def _told(name: str, one: Phenomenon, tried: list[dict[str, Any]], tagged: dict[str, bool], rules: dict[str, str]) -> Told:
    by_id = {rule.id: rule for rule in one.rule}
    tries = tuple(Tried(str(entry["rule"]), bool(entry["fits"]), _words(by_id[str(entry["rule"])].why, entry)) for entry in tried)
    excluded = [one.never[position - 1].why for position in tried[0]["never"] or ()] if tried else []
    if tried and tried[0]["withheld"]:
        excluded.append("The row stands under child sexual abuse or grooming (9b to 9d), which no phenomenon ever tags.")
    if name in tagged:
        because = "through the decision that it is about" if rules[name] == "measure" else f"by the rule {rules[name]}"
        verdict = f"tagged {because}; " + ("its chapter counts the row" if tagged[name] else "another phenomenon takes precedence and counts it")
    else:
        verdict = "not tagged: excluded" if excluded and any(entry.fits for entry in tries) else "not tagged: no rule fits"
    return Told(name, name in tagged, bool(tagged.get(name)), verdict, tries, tuple(dict.fromkeys(excluded)))


def _words(why: str, entry: dict[str, Any]) -> str:
    failed = [words for name, words in _CONDITIONS.items() if not entry[f"{name}_fits"]]
    return why if not failed else f"{why} Not met: {', '.join(failed)}."
