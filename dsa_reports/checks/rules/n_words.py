"""N and X-7: statements in words, and persons who should not stand in them."""

import re
from collections.abc import Iterator

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.topics import KINDS, empty_words, readable, speaks_of, topics
from dsa_reports.checks.view import View
from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.service.config import RESTRICTIONS
from dsa_reports.template.layout import PLACEHOLDERS

_MAIL = re.compile(r"(?P<who>[\w.%+-]{1,64})@(?P<where>[\w-]+(?:\.[\w-]+)+)")
_OFFICES = re.compile(
    r"(?:dsa|contact|press|presse|media|legal|law|info|privacy|dpo|support|help|trust|safety|abuse|transparency|reports?|notices?|appeals?|"
    r"complaints?|compliance|office|hello|kontakt|service|team|moderation|datenschutz)[\w.+-]*", re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_]{3,30}\b")
_PROFILE = re.compile(r"https?://[^\s/]+/(?:@|u/|user/|users/|profile/|profile\.php|in/)[^\s]+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w.])")
_PHONE = re.compile(r"(?<![\w+])\+[1-9][0-9](?:[ ()./-]?[0-9]){7,12}(?!\w)")
_CASE = re.compile(r"\b(?:case|ticket|docket|ref(?:erence)?|aktenzeichen|az)\.?\s*(?:no\.?|nr\.?|id|number|#)?\s*[:#]\s*[A-Z]*-?[0-9][\w/-]{3,}", re.IGNORECASE)
_TEXTS = frozenset({"text", "context", "other_description"})


@check(
    Severity.ERROR, "IR 2024/2835 Annex II, I.1; IR 2024/2835 Annex II, II.2",
    "Write the statement: a report without it counts as incomplete.", parts=(11,),
)
def n_2(view: View) -> Iterator[Hit]:
    """Every statement of part 11 that concerns the service is made, and speaks of what Annex II asks for.

    Whether it does is looked for by words, in English, German, French, Spanish, Italian and Dutch: types of
    restrictions, methods of detection, a measure of exposure, parameters, accuracy and error. Where no such word is
    found, a warning; nothing where the report counts no measures, or none by automated means. A text that states nothing
    in any language is a warning too: 'TBD', 'n/a', a dash, an address alone, a word or two.
    """
    silent = _nothing_to_tell(view)
    for row in view.rows(11):
        text = row.text("value")
        if not view.applies(row) or text in PLACEHOLDERS:
            continue
        if not text:
            yield Hit(f"required statement missing: {' '.join(row.text('indicator').split())}", row, "value", expected="a text")
        elif nothing := empty_words(text):
            yield Hit(f"{shown(text)!r} is no statement: {nothing}", row, "value", Severity.WARNING, expected="a text")
        elif readable(text) and row.key not in silent:
            for topic in topics():
                if topic.row == row.key and not speaks_of(text, topic.stems):
                    yield Hit(f"no word was found on {topic.what}", row, "value", Severity.WARNING, expected=topic.what)


def _nothing_to_tell(view: View) -> set[str]:
    """Statements about what did not happen: the report counts no own-initiative measures, or no automated ones."""
    taken = [row.number("measures") for part in (5, 6) if (row := view.row(part, "TOTAL"))]
    automated = [row.number() for row in view.rows(8) if row.key.endswith("_solely_automated")]
    silent = {"summary", "detection"} if taken and not any(taken) else set()
    return silent | ({"automated_means", "accuracy"} if automated and not any(automated) else set())


@check(
    Severity.WARNING, "DSA Art. 15(1); Regulation (EU) 2016/679 Art. 5(1)(c)",
    "Take persons out of published texts; a contact address of an office may stay.", parts=tuple(range(2, 12)),
)
def n_5(view: View) -> Iterator[Hit]:
    """No text names a person: no personal e-mail address, handle, profile, phone number, IP address or number of a case.

    The text does not name these, so they are warnings; a personal e-mail address or profile is an error in a report that
    declares its readings, for it can still be mended before it is published. The finding does not repeat the value.
    """
    worst = Severity.ERROR if view.readings else Severity.WARNING
    for row in view.rows(*range(2, 12)):
        for column in row.columns:
            text = row.text(column) if row.role(column) in _TEXTS else ""
            for what, certain in _persons(text) if text else ():
                says = f"{what} stands in a text that is published ({row.name})"
                yield Hit(says, row, column, worst if certain else None, value="‹not shown›")


def _persons(text: str) -> Iterator[tuple[str, bool]]:
    """What names a person in `text`, and whether it is certain to."""
    mails = [found for found in _MAIL.finditer(text) if not _OFFICES.fullmatch(found["who"])]
    if mails:
        yield "a personal e-mail address", True
    if _PROFILE.search(text):
        yield "the address of a profile", True
    for pattern, what in ((_HANDLE, "a handle"), (_PHONE, "a phone number"), (_ADDRESS, "an IP address"), (_CASE, "the number of a case")):
        if pattern.search(text):
            yield what, False


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.2", "Name in the summary every type of restriction that was used.",
    parts=(5, 6, 11),
)
def x_7(view: View) -> Iterator[Hit]:
    """The summary of part 11 speaks of the kinds of restrictions that parts 5 and 6 count: visibility, money, service, account.

    Looked for by words, in the languages of N-2.
    """
    summary = view.row(11, "summary")
    text = summary.text("value") if summary else ""
    if summary is None or not readable(text):
        return
    for kind, stems in KINDS.items():
        columns = [name for name in RESTRICTIONS if name.startswith(kind)]
        used = [(row, name) for part in (5, 6) if (row := view.row(part, "TOTAL")) for name in columns if row.amount(name)]
        if used and not speaks_of(text, stems):
            first, column = used[0]
            yield Hit(
                f"the summary does not speak of restrictions of the kind {kind!r}; part {first.part} counts {first.amount(column)} of them",
                summary, "value", cells=tuple(used),
            )
