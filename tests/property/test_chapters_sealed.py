"""The chapters' figures, sealed and attacked: with every sum that the data itself shows, not only those that the headers declare."""

from collections.abc import Mapping

import duckdb
import numpy as np
import pytest

from dsa_reports.indicators.cells import CellResult
from dsa_reports.indicators.evaluate import evaluate_chapters
from dsa_reports.indicators.loader import Indicator, load_indicators
from dsa_reports.indicators.quantities import system_of
from dsa_reports.privacy import System, seal, sealing
from tests.property.published_system import Solver
from tests.property.random_facts import fact_tables, fill

LEAST = 5
CHAPTERS = ("minors", "sexbot")
Found = dict[str, dict[str, CellResult]]


def own() -> dict[str, Indicator]:
    """The indicators that count minors, and those that read the same facts: only they can give a sealed count away."""
    of_chapters = {id_: one for id_, one in load_indicators().items() if one.chapter in CHAPTERS and not one.id.startswith("minors/measures")}
    read = {fact for one in of_chapters.values() if one.minor_rows or any(column.about for column in one.columns.values()) for fact in one.facts}
    return {id_: one for id_, one in of_chapters.items() if read & set(one.facts)}


def counted(facts: duckdb.DuckDBPyConnection, seed: int, most: int = 24) -> Found:
    facts.execute("BEGIN")
    try:
        fill(facts, fact_tables(list(own().values())), seed, most=most)
        return evaluate_chapters(facts, indicators=own())
    finally:
        facts.execute("ROLLBACK")


def system(found: Found) -> System:
    return system_of(found, {}, [name for cells in found.values() for name in cells])


PRIME = 2**31 - 1
"""Products of two remainders fit into 64 bits."""
Row = list[int]


def reduced(rows: list[Row]) -> dict[int, Row]:
    """Leading column → row of the reduced echelon form, modulo a prime: exact enough, and quick."""
    matrix = np.array(rows, dtype=np.int64).reshape(len(rows), -1) % PRIME
    done: dict[int, int] = {}
    for column in range(matrix.shape[1]):
        at = len(done)
        filled = np.flatnonzero(matrix[at:, column])
        if not len(filled):
            continue
        matrix[[at, at + filled[0]]] = matrix[[at + filled[0], at]]
        matrix[at] = matrix[at] * pow(int(matrix[at, column]), -1, PRIME) % PRIME
        factors = matrix[:, column].copy()
        factors[at] = 0
        touched = np.flatnonzero(factors)
        matrix[touched] = (matrix[touched] - factors[touched, None] * matrix[at] % PRIME) % PRIME
        done[column] = at
    return {column: [int(value) for value in matrix[at]] for column, at in done.items()}


def sums_in(samples: list[Mapping[str, int]], names: list[str]) -> list[Row]:
    """Every linear sum over `names` that holds in all samples (a basis of the null space)."""
    done = reduced([[sample.get(name, 0) for name in names] for sample in samples])
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
    systems = [system(counted(facts, seed)) for seed in range(450)]
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


@pytest.mark.parametrize("seeds", [range(500, 501), pytest.param(range(501, 521), marks=pytest.mark.slow)], ids=["one", "many"])
def test_no_sealed_count_is_recovered_from_what_the_chapters_print(facts: duckdb.DuckDBPyConnection, seeds: range) -> None:
    sealed = 0
    for seed in seeds:
        one = system(counted(facts, seed, most=9))
        done = seal(one, LEAST)
        assert done.lost == ()
        seen = one.seen(done.figures)
        hidden = {name for figure in done.figures for name in one.shows[figure] if name not in seen and name not in one.aside and one.values[name]}
        small = set(one.small(LEAST))
        assert not small & seen
        least = {("", name): int(one.values[name] > 0) for figure in done.figures for name in one.shows[figure]}
        sums = [{("", name): by for name, by in relation.coefficients.items()} for relation in one.relations]
        truth = {("", name): value for name, value in one.values.items()}
        solver = Solver(sums, {("", name): one.values[name] for name in seen}, least)
        wanted = {name: LEAST - 1 if name in small else 2 for name in sorted(hidden | small)}
        assert {name: found for name, many in wanted.items() if len(found := solver.values(("", name), truth, many)) < many} == {}
        sealed += len(done.figures)
    assert sealed > 3 * len(seeds)


def test_no_more_is_sealed_than_it_takes(facts: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Covers are taken one by one; those that later ones make needless are printed after all, and the small ones never."""
    systems = [system(counted(facts, seed, most=9)) for seed in (500, 501)]
    spared = [seal(one, LEAST).figures for one in systems]
    monkeypatch.setattr(sealing, "_spared", lambda system, sealed, *_: sealed)
    all_taken = [seal(one, LEAST).figures for one in systems]
    assert [few < many for few, many in zip(spared, all_taken, strict=True)] == [True, True]
    for one, few in zip(systems, spared, strict=True):
        small = set(one.small(LEAST))
        assert {figure for figure, names in one.shows.items() if names & small} <= few
