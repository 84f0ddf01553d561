"""No birth date and no exact age enters, under whatever name a column stands and however the values are written."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from dsa_reports.errors import ExitCode
from dsa_reports.intake.headers import looks_like_birth_or_age
from tests.unit.minors.test_commands import findings, run

NAMES = (
    "birth_date", "birthDate", "BirthDate", "date_of_birth", "DOB", "dob", "user.dob", "yob", "birth-year", "born_on", "geboortedatum", "Geboortedatum", "geboorte_jaar",
    "geburtsdatum", "Geburtsjahr", "date_naissance", "fecha_nacimiento", "data_nascita", "age", "Age", "user_age", "ageYears", "age_years", "leeftijd", "alter", "edad", "età",
)
HARMLESS = ("age_group", "language", "page", "message", "account_age", "stage", "age_restricted", "age_verification", "born_digital"[:4] + "eo", "manager", "percentage")
DAYS = [date(1999, 1, 3) + timedelta(days=211 * n) for n in range(30)]
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
FORMATS = {
    "iso": lambda d: d.isoformat(), "slashes": lambda d: d.strftime("%Y/%m/%d"), "day_first": lambda d: d.strftime("%d-%m-%Y"), "dots": lambda d: d.strftime("%d.%m.%Y"),
    "month_first": lambda d: d.strftime("%m/%d/%Y"), "compact": lambda d: d.strftime("%Y%m%d"), "compact_day_first": lambda d: d.strftime("%d%m%Y"), "year": lambda d: str(d.year),
    "year_float": lambda d: f"{d.year}.0", "with_time": lambda d: f"{d.isoformat()}T00:00:00Z", "named": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "named_short": lambda d: f"{d.day}-{MONTHS[d.month - 1][:3]}-{d.year}", "american": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}", "two_digits": lambda d: d.strftime("%d-%m-%y"),
}
AGES = {"plain": "{}", "float": "{}.0", "years": "{} years", "jaar": "{} jaar", "short": "{}y", "ans": "{} ans"}


def register(path: Path, name: str, values: list[str]) -> Path:
    rows = "".join(f'M-{n},Private,AS-01,planned,2026-01-0{1 + n % 9},"{value}"\n' for n, value in enumerate(values))
    path.write_text(f"id,title,items,status,from_date,{name}\n{rows}", "utf-8")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_says_birth_or_age_is_refused(name: str, tmp_path: Path) -> None:
    result = run("check", register(tmp_path / "r.csv", name, ["2011-03-04"]))
    assert result.exit_code == ExitCode.INPUT
    assert "2011" not in result.stderr + result.stdout


@pytest.mark.parametrize("name", HARMLESS)
def test_other_names_are_let_in(name: str) -> None:
    assert not looks_like_birth_or_age(name)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_birth_dates_under_a_harmless_name_block(form: str, tmp_path: Path) -> None:
    values = [FORMATS[form](day) for day in DAYS]
    told = [finding for finding in findings(register(tmp_path / "r.csv", "remark", values)) if finding["id"] == "BIRTH-2"]
    assert [(finding["column"], finding["severity"]) for finding in told] == [("remark", "blocks")]
    assert not any(value in json.dumps(told) for value in values if len(value) > 4)


@pytest.mark.parametrize("form", sorted(AGES))
def test_exact_ages_under_a_harmless_name_are_told(form: str, tmp_path: Path) -> None:
    values = [AGES[form].format(9 + n) for n in range(30)]
    (told,) = [finding for finding in findings(register(tmp_path / "r.csv", "remark", values)) if finding["id"] == "BIRTH-2"]
    assert (told["column"], told["value"]) == ("remark", "")
