"""The kinds of evidence: what each says, how independent it is of others, how much it weighs. One line each."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["FAMILIES", "KINDS", "Kind"]


@dataclass(frozen=True)
class Kind:
    """One kind of thing that accounts can share.

    Only kinds of different families are independent: a domain and a page on it are one link. `side`: *what* an account is about
    (a crowd with one interest shares that too), or *how* it goes about it (which a crowd of people hardly shares). `weight`: the
    chance that an account all of whose doings of this kind are its group's own is no accident, for the noisy-or of a score.
    `pull`: how strongly sharing one draws two accounts into the same candidate, when a large group is split.
    """

    name: str
    family: str
    side: Literal["what", "how"]
    weight: float
    pull: float
    words: str


_ALL = (
    Kind("domain", "landing", "what", 0.5, 2.0, "the links lead to the same registrable domain"),
    Kind("page", "landing", "what", 0.5, 0.7, "the links lead to the same page"),
    Kind("affiliate", "landing", "what", 0.5, 2.0, "the links carry the same parameter, such as an affiliate's identifier"),
    Kind("text", "text", "what", 0.6, 0.7, "near-identical texts, once disguises are undone"),
    Kind("phrase", "text", "what", 0.6, 0.5, "texts put together from the same phrases"),
    Kind("signature", "text", "what", 0.6, 0.5, "equal or near keyed signatures of texts"),
    Kind("picture", "picture", "what", 0.5, 1.5, "copies of the same picture; never its earliest holder"),
    Kind("target", "target", "what", 0.3, 0.0, "the same accounts were addressed, by strangers to them"),
    Kind("handle", "handle", "how", 0.2, 0.3, "handles of the same shape"),
    Kind("registered", "registration", "how", 0.35, 0.7, "registered in the same burst"),
    Kind("rhythm", "rhythm", "how", 0.6, 1.0, "the same order of acts, over and over (digital DNA)"),
    Kind("pace", "rhythm", "how", 0.5, 0.2, "acts at even intervals of the same length"),
    Kind("strangers", "strangers", "how", 0.4, 0.0, "nearly everybody addressed was a stranger"),
)

KINDS = {kind.name: kind for kind in _ALL}
FAMILIES = tuple(dict.fromkeys(kind.family for kind in _ALL))
