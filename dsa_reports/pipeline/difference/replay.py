"""Count once more under a chosen mix of rows, definitions, readings, service and period: one state of the replay."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract import tables
from dsa_reports.contract.conditions import identifier
from dsa_reports.harmonised.difference.compare import identity
from dsa_reports.indicators.evaluate import evaluate_chapters, evaluate_parts
from dsa_reports.intake.derive import derive
from dsa_reports.intake.derive.tagging import Tagging
from dsa_reports.law.periods import Period
from dsa_reports.pipeline.chapters import chapter_figures
from dsa_reports.pipeline.difference.confirmed import Confirmed
from dsa_reports.pipeline.difference.kept import Definitions
from dsa_reports.pipeline.difference.rows import empty_rows
from dsa_reports.pipeline.journey import PHENOMENON, labelled
from dsa_reports.pipeline.nothing import no_recipients
from dsa_reports.pipeline.report import declare, plain_report
from dsa_reports.pipeline.tagging import given_by_rules
from dsa_reports.service.config import ServiceConfig

if TYPE_CHECKING:
    import duckdb

__all__ = ["Figures", "Mix", "figures_of"]

Figures = dict[str, str]
"""Figure (by `identity`) → what is printed; '' = blank."""


@dataclass(frozen=True)
class Mix:
    """What is counted: `rows` is table → relation of accepted rows, `loaded` the tables that have files.

    Rows are tagged by `rules` and `confirmed` campaigns. Of `config` the readings, the service and the declared figures act; `mapped` is the configuration whose value maps say
    whether anything is mapped to a phenomenon.
    """

    rows: Mapping[str, str]
    loaded: frozenset[str]
    mapped: ServiceConfig
    config: ServiceConfig
    definitions: Definitions
    period: Period
    rules: Tagging
    confirmed: Confirmed

    def but(self, **changes: object) -> "Mix":
        """The same with `changes`."""
        return replace(self, **changes)  # type: ignore[arg-type]  # the callers name fields


def figures_of(connection: "duckdb.DuckDBPyConnection", mix: Mix, work: Path) -> Figures:
    """Every figure of parts 3 to 10 and of the chapters, as it would be printed."""
    for name, table in tables().items():
        relation = mix.rows.get(name) or empty_rows(table).accepted
        connection.execute(f"CREATE OR REPLACE VIEW {identifier('accepted_' + name)} AS SELECT * FROM {relation}")
    readings = mix.config.chosen_readings
    derive(connection, mix.period, readings, work=work, queries=mix.definitions.facts, macros=mix.definitions.macros, tagging=mix.confirmed.beside(mix.rules))
    results = evaluate_parts(connection, readings, indicators=mix.definitions.indicators)
    chapters = evaluate_chapters(connection, indicators=mix.definitions.indicators)
    none = connection.execute("SELECT count(*) = 0 FROM accepted_recipients").fetchall()[0][0]
    no_recipients(mix.config, results, empty="recipients" in mix.loaded and bool(none))
    declare(mix.config, results)
    report = plain_report(mix.config, mix.period, results)
    loaded = {*mix.loaded, *given_by_rules(mix.rules), *mix.confirmed.given} | ({PHENOMENON} if labelled(connection, mix.mapped, tagged="f_tags" in mix.definitions.facts) else set())
    voluntary = chapter_figures(chapters, loaded, mix.definitions.indicators)
    return {identity(name): figure.text for name, figure in (report.figures | voluntary).items()}
