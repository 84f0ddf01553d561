"""Worked examples: small tables in, the expected answer spelled as a sum. They are the specification.

`<indicator>.examples.toml` lies beside the indicator's `.sql` file. The same examples run on
the engine in the tests and are printed in the catalogue that lawyers read.
"""

import ast
import operator
import tomllib
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from dsa_reports.indicators.loader import Indicator

__all__ = ["AsciiTable", "Described", "Example", "calculated", "examples_of", "read_table"]

AsciiTable = list[dict[str, str]]


class Example(BaseModel):
    """One worked example: fact tables as text, the expected answer as text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    given: dict[str, str]
    expect: str


class Described(NamedTuple):
    """An indicator as the catalogue prints it."""

    indicator: Indicator
    examples: tuple[Example, ...]
    conversions: Mapping[str, str]
    """Figure → in words, how the query's number becomes the printed one."""
    facts: tuple[str, ...]
    """The facts that it counts and those that they rest on."""


@cache
def examples_of(indicator: str) -> tuple[Example, ...]:
    """The worked examples of the indicator `folder/name`; empty if it has none."""
    folder, name = indicator.split("/")
    file = files(__package__).joinpath(folder).joinpath(f"{name}.examples.toml")
    if not file.is_file():
        return ()
    return tuple(Example.model_validate(entry) for entry in tomllib.loads(file.read_text("utf-8"))["example"])


def read_table(text: str) -> AsciiTable:
    """A table of `| a | b |` lines, the first with the names; '' = no value."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    header, *rows = cells
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise ValueError(f"line {number} has {len(row)} cells, the header has {len(header)}")
    return [dict(zip(header, row, strict=True)) for row in rows]


_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}


def calculated(text: str) -> Fraction | None:
    """The value of a sum such as `(3600 + 7200) / 2`; None for ''."""
    return _value(ast.parse(text, mode="eval").body) if text else None


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return Fraction(node.value)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError("an expectation is a sum of whole numbers")
