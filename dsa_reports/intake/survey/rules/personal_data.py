"""S-8: personal data in texts that people wrote."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dsa_reports.contract import Table
from dsa_reports.contract import tables as contract_tables
from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.display import plural
from dsa_reports.findings import Place, Severity
from dsa_reports.intake.columns import LISTS
from dsa_reports.intake.survey.personal import CANDIDATE, KINDS, personal_data
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import MOST_EXAMPLES, MOST_FILES, Hit, Rows

_NO_TEXT = frozenset({"landing_domain", "text_signature", "reach_by_member_state", "evidence", "items", "indicators"})
"""Domains, signatures and references, which are no prose."""
_PUBLISHED = frozenset({
    "decision_visibility_other", "decision_monetary_other", "decision_ground_reference_url", "illegal_content_legal_ground",
    "illegal_content_explanation", "incompatible_content_ground", "incompatible_content_explanation", "category_specification_other",
    "content_type_other", "decision_facts", "report_other_description", "other_description", "method", "system",
})
"""Texts that leave the house with a statement of reasons or in the report."""
_ROWS = 2_000
"""Candidates that are looked at together."""


def _texts(table: Table) -> tuple[str, ...]:
    """The columns of `table` in which people write."""
    return tuple(
        c.name for c in table.columns
        if c.kind in ("text", "texts") and not c.personal and c.pattern is None and c.name != table.key and c.name not in table.references
        and c.name not in _NO_TEXT and c.name != "id" and not c.name.endswith("_id")
    )


_TABLES = tuple(name for name, table in contract_tables().items() if _texts(table))


@dataclass
class _Found:
    """Rows of one file and column that hold one kind: how many surely, how many perhaps, the first of them."""

    sure: int = 0
    perhaps: int = 0
    places: list[int] = field(default_factory=list)


@survey(
    "S-8", tables=_TABLES, severity=Severity.BLOCKS, citation="check S-8; DSA Art. 24(5)",
    remedy="Take the personal data out in the source system or at export; a statement of reasons and a report hold none. The values are shown nowhere: look them up by record number.",
    columns=tuple(dict.fromkeys(column for name in _TABLES for column in _texts(contract_tables()[name]))),
    example="decision_facts says: the account ‹e-mail› wrote from ‹IP address›",
)
def personal_in_texts(rows: Rows) -> Iterator[Hit]:
    """No free text holds an e-mail address, a telephone number, an IP address, a handle, a bank account, card or national number, or an address that leads to a user.

    Numbers are told by their checksums; what might also be a case number, a clause or a date counts as *perhaps* unless
    a word beside it names it. Mailboxes of offices (support@, legal@) and addresses of private networks are none. Sure
    in a text that leaves the house it blocks; sure elsewhere, or perhaps there, it is a warning; perhaps elsewhere an
    information. Counted are rows per kind. Columns that the contract itself calls personal are not searched.
    """
    found: dict[tuple[int, str, str], _Found] = {}
    for name in _texts(rows.table):
        _search(rows, name, found)
    hits = [_hit(key, one) for key, one in sorted(found.items())]
    yield from hits[: MOST_FILES * 4]
    if rest := hits[MOST_FILES * 4 :]:
        yield Hit(f"personal data in {sum(hit.count for hit in rest):,} further {plural(sum(hit.count for hit in rest), 'place')} of {len({hit.file for hit in rest})} {plural(len({hit.file for hit in rest}), 'file')}", count=sum(hit.count for hit in rest))


def _search(rows: Rows, name: str, found: dict[tuple[int, str, str], _Found]) -> None:
    """Look at the candidates of one column. The engine tells each different text once per file, with its rows."""
    column = identifier(name)
    text = f"array_to_string({column}, ' | ')" if rows.table.column(name).kind in LISTS else column
    cursor = rows.con.execute(f"""
        SELECT _file, {text}, count(*), min(_record, {MOST_EXAMPLES}) FROM {rows.relation}
        WHERE {column} IS NOT NULL AND regexp_matches({text}, {literal(CANDIDATE)}) GROUP BY 1, 2""")
    while some := cursor.fetchmany(_ROWS):
        for file, value, count, records in some:
            for kind, sure in personal_data(value):
                one = found.setdefault((file, name, kind), _Found())
                one.sure += count if sure else 0
                one.perhaps += 0 if sure else count
                one.places = sorted({*one.places, *records})[:MOST_EXAMPLES]


def _hit(key: tuple[int, str, str], one: _Found) -> Hit:
    file, name, kind = key
    count = one.sure + one.perhaps
    certain = f"{count:,} {plural(count, 'text holds', 'texts hold')} {KINDS[kind]}"
    if not one.sure:
        certain = f"{count:,} {plural(count, 'text holds', 'texts hold')} what may be {KINDS[kind]}"
    elif one.perhaps:
        certain += f", {one.perhaps:,} of them perhaps"
    published = name in _PUBLISHED
    severity = Severity.BLOCKS if one.sure and published else Severity.WARNING if one.sure or published else Severity.INFO
    mask = f"‹{kind}›"
    return Hit(certain, file, min(one.places), name, mask, count, tuple(Place(line=record, value=mask) for record in one.places), severity)
