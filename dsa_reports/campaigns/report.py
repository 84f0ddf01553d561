"""`summary.json` and what the page of candidates shows: plain frozen data, made from the tables of a run."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from dsa_reports.campaigns.settings import Settings

__all__ = ["Candidate", "Input", "KindCount", "NullModel", "Summary", "Told"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Input(_Frozen):
    """One file that was read."""

    table: str
    path: str
    sha256: str
    rows_read: int
    accepted: int
    rejected: int


class NullModel(_Frozen):
    """What the same method finds where nothing is to be found: conduct dealt out anew among accounts of about as many acts."""

    runs: int
    linked_accounts: Annotated[float, Field(description="Mean per run of accounts that were linked, before scores.")]
    candidates: Annotated[float, Field(description="Mean number of candidates per run above the threshold: false ones, all of them.")]
    accounts: Annotated[float, Field(description="Mean number of accounts in them.")]
    accounts_share: Annotated[float, Field(description="The same as a share of all accounts: how many a run of pure chance would show.")]


class KindCount(_Frozen):
    """One kind of evidence over all candidates."""

    kind: str
    family: str
    accounts: Annotated[int, Field(ge=0, description="Members of candidates for whom it is evidence.")]
    candidates: Annotated[int, Field(ge=0)]
    pairs: Annotated[int, Field(ge=0, description="Rows of evidence.parquet.")]
    holders: Annotated[int, Field(ge=0, description="Accounts of the input that have a thing of this kind; 0 says that the signal is missing.")]


class Told(_Frozen):
    """A thing that speaks for a candidate. `value` may be personal: it never leaves the internal files."""

    kind: str
    value: str
    members: int


class Candidate(_Frozen):
    """One candidate in short."""

    cluster_id: str
    family_id: str
    accounts: Annotated[int, Field(ge=1)]
    score: Annotated[float, Field(ge=0, le=1, description="Mean of its accounts' scores.")]
    first_seen: str
    last_seen: str
    generations: tuple[int, ...]
    removed: Annotated[int, Field(ge=0, description="Accounts that were removed, as far as the logs say.")]
    families: tuple[str, ...]


class Summary(_Frozen):
    """What a run did, with which parameters, on what."""

    status: Literal["unreviewed candidates"] = "unreviewed candidates"
    purpose: Annotated[str, Field(description="What the list may be used for.")]
    delete_after: Annotated[str, Field(description="Day after which the account lists of this run are to be deleted; '' where the first event has no day.")]
    version: Annotated[str, Field(description="Version of the program.")]
    method: Annotated[str, Field(description="Version of the method.")]
    libraries: dict[str, str]
    parameters: Settings
    inputs: tuple[Input, ...]
    events: int
    accounts: int
    first_event: str
    last_event: str
    linked_accounts: Annotated[int, Field(description="Accounts that were linked to others, before scores.")]
    candidate_accounts: int
    null_model: NullModel | None
    evidence: tuple[KindCount, ...]
    candidates: tuple[Candidate, ...]
