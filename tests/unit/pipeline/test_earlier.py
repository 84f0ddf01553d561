"""Earlier figures: what service.toml names serves the periods that it compares with; what a command names must compare."""

from pathlib import Path

import pytest

from dsa_reports.errors import UsageError
from dsa_reports.law.periods import Period, parse_period
from dsa_reports.pipeline.earlier import earlier_figures
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.load import load_service

FIGURE = "4.TOTAL.notices_received"
FILE = f"period,figure,value\n2025-01-01/2025-06-30,{FIGURE},187\n2025-10-01/2025-12-31,{FIGURE},99\n2026-04-01/2026-06-30,{FIGURE},120\n"


@pytest.fixture
def config(tmp_path: Path) -> ServiceConfig:
    (tmp_path / "service.toml").write_text(
        '[provider]\nlegal_name = "Voorbeeld B.V."\n[service]\nname = "Voorbeeld"\ntier = "vlop"\n[publication]\nearlier = ["earlier.csv"]\n', "utf-8",
    )
    (tmp_path / "earlier.csv").write_text(FILE, "utf-8")
    return load_service(tmp_path / "service.toml")


def period(config: ServiceConfig, text: str) -> Period:
    return parse_period(text, config.service.zone)


@pytest.mark.parametrize(("text", "expected"), [
    ("2026-H1", [("2025-01-01/2025-06-30", 187)]), ("2026-Q1", [("2025-10-01/2025-12-31", 99)]), ("2025-Q1", []),
    ("2026-Q3", [("2025-10-01/2025-12-31", 99), ("2026-04-01/2026-06-30", 120)]),
])
def test_each_build_takes_the_earlier_reports_of_its_length(config: ServiceConfig, tmp_path: Path, text: str, expected: list[tuple[str, int]]) -> None:
    found = earlier_figures(config, period(config, text), [FIGURE], (), tmp_path / "out")
    assert [(past.period, past.figures[FIGURE]) for past in found] == expected


@pytest.mark.parametrize(("text", "said"), [("2026-H1", "cannot be compared"), ("2025-Q4", "no earlier period")])
def test_what_a_command_names_must_compare(config: ServiceConfig, tmp_path: Path, text: str, said: str) -> None:
    other = tmp_path / "quarter.csv"
    other.write_text(f"period,figure,value\n2025-10-01/2025-12-31,{FIGURE},99\n", "utf-8")
    with pytest.raises(UsageError, match=said):
        earlier_figures(config, period(config, text), [FIGURE], [str(other)], tmp_path / "out")
