"""The five kinds of provider that the template tells apart, and which of its rows each fills."""

from enum import StrEnum

__all__ = ["Tier"]


class Tier(StrEnum):
    """Kind of intermediary service; the label of template column A says which rows apply."""

    INTERMEDIARY = "intermediary"
    HOSTING = "hosting"
    ONLINE_PLATFORM = "online_platform"
    VLOP = "vlop"
    VLOSE = "vlose"
