"""Whom or what is looked up in a register: domains, names, accounts, and campaigns that a person confirmed."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Literal

from dsa_reports.advertisers.near import picture_key
from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.matching.domains import registrable
from dsa_reports.matching.names import normalised, plain_text

__all__ = ["FAMILIES", "GIVEN", "KINDS", "Key", "Subject", "campaigns_from", "family_of", "normal_key", "reviewed_from", "subjects_from", "values_of"]

Key = Literal["domain", "parameter", "domain_family", "name", "account", "company_number", "email_domain", "payer", "text", "picture"]
KINDS: tuple[Key, ...] = ("domain", "name", "account", "company_number", "email_domain", "payer", "text", "picture", "parameter", "domain_family")
FAMILIES: dict[Key, Key] = {key: key for key in KINDS} | {"parameter": "domain", "domain_family": "domain", "email_domain": "domain", "payer": "company_number"}
"""Key → what it really speaks of. Only keys of different families are two kinds of evidence: an e-mail address of a domain is
the domain once more, and the company number of a payer is the payer once more."""
GIVEN: tuple[Key, ...] = tuple(key for key in KINDS if key != "domain_family")
"""Kinds that a list of campaigns may name; a family of domains is worked out from the domains."""
_STEM = 7
"""Letters of a domain's own name, without digits and hyphens, from which on its family says something."""


@dataclass(frozen=True)
class Subject:
    """One domain, name or account, or one campaign with all that is known of it. `keys`: (kind, as given), in order."""

    label: str
    kind: Literal["domain", "name", "account", "campaign"]
    keys: tuple[tuple[Key, str], ...]
    reviewer: str = ""


def normal_key(kind: Key, value: str) -> str:
    """The form in which a key is compared; '' where nothing of it can be."""
    match kind:
        case "domain" | "email_domain":
            return registrable(value.rpartition("@")[2] if kind == "email_domain" else value)
        case "domain_family":
            return family_of(registrable(value))
        case "name" | "payer":
            return normalised(value)
        case "picture":
            return picture_key(value)
        case "parameter":
            return _parameter(value)
        case "company_number":
            return "".join(character for character in value.upper() if character.isalnum())
        case "text":
            return plain_text(value)
        case "account":
            return value.strip()


@lru_cache(maxsize=1 << 16)
def family_of(domain: str) -> str:
    """The own name of a registrable domain, letters only; '' where it is too short to say anything."""
    stem = "".join(letter for letter in domain.partition(".")[0] if letter.isalpha())
    return stem if len(stem) >= _STEM else ""


def _parameter(value: str) -> str:
    """`ref=7c7202` of an address; '' where it is no affiliate's: `utm_…`, or too short to tell anybody apart."""
    name, _, own = value.strip().rpartition(" ")[2].partition("=")
    return f"{name.lower()}={own.lower()}" if len(own) >= 4 and any(sign.isdigit() for sign in own) and not name.lower().startswith("utm_") else ""


def subjects_from(values: Iterable[str], kind: Literal["domain", "name", "account"]) -> list[Subject]:
    """Each different value as a subject of its own, in order."""
    return [Subject(value, kind, ((kind, value),)) for value in dict.fromkeys(value.strip() for value in values) if value]


def values_of(path: Path, column: str) -> list[str]:
    """One value a line, or the column `column` of a CSV with that header."""
    rows = list(csv.reader(StringIO(_text(path))))
    if rows and column in (header := [cell.strip() for cell in rows[0]]):
        place = header.index(column)
        return [row[place] for row in rows[1:] if len(row) > place]
    if any(len(row) > 1 for row in rows):
        raise InputError(f"several columns, and none is called {column}", where=shown(path, 300), remedy=f"Name the column {column}, or give one value a line.")
    return [row[0] for row in rows if row]


def campaigns_from(path: Path) -> list[Subject]:
    """Campaigns from a CSV with the columns campaign, reviewer, kind, value: one row per thing known of a campaign.

    A campaign without a reviewer is a candidate, not confirmed: InputError, because a machine accuses nobody.
    """
    reader = csv.DictReader(StringIO(_text(path)))
    if not {"campaign", "reviewer", "kind", "value"} <= set(reader.fieldnames or ()):
        raise InputError("this is no list of confirmed campaigns", where=shown(path, 300), remedy="It has the columns campaign, reviewer, kind and value; kind is one of " + ", ".join(GIVEN) + ".")
    found: dict[str, list[tuple[Key, str]]] = {}
    reviewers: dict[str, str] = {}
    for number, row in enumerate(reader, 2):
        campaign, reviewer, kind, value = ((row[name] or "").strip() for name in ("campaign", "reviewer", "kind", "value"))
        known = next((one for one in GIVEN if one == kind), None)
        if not campaign or known is None or not value:
            raise InputError("a row without a campaign or a value, or of an unknown kind", where=f"{shown(path, 300)}, record {number}", remedy=f"Kinds: {', '.join(GIVEN)}.")
        if not (reviewer or reviewers.get(campaign)):
            raise InputError("a campaign that no named reviewer confirmed", where=f"{shown(path, 300)}, record {number}", remedy="Name the person who confirmed it in the column reviewer. Candidates are not looked up: nobody is accused by a machine.")
        reviewers.setdefault(campaign, reviewer)
        found.setdefault(campaign, []).append((known, value))
    return [Subject(campaign, "campaign", tuple(dict.fromkeys(keys)), reviewers[campaign]) for campaign, keys in found.items()]


def reviewed_from(path: Path) -> dict[tuple[str, str], str]:
    """Links that a person looked at: (subject, ad_id) → reviewer, from a CSV with the columns subject, ad_id, reviewer."""
    reader = csv.DictReader(StringIO(_text(path)))
    if not {"subject", "ad_id", "reviewer"} <= set(reader.fieldnames or ()):
        raise InputError("this is no list of reviewed links", where=shown(path, 300), remedy="It has the columns subject, ad_id and reviewer.")
    return {(row["subject"].strip(), row["ad_id"].strip()): row["reviewer"].strip() for row in reader if (row["reviewer"] or "").strip() and row["subject"] and row["ad_id"]}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("cannot read the file as UTF-8", where=shown(path, 300), remedy="Check the path and the encoding.") from error
