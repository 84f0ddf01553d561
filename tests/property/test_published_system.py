"""All that is published, as one system: quarters, the half-year, the next draft; the solver of `published_system` recovers nothing sealed."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from dsa_reports.pipeline import sealing
from dsa_reports.pipeline.build import build
from dsa_reports.privacy import System
from tests.property.published_system import Attack, Name
from tests.property.replayed_service import without_pictures
from tests.property.test_same_report import Logs, service

SAMPLES = Path(__file__).parents[2] / "sample_data"
LEAST = 5


@contextmanager
def overheard() -> Iterator[list[System]]:
    """The systems of the builds in it: what only the provider knows, to judge the attack by."""
    heard: list[System] = []
    made = sealing.system_of

    def listen(*given: Any, **named: Any) -> System:
        heard.append(made(*given, **named))
        return heard[-1]

    with patch.object(sealing, "system_of", listen), without_pictures():
        yield heard


def published(output: Path, builds: list[tuple[Path, str, dict[str, Any]]]) -> tuple[Attack, dict[Name, int], list[Name]]:
    """The attack on all drafts, the truth, and the small counts about minors. A report is called by its place."""
    attack, truth, small = Attack(), dict[Name, int](), []
    with overheard() as heard:
        for number, (folder, period, more) in enumerate(builds, start=1):
            made = build(service=folder, period=period, output=output, threads=1, **more).folder
            report = json.loads((made / "publish/report.json").read_bytes())
            passports = json.loads((made / "internal/passports.json").read_bytes())["figures"]
            for name, figure in report["figures"].items():
                for told in (figure, passports.get(name, {})):
                    if figure["reason"] == "sealed":
                        assert not [told.get(key) for key in ("text", "value", "rows_used", "numerator", "denominator") if told.get(key) not in (None, "")], name
            truth |= {(str(number), key): value for key, value in heard[-1].values.items() if not key.startswith("rest ")}
            small += [(str(number), key) for key in heard[-1].small(LEAST) if not key.startswith("rest ")]
            attack.read(str(number), report)
            attack.sealed -= {(str(number), key) for key in heard[-1].aside}  # from how many rows a sealed figure came: no promise is made of it
    assert len(heard) == len(builds)
    return attack, truth, small


def attacked(attack: Attack, truth: dict[Name, int], small: list[Name]) -> None:
    """Fails where a small count has fewer values than the rule promises, all reports together; or any other sealed count of one report only one."""
    solver, alone = attack.solve(truth), attack.solve(truth, together=False)
    hidden = sorted(place for place in attack.sealed if place not in attack.printed and truth[place])
    assert set(small) <= set(hidden), sorted(set(small) - set(hidden))
    found = {place: solver.values(place, truth, LEAST - 1) if place in small else alone.values(place, truth, 2) for place in hidden}
    recovered = {place: values for place, values in found.items() if len(values) < (LEAST - 1 if place in small else 2)}
    assert recovered == {}


def drafts(folder: Path, logs: Logs, later: Logs) -> list[tuple[Path, str, dict[str, Any]]]:
    one, two = service(folder / "1", logs), service(folder / "2", later)
    return [(one, "2026-Q1", {}), (two, "2026-Q1", {"since": "1"}), (two, "2026-Q2", {}), (two, "2026-H1", {})]


def test_one_report_and_that_the_solver_is_able_to_find_what_is_not_hidden(tmp_path: Path) -> None:
    """Nothing follows from the report; with the covers of the small counts told, they do."""
    attack, truth, small = published(tmp_path / "out", drafts(tmp_path, Logs(), Logs())[:1])
    attacked(attack, truth, small)
    hidden = {place for place in attack.sealed if place not in attack.printed} - set(small)
    attack.printed |= {place: truth[place] for place in hidden}
    solver = attack.solve(truth)
    # Of the flaggers' table nothing is printed: its counts need no covers, and so none gives them away.
    covered = [place for place in small if not place[1].startswith("minors/flaggers.")]
    assert len(covered) >= 2
    assert [solver.values(place, truth, 2) for place in covered] == [{truth[place]} for place in covered]


@pytest.mark.slow
def test_quarters_the_half_year_and_the_next_draft(tmp_path: Path) -> None:
    attack, truth, small = published(tmp_path / "out", drafts(tmp_path, Logs(), Logs(later_adults=705)))
    attack.same_logs("1", "2", truth)
    attack.over_time("4", ("2", "3"), truth)
    assert len(small) >= 4
    attacked(attack, truth, small)


@pytest.mark.slow
def test_a_whole_service(tmp_path: Path) -> None:
    """All chapters of Prikbord with its official cells: two quarters, the half-year, and its next draft."""
    prikbord = Path(shutil.copytree(SAMPLES / "prikbord", tmp_path / "service"))
    said = (prikbord / "service.toml").read_text("utf-8")
    (prikbord / "service.toml").write_text(said.replace('earlier = ["earlier.csv"]', ""), "utf-8")  # a half-year, with which no quarter is compared
    attack, truth, small = published(tmp_path / "out", [(prikbord, "2026-Q1", {}), (prikbord, "2026-Q2", {}), (prikbord, "2026-H1", {}), (prikbord, "2026-H1", {"since": "3"})])
    attack.same_logs("3", "4", truth)
    attack.over_time("4", ("1", "2"), truth)
    attacked(attack, truth, small)
