"""The chapters' figures, sealed and attacked: with every sum that the data itself shows, not only those that the headers declare."""

from collections.abc import Mapping

import duckdb
import pytest

from dsa_reports.indicators.cells import CellResult
from dsa_reports.indicators.evaluate import evaluate_chapters
from dsa_reports.indicators.loader import Indicator, load_indicators
from dsa_reports.indicators.quantities import system_of
from dsa_reports.privacy import System, seal
from tests.property.attack import pinned
from tests.property.random_facts import fact_tables, fill

LEAST = 5
CHAPTERS = ("minors", "sexbot")
APART = ("minors/measures", "sexbot/reversals", "sexbot/complaints", "sexbot/samples", "sexbot/cells", "sexbot/automation", "sexbot/by_generation", "sexbot/generation")
"""Indicators that add up with nothing about minors: they would only make the search longer."""
Found = dict[str, dict[str, CellResult]]


def own() -> dict[str, Indicator]:
    return {id_: one for id_, one in load_indicators().items() if one.chapter in CHAPTERS and not one.id.startswith(APART)}


def counted(facts: duckdb.DuckDBPyConnection, seed: int, most: int = 24) -> Found:
    facts.execute("BEGIN")
    try:
        fill(facts, fact_tables(list(own().values())), seed, most=most)
        return evaluate_chapters(facts, indicators=own())
    finally:
        facts.execute("ROLLBACK")


def system(found: Found) -> System:
    return system_of(found, {}, [name for cells in found.values() for name in cells])


PRIME = 2**61 - 1
Row = list[int]


def reduced(rows: list[Row]) -> dict[int, Row]:
    """Leading column → row of the reduced echelon form, modulo a large prime: exact enough, and quick."""
    done: dict[int, Row] = {}
    for row in rows:
        for lead, known in done.items():
            if factor := row[lead]:
                row = [(a - factor * b) % PRIME for a, b in zip(row, known, strict=True)]
        lead = next((n for n, value in enumerate(row) if value), -1)
        if lead >= 0:
            inverse = pow(row[lead], -1, PRIME)
            row = [value * inverse % PRIME for value in row]
            for other, known in done.items():
                if factor := known[lead]:
                    done[other] = [(a - factor * b) % PRIME for a, b in zip(known, row, strict=True)]
            done[lead] = row
    return done


def sums_in(samples: list[Mapping[str, int]], names: list[str]) -> list[Row]:
    """Every linear sum over `names` that holds in all samples (a basis of the null space)."""
    done = reduced([[sample.get(name, 0) % PRIME for name in names] for sample in samples])
    found = []
    for column in sorted(set(range(len(names))) - done.keys()):
        row = [0] * len(names)
        row[column] = 1
        for lead, known in done.items():
            row[lead] = -known[column] % PRIME
        found.append(row)
    return found


def written(row: Row, names: list[str]) -> str:
    return " ".join(f"{'+' if by < PRIME // 2 else '-'} {min(by, PRIME - by)}·{name}" for by, name in zip(row, names, strict=True) if by)


@pytest.mark.slow
def test_the_headers_declare_every_sum_that_the_data_shows(facts: duckdb.DuckDBPyConnection) -> None:
    """An indicator that adds up with others, and does not say so in `sums`, lets a sealed count be subtracted back."""
    systems = [system(counted(facts, seed)) for seed in range(330)]
    samples = [{name: value for name, value in one.values.items() if not name.startswith("rest")} for one in systems]
    names = sorted({name for sample in samples for name, value in sample.items() if value})
    assert len(names) < len(samples), "more figures than samples: take more"
    unique = {tuple(sorted(relation.coefficients.items())) for one in systems for relation in one.relations if not relation.rest}
    declared = reduced([[dict(one).get(name, 0) % PRIME for name in names] for one in sorted(unique)])
    undeclared = []
    for row in sums_in(samples, names):
        left = row
        for lead, known in declared.items():
            if factor := left[lead]:
                left = [(a - factor * b) % PRIME for a, b in zip(left, known, strict=True)]
        if any(left):
            undeclared.append(written(row, names))
    assert not undeclared, "\n".join(undeclared)


def test_no_sealed_count_is_recovered_from_what_the_chapters_print(facts: duckdb.DuckDBPyConnection) -> None:
    sealed = 0
    for seed in range(500, 508):
        one = system(counted(facts, seed, most=9))
        done = seal(one, LEAST)
        assert done.lost == ()
        seen = one.seen(done.figures)
        unknown = [name for name in one.values if name not in seen]
        equations = [
            ({name: by for name, by in relation.coefficients.items() if name in unknown}, -sum(by * one.values[name] for name, by in relation.coefficients.items() if name in seen))
            for relation in one.relations
        ]
        recovered = pinned(equations, unknown)
        hidden = {name for figure in done.figures for name in one.shows[figure] if name not in seen and name not in one.aside and one.values[name]}
        assert not hidden & recovered.keys()
        assert not set(one.small(LEAST)) & (seen | recovered.keys())
        sealed += len(done.figures)
    assert sealed > 30
