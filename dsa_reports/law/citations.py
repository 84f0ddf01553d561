"""Citations as data: act, article, paragraph, point. No figure without its article, and no article that does not exist.

Forms that are understood (the data of what exists is articles.toml):

    DSA Art. 15(1)(b), 16                      two articles
    DSA Art. 42(2)(a), (b)                     two points of one paragraph
    IR 2024/2835 Art. 2(3)
    IR 2024/2835 Annex II, II.1.3 columns L-O
    IR 2024/2835 Annex I, part 8
    Directive 2002/58/EC Art. 5
    check T-8                                  a check of this project
    CWE-1236                                   a kind of weakness of software
    Transparency Database, statement of reasons

Several of them are joined by `;`.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["OTHER_ACTS", "Citation", "parse_citation", "problems"]


@dataclass(frozen=True)
class Citation:
    """One place in one act. For annexes `article` is `Annex II` and `paragraph` its section.

    `act` is `DSA`, `IR 2024/2835`, `Directive 2002/58/EC`, `check` or `CWE` (then `article` is the id) or `Transparency Database`.
    """

    act: str
    article: str
    paragraph: str = ""
    point: str = ""
    columns: str = ""

    def __str__(self) -> str:
        if self.act == "CWE":
            return f"CWE-{self.article}"
        if self.act in OTHER_ACTS:
            return f"{self.act} {self.article}".strip()
        if self.article.startswith("Annex"):
            columns = f" {self.columns}" if self.columns else ""
            section = f", {self.paragraph}" if self.paragraph else ""
            return f"{self.act} {self.article}{section}{columns}"
        paragraph = f"({self.paragraph})" if self.paragraph else ""
        point = f"({self.point})" if self.point else ""
        return f"{self.act} Art. {self.article}{paragraph}{point}"


_ARTICLES = re.compile(r"(DSA|IR 2024/2835|Directive 2002/58/EC|Regulation \(EU\) 2016/679) Art\. (.+)")
_ANNEX = re.compile(r"IR 2024/2835 (Annex I{1,2})(?:, ((?:part )?[IV\d.]+))?(?: (columns? [A-Z, -]+))?")
_WEAKNESS = re.compile(r"CWE-(\d+)")
OTHER_ACTS = frozenset({"check", "CWE", "Transparency Database"})
"""What is cited and is no law: their `article` is an id, or nothing."""
_CHECK = re.compile(r"check ([A-Z]{1,2}-\d+)")
_DATABASE = re.compile(r"Transparency Database(?:, [a-z ]+)?")
_ARTICLE = re.compile(r"(\d+)?((?:\([0-9a-z]+\))*)")


def parse_citation(text: str) -> tuple[Citation, ...]:
    """Everything that `text` cites, in order; ValueError where it is not understood."""
    return tuple(citation for piece in text.split(";") for citation in _one(piece.strip()))


def _one(text: str) -> list[Citation]:
    if match := _ARTICLES.fullmatch(text):
        return _articles(match[1], match[2])
    if match := _ANNEX.fullmatch(text):
        return [Citation("IR 2024/2835", match[1], match[2] or "", "", match[3] or "")]
    if match := _CHECK.fullmatch(text):
        return [Citation("check", match[1])]
    if match := _WEAKNESS.fullmatch(text):
        return [Citation("CWE", match[1])]
    if _DATABASE.fullmatch(text):
        return [Citation("Transparency Database", text.removeprefix("Transparency Database").strip(", "))]
    raise ValueError(f"not understood as a citation: {text!r}")


def _articles(act: str, text: str) -> list[Citation]:
    found: list[Citation] = []
    for piece in re.split(r", | and ", text):
        match = _ARTICLE.fullmatch(piece)
        if match is None or not piece or (match[1] is None and not found):
            raise ValueError(f"not understood as an article: {piece!r} in {text!r}")
        numbers = re.findall(r"\(([0-9a-z]+)\)", match[2])
        # `(b)` alone goes on with the article before it: its paragraph, another point.
        start = Citation(act, match[1]) if match[1] else found[-1]
        found.append(_narrowed(start, numbers, text))
    return found


def _narrowed(start: Citation, numbers: list[str], text: str) -> Citation:
    citation = start
    for number in numbers:
        if number.isdigit():
            citation = replace(citation, paragraph=number, point="")
        elif number.isalpha():
            citation = replace(citation, point=number)
        else:
            raise ValueError(f"neither a paragraph nor a point: {number!r} in {text!r}")
    return citation


@cache
def _acts() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("articles.toml").read_text("utf-8"))


def problems(text: str) -> list[str]:
    """What is wrong with the citations in `text`; empty where each names something listed in articles.toml."""
    try:
        citations = parse_citation(text)
    except ValueError as error:
        return [str(error)]
    return [f"{citation}: not listed in law/articles.toml" for citation in citations if not _listed(citation)]


def _listed(citation: Citation) -> bool:
    if citation.act in OTHER_ACTS:
        return True
    act = _acts()[citation.act]
    if citation.article.startswith("Annex"):
        return not citation.paragraph or citation.paragraph in act["annexes"][citation.article]["sections"]
    entry = act["articles"].get(citation.article)
    if entry is None:
        return False
    paragraphs: dict[str, list[str]] = entry.get("paragraphs", {})
    if not citation.paragraph:
        return not citation.point or citation.point in entry.get("points", [])
    if citation.paragraph not in paragraphs:
        return False
    return not citation.point or citation.point in paragraphs[citation.paragraph]
