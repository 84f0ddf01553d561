"""The questions of `init`: asked on a terminal, otherwise wanted as options."""

from difflib import get_close_matches
from math import inf
from typing import TYPE_CHECKING

import typer

from dsa_reports.cli.planning import tier_called
from dsa_reports.display import shown
from dsa_reports.errors import UsageError, UserError

if TYPE_CHECKING:
    from dsa_reports.law.tiers import Tier
    from dsa_reports.pipeline.init import Answers

__all__ = ["answers"]

_TIERS = """
What kind of service is it?
  intermediary     mere conduit or caching
  hosting          stores what users give it, without spreading it to the public
  online_platform  stores it and spreads it to the public
  vlop             an online platform designated as very large by the Commission
  vlose            a search engine designated as very large"""


def answers(
    *, provider: str, service: str, tier: str, employees: int | None, turnover: float | None,
    balance_sheet: float | None, time_zone: str, tables: tuple[str, ...], ask: bool,
) -> "Answers":
    """The answers, with questions for what the options left open; UsageError where nobody can be asked."""
    from zoneinfo import available_timezones

    from dsa_reports.pipeline.init import Answers

    open_questions = [name for name, value in (("--provider", provider), ("--service", service), ("--tier", tier)) if not value.strip()]
    if open_questions and not ask:
        raise UsageError(
            f"init needs {', '.join(open_questions)}",
            remedy='Without a terminal, give all: dsa-reports init --provider "Example B.V." --service Example --tier online_platform',
        )
    if time_zone not in available_timezones():
        near = get_close_matches(time_zone, available_timezones(), n=1)
        raise UsageError(f"{shown(time_zone)!r} is no time zone", remedy=f"Do you mean {near[0]}?" if near else "Write UTC or Europe/Amsterdam, for example.")
    if ask:
        provider = provider or str(typer.prompt("Legal name of the provider"))
        service = service or str(typer.prompt("Name of the service"))
        tier = tier or _asked_tier()
        if open_questions:
            employees, turnover, balance_sheet = _size(tier_called(tier), employees, turnover, balance_sheet)
    return Answers(
        provider=provider.strip(), service=service.strip(), tier=tier_called(tier),
        employees=employees, turnover_million_eur=turnover, balance_sheet_million_eur=balance_sheet,
        time_zone=time_zone, tables=tables,
    )


def _size(
    tier: "Tier", employees: int | None, turnover: float | None, balance_sheet: float | None
) -> tuple[int | None, float | None, float | None]:
    """Employees, turnover and balance sheet total; the last is asked only where it can tip the scale."""
    from dsa_reports.law.exemption import likely_exempt

    if employees is None and (number := _number("Employees, linked enterprises included (empty = unknown)")) is not None:
        employees = int(number)
    if turnover is None:
        turnover = _number("Yearly turnover in million EUR (empty = unknown)")
    open_still = employees is not None and likely_exempt(tier, employees, turnover, balance_sheet) is None
    if balance_sheet is None and open_still:
        balance_sheet = _number("Balance sheet total in million EUR (empty = unknown)")
    return employees, turnover, balance_sheet


def _asked_tier() -> str:
    typer.echo(_TIERS)
    while True:
        name = str(typer.prompt("Tier", default="online_platform"))
        try:
            return tier_called(name).value
        except UserError as error:
            typer.echo(str(error), err=True)


def _number(question: str) -> float | None:
    while True:
        text = str(typer.prompt(question, default="", show_default=False)).strip().replace(",", ".")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if 0 <= number < inf:
            return number
        typer.echo("A number of 0 or more, or nothing.", err=True)
