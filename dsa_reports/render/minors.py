"""Coverage of the register on a screen: a table, a bar for each chapter, and on what the shares rest."""

import textwrap

from dsa_reports.minors.coverage import BASIS, Counts, Coverage, Row

__all__ = ["coverage_text"]

_MARKS = {"in_place": "#", "partly": "+", "planned": "o", "not_applicable": "-", "rejected": "x", "missing": "."}
_HEADS = ("items", "in place", "partly", "planned", "n/a", "rejected", "missing")
_KINDS = {"guideline": "Recommended by the guidelines", "law": "Asked by the law (no share: counted apart)", "toolkit": "Additions of this toolkit against sexbots (no share: counted apart)"}
_TITLE, _BAR = 40, 14


def coverage_text(coverage: Coverage, *, width: int) -> str:
    """The whole answer as text; one mark of a bar is one item."""
    lines = [f"Coverage of {coverage.measures:,} measures on {coverage.on.isoformat()}", ""]
    for kind, title in _KINDS.items():
        lines += [title, _head(share=kind == "guideline")]
        lines += [_line(row, share=kind == "guideline") for row in coverage.of_kind(kind)]
        lines.append("")
    total = coverage.confirmed
    lines.append(f"Confirmed items of the guidelines in place: {_share(total) or 'none applies'}; not applicable: {total.not_applicable}")
    lines += ["Bars: " + ", ".join(f"{mark} {state.replace('_', ' ')}" for state, mark in _MARKS.items()), ""]
    return "\n".join([*lines, *textwrap.wrap(BASIS, max(40, min(width, 120)))])


def _head(*, share: bool) -> str:
    return (f"  {'':<{_TITLE}}" + "".join(f"  {head}" for head in _HEADS) + f"  {'':<{_BAR}}" + ("confirmed in place" if share else "")).rstrip()


def _line(row: Row, *, share: bool) -> str:
    title = f"{row.chapter.id} {row.chapter.title}" if row.chapter.kind == "guideline" else row.chapter.title
    name = textwrap.shorten(title, _TITLE, placeholder=" …")
    counts = [row.all.items, *row.all.as_data().values()]
    bar = "".join(mark * row.all.as_data()[state] for state, mark in _MARKS.items())
    return (f"  {name:<{_TITLE}}" + "".join(f"{count:>{len(head) + 2}}" for count, head in zip(counts, _HEADS, strict=True)) + f"  {bar:<{_BAR}}" + (_share(row.confirmed) or "-" if share else "")).rstrip()


def _share(counts: Counts) -> str:
    """`2 of 6 (33.3 %)`; '' over nothing."""
    return f"{counts.in_place} of {counts.applicable} ({100 * counts.in_place / counts.applicable:.1f} %)" if counts.applicable else ""
