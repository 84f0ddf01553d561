"""The main job as its user runs it: everything appears, agrees and can be made again, or nothing appears.

Whole builds are slow: add a test here only for what a whole build alone can show.
"""

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from dsa_reports.errors import InputError, PolicyError, UsageError
from dsa_reports.findings import Severity
from dsa_reports.harmonised.model import figure_id
from dsa_reports.pipeline.build import BuildResult, build
from dsa_reports.pipeline.drafts import current_draft
from dsa_reports.template.layout import layout
from tests.golden.conftest import SAMPLES

Built = tuple[Path, BuildResult]


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_everything_is_there(marktplein: Built) -> None:
    output, result = marktplein
    sheets = [f"publish/csv/{part.sheet}.csv" for part in layout().parts]
    wanted = {*sheets, "publish/report.xlsx", "publish/report.pdf", "publish/report.html", "publish/report.json",
              "internal/manifest.json", "internal/passports.json", "internal/findings.json",
              *(f"internal/inputs/{name}" for name in ("service.toml", "settings.json", "definitions.json"))}
    assert set(files_of(result.folder)) == wanted
    assert current_draft(output) == result.folder.resolve()
    assert not list(output.glob(".work-*"))


def test_the_sample_has_nothing_that_blocks(marktplein: Built) -> None:
    assert [f for f in marktplein[1].findings if f.severity in (Severity.BLOCKS, Severity.ERROR)] == []


def test_every_printed_figure_has_a_passport_with_law_and_definition(marktplein: Built) -> None:
    folder = marktplein[1].folder
    passports = json.loads((folder / "internal/passports.json").read_text("utf-8"))["figures"]
    assert set(passports) == set(marktplein[1].document.figures)
    without = [i for i, p in passports.items() if not (p["citation"] and p["definition"] and p["unit"] and (p["conversion"] or p["declared"]))]
    assert without == []
    assert passports["4.TOTAL.median_time"]["readings"]["median_decimals"] == "2"
    page = (folder / "publish/report.html").read_text("utf-8")
    assert set(re.findall(r'data-figure="([^"]+)"', page)) <= set(passports)


def test_csv_json_and_passports_say_the_same(marktplein: Built) -> None:
    folder, document = marktplein[1].folder, marktplein[1].document
    passports = json.loads((folder / "internal/passports.json").read_text("utf-8"))["figures"]
    for part in document.report.parts:
        records = list(csv.reader(io.StringIO((folder / f"publish/csv/{part.sheet}.csv").read_text("utf-8"), newline="")))
        assert tuple(records[0]) == part.headers
        for row, record in zip(part.rows, records[1:], strict=True):
            for cell, text in zip(row.cells, record, strict=True):
                assert cell.text == text
                if cell.figure:
                    assert passports[cell.figure]["text"] == text


def test_the_manifest_lists_every_output_with_its_hash(marktplein: Built) -> None:
    folder = marktplein[1].folder
    manifest = json.loads((folder / "internal/manifest.json").read_text("utf-8"))
    found = {n: hashlib.sha256(c).hexdigest() for n, c in files_of(folder).items() if n != "internal/manifest.json"}
    assert {name: entry["sha256"] for name, entry in manifest["outputs"].items()} == found
    for table in manifest["inputs"].values():
        assert table["rows_read"] == table["accepted"] + table["rejected"]


def test_the_bridge_from_rows_read_to_the_period_is_the_same_everywhere(marktplein: Built) -> None:
    folder = marktplein[1].folder
    manifest = json.loads((folder / "internal/manifest.json").read_text("utf-8"))
    rows = json.loads((folder / "publish/report.json").read_text("utf-8"))["rows"]
    page = (folder / "publish/report.html").read_text("utf-8").partition('class="bridge"')[2].partition("</table>")[0]
    paper = " ".join(page.extract_text() for page in PdfReader(folder / "publish/report.pdf").pages)
    keys = ("rows_read", "rejected", "accepted", "in_period", "before_period", "after_period", "undated")
    for name, entry in manifest["inputs"].items():
        assert entry["accepted"] == entry["in_period"] + entry["before_period"] + entry["after_period"] + entry["undated"]
        if entry["status"] == "loaded":
            assert {key: rows[name][key] for key in keys} == {key: entry[key] for key in keys}
            cells = re.search(rf"<code>{name}</code>.*?</tr>", page, re.DOTALL)
            assert cells
            assert re.findall(r"<td[^>]*>([\d,]+)</td>", cells[0]) == [f"{entry[key]:,}" for key in keys]
    assert manifest["counts"]["in_period"] + manifest["counts"]["outside_period"] == manifest["counts"]["accepted"]
    assert manifest["inputs"]["notices"]["in_period"] > 0 < manifest["inputs"]["minor_measures"]["undated"]
    assert "From rows read to rows of the period" in " ".join(paper.split())


def test_no_path_user_or_clock_in_the_files(marktplein: Built) -> None:
    output, result = marktplein
    for name, content in files_of(result.folder).items():
        if name.endswith((".json", ".html", ".csv")):
            assert str(output).encode() not in content
            assert str(SAMPLES.parent).encode() not in content


@pytest.mark.slow
def test_same_inputs_same_bytes(marktplein: Built, tmp_path: Path) -> None:
    again = build(service=SAMPLES / "marktplein", period="2026", output=tmp_path / "elsewhere")
    assert files_of(again.folder) == files_of(marktplein[1].folder)


def test_the_pdf_is_tagged_titled_and_marked_as_draft(marktplein: Built) -> None:
    reader = PdfReader(marktplein[1].folder / "publish/report.pdf")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "Marktplein" in (reader.metadata or {}).get("/Title", "")
    first = reader.pages[0].extract_text()
    assert "DRAFT" in first.upper()
    assert len(reader.pages) <= 70


def test_a_quarter_says_on_its_face_that_it_is_internal(tmp_path: Path) -> None:
    result = build(service=SAMPLES / "zero" / "intermediary", period="2026-Q1", output=tmp_path)
    assert result.document.identification["statutory"] is False
    pages = [page.extract_text().lower() for page in PdfReader(result.folder / "publish/report.pdf").pages]
    assert all("internal report" in " ".join(page.split()) for page in pages)
    assert "internal report" in (result.folder / "publish/report.html").read_text("utf-8").lower()
    assert json.loads((result.folder / "internal/manifest.json").read_text("utf-8"))["statutory"] == ""


def test_the_second_build_is_the_second_draft_and_the_first_stays(quiet_service: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    first = build(service=quiet_service, period="2026", output=output)
    kept = files_of(first.folder)
    second = build(service=quiet_service, period="2026", output=output)
    assert (first.folder.name, second.folder.name) == ("1", "2")
    assert files_of(first.folder) == kept
    assert current_draft(output).name == "2"


def test_a_failed_build_leaves_the_last_good_draft(quiet_service: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    good = build(service=quiet_service, period="2026", output=output)
    kept = files_of(output)
    toml = (quiet_service / "service.toml").read_text("utf-8")
    (quiet_service / "service.toml").write_text(re.sub(r"\[tables\.orders\]\n[^\[]*", '[tables.orders]\nfiles = ["gone/*.csv"]\n\n', toml), "utf-8")
    with pytest.raises(InputError, match=r"gone/\*\.csv"):
        build(service=quiet_service, period="2026", output=output)
    assert files_of(output) == kept
    assert current_draft(output) == good.folder.resolve()


def test_a_tier_without_its_tables_is_told_which(quiet_service: Path, tmp_path: Path) -> None:
    toml = (quiet_service / "service.toml").read_text("utf-8")
    (quiet_service / "service.toml").write_text(toml.split("[tables.", 1)[0], "utf-8")
    with pytest.raises(UsageError, match="orders, moderation_actions, complaints, automation_evaluations"):
        build(service=quiet_service, period="2026", output=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_final_is_refused_while_rows_are_rejected(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="block"):
        build(service=SAMPLES / "prikbord", period="2026-H1", output=tmp_path, final=True)
    assert not (tmp_path / "drafts").exists()


def test_figure_ids_are_those_of_the_template(marktplein: Built) -> None:
    document = marktplein[1].document
    for part in document.report.parts:
        for row in part.rows:
            for column, cell in zip(part.columns, row.cells, strict=True):
                if cell.figure:
                    assert cell.figure == figure_id((part.number, row.key, column, row.scope))


def test_the_annex_says_what_was_checked_and_with_what_result(marktplein: Built) -> None:
    _, result = marktplein
    checks = {entry["id"]: entry for entry in json.loads((result.folder / "internal/findings.json").read_bytes())["checks"]}
    from dsa_reports.checks import all_checks

    assert set(checks) == set(all_checks())
    assert checks["C-1"]["status"] == "passed"
    assert checks["R-4"]["reason"] == "no other report was given to compare with"
    assert checks["G-1"]["reason"] == "it concerns only vlop"
    found = [f.id for f in result.findings]
    assert {name for name, entry in checks.items() if entry["findings"]} == set(found) & set(checks)
    page = (result.folder / "publish/report.html").read_text("utf-8")
    for name in checks:
        assert f"<code>{name}</code>" in page


def test_nothing_of_the_samples_is_an_error_of_the_report(marktplein: Built) -> None:
    _, result = marktplein
    from dsa_reports.checks import all_checks

    assert [f.message for f in result.findings if f.id in all_checks() and f.severity in (Severity.BLOCKS, Severity.ERROR)] == []
