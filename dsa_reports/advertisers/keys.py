"""What an entry can be found by: registrable domains of its landing pages, and of the domains that it shows."""

from dsa_reports.advertisers.model import AdRecord
from dsa_reports.matching.domains import registrable

__all__ = ["caption_domains", "landing_domains"]


def landing_domains(record: AdRecord) -> tuple[str, ...]:
    """Registrable domains that the entry leads to, each once."""
    return _domains(record.content.landing)


def caption_domains(record: AdRecord) -> tuple[str, ...]:
    """Registrable domains that the ad shows, which need not be those that it leads to."""
    return _domains(record.content.captions)


def _domains(addresses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(domain for address in addresses if (domain := registrable(address))))
