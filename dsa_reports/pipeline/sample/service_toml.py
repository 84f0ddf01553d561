"""The `service.toml` that belongs to freshly made logs."""

from collections.abc import Mapping

from dsa_reports.pipeline.sample.world import World

__all__ = ["service_toml"]


def service_toml(world: World, tables: Mapping[str, str]) -> str:
    """Text of a service.toml over logs with the contract's own column names; `tables` gives each table's glob."""
    lines = [
        "# Made by `dsa-reports sample`: a fictional service.",
        "", "[provider]", f'legal_name = "{world.legal_name}"', f"employees = {world.employees}",
        f"turnover_million_eur = {world.turnover_million_eur}",
        "", "[service]", f'name = "{world.name}"', f'tier = "{world.tier.value}"', f'time_zone = "{world.time_zone}"',
    ]
    for name, glob in tables.items():
        lines += ["", f"[tables.{name}]", f'files = ["{glob}"]', 'time_zone = "UTC"']
    return "\n".join(lines) + "\n"
