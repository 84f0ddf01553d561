"""Manifest, passports, schemas: complete, canonical, and what their JSON Schemas say."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator

from dsa_reports import resources
from dsa_reports.evidence.canonical import FileDigest, canonical_json, digest, file_digest, sha256
from dsa_reports.evidence.manifest import contract_hash, findings_file, manifest
from dsa_reports.evidence.passports import passports
from dsa_reports.evidence.published import published
from dsa_reports.evidence.schemas import schema_files
from dsa_reports.findings import Finding, Severity
from dsa_reports.harmonised.model import Document, Figure, Reason
from dsa_reports.intake.model import Placed
from dsa_reports.law.periods import Period
from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import Extraction, Provider, Service, ServiceConfig
from dsa_reports.service.declared import DeclaredFigure
from dsa_reports.waivers import Waived, Waiver
from tests.unit.checks.sample_reports import correct

HASH = "a" * 64


@dataclass(frozen=True)
class AFile:
    name: str = "logs/notices.csv"
    sha256: str = HASH
    bytes: int = 10
    rows_read: int = 5
    accepted: int = 4
    rejected: int = 1
    first_event: str = "2026-01-01T00:00:00"
    last_event: str = "2026-06-30T23:59:59"


NOTE = Extraction(system="Helpdesk", person="A. Jansen", rows=10, sums={"items": 3}, extracted_at=datetime(2026, 7, 1, 9))


PLACED = Placed(5, 2, 1, 0)


@dataclass(frozen=True)
class ATable:
    status: str = "loaded"
    reason: str = ""
    files: tuple = (AFile(), AFile(name="/home/me/secret/more.csv"))
    extraction: Extraction = NOTE
    placed: Placed = PLACED


@dataclass(frozen=True)
class AnIntake:
    tables: dict = field(default_factory=lambda: {"notices": ATable(), "orders": ATable("none", "no authority wrote to us", (), Extraction(), Placed())})


def config(folder: str = "/somewhere", **readings: str) -> ServiceConfig:
    return ServiceConfig(
        provider=Provider(legal_name="Voorbeeld B.V."), service=Service(name="Voorbeeld", tier=Tier.VLOP, time_zone="Europe/Amsterdam"),
        readings=readings, folder=Path(folder),
    )


PERIOD = Period(date(2026, 1, 1), date(2026, 6, 30), ZoneInfo("Europe/Amsterdam"))
FINDING = Finding(id="C-1", severity=Severity.BLOCKS, message="12 + 3 = 15", figure="4.TOTAL.notices_received")
WAIVED = Waived(FINDING, Waiver(finding="C-1", reason="r", owner="o", expires=date(2026, 12, 31)))


def made(**changes):
    arguments = {
        "config": config(), "period": PERIOD, "intake": AnIntake(), "indicators": {"part4.notices": HASH},
        "versions": {"dsa_reports": "0.1.0"}, "outputs": {"publish/report.pdf": b"%PDF", "publish/report.html": FileDigest(HASH, 7)},
        "findings": [FINDING], "waived": [WAIVED], "figures": 3, "settings": {"service.toml": b"x"}, "edition": "statutory", "draft": 2,
    }
    return manifest(**(arguments | changes))


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(resources.read_text("schemas", f"{name}.schema.json")))


def test_manifest_says_everything_and_fits_its_schema():
    built = made()
    schema("manifest").validate(built)
    assert built["counts"] == {
        "rows_read": 10, "accepted": 8, "rejected": 2, "in_period": 5, "outside_period": 3, "figures": 3, "findings_blocks": 1, "findings_error": 0, "findings_warning": 0,
        "findings_info": 0, "waived": 1,
    }
    assert built["inputs"]["notices"]["extraction"] == {
        "system": "Helpdesk", "person": "A. Jansen", "rows": 10, "sums": {"items": 3}, "extracted_at": "2026-07-01T09:00:00",
    }
    assert built["inputs"]["orders"] == {
        "status": "none", "reason": "no authority wrote to us", "rows_read": 0, "accepted": 0, "rejected": 0, "in_period": 0, "before_period": 0,
        "after_period": 0, "undated": 0, "dated_by": ["received_at"], "files": [], "extraction": {},
    }
    assert built["outputs"]["publish/report.pdf"] == {"sha256": sha256(b"%PDF"), "bytes": 4}
    assert (built["statutory"], built["period_utc"]) == ("half_year", "2025-12-31T23:00:00Z/2026-06-30T22:00:00Z")
    assert built["contract"]["sha256"] == contract_hash().sha256


def test_manifest_knows_no_folder_of_this_machine():
    text = canonical_json(made()).decode()
    assert "/home" not in text
    assert "/somewhere" not in text
    assert '"more.csv"' in text


def test_manifest_is_the_same_wherever_the_folder_lies_and_changes_with_a_reading():
    assert canonical_json(made()) == canonical_json(made(config=config("/elsewhere")))
    other = made(config=config(greece="GR"))
    assert other["config_sha256"] != made()["config_sha256"]
    assert other["readings"]["greece"] == {"answer": "GR", "meaning": other["readings"]["greece"]["meaning"], "chosen": True}
    assert made()["readings"]["greece"]["chosen"] is False


def test_quarters_are_internal():
    assert made(period=Period(date(2026, 1, 1), date(2026, 3, 31), ZoneInfo("UTC")))["statutory"] == ""


def document() -> Document:
    report = correct("vlop", events=5)
    chapter = Figure(id="sexbot.accounts_actioned", text="7", value=7, unit="accounts", reason=Reason.COUNTED, indicator="sexbot", indicator_sha256=HASH, rows_used=7)
    return Document(
        language="en", identification={}, report=report, figures=report.figures | {chapter.id: chapter}, chapters=(), texts={},
        readings=({"id": "greece", "answer": "EL"}, {"id": "line_ends", "answer": "lf"}, {"id": "median_decimals", "answer": "4"}), intake=(),
        definitions=({"id": "sexbot", "readings": ["greece"]},), findings=(FINDING,), versions={},
    )


def test_every_figure_has_a_passport():
    doc = document()
    word = DeclaredFigure("10.recipients.value@TOTAL", 5, "Analytics", "A. Jansen", "mail", 2)
    built = passports(doc, {(10, "recipients", "value", "TOTAL"): word})
    schema("passports").validate(built | {"figures": dict(list(built["figures"].items())[::60])})
    assert set(built["figures"]) == set(doc.figures)
    bots = built["figures"]["sexbot.accounts_actioned"]
    assert (bots["value"], bots["unit"], bots["rows_used"], bots["indicator_sha256"]) == (7, "accounts", 7, HASH)
    assert bots["readings"] == {"greece": "EL"}
    assert built["figures"]["4.TOTAL.median_time"]["readings"] == {"median_decimals": "4"}
    assert built["figures"]["4.TOTAL.items"]["readings"] == {}
    assert built["figures"]["4.TOTAL.notices_received"]["findings"] == ["C-1"]
    assert built["figures"]["4.TOTAL.notices_received"]["cell"] == "part 4, column F, record 2"
    assert built["figures"]["10.recipients.value@TOTAL"]["declared"] == {"source": "Analytics", "person": "A. Jansen", "evidence": "mail"}
    assert bots["declared"] is None


def test_report_and_findings_fit_their_schemas():
    doc = json.loads(canonical_json(published(document())))
    # A few rows of each part and a few figures: all of them take the validator half a minute.
    doc["parts"] = [part | {"rows": part["rows"][:2]} for part in doc["parts"]]
    doc["figures"] = dict(list(doc["figures"].items())[:20])
    schema("report").validate(doc)
    built = findings_file([FINDING, Finding(id="B-4", severity=Severity.WARNING, message="m")], [WAIVED])
    schema("findings").validate(built)
    assert built["counts"] == {"blocks": 1, "error": 0, "warning": 1, "info": 0}
    assert built["waived"][0]["expires"] == "2026-12-31"


def test_committed_schemas_are_the_generated_ones():
    generated = schema_files()
    committed = {path: resources.read_bytes("schemas", path) for path in generated}
    assert committed == generated, "run: python -m dsa_reports.evidence.schemas"
    for content in generated.values():
        Draft202012Validator.check_schema(json.loads(content))


def test_canonical_json():
    data = {"b": Decimal("1.50"), "a": Fraction(1, 3), "c": (Fraction(4, 2), Decimal("3.00")), "d": {"y", "x"}, "é": date(2026, 1, 2), "e": Severity.INFO, "p": Path("a/b")}
    assert canonical_json(data) == (
        '{\n "a": "1/3",\n "b": "1.50",\n "c": [\n  2,\n  3\n ],\n "d": [\n  "x",\n  "y"\n ],\n'
        ' "e": "info",\n "p": "a/b",\n "é": "2026-01-02"\n}\n'
    ).encode()
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json({"x": float("nan")})
    with pytest.raises(TypeError, match="canonical"):
        canonical_json({"x": object()})


def test_digests(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"abc" * 100_000)
    assert file_digest(path) == digest(b"abc" * 100_000) == FileDigest(sha256(b"abc" * 100_000), 300_000)
