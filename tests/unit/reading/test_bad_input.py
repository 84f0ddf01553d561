"""Whatever lies at the path: a report, or a clear error, in little time and memory."""

import io
import os
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dsa_reports.errors import InputError
from dsa_reports.findings import Severity
from dsa_reports.harmonised.reading import Limits, read_report
from dsa_reports.pipeline.check import check
from dsa_reports.template.layout import layout
from tests.unit.checks.sample_reports import changed, correct
from tests.unit.reading.files import ods_bytes, write_csv, write_ods, write_xlsx

PART_10 = "Applicability,Service,Reporting period,Section,Indicator,Scope,Value\n"
SHEET = "xl/worksheets/sheet1.xml"


def refused(path: Path, pattern: str, **options) -> InputError:
    started = time.monotonic()
    with pytest.raises(InputError, match=pattern) as caught:
        read_report(path, **options)
    assert time.monotonic() - started < 20
    assert caught.value.where
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(("name", "content", "pattern"), [
    ("empty.csv", b"", "empty"), ("blank.csv", b"\xef\xbb\xbf"[:0] + b" \n\r\n ", "empty"), ("empty.xlsx", b"", "empty"),
    ("other.csv", b"a,b,c\n1,2,3\n", "nothing here follows the template"),
    ("other.csv", "DSA-Reporting 2025;;\n29.808;von Usern gemeldete Beiträge;\n".encode(), "nothing here follows the template"),
    ("report.pdf", b"%PDF-1.7\n...", "a PDF is for people"), ("4_notices.csv", b"%PDF-1.7\n...", "a PDF is for people"),
    ("report.json", b'{"a": 1}', "nothing here follows the template"),
    ("image.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 20, "neither CSV nor a workbook"),
    ("zeros.csv", bytes(5000), "empty|neither CSV"), ("report.xlsx", b"a,b\n", "no workbook"),
    ("report.xlsx", b"PK\x03\x04 and then nothing", "damaged"), ("report.zip", b"PK\x03\x04 and then nothing", "damaged"),
    ("report.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "cannot be read"),
    ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
])
def test_what_is_no_report_is_refused(name, content, pattern, tmp_path):
    (tmp_path / name).write_bytes(content)
    refused(tmp_path / name, pattern)


def test_no_path_and_a_pipe(tmp_path):
    refused(tmp_path / "nowhere", "cannot read this path")
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe", "neither a file nor a folder")


def test_a_folder_without_any_part(tmp_path):
    refused(tmp_path, "no CSV part and no workbook")
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "photo.jpg").write_bytes(b"x")
    refused(tmp_path, "nothing here follows the template")


def test_a_report_among_unrelated_files(tmp_path):
    folder = write_csv(correct("hosting", events=1), tmp_path / "r")
    (folder / "passwd.csv").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.csv")
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7")
    (folder / "prices.csv").write_text("a,b\n1,2\n")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04broken")
    (folder / "4_notices_old.csv").write_bytes(b"")
    (folder / "old.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    (folder / "~$report.xlsx").write_bytes(b"lock")
    (folder / os.fsdecode(b"caf\xe9.csv")).write_text("a,b\n")
    read = read_report(folder)
    assert len(read.report.parts) == 11
    found = {(f.id, f.file) for f in read.findings}
    assert found == {
        ("READ-8", "passwd.csv"), ("READ-8", "letter.pdf"), ("READ-8", "prices.csv"), ("A-3", "broken.xlsx"), ("A-3", "4_notices_old.csv"),
        ("READ-8", "old.zip"), ("READ-8", "caf\ufffd.csv"), ("READ-8", "caf?.csv"),
    } - {("READ-8", "caf\ufffd.csv") if ("READ-8", "caf?.csv") in found else ("READ-8", "caf?.csv")}


def test_too_many_files_and_too_deep(tmp_path):
    for number in range(12):
        (tmp_path / f"{number}.log").touch()
    refused(tmp_path, "more than 10 files", limits=Limits(files=10))
    deep = tmp_path / "/".join("abcdefghijklmn")
    deep.mkdir(parents=True)
    refused(tmp_path, "12 deep")


def test_too_many_bytes_together(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.csv").write_bytes(b"x" * 1000)
    refused(tmp_path, "together", limits=Limits(total_bytes=2500))


# CSV

def test_a_huge_cell_or_file(tmp_path):
    path = tmp_path / "10_AMAR.csv"
    path.write_text(PART_10 + "All,x," + "y" * 200_000 + ",AMAR,a,TOTAL,1\n")
    assert "record 2" in refused(path, "a cell of more than 131,072 characters").where
    with path.open("wb") as stream:
        stream.write(PART_10.encode())
        stream.truncate(200_000_000)
    refused(path, "200,000,000 bytes")


def test_too_many_records_and_columns(tmp_path):
    path = tmp_path / "10_AMAR.csv"
    path.write_text(PART_10 + "All\n" * 30_000)
    refused(path, "beyond what a report can have")
    path.write_text(PART_10 + "," * 5000 + "\n")
    refused(path, "beyond what a report can have")


def test_a_quote_that_never_ends(tmp_path):
    path = tmp_path / "10_AMAR.csv"
    path.write_text(PART_10 + 'All,x,2026-01-01/2026-06-30,AMAR,"Number,TOTAL,1\nAll,x\n')
    read = read_report(path)
    assert "A-2" in {f.id for f in read.findings}


def test_a_file_full_of_nonsense_is_read_in_bounded_time(tmp_path):
    path = tmp_path / "7_appeals_and_recidivism.csv"
    row = "All,x,2026-01-01/2026-06-30,{0}nonsense,Complaints about {0} decisions that nobody knows,a  {0}" + " " * 300 + "b,1 2{0}3,\n"
    path.write_text("Applicability,Service,Reporting period,Section,Indicator,Scope,Value,Contextual Information\n" + "".join(row.format(n) for n in range(15_000)))
    started = time.monotonic()
    read = read_report(path)
    assert time.monotonic() - started < 60
    assert len(read.report.parts[0].rows) == 15_000
    assert sum(f.count for f in read.findings if f.id == "B-10") == 15_000
    assert len(read.findings) < 20_010


# Archives

def zipped(path: Path, *entries: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return path


@pytest.mark.parametrize("name", ["../4_notices.csv", "a/../../4_notices.csv", "/etc/4_notices.csv", "C:\\4_notices.csv", "..\\4_notices.csv"])
def test_names_that_lead_out_of_an_archive(name, tmp_path):
    refused(zipped(tmp_path / "r.zip", (name, PART_10.encode())), "names a file outside of itself")


def test_links_and_passwords_in_an_archive(tmp_path):
    link = zipfile.ZipInfo("4_notices.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    refused(zipped(tmp_path / "r.zip", (link, b"/etc/passwd")), "holds a link")
    path = zipped(tmp_path / "s.zip", ("4_notices.csv", PART_10.encode()))
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    refused(path, "password")


def test_an_archive_in_an_archive(tmp_path):
    inner = zipped(tmp_path / "inner.zip", ("10_AMAR.csv", PART_10.encode()))
    outer = zipped(tmp_path / "outer.zip", ("inner.zip", inner.read_bytes()))
    refused(outer, "no CSV part and no workbook")


def test_an_archive_that_lies_about_sizes(tmp_path):
    path = zipped(tmp_path / "r.zip", ("10_AMAR.csv", PART_10.encode() * 1000))
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.index(mark) + at
        content[start:start + 4] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    refused(path, "damaged")


# Workbooks

def test_formulas_and_links(tmp_path):
    path = write_xlsx(correct("hosting", events=1), tmp_path / "r")
    book = openpyxl.load_workbook(path)
    book["4_notices"]["F2"] = "=SUM(F3:F9)"
    book["4_notices"]["P2"] = "=HYPERLINK(\"http://example.org\")"
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    read = read_report(path)
    assert [(f.id, f.part, f.line, f.column, f.value) for f in read.findings if f.id.startswith("READ")] == [
        ("READ-7", None, None, "", ""), ("READ-6", 4, 2, "F", "=SUM(F3:F9)"), ("READ-6", 4, 2, "P", '=HYPERLINK("http://example.org")'),
    ]
    lost, other = [f for f in read.findings if f.id == "READ-6"]
    assert (lost.severity, other.severity) == (Severity.ERROR, Severity.WARNING)
    assert lost.message == "a formula stands in the cell, without a saved result: the figure is not in the file (sheet 4_notices)"
    first = read.report.parts[3].rows[0]
    assert first.cells[5].text == "=SUM(F3:F9)"
    assert ("C-15", 4, 2, "F") in {(f.id, f.part, f.line, f.column) for f in read.findings}
    assert [f.id for f in check(path=path).findings if (f.part, f.line, f.column) == (4, 2, "F") and f.id in {"READ-6", "C-15"}] == ["READ-6"]
    assert "C-15" in {f.id for f in check(path=path, only=["C"]).findings}


def test_formulas_behind_the_last_filled_cell_are_not_forgotten(tmp_path):
    """What has no saved result is an empty cell for the library: it may stand behind the end of its record, or in a blank one."""
    path = write_xlsx(correct("hosting", events=1), tmp_path / "r")
    book = openpyxl.load_workbook(path)
    sheet = book["10_AMAR"]
    for row in sheet.iter_rows(min_row=2):
        row[-1].value = None
    sheet.cell(2, sheet.max_column).value = "=1+1"
    book.save(path)
    said = [(f.id, f.part, f.line, f.value, f.severity) for f in read_report(path).findings if f.id == "READ-6"]
    assert said == [("READ-6", 10, 2, "=1+1", Severity.ERROR)]


def test_findings_of_a_workbook_name_the_sheet(tmp_path):
    path = write_xlsx(changed(correct("hosting", events=1), {(4, "TOTAL", "notices_received", ""): "77"}), tmp_path / "r")
    (found,) = [f for f in check(path=path).findings if f.id == "C-1"]
    assert found.message.endswith("(sheet 4_notices)")


def test_a_formula_with_its_result_gives_the_result(tmp_path):
    path = write_xlsx(correct("hosting", events=1), tmp_path / "r")
    replaced(path, "xl/worksheets/sheet4.xml", lambda xml: xml.replace(b'<c r="F2" s="', b'<c r="F2" t="n" s="', 1))
    import re

    replaced(path, "xl/worksheets/sheet4.xml", lambda xml: re.sub(rb'(<c r="F2"[^>]*>)<v>(\d+)</v>', rb"\1<f>1+&amp;1</f><v>\2</v>", xml))
    read = read_report(path)
    assert read.report.parts[3].rows[0].cells[5].text == correct("hosting", events=1).parts[3].rows[0].cells[5].text
    assert [(f.id, f.line, f.column, f.value) for f in read.findings] == [("READ-6", 2, "F", "=1+&1")]


def replaced(path: Path, member: str, change) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[member] = change(files[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def test_a_text_that_looks_like_a_formula_is_a_text(tmp_path):
    made = correct("hosting", events=1)
    from tests.unit.checks.sample_reports import changed

    made = changed(made, {(11, "summary", "value", ""): "=1+1"})
    read = read_report(write_xlsx(made, tmp_path / "r"))
    assert read.report.parts[10].rows[0].cells[4].text == "=1+1"
    assert read.findings == ()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_entities_in_workbooks(tmp_path):
    path = write_xlsx(correct("hosting", events=1), tmp_path / "r")
    replaced(path, SHEET, lambda xml: xml.replace(b"?>", b"?>" + ENTITIES, 1))
    refused(path, "declares XML entities")
    ods = tmp_path / "r.ods"
    ods.write_bytes(ods_bytes({"1": [["&b;"]]}, doctype=ENTITIES.decode()))
    refused(ods, "declares XML entities")


def test_an_encrypted_ods(tmp_path):
    path = write_ods(correct("hosting", events=1), tmp_path / "r")
    replaced(path, "META-INF/manifest.xml", lambda xml: xml.replace(b"/>", b"><manifest:encryption-data/></manifest:manifest>"))
    refused(path, "password")


def xlsx_of(sheet: str, shared: str = "", sheet_name: str = SHEET) -> bytes:
    """The least workbook."""
    out = io.BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/{sheet_name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="10_AMAR" sheetId="1" r:id="rId1"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="{sheet_name.removeprefix("xl/")}"/><Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        archive.writestr(sheet_name, f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>')
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{shared}</sst>')
    return out.getvalue()


def cells(number: int, *texts: str) -> str:
    return f'<row r="{number}">' + "".join(f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(texts)) + "</row>"


HEADER = cells(1, *PART_10.strip().split(","))
BOMBS = {
    "corners.xlsx": lambda: xlsx_of(HEADER + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "corners2.xlsx": lambda: xlsx_of(HEADER + "<row r = '1048576'><c r\t=\n'XFD1048576'><v>1</v></c></row>"),
    "strings.xlsx": lambda: xlsx_of(HEADER + "".join(f'<row r="{n}">' + "".join(f'<c r="{chr(65 + at)}{n}" t="s"><v>0</v></c>' for at in range(7)) + "</row>" for n in range(2, 9000)), f"<si><t>{'x' * 120_000}</t></si>"),
    "elsewhere.xlsx": lambda: xlsx_of(HEADER + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', sheet_name="xl/data/first"),
    "zeros.xlsx": lambda: xlsx_of(HEADER + " " * 300_000_000),
    "repeated.ods": lambda: ods_bytes({"10_AMAR": [PART_10.strip().split(",")]}, extra='<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" office:value-type="string"><text:p>boom</text:p></table:table-cell></table:table-row>'),
    "text.ods": lambda: ods_bytes({"10_AMAR": [PART_10.strip().split(",")]}, extra='<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="2000000000"/></text:p></table:table-cell></table:table-row>'),
    "far.ods": lambda: ods_bytes({"10_AMAR": [PART_10.strip().split(",")]}, extra='<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000"/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="16000"/><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'),
    "bomb.zip": lambda: _zip_of("10_AMAR.csv", PART_10.encode() + bytes(300_000_000)),
    "cell.csv": lambda: PART_10.encode() + b'All,x,"' + b"y" * 60_000_000 + b'",AMAR,a,TOTAL,1\n',
}


def _zip_of(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_end_within_a_gigabyte_and_half_a_minute(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    program = (
        "import resource, sys, time\nfrom pathlib import Path\nfrom dsa_reports.errors import InputError\n"
        "from dsa_reports.harmonised.reading import read_report\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1500 << 20, 1500 << 20))\n"
        "try:\n    read_report(Path(sys.argv[1])); print('read')\nexcept InputError as error:\n    print('refused', error.what)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[3], check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith(("read", "refused")), done.stdout
    assert "MemoryError" not in done.stdout


def test_the_layout_has_the_headers_that_these_tests_use():
    assert [header.strip() for header in layout().part(10).headers] == PART_10.strip().split(",")


def test_the_least_workbook_is_read(tmp_path):
    """The bombs are refused for what they hold, not for how they are made."""
    row = cells(2, "Only for VLOPs and VLOSEs", "x", "2026-01-01/2026-06-30", "AMAR", "Number of average monthly active recipients during the reporting period", "TOTAL")
    path = tmp_path / "r.xlsx"
    for where in (SHEET, "xl/data/first"):
        path.write_bytes(xlsx_of(HEADER + row.replace("</row>", '<c r="G2"><v>5</v></c></row>'), sheet_name=where))
        read = read_report(path)
        assert read.report.figures["10.recipients.value@TOTAL"].value == 5
        assert read.findings == ()
