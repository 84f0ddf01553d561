"""Marktplein: a marketplace of middle size over a whole year, in the contract's own columns."""

import json

from dsa_reports.pipeline.sample.rebuild.dialects import Dialect, csv_bytes, jsonl_bytes, plain
from dsa_reports.pipeline.sample.rebuild.records import make
from dsa_reports.pipeline.sample.truth import planted, planted_markdown
from dsa_reports.pipeline.sample.world import load_world

__all__ = ["files"]

ROWS, SEED = 1500, 2027
_SKIPPED = {
    "moderation_actions": {"illegal_content_explanation", "incompatible_content_explanation", "decision_facts"},
}


def files() -> dict[str, bytes]:
    """Every generated file of the service."""
    world = load_world("marktplein")
    made = make(world, ROWS, SEED)
    result: dict[str, bytes] = {}
    for name, records in sorted(made.tables.items()):
        columns = {k: v for k, v in plain(name, records).items() if k not in _SKIPPED.get(name, ())}
        if name == "account_events":
            result[f"logs/{name}.jsonl"] = jsonl_bytes(records, columns)
        else:
            result[f"logs/{name}.csv"] = csv_bytes(records, Dialect(columns=columns))
    truth = planted(world, ROWS, SEED, {name: len(records) for name, records in made.tables.items()}, made.groups)
    result["planted.json"] = (json.dumps(truth, ensure_ascii=False, indent=1) + "\n").encode()
    result["planted.md"] = planted_markdown(truth).encode()
    return result
