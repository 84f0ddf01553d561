"""What people had confirmed of campaigns when a draft was made: lists of accounts, found again by content or not at all.

No draft holds them, they are internal. Its manifest names their SHA-256; `build --keep-inputs` puts them beside the logs in
`out/private/inputs`, and as long as the directory of the campaigns is unchanged they are read from there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from dsa_reports.errors import UserError
from dsa_reports.evidence.canonical import canonical_json, sha256
from dsa_reports.evidence.models import Manifest
from dsa_reports.intake.derive.tagging import AccountGeneration, CampaignAccount, Sample, Tagging
from dsa_reports.pipeline.difference.logs import keep
from dsa_reports.pipeline.tagging import CAMPAIGNS, OF_CAMPAIGNS, Tags, tags
from dsa_reports.service.config import ServiceConfig

__all__ = ["Confirmed", "confirmed_content", "find_confirmed", "keep_confirmed"]

_FILE = "campaigns.json"


@dataclass(frozen=True)
class Confirmed:
    """The lists of one draft; `given`: what they gave its indicators (`pipeline.tagging`)."""

    accounts: tuple[CampaignAccount, ...] = ()
    generations: tuple[AccountGeneration, ...] = ()
    samples: tuple[Sample, ...] = ()
    given: tuple[str, ...] = ()

    def beside(self, rules: Tagging) -> Tagging:
        """`rules` with these lists."""
        return replace(rules, confirmed_accounts=self.accounts, account_generations=self.generations, campaign_samples=self.samples)


def confirmed_content(tagged: Tags) -> bytes:
    """The lists behind `tagged` as they are kept and hashed; b"" where service.toml names no campaigns."""
    if CAMPAIGNS not in tagged.given:
        return b""
    lists = tagged.tagging
    return canonical_json({
        "accounts": _rows(lists.confirmed_accounts), "generations": _rows(lists.account_generations), "samples": _rows(lists.campaign_samples),
        "given": sorted(tagged.given & OF_CAMPAIGNS),
    })


def _rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    plain = [{name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(row).items()} for row in rows]
    return sorted(plain, key=lambda row: [str(value) for value in row.values()])


def keep_confirmed(output: Path, content: bytes) -> None:
    """Put the lists beside the logs that are kept in `out/private/inputs`."""
    keep(output, sha256(content), _FILE, lambda part: part.write_bytes(content))


def find_confirmed(manifest: Manifest, config: ServiceConfig | None, folders: Iterable[Path], store: Path | None) -> Confirmed | None:
    """The lists that the manifest names; None where they are gone.

    Sought in `store` (out/private/inputs), then in the directory that `config` names, below each of `folders`.
    """
    if manifest.campaigns is None:
        return Confirmed()
    wanted = manifest.campaigns.sha256
    for content in _candidates(wanted, config, folders, store):
        if sha256(content) == wanted:
            return TypeAdapter(Confirmed).validate_json(content)
    return None


def _candidates(wanted: str, config: ServiceConfig | None, folders: Iterable[Path], store: Path | None) -> Iterable[bytes]:
    if store is not None and (kept := store / wanted / _FILE).is_file():
        yield kept.read_bytes()
    if config is None or config.campaigns is None:
        return
    for folder in folders:
        try:
            yield confirmed_content(tags(config.model_copy(update={"folder": folder})))
        except UserError:
            continue  # not there, or no longer what it was: the next folder may have it
