"""Writes random logs as the files that a platform would export, with a service.toml beside them."""

import csv
import json
import random
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Log = dict[str, Any]
NOT_KEPT = ("account_events", "advertisements", "exposure", "minor_measures")


def write_logs(
    logs: Mapping[str, list[Log]], folder: Path, *, tier: str, zone: str, readings: Mapping[str, str],
    impossible: tuple[str, ...] = (), seed: int = 0,
) -> Path:
    """The logs as CSV files under `folder`; gives the path of service.toml. The seed varies only how values are spelled."""
    spelling = random.Random(seed)
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    tables = {name: f'files = ["logs/{name}.csv"]' for name in logs}
    for name, rows in logs.items():
        if rows or spelling.random() < 0.5 or name != "user_reports":
            _write_table(folder / "logs" / f"{name}.csv", name, rows, zone, spelling)
        else:
            tables[name] = 'none = "nobody could report anything"'
    tables |= dict.fromkeys(NOT_KEPT, 'none = "not kept"')
    lines = [
        "[provider]", 'legal_name = "Recount B.V."', "", "[service]", 'name = "Recount"', f'tier = "{tier}"',
        f'time_zone = "{zone}"', f"impossible_restrictions = {json.dumps(list(impossible))}", "",
        "[publication]", "date = 2027-02-28", "", "[readings]", *(f'{key} = "{value}"' for key, value in readings.items()),
    ]
    for name, source in sorted(tables.items()):
        lines += ["", f"[tables.{name}]", source]
    path = folder / "service.toml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _write_table(path: Path, name: str, rows: list[Log], zone: str, spelling: random.Random) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row)) or _header_only(name)
    spelling.shuffle(columns)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator=spelling.choice(("\n", "\r\n")))
        writer.writerow(columns)
        writer.writerows([spelled(row.get(column), zone, spelling) for column in columns] for row in rows)


def _header_only(name: str) -> list[str]:
    """Every column of the table, in the contract's order: the header of an export without rows."""
    from dsa_reports.contract import table

    return list(table(name).names)


def spelled(value: Any, zone: str, spelling: random.Random) -> str:
    """One value as CSV text, in one of the ways in which exports spell it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return spelling.choice(("true", "yes", "1") if value else ("false", "no", "0"))
    if isinstance(value, list):
        return json.dumps(value) if value else spelling.choice(("", "[]"))
    if isinstance(value, datetime):
        return _time(value, zone, spelling)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _time(moment: datetime, zone: str, spelling: random.Random) -> str:
    """ISO 8601 with Z, with an offset, or, where that is clear, as local time of the service without either."""
    local = moment.astimezone(ZoneInfo(zone))
    style = spelling.choice(("zulu", "zulu", "offset", "elsewhere", "local"))
    if style == "zulu":
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if style == "elsewhere":
        return moment.astimezone(ZoneInfo("Asia/Kolkata")).isoformat(sep=spelling.choice("T "))
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    if style == "offset" or twice:
        return local.isoformat()
    return local.replace(tzinfo=None).isoformat()
