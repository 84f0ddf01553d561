"""The draft of a register as TOML, CSV or XLSX: the three forms that people write by hand.

In TOML what is still to be decided stands as a comment, so that the file is sound from the first day; in CSV and XLSX it
is a row without a status, which the checks name until it is filled or deleted.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

from dsa_reports.contract import tables
from dsa_reports.law.minor_items import guidelines, item_chapters
from dsa_reports.minors.questionnaire import Proposal
from dsa_reports.minors.registry import TABLE

__all__ = ["FORMS", "LIST_SEPARATOR", "written"]

LIST_SEPARATOR = ";"
"""Between the values of one cell of a CSV or XLSX register."""
_HEAD = """# Measures for the protection of minors (Art. 28 DSA): the register of the service.
#
# status      planned, in_place, partly, not_applicable or rejected; the last two with a reason
# items       what the measure answers: `dsa-reports minors items` lists them
# surfaces    {surfaces}
# age_groups  {age_groups}
# owner       the function that answers for it, not a person
# evidence    a file with its hash (`evidence/default.pdf sha256=…`), a link, or the number of a document; several with ;
# indicators  by which it is measured
#
# Items without a measure stand below as comments, with what they ask. Take the # away, fill in, or delete.
# Confidence: how sure the wording is. {guidelines}; its full text was not read.
# Check: dsa-reports minors check {name} · Coverage: dsa-reports minors coverage {name}
"""


def written(proposals: Sequence[Proposal], *, owner: str, form: str, name: str) -> bytes:
    """The draft in `form` (a key of FORMS) for a file called `name`."""
    return FORMS[form](proposals, owner, name)


def _toml(proposals: Sequence[Proposal], owner: str, name: str) -> bytes:
    table = tables()[TABLE]
    lines = [
        _HEAD.format(
            surfaces=", ".join(_codes("surfaces")), age_groups=", ".join(_codes("age_groups")), guidelines=guidelines(), name=name,
        ),
        f"columns = [{', '.join(json.dumps(column) for column in table.names)}]", "",
    ]
    for chapter in item_chapters():
        lines += [f"# ---- {chapter.id}  {chapter.title}", ""]
        for proposal in proposals:
            if proposal.item.chapter == chapter.id:
                lines += _entry(proposal, owner)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _entry(proposal: Proposal, owner: str) -> list[str]:
    item = proposal.item
    facts = f"# {item.id}: {item.kind}, {item.confidence}, against sexbots: {item.against_sexbots}"
    keys = ", ".join(indicator.key for indicator in item.indicators)
    if proposal.reason:
        body = [
            "[[measure]]", f"id = {_quoted(proposal.id)}", f"title = {_quoted(item.statement)}", f"items = [{_quoted(item.id)}]",
            'status = "not_applicable"', f"reason = {_quoted(proposal.reason)}",
        ]
        return [facts, *body, ""]
    body = [
        "[[measure]]", f"id = {_quoted(proposal.id)}", f"title = {_quoted(item.statement)}", f"items = [{_quoted(item.id)}]", 'status = ""',
        'reason = ""', "surfaces = []", "age_groups = []", "# from_date = 2026-01-31", "# review_date = 2027-01-31", f"owner = {_quoted(owner)}",
        'evidence = ""', 'expected_effect = ""', f"indicators = []  # suggested: {keys}",
    ]
    return [facts, *(f"#{line}" for line in body), ""]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _rows(proposals: Sequence[Proposal], owner: str) -> list[list[str]]:
    """Header and rows of the table, lists joined."""
    names = tables()[TABLE].names
    found = []
    for proposal in proposals:
        item = proposal.item
        row = {
            "id": proposal.id, "title": item.statement, "items": item.id, "status": "not_applicable" if proposal.reason else "",
            "reason": proposal.reason, "owner": "" if proposal.reason else owner,
            "indicators": LIST_SEPARATOR.join(indicator.key for indicator in item.indicators) if not proposal.reason else "",
        }
        found.append([row.get(name, "") for name in names])
    return [list(names), *found]


def _csv(proposals: Sequence[Proposal], owner: str, name: str) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(_rows(proposals, owner))
    return stream.getvalue().encode()


def _xlsx(proposals: Sequence[Proposal], owner: str, name: str) -> bytes:
    """A workbook of texts, no formulas; status and the like are chosen from lists."""
    from datetime import datetime

    import xlsxwriter

    rows = _rows(proposals, owner)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "Measures for the protection of minors", "created": datetime(2000, 1, 1)})  # no clock: equal drafts, equal bytes
    wrap, strong = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    sheet = book.add_worksheet("minor_measures")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell, strong if number == 0 else wrap)
    place = rows[0].index("status")
    sheet.data_validation(1, place, len(rows) + 200, place, {"validate": "list", "source": list(_codes("status"))})
    sheet.freeze_panes(1, 2)
    sheet.set_column(1, 1, 60)
    book.close()
    return stream.getvalue()


def _codes(column: str) -> tuple[str, ...]:
    codes = tables()[TABLE].column(column).codes
    return codes if isinstance(codes, tuple) else ()


FORMS: Mapping[str, Callable[[Sequence[Proposal], str, str], bytes]] = {"toml": _toml, "csv": _csv, "xlsx": _xlsx}
"""Form (a file's ending) → how it is written."""
