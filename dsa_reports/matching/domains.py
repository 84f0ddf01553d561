"""Registrable domains: the part of a host name that somebody registered (`shop.example.co.uk` → `example.co.uk`).

The Public Suffix List is the one that lies inside the library: nothing is asked of a network, so the same inputs give
the same answer everywhere. Its private section counts too: `anna.github.io` and `bert.github.io` are two, because the
pages of a host of pages belong to different people. A top-level domain that the list lacks (`.example`) is itself the
suffix, as the list's own algorithm says. International names are compared in their ASCII form.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract

__all__ = ["host_of", "of_host", "registrable"]

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://|^//")
_AUTHORITY_ENDS = re.compile(r"[/?#]")
_HOST = re.compile(r"(?:(?!-)[a-z0-9_-]{1,63}(?<!-)\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}(?<!-))")


@cache
def _extract() -> "TLDExtract":
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def host_of(address: str) -> str:
    """The host name in an address or in a bare name, in small letters and ASCII; '' where there is none (an IP number is none)."""
    bare = _SCHEME.sub("", address.strip()).replace("\\", "/")
    authority = _AUTHORITY_ENDS.split(bare, maxsplit=1)[0].rpartition("@")[2]
    host = authority.partition(":")[0].rstrip(".").lower()
    if not host.isascii():
        for dot in "。．｡":
            host = host.replace(dot, ".")
        try:
            host = ".".join(_ascii(label) for label in host.split("."))
        except UnicodeError:
            return ""
    return host if len(host) <= 253 and _HOST.fullmatch(host) else ""


def registrable(address: str) -> str:
    """The registrable domain of an address or host; '' where there is none (no host, an IP number, a bare suffix such as `co.uk`)."""
    host = host_of(address)
    return of_host(host) if host else ""


@lru_cache(maxsize=1 << 20)
def of_host(host: str) -> str:
    """The registrable domain of a host as `host_of` writes it: addresses are many, hosts are few."""
    found = _extract()(host)
    if found.suffix:
        return found.top_domain_under_public_suffix
    return ".".join(host.split(".")[-2:])


def _ascii(label: str) -> str:
    return label if label.isascii() else label.encode("idna").decode("ascii")
