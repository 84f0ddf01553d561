"""Reports as files in every form that the reader knows, and reports compared."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from dsa_reports.harmonised.model import HarmonisedReport
from dsa_reports.harmonised.reading import ReadReport, read_report
from dsa_reports.render.csv_parts import csv_bytes
from dsa_reports.render.xlsx import xlsx_bytes

Records = list[list[str]]


def write_csv(report: HarmonisedReport, folder: Path, line_end: str = "lf") -> Path:
    """The eleven parts under their official names."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in report.parts:
        (folder / f"{part.sheet}.csv").write_bytes(csv_bytes(part, line_end))
    return folder


def write_xlsx(report: HarmonisedReport, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "report.xlsx"
    path.write_bytes(xlsx_bytes(report, created=date(2026, 8, 1)))
    return path


def write_zip(report: HarmonisedReport, folder: Path) -> Path:
    """The parts two folders deep, as publishers pack them."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "report.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in report.parts:
            archive.writestr(f"DSA/2026 H1/{part.sheet}.csv", csv_bytes(part))
    return path


def write_ods(report: HarmonisedReport, folder: Path) -> Path:
    """A workbook as an office program writes it: numbers as numbers, the rest of each sheet as repeated blanks."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "report.ods"
    path.write_bytes(ods_bytes({
        part.sheet: [list(part.headers), *([(cell.text, bool(cell.figure)) for cell in row.cells] for row in part.rows)] for part in report.parts
    }))
    return path


def ods_bytes(sheets: dict[str, list[list]], extra: str = "", doctype: str = "") -> bytes:
    def cell(value) -> str:
        text, number = value if isinstance(value, tuple) else (value, False)
        if not text:
            return "<table:table-cell/>"
        if number:
            return f'<table:table-cell office:value-type="float" office:value="{text}"><text:p>{text}</text:p></table:table-cell>'
        lines = "".join(f"<text:p>{_odf(line)}</text:p>" for line in text.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'

    tables = "".join(
        f'<table:table table:name="{escape(name)}">' + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + extra + '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        f' office:version="1.3"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
    return out.getvalue()


def _odf(text: str) -> str:
    """Blanks at the ends and runs of blanks as office programs write them."""
    return escape(text).replace("  ", " <text:s/>") if text == text.rstrip(" ") else escape(text.rstrip(" ")) + "<text:s/>" * (len(text) - len(text.rstrip(" ")))


def records(path: Path) -> Records:
    return list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))


def rewrite(path: Path, change: Callable[[Records], Records | None]) -> Records:
    """Change the records of a CSV part in place; what was there before is returned."""
    before = records(path)
    after = change(records_copy := [list(record) for record in before])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(records_copy if after is None else after)
    path.write_text(out.getvalue(), "utf-8")
    return before


def plain_rows(report: HarmonisedReport) -> list[tuple]:
    """Everything that a file can hold: systems of part 8 and descriptions have names of their own in the model only."""
    return [
        (part.number, part.sheet, part.columns, part.headers, tuple(
            (row.key.partition("~")[0], row.level, row.parent, row.scope, tuple(cell.text for cell in row.cells)) for row in part.rows
        )) for part in report.parts
    ]


def assert_same(read: ReadReport, report: HarmonisedReport) -> None:
    """`read` says what `report` says, cell by cell."""
    for name in ("service", "provider", "tier", "period", "template"):
        assert getattr(read.report, name) == getattr(report, name)
    for got, wanted in zip(plain_rows(read.report), plain_rows(report), strict=True):
        assert got == wanted, f"part {wanted[0]}"
    for part in read.report.parts:
        for row in part.rows:
            for cell in row.cells:
                assert not cell.figure or read.report.figures[cell.figure].id == cell.figure


def said(read: ReadReport) -> list[tuple]:
    return [(f.id, f.part, f.line, f.column, f.value, f.expected) for f in read.findings]


__all__ = ["assert_same", "ods_bytes", "plain_rows", "read_report", "records", "rewrite", "said", "write_csv", "write_ods", "write_xlsx", "write_zip"]
