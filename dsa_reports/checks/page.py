"""The checks for people: as text for the screen, and as docs/checks.md: python -m dsa_reports.checks.page > docs/checks.md."""

from collections.abc import Iterator
from textwrap import fill

from dsa_reports.checks.examples import Edition, Example, examples_of
from dsa_reports.checks.registry import GROUPS, Check, all_checks, anchor
from dsa_reports.harmonised.reading.rules import RULES, ReadingRule
from dsa_reports.template.layout import layout

__all__ = ["described", "listed", "page"]

_HEAD = """# Checks of a harmonised report

<!-- Made by `python -m dsa_reports.checks.page > docs/checks.md`; a test fails where it differs from the program. -->

`dsa-reports check` and `dsa-reports build` try every rule on this page; `dsa-reports checks C-7` prints one of them.
Ids are those of one catalogue; rules that need log rows or statements of reasons stand elsewhere, so numbers are missing.

| severity | meaning |
|---|---|
| blocks | contradicts an explicit rule or cannot be: stops the final edition unless it is waived |
| error | needs to be put right, or a waiver with a reason |
| warning | plausible but unusual, or not forced by the text: explain it |
| info | good to know |

What the text of the law leaves open is a warning, unless the report declares the reading (in `service.toml`, or with
`--reading`) that makes the rule binding. Every example is a change to a report in which nothing happened: all figures
that concern the service are 0, and it is complete. *Breaks* shows the words of the finding, *quiet* why there is none.
"""
_CUT = 60


def listed() -> str:
    """All rules, one line each, by group; those that only the reader of files applies are marked."""
    lines: list[str] = []
    for group, title in _groups().items():
        lines += ["", f"{group}  {title}"] if lines else [f"{group}  {title}"]
        lines += [f"  {name:<8}{severity:<9}{sentence}" for name, severity, sentence in _lines(group)]
    return "\n".join(lines) + "\n"


def described(name: str) -> str:
    """One rule with its law, remedy and examples, as text."""
    lines = [f"{name}  {_title(name)}", ""]
    if one := all_checks().get(name):
        lines += [*_wrapped(one.rule), "", f"severity  {one.severity.value}", f"law       {one.citation}", *_wrapped(one.remedy, "do        ")]
        lines += [f"needs     {need}" for need in _needs(one)]
        for example in examples_of(name):
            lines += ["", *(line.replace("`", "").replace("**", "") for line in _example(example))]
    if reading := RULES.get(name):
        lines += ["", "When files are read:"] if one else []
        lines += [*_wrapped(reading.rule), "", f"severity  {reading.severity.value}", f"law       {reading.citation or 'none'}", *_wrapped(reading.remedy, "do        ")]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The whole of docs/checks.md."""
    pieces = [_HEAD]
    for group, title in _groups().items():
        pieces.append(f"## {group}: {title}\n")
        pieces += [_section(name) for name, _, _ in _lines(group)]
    return "\n".join(pieces).rstrip("\n") + "\n"


def _groups() -> dict[str, str]:
    return GROUPS | {"READ": "What the reader of files notices"}


def _lines(group: str) -> Iterator[tuple[str, str, str]]:
    """Id, severity and first sentence of every rule of `group`, in order; checks go before the reader's rules."""
    checks = {name: (one.severity.value, one.sentence) for name, one in all_checks().items() if one.group == group}
    reading = {name: (rule.severity.value, rule.rule) for name, rule in RULES.items() if name.rpartition("-")[0] == group}
    for name in sorted(reading | checks, key=lambda name: int(name.rpartition("-")[2])):
        yield (name, *(checks.get(name) or reading[name]))


def _title(name: str) -> str:
    return next(title for group, title in _groups().items() if name.rpartition("-")[0] == group)


def _section(name: str) -> str:
    one, reading = all_checks().get(name), RULES.get(name)
    lines = [f'<a id="{anchor(name)}"></a>', "", f"### {name}", ""]
    if one:
        lines += [one.rule, "", *_facts(one.severity.value, one.citation, one.remedy, _needs(one))]
        for example in examples_of(name):
            lines += ["", *_example(example)]
        lines.append("")
    if reading:
        lines += _of_reader(reading, also=one is not None)
    return "\n".join(lines)


def _of_reader(rule: ReadingRule, *, also: bool) -> list[str]:
    said = f"When files are read: {rule.rule}" if also else rule.rule
    return [said, "", *_facts(rule.severity.value, rule.citation, rule.remedy, []), ""]


def _facts(severity: str, citation: str, remedy: str, needs: list[str]) -> list[str]:
    facts = [f"- **Severity**: {severity}", f"- **Law**: {citation or 'none'}", f"- **What to do**: {remedy}"]
    return facts + [f"- **Needs**: {need}" for need in needs]


def _needs(one: Check) -> list[str]:
    needs = []
    if one.parts and len(one.parts) < 8:
        joined = " and " if one.together else " or "
        needs.append(f"part {joined.join(map(str, one.parts))}" if len(one.parts) <= 4 else f"one of the parts {', '.join(map(str, one.parts))}")
    if one.tiers:
        needs.append(f"a service of the tier {' or '.join(one.tiers)}")
    if one.needs == "previous":
        needs.append("another report to compare with (`--previous`)")
    if one.needs == "recount":
        needs.append("the rows, to count again")
    return needs


def _example(example: Example) -> list[str]:
    if example.quiet is None:
        severity = example.severity.value if example.severity else ""
        first = f"Breaks ({severity}): **{example.breaks}**"
    else:
        first = f"Quiet: {example.quiet}" if example.quiet else "Quiet where"
    told = [f"tier {example.tier}"] if example.tier != "vlop" else []
    told += ["marked as an internal report"] if example.internal else []
    if example.readings is not None:
        told.append("declares " + (", ".join(f"`{k} = {v}`" for k, v in example.readings.items()) or "the usual readings"))
    lines = [first, "", *(f"- {item}" for item in told), *(f"- {line}" for line in _changes(example))]
    for other in example.previous:
        same = "" if other.period else " of the same period"
        lines += [f"- another report{same} in which {line}" for line in _changes(other) or ["nothing happened"]]
    if example.recounted is not None:
        lines += [f"- counted again from the rows: {line}" for line in _changes(example.recounted) or ["nothing happened"]]
    return lines if len(lines) > 2 else lines[:1]


def _changes(edition: Edition) -> list[str]:
    lines = [f"the period is {edition.period}"] if edition.period else []
    lines += [f"the service is {edition.service}"] if edition.service else []
    lines += [f"{_cell(name)} is {_quoted(text)}" for name, text in edition.cells.items()]
    lines += [f"{_cell(name)} is a text of {length} characters" for name, length in edition.long.items()]
    lines += [f"instead of the row {_row(name)} stands `{code}`" for name, code in edition.rows.items()]
    lines += [f"the scope of the row {_row(name)} is `{scope}`" for name, scope in edition.scopes.items()]
    lines += [f"the row {_row(name)} stands twice" for name in edition.twice]
    if edition.drop:
        more = f" and {len(edition.drop) - 3} more are" if len(edition.drop) > 3 else " are" if len(edition.drop) > 1 else " is"
        lines.append(f"the row{'s' if len(edition.drop) > 1 else ''} {', '.join(map(_row, edition.drop[:3]))}{more} missing")
    lines += [f"there is no part {' and no part '.join(map(str, edition.drop_parts))}"] if edition.drop_parts else []
    return lines


def _cell(name: str) -> str:
    """`4.TOTAL.items` as `part 4, TOTAL, column H`."""
    named, _, scope = name.partition("@")
    part, _, rest = named.partition(".")
    row, _, column = rest.rpartition(".")
    letter = next((c.letter for c in layout().part(int(part)).columns if c.name == column), column)
    return f"part {part}, `{row}`{f' ({scope})' if scope else ''}, column {letter}"


def _row(name: str) -> str:
    named, _, scope = name.partition("@")
    part, _, row = named.partition(".")
    return f"`{row}`{f' ({scope})' if scope else ''} of part {part}"


def _quoted(text: str) -> str:
    if not text:
        return "blank"
    return f"`{text}`" if len(text) <= _CUT else f"“{text}”"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return fill(text, 100, initial_indent=indent, subsequent_indent=" " * len(indent)).split("\n")


if __name__ == "__main__":
    print(page(), end="")
