"""Personal data in a text: what is found, how sure that is. No value ever leaves this module.

A kind that has a checksum or an unmistakable form is *sure*. Where the form alone also fits case numbers, clauses or
dates, a word beside it must say what it is (`tel.`, `BSN`, `IP`); without that word it is *perhaps*.
"""

import ipaddress
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import NamedTuple

__all__ = ["CANDIDATE", "KINDS", "Personal", "personal_data"]

KINDS = {
    "e-mail": "e-mail addresses", "phone": "telephone numbers", "ip": "IP addresses", "handle": "handles", "iban": "bank account numbers (IBAN)",
    "card": "payment card numbers", "national": "national identification numbers", "user-url": "addresses that lead to a user",
}

CANDIDATE = r"@|[A-Za-z][./]|[0-9][.:][0-9a-fA-F]|[0-9a-fA-F]:[0-9a-fA-F:]|[0-9](?:[ ().A-Z/-]{0,3}[0-9]){7}|[A-Z]{6}[0-9]{2}"
"""Cheap first filter for the engine: a text that does not match holds nothing that `personal_data` finds."""


class Personal(NamedTuple):
    """Something in a text: its kind, and whether it can hardly be anything else."""

    kind: str
    sure: bool


_OFFICES = frozenset({
    "abuse", "admin", "appeal", "appeals", "complaints", "compliance", "contact", "dsa", "feedback", "help", "helpdesk", "info", "klachten",
    "kundenservice", "legal", "mail", "moderation", "no-reply", "noreply", "notice", "office", "policy", "postmaster", "press", "privacy",
    "report", "safety", "security", "service", "support", "team", "trust", "webmaster", "klantenservice", "copyright", "dpo",
})
"""Mailboxes of offices; a text may point to them."""
_EMAIL = re.compile(r"(?<![\w.+-])([A-Za-z0-9][\w.+%-]{0,63})@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w-])")
_HANDLE = re.compile(r"(?<![\w@./+-])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{1,28}[A-Za-z0-9_]))(?![\w@])")
_AT_RULES = frozenset({"media", "import", "charset", "keyframes", "supports", "override", "param", "return", "everyone", "here", "channel", "all"})
_USER_URL = re.compile(
    r"(?i)(?:https?://|www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:/[^\s?#]*)?"
    r"(?:/(?:user|users|u|profile|profiles|member|members|gebruiker|utilisateur|nutzer|account|accounts|channel)/[^\s/?#]+|/@[\w.-]+|[?&](?:user|user_id|userid|uid|account_id|profile_id|member_id)=[^\s&#]+|/profile\.php\?id=\d+)"
)
_NETWORKS = re.compile(r"(?i)\b(?:instagram\.com|tiktok\.com|t\.me|wa\.me|onlyfans\.com|snapchat\.com/add|facebook\.com|linkedin\.com/in|x\.com|twitter\.com)/(?!(?:p|reel|explore|help|legal|about|policies|share|watch|events|groups|hashtag|search|intent|privacy|tos|terms)\b)@?[\w.-]{3,}")
_NAMES_A_PHONE = re.compile(r"(?i)\b(?:tel|telefoon|telefon|tel[eé]fono|t[eé]l[eé]phone|phone|mobile|mobiel|mob|whats ?app|wapp|sms|gsm|bel|call|ring|text me|nummer|signal)\b")
_INTERNATIONAL = re.compile(r"(?<![\w+.,/-])(?:\+|00)[1-9][0-9]{0,2}[ .()/-]{0,2}(?:\(0\))?[ .-]?[0-9](?:[ .()/-]{0,2}[0-9]){5,11}(?![\w/-])")
_NATIONAL_PHONE = re.compile(r"(?<![\w+.,/-])\(?0[1-9][0-9]{0,3}\)?[ ./-]{0,3}[0-9](?:[ .-]?[0-9]){5,8}(?![\w/-])")
_DATE = re.compile(r"^\(?(?:[0-3]?[0-9][./ -][01]?[0-9][./ -](?:19|20)?[0-9]{2}(?![0-9])|0[1-9](?:0[1-9]|1[0-2])20[0-9]{2}\b)")
_IPV4 = re.compile(r"(?<![\w.:/-])([0-9]{1,3}(?:\.[0-9]{1,3}){3})(?![\w-]|\.[0-9])")
_NAMES_AN_IP = re.compile(r"(?i)\b(?:ip|ipv4|adres|address|adresse|host|login|logged in|ingelogd|inlog|server)\b")
_NAMES_A_VERSION = re.compile(r"(?i)(?:\bv|version|versie|release|build|firmware|android|ios|chrome|firefox|safari|windows|rules?|regels?|clause|section|sectie|artikel|art\.?|par\.?|§|chapter|policy|point|annex)\s*$")
_IPV6 = re.compile(r"(?<![\w:.])((?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4})(?![\w:.])")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}(?![A-Za-z0-9])")
_CARD = re.compile(r"(?<![\w.,/+-])[2-6][0-9]{3}(?:([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}|([ -]?)[0-9]{6}\2[0-9]{5})(?![\w/-]|[.,][0-9])")
_DIGITS = re.compile(r"[^0-9]")


class _National(NamedTuple):
    module: str
    shape: re.Pattern[str]
    named: re.Pattern[str]
    distinct: bool
    """The form has letters or two check digits: it needs no word beside it."""


_NATIONAL = (
    _National("nl.bsn", re.compile(r"(?<![\w.,/+-])[0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3}(?![\w/-]|[.,][0-9])|(?<![\w.,/+-])[0-9]{4}[. ]?[0-9]{2}[. ]?[0-9]{3}(?![\w/-]|[.,][0-9])"), re.compile(r"(?i)\b(?:bsn|burgerservicenummer|sofi-?nummer|citizen service number)\b"), False),
    _National("be.nn", re.compile(r"(?<![\w.,/+-])[0-9]{2}\.?[0-9]{2}\.?[0-9]{2}-?[0-9]{3}\.?[0-9]{2}(?![\w/-]|[.,][0-9])"), re.compile(r"(?i)\b(?:rijksregister\w*|registre national|insz|niss|national number)\b"), False),
    _National("de.idnr", re.compile(r"(?<![\w.,/+-])[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}(?![\w/-]|[.,][0-9])"), re.compile(r"(?i)\b(?:steuer-?id\w*|identifikationsnummer|idnr)\b"), False),
    _National("es.dni", re.compile(r"(?<![\w.,/+-])[0-9]{8}-?[A-Z](?!\w)"), re.compile(r"(?i)\b(?:dni|nif)\b"), False),
    _National("es.nie", re.compile(r"(?<!\w)[XYZ]-?[0-9]{7}-?[A-Z](?!\w)"), re.compile(r"(?i)\b(?:nie)\b"), False),
    _National("fr.nir", re.compile(r"(?<![\w.,/+-])[12] ?[0-9]{2} ?[01][0-9] ?(?:[0-9]{2}|2[AB]) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}(?!\w)"), re.compile(r"(?i)\b(?:nir|s[eé]curit[eé] sociale)\b"), True),
    _National("it.codicefiscale", re.compile(r"(?<!\w)[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z](?!\w)"), re.compile(r"(?i)codice fiscale"), True),
    _National("pl.pesel", re.compile(r"(?<![\w.,/+-])[0-9]{11}(?![\w/-]|[.,][0-9])"), re.compile(r"(?i)\bpesel\b"), False),
    _National("se.personnummer", re.compile(r"(?<![\w.,/+-])(?:19|20)?[0-9]{6}[-+][0-9]{4}(?![\w/-]|[.,][0-9])"), re.compile(r"(?i)\b(?:personnummer|person-?nr)\b"), False),
    _National("fi.hetu", re.compile(r"(?<!\w)[0-3][0-9][01][0-9]{3}[-+A][0-9]{3}[0-9A-Y](?!\w)"), re.compile(r"(?i)\b(?:hetu|henkil[oö]tunnus)\b"), False),
)


@cache
def _checker(name: str) -> ModuleType:
    from importlib import import_module

    return import_module(f"stdnum.{name}")


def _valid(name: str, number: str) -> bool:
    return bool(_checker(name).is_valid(number))


def personal_data(text: str) -> list[Personal]:
    """What `text` holds, in the order of KINDS; at most one entry per kind, the surest."""
    found: dict[str, bool] = {}
    for kind, sure in (*_addresses(text), *_numbers(text)):
        found[kind] = found.get(kind, False) or sure
    return [Personal(kind, found[kind]) for kind in KINDS if kind in found]


def _addresses(text: str) -> Iterator[tuple[str, bool]]:
    if "@" in text:
        if any(match[1].lower() not in _OFFICES for match in _EMAIL.finditer(text)):
            yield "e-mail", True
        without = _EMAIL.sub(" ", text)
        if any(match[1].lower() not in _AT_RULES and not match[1].replace(".", "").isdigit() for match in _HANDLE.finditer(without)):
            yield "handle", False
    if "/" in text and (_USER_URL.search(text) or _NETWORKS.search(text)):
        yield "user-url", True
    if "." in text:
        for match in _IPV4.finditer(text):
            yield from _ipv4(match, text)
    if ":" in text:
        yield from (("ip", True) for match in _IPV6.finditer(text) if _ipv6(match[1]))


def _before(text: str, start: int, length: int = 30) -> str:
    return text[max(0, start - length) : start]


def _ipv4(match: re.Match[str], text: str) -> Iterator[tuple[str, bool]]:
    try:
        address = ipaddress.IPv4Address(match[1])
    except ValueError:
        return
    before = _before(text, match.start())
    named = bool(_NAMES_AN_IP.search(before))
    if not address.is_global or (not named and _NAMES_A_VERSION.search(before)):
        return
    # Versions and clauses have small numbers; addresses seldom two of them.
    if named or sum(octet >= 10 for octet in address.packed) >= 2:
        yield "ip", named


def _ipv6(text: str) -> bool:
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return address.is_global and sum(bool(group) for group in text.split(":")) >= 4


def _numbers(text: str) -> Iterator[tuple[str, bool]]:
    rest = text
    for match in _IBAN.finditer(text):
        # Also one whose checksum fails is no telephone number.
        rest = rest.replace(match[0], " ")
        if _iban(match[0]):
            yield "iban", True
    for match in _CARD.finditer(rest):
        digits = _DIGITS.sub("", match[0])
        if _card(digits):
            rest = rest.replace(match[0], " ")
            yield "card", digits != match[0]
    for number in _NATIONAL:
        for match in number.shape.finditer(rest):
            named = bool(number.named.search(_before(rest, match.start())))
            if (named or number.distinct) and _valid(number.module, match[0]):
                rest = rest.replace(match[0], " ")
                yield "national", True
                break
    yield from _phones(rest)


def _iban(text: str) -> bool:
    # The pattern may have swallowed the words behind the number: the shortest valid beginning counts.
    pieces = re.split(r"[ -]", text)
    return any(_valid("iban", "".join(pieces[: n + 1])) for n in range(len(pieces)))


def _card(digits: str) -> bool:
    issuer = digits[0] == "4" or 51 <= int(digits[:2]) <= 55 or 2221 <= int(digits[:4]) <= 2720 or digits[:2] in {"34", "37", "65"} or digits[:4] == "6011" or 3528 <= int(digits[:4]) <= 3589
    right = len(digits) == (15 if digits[:2] in {"34", "37"} else 16)
    return issuer and right and len(set(digits)) > 1 and _valid("luhn", digits)


def _phones(text: str) -> Iterator[tuple[str, bool]]:
    for match in _INTERNATIONAL.finditer(text):
        if 8 <= len(_DIGITS.sub("", match[0])) <= 15:
            named = bool(_NAMES_A_PHONE.search(_before(text, match.start())))
            yield "phone", named or match[0].startswith("+")
    for match in _NATIONAL_PHONE.finditer(text):
        digits = _DIGITS.sub("", match[0])
        if 9 <= len(digits) <= 11 and not _DATE.match(match[0]) and len(set(digits)) > 3:
            named = bool(_NAMES_A_PHONE.search(_before(text, match.start())))
            if named or digits != match[0]:
                yield "phone", named
