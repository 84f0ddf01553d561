"""S-6, S-7, S-9 and S-11: what statements of reasons say together."""

from collections.abc import Iterator

from dsa_reports.contract.conditions import identifier
from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import MOST_EXAMPLES, Hit, Rows, per_file, percent
from dsa_reports.template.codes import code_list

_ENOUGH = 200
_FLAGGER = "SOURCE_TRUSTED_FLAGGER"
_ILLEGAL = "DECISION_GROUND_ILLEGAL_CONTENT"
_UNION_LAW = r"(?i)\b(eu|eea|ec|eec|union|regulation|directive|verordening|richtlijn|verordnung|richtlinie|règlement|gdpr|avg|dsgvo|rgpd|dsa|20[0-9]{2}/[0-9]{1,4})\b"
"""What names law of the Union, which holds in all its Member States."""


@survey(
    "S-6", tables=("moderation_actions", "notices"), severity=Severity.ERROR, citation="check S-6; DSA Art. 22",
    remedy="Take the source of a decision from the notice that it follows: SOURCE_TRUSTED_FLAGGER if and only if a trusted flagger sent it.",
    columns=("source_type", "notice_id", "source_identity", "id", "reporter_kind"), example="notice n-12 came from a trusted flagger, its decision says SOURCE_ARTICLE_16",
)
def trusted_flaggers(rows: Rows) -> Iterator[Hit]:
    """A decision that names a notice says SOURCE_TRUSTED_FLAGGER if and only if the notice is a trusted flagger's.

    Where a decision says so without any notice, it names the flagger (else a warning).
    """
    if rows.table.name == "notices":
        return  # asked once, of the decisions
    notices = rows.tables.get("notices")
    if notices is not None and notices.status == "loaded":
        joined = f"{rows.relation} AS a JOIN (SELECT id, reporter_kind FROM {rows.relation_of('notices')}) AS n ON n.id = a.notice_id"
        for condition, said in (
            (f"n.reporter_kind = 'trusted_flagger' AND a.source_type <> '{_FLAGGER}'", "decisions follow a trusted flagger's notice, but their source_type is another"),
            (f"n.reporter_kind <> 'trusted_flagger' AND a.source_type = '{_FLAGGER}'", "decisions say SOURCE_TRUSTED_FLAGGER, but the notice came from somebody else"),
        ):
            found = rows.ask(f"SELECT a._file, count(*), min(a._record, {MOST_EXAMPLES}) FROM {joined} WHERE {condition} GROUP BY 1 ORDER BY 1")
            yield from per_file(rows, found, lambda n, said=said: f"{n:,} {said}", column="source_type")  # type: ignore[misc]
    found = rows.ask(f"""
        SELECT _file, count(*), min(_record, {MOST_EXAMPLES}) FROM {rows.relation}
        WHERE source_type = '{_FLAGGER}' AND notice_id IS NULL AND source_identity IS NULL GROUP BY 1 ORDER BY 1""")
    yield from per_file(rows, found, lambda n: f"{n:,} decisions say SOURCE_TRUSTED_FLAGGER, but name neither a notice nor the flagger", column="source_identity", severity=Severity.WARNING)


@survey(
    "S-7", tables=("moderation_actions",), severity=Severity.WARNING, citation="check S-7; DSA Art. 17(3)(d), (e)",
    remedy="Export the provision of the law, or the clause of the terms, on which each decision rests.",
    columns=("decision_ground", "incompatible_content_ground", "illegal_content_legal_ground"),
    example="incompatible_content_ground is 'Community guidelines' on all 800,000 rows",
)
def grounds(rows: Rows) -> Iterator[Hit]:
    """The clause of the terms is not the same on more than 95 % of the decisions that name one; and decisions on illegality name a legal ground.

    The first from 200 decisions on.
    """
    filled, top = rows.ask(f"SELECT coalesce(sum(n), 0)::BIGINT, coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM {rows.relation} WHERE incompatible_content_ground IS NOT NULL GROUP BY incompatible_content_ground)")[0]
    if filled >= _ENOUGH and top * 100 > filled * 95:
        most = f"(SELECT incompatible_content_ground FROM {rows.relation} WHERE incompatible_content_ground IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)"
        file, record = rows.ask(f"SELECT _file, _record FROM {rows.relation} WHERE incompatible_content_ground = {most} ORDER BY 1, 2 LIMIT 1")[0]
        # The text itself may hold anything; it is found at the place named.
        yield Hit(f"the same text on {percent(top, filled)} of the {filled:,} decisions that name a clause of the terms", file, record, "incompatible_content_ground", count=top)
    found = rows.ask(f"""
        SELECT _file, count(*), min(_record, {MOST_EXAMPLES}) FROM {rows.relation}
        WHERE decision_ground = '{_ILLEGAL}' AND illegal_content_legal_ground IS NULL GROUP BY 1 ORDER BY 1""")
    yield from per_file(rows, found, lambda n: f"{n:,} decisions rest on illegality without naming a legal ground", column="illegal_content_legal_ground")


@survey(
    "S-9", tables=("moderation_actions",), severity=Severity.WARNING, citation="check S-9; DSA Art. 17(3)(a)",
    remedy="Export the territory in which each restriction applies. If national law is really applied in the whole Union, say why in the context column.",
    columns=("territorial_scope", "decision_ground", "illegal_content_legal_ground"),
    example="all 12,000 decisions on the Dutch criminal code apply in 30 countries",
)
def territory(rows: Rows) -> Iterator[Hit]:
    """Decisions say where they apply; and those on national law do not nearly all (95 %, from 200 on) apply in the whole Union.

    A legal ground that names the Union, a regulation or a directive is no national law; the whole Union is all of its
    Member States. Is the scope empty on all rows, the column is not exported: an information.
    """
    total, empty = rows.ask(f"SELECT count(*), count(*) FILTER (territorial_scope IS NULL) FROM {rows.relation}")[0]
    if empty and empty == total:
        yield Hit(f"territorial_scope is empty on all {total:,} rows", column="territorial_scope", count=empty, severity=Severity.INFO)
    elif empty:
        found = rows.ask(f"SELECT _file, count(*), min(_record, {MOST_EXAMPLES}) FROM {rows.relation} WHERE territorial_scope IS NULL GROUP BY 1 ORDER BY 1")
        yield from per_file(rows, found, lambda n: f"territorial_scope is empty on {n:,} rows, while others fill it", column="territorial_scope")
    states = sorted(set(code_list("countries")) - {"IS", "LI", "NO"})
    national = f"decision_ground = '{_ILLEGAL}' AND illegal_content_legal_ground IS NOT NULL AND territorial_scope IS NOT NULL AND NOT regexp_matches(illegal_content_legal_ground, '{_UNION_LAW}')"
    scoped, wide, record = rows.ask(f"""
        SELECT count(*), count(*) FILTER (wide), min(place) FILTER (wide)
        FROM (SELECT len(territorial_scope) >= {len(states)} AND list_has_all(territorial_scope, $states) AS wide, _record AS place FROM {rows.relation} WHERE {national})""", {"states": states})[0]
    if scoped >= _ENOUGH and wide * 100 > scoped * 95:
        yield Hit(f"{percent(wide, scoped)} of {scoped:,} decisions on national law apply in the whole Union", None, record, "territorial_scope", count=wide)


@survey(
    "S-11", tables=("moderation_actions",), severity=Severity.INFO, citation="check S-11; IR 2024/2835 Annex II, I.7",
    remedy="Map the platform's labels to keywords in a value map: without them the report says 'sub-category not recorded'.",
    columns=("category_specification", "report_keyword"), example="category_specification is empty on 98.2 % of 27,000,000 rows",
)
def keywords(rows: Rows) -> Iterator[Hit]:
    """It is said where more than half of the decisions have no keyword, and how many."""
    keyword, report = identifier("category_specification"), identifier("report_keyword")
    total, empty = rows.ask(f"SELECT count(*), count(*) FILTER ({keyword} IS NULL AND {report} IS NULL) FROM {rows.relation}")[0]
    if empty * 2 > total:
        yield Hit(f"{shown('category_specification')} is empty on {percent(empty, total)} of {total:,} rows", column="category_specification", count=empty)
