"""Check SB-6 reads the texts: days that stand out are asked about only until a text names them.

Whether what a text says of a day explains it nobody can tell but a reader; that the day is named at all can be told.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from dsa_reports.findings import Finding
from dsa_reports.narrative.numbers import locale_of

__all__ = ["still_open", "unnamed"]

_ORDINAL = r"(?:st|nd|rd|th|e|er|\.|º)?"
_UNTIL = r"\s*(?:–|-|to|until|and|tot en met|tot|t/m|en|bis|und|au|et|al|y|e)\s*"


def still_open(findings: Iterable[Finding], check: str, days: Sequence[date], texts: Collection[str], language: str) -> list[Finding]:
    """`findings`, where the one of `check` about `days` names only those that no text names, and is gone if there are none."""
    left = unnamed(days, texts, language)
    told = []
    for finding in findings:
        if finding.id != check or len(left) == len(days):
            told.append(finding)
        elif left:
            message = f"{finding.message}; of these {len(days):,} days the texts name {len(days) - len(left):,}, and not {left[0].isoformat()}, for one"
            told.append(finding.model_copy(update={"count": len(left), "message": message}))
    return told


def unnamed(days: Sequence[date], texts: Collection[str], language: str) -> list[date]:
    """Those of `days` that none of `texts` names: as 2026-03-14, 14-03-2026, 14 March (2026), March 14, or within 12 to 16 March.

    Months in English and in `language`.
    """
    whole = "\n".join(texts).casefold()
    return [day for day in days if not _named(day, whole, language)]


def _named(day: date, text: str, language: str) -> bool:
    names = "|".join(sorted({
        re.escape(str(locale_of(code).months["format"][width][day.month]).casefold().rstrip(".")) for code in ("en", language) for width in ("wide", "abbreviated")
    }, key=lambda name: (-len(name), name)))
    number = rf"0?{day.day}"
    forms = (
        rf"{day.isoformat()}(?!\d)", rf"(?<!\d){number}[-/.]0?{day.month}[-/.]{day.year}(?!\d)",
        rf"(?<!\d){number}{_ORDINAL}\s+(?:of\s+|de\s+)?(?:{names})\b", rf"\b(?:{names})\.?\s+{number}(?:st|nd|rd|th)?(?!\d)",
    )
    if any(re.search(form, text) for form in forms):
        return True
    ranges = re.findall(rf"(?<!\d)(\d{{1,2}}){_ORDINAL}{_UNTIL}(\d{{1,2}}){_ORDINAL}\s+(?:{names})\b", text)
    return any(int(first) <= day.day <= int(last) for first, last in ranges)
