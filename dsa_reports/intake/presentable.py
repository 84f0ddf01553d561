"""Which values a finding may show although they come from a log: those that look like what their column should hold.

Columns slip, and then an e-mail address stands where a date should be. So a value is shown only if it has the form of a
code, a label, an identifier, a number or a date; everything else is masked, unless the person asks for values.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from dsa_reports.display import shown
from dsa_reports.intake.model import MASKED
from dsa_reports.intake.survey.personal import personal_data

__all__ = ["presentable"]

_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*")
_IDENTIFIER = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")
_LABEL = re.compile(r"[^\W\d][\w .,'()/&+-]{0,79}")
_MOMENT = re.compile(
    r"(?:[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}|(?:19|20)[0-9]{6})(?P<time>[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?: ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_OF_OUR_DAYS = re.compile(r"20[2-9][0-9]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,7}(?:[.,][0-9]{0,6})?|[0-9]{1,3}(?:[., ][0-9]{3}){1,2}|[0-9](?:[.,][0-9]{1,6})?[eE][+-]?[0-9]{1,2})(?: ?%)?")
_LONG_NUMBER = re.compile(r"[0-9]{5}")
_PHONE = re.compile(r"(?:\+|0)[0-9]{8,14}")
_WORDS = frozenset({"n/a", "na", "none", "null", "nil", "nan", "unknown", "maybe", "yes", "no", "ja", "nee", "nein", "oui", "non", "true", "false", "on", "off", "x", "-", "?"})
_OFTEN = 3
"""A text that stands on so many rows is a label, not what somebody wrote."""
_LIKE = 0.75


def presentable(text: str | None, kind: str, *, masks: bool, count: int = 1, label: bool = False, codes: Sequence[str] = ()) -> str:
    """`text` as a finding may show it. `kind`: that of its column; `label`: a label of the platform's own; `count`: on so many rows.

    `codes`: what was allowed. A text that is nearly one of them is a slip of the pen.
    """
    if text is None:
        return ""
    return shown(text) if not masks or _harmless(text.strip(), kind, count, label=label, codes=codes) else MASKED


def _harmless(text: str, kind: str, count: int, *, label: bool, codes: Sequence[str]) -> bool:
    if text.lower() in _WORDS:
        return True
    if kind == "text" and not label:
        return bool(_IDENTIFIER.fullmatch(text)) and not _PHONE.fullmatch(text) and not personal_data(text)
    if label or kind in {"code", "codes", "texts"}:
        if _LONG_NUMBER.search(text) or not _LABEL.fullmatch(text) or personal_data(text):
            return False
        return count >= _OFTEN or bool(_CODE.fullmatch(text)) or bool(get_close_matches(text.lower(), [code.lower() for code in codes], n=1, cutoff=_LIKE))
    moment = _MOMENT.fullmatch(text)
    # A day alone that is not of our days may be somebody's birthday.
    return bool(moment and (moment["time"] or _OF_OUR_DAYS.search(text))) or bool(_NUMBER.fullmatch(text))
