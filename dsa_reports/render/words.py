"""The words for codes, columns, units and rows in the language of the report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from markupsafe import Markup

from dsa_reports.harmonised.model import Figure, Part, Row
from dsa_reports.law.citations import OTHER_ACTS, Citation, parse_citation
from dsa_reports.law.minor_items import suggested
from dsa_reports.render.catalogue import Catalogue, catalogue
from dsa_reports.render.clean import clean
from dsa_reports.render.format import Formats, formats
from dsa_reports.render.messages import Messages
from dsa_reports.template.codes import categories, member_state_names, official_languages

__all__ = ["Words"]

_HOURS = "median"
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_CELL = re.compile(r"([4-7]):(STATEMENT_CATEGORY_\w+)(?:/(KEYWORD_\w+))?")
_GENERATION = re.compile(r"generation_(\d{1,9})")
_NO_PART = re.compile(r"the report has no part \d+(?: and no part \d+)*")
_OTHER = re.compile(r"(.+): other(?: \((.*)\))?")
_PHRASE = re.compile(r"[a-z]+(?: [a-z]+)*")
_CAMPAIGN = re.compile(r"campaign~([0-9a-f]{8})")
_ORGANISATION = re.compile(r"(trusted_flagger|helpline)~(.+)")


@dataclass(frozen=True)
class Words:
    """Catalogue and formats of one language, and the labels that both together give."""

    language: str

    @cached_property
    def catalogue(self) -> Catalogue:
        """The texts."""
        return catalogue(self.language)

    @cached_property
    def formats(self) -> Formats:
        """Numbers, dates and names."""
        return formats(self.language)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.formats.locale.text_direction)

    def text(self, key: str, count: float | None = None, /, **values: object) -> str:
        """A plain text of the catalogue."""
        return self.catalogue.text(key, count, **values)

    def markup(self, key: str, count: float | None = None, /, **values: object) -> Markup:
        """A text of the catalogue with markup put into its places."""
        return self.catalogue.markup(key, count, **values)

    def category(self, code: str) -> str:
        """Name of a category or sub-category: the law's own words in English, else the catalogue's, else English."""
        return self.catalogue.find(f"categories.{code}", _descriptions().get(code, clean(code)))

    def row_label(self, part: Part, row: Row) -> str:
        """Name of a row of parts 3 to 6; sub-categories "other" bear their description."""
        if row.level == "total":
            return self.text("tables.total")
        if row.level != "subcategory":
            return self.category(row.key)
        keyword = row.key.partition("/")[2] or row.key
        keyword = keyword.partition("~")[0]
        if keyword != "KEYWORD_OTHER":
            return self.category(keyword)
        place = part.columns.index("other_description") if "other_description" in part.columns else None
        description = row.cells[place].text.strip() if place is not None else ""
        return self.text("tables.other", description=description) if description else self.text("tables.other_blank")

    def label(self, text: str) -> str:
        """Label of a row of a chapter: a code or a month in words, any other text as it is."""
        if text.startswith(("STATEMENT_CATEGORY_", "KEYWORD_")):
            return self.category(text.rpartition("/")[2])
        if _MONTH.fullmatch(text):
            return self.formats.month(text)
        if cell := _CELL.fullmatch(text):
            key = "tables.in_part_keyword" if cell[3] else "tables.in_part"
            return self.text(key, part=cell[1], category=self.category(cell[2]), keyword=self.category(cell[3] or ""))
        if generation := _GENERATION.fullmatch(text):
            return self.text("tables.generation", number=generation[1])
        if campaign := _CAMPAIGN.fullmatch(text):
            return self.text("tables.campaign", key=campaign[1])
        if organisation := _ORGANISATION.fullmatch(text):
            name = self.text("tables.not_in_register") if organisation[2] == "not-in-the-register" else clean(organisation[2].replace("-", " ").strip())
            return f"{self.label(organisation[1])}: {name}"
        if text in official_languages():
            return self.formats.language_name(text)
        if _is_member_state(text):
            return self.formats.country(text)
        key, entered, row = text.partition("~")
        row = row.removesuffix("~minors")
        if entered and key in suggested():
            return f"{self.translated(suggested()[key].text)} ({self.translated(suggested()[key].unit)}; {clean(row)})"
        return self.catalogue.find(f"codes.{text}", clean(text))

    def stub(self, labels: Sequence[str]) -> str:
        """Head of the column of these labels: what they are, `Kind` for kinds."""
        first = labels[0] if labels else ""
        if labels and all(label in official_languages() for label in labels):
            return self.text("tables.language")
        if first.startswith("STATEMENT_CATEGORY_"):
            return self.text("tables.category")
        return self.text("tables.member_state" if _is_member_state(first) else "tables.month" if _MONTH.fullmatch(first) else "tables.kind")

    def translated(self, text: str) -> str:
        """A text that the indicators give in English, in this language where the catalogue has it word for word."""
        return self.catalogue.find(f"translations.{text}", clean(text))

    def reason(self, text: str) -> str:
        """Why a check was not run (`Check.not_applicable`). Any parts may be missing: phrases are translated, numbers stay."""
        if _NO_PART.fullmatch(text):
            return _PHRASE.sub(lambda found: self.translated(found[0]), text)
        return self.translated(text)

    @cached_property
    def _messages(self) -> Messages:
        under = self.catalogue.under
        return Messages(under("messages"), under("phrases"), under("translations"), self.formats)

    def message(self, text: str) -> str:
        """A message or a remedy of a finding, in this language where the catalogue has the sentence."""
        own = None if self.language == "en" else self._messages.said(text)
        return clean(text) if own is None else clean(own)

    def phrase(self, text: str) -> str:
        """A part of a sentence, a head or a label of the official template, in this language where the catalogue has it."""
        return clean(text) if self.language == "en" else clean(self._messages.phrase(text))

    def law(self, text: str) -> str:
        """References to the law (`DSA Art. 15(1)(c)`) as lawyers of this language write them; what is none stays as it is."""
        if self.language == "en" or not text:
            return clean(text)
        try:
            citations = parse_citation(text)
        except ValueError:
            return clean(text)
        acts = ("", *(citation.act for citation in citations))
        told = [self._cited(citation, "" if citation.act == before else citation.act) for before, citation in zip(acts, citations, strict=False)]
        return clean("; ".join(told))

    def _cited(self, citation: Citation, act: str) -> str:
        """One reference; `act` is '' where it goes on with the act before it."""
        say = self.text
        start = self.catalogue.find(f"law.acts.{act}", act)
        if not citation.article.startswith("Annex"):
            if citation.act in OTHER_ACTS:
                return str(citation).replace(citation.act, self.catalogue.find(f"law.acts.{citation.act}", citation.act), 1)
            points = (("law.paragraph", "number", citation.paragraph), ("law.point", "letter", citation.point))
            return (start + say("law.article", number=citation.article) + "".join(say(key, **{name: value}) for key, name, value in points if value)).strip()
        section = citation.paragraph
        if section.startswith("part "):
            section = say("law.part", number=section.removeprefix("part "))
        elif section:
            section = say("law.section", number=section)
        name, _, letters = citation.columns.partition(" ")
        columns = say(f"law.{name}", letters=letters) if name else ""
        return (start + say("law.annex", number=citation.article.removeprefix("Annex ")) + section + columns).strip()

    def title(self, figure: Figure) -> str:
        """Name of a figure, piece by piece; of a group of a chapter (`Measures (profile)`) the group in words too."""
        return self.name_of(figure.id, figure.title)

    def name_of(self, figure: str, title: str) -> str:
        """The same of the figure with this id, whose English name is `title`."""
        if figure[:1].isdigit():
            return " · ".join(self.piece(piece) for piece in title.split(" · "))
        label, _, group = title.rpartition(" (")
        if label and group.endswith(")") and f".{group[:-1]}." in figure:
            return f"{self.translated(label)} ({self.label(group[:-1])})"
        return self.translated(title)

    def piece(self, piece: str) -> str:
        """A piece of the name of an official figure (see harmonised.titles): category, Member State, or words of the template."""
        if found := _OTHER.fullmatch(piece):
            return f"{self.piece(found[1])}: {self.translated('other')}" + (f" ({clean(found[2])})" if found[2] else "")
        if piece in _codes():
            return self.category(_codes()[piece])
        return self.formats.country(_states()[piece]) if piece in _states() else self.phrase(piece)

    def column(self, part: int, name: str) -> str:
        """Short head of a column of parts 3 to 6."""
        own = f"columns.{part}.{name}"
        return self.text(own if own in self.catalogue else f"columns.{name}")

    def column_unit(self, part: int, name: str) -> str:
        """Unit under the head, where it is not plain from it."""
        return self.unit("hours") if name.startswith(_HOURS) else ""

    def fraction(self, figure: Figure) -> str:
        """`1 of 2` where the figure says what it is made of, else ''."""
        if figure.numerator is None or figure.denominator is None:
            return ""
        number = self.formats.number
        return self.text("tables.fraction", numerator=number(figure.numerator), denominator=number(figure.denominator))

    def unit(self, unit: str) -> str:
        """Name of a unit."""
        return self.catalogue.find(f"units.{unit}", clean(unit))


@cache
def _descriptions() -> dict[str, str]:
    return {c.code: c.description for c in categories()}


def _is_member_state(text: str) -> bool:
    return text == "GR" or text in member_state_names()


@cache
def _codes() -> dict[str, str]:
    return {c.description: c.code.rpartition("/")[2] for c in categories()}


@cache
def _states() -> dict[str, str]:
    return {name: code for code, name in member_state_names().items()}
