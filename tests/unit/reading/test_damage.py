"""Each kind of damage, done to a correct report, is undone, and said with the original text: no more and no less."""

import re
from functools import cache
from pathlib import Path

import pytest

from dsa_reports.template.layout import layout
from tests.unit.checks.sample_reports import changed, correct
from tests.unit.reading.files import assert_same, read_report, records, rewrite, said, write_csv

SCAMS = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
TOTAL = (4, "TOTAL", "notices_received", "")
MEDIAN = (4, "TOTAL", "median_time", "")
LATIN = "Überprüfung – d’après l’équipe"


@cache
def report():
    """A report with large counts, a median with decimals, a share, and letters beyond ASCII."""
    found = changed(correct("vlop", events=2), {
        TOTAL: "1234567", (4, "TOTAL", "items", ""): "1374", MEDIAN: "12.5", (11, "support", "value", ""): LATIN,
        (7, "complaints", "value", "total"): "65966014", (9, "moderators_internal", "value", "total"): "12.5",
        (10, "recipients", "value", "TOTAL"): "178300000", (8, "measures_solely_automated", "value", "fr"): "7",
    })
    figures = {
        cell.figure: cell.text for part in found.parts for row in part.rows for cell in row.cells if cell.figure
    }
    return found.model_copy(update={"figures": {name: figure.model_copy(update={"text": figures[name]}) for name, figure in found.figures.items()}})


def csv_of(number: int, folder: Path) -> Path:
    return folder / f"{layout().part(number).sheet}.csv"


def place(number: int, key: str, column: str, scope: str = "") -> tuple[int, int, str]:
    """Record index, cell index and letter of a cell."""
    part = report().parts[number - 1]
    at = part.columns.index(column)
    line = next(index for index, row in enumerate(part.rows, 1) if (row.key, row.scope) == (key, scope))
    return line, at, layout().part(number).columns[at].letter


def set_cell(folder: Path, number: int, key: str, column: str, text: str, scope: str = "") -> tuple[int, str, str]:
    """Write `text` into a cell; line, letter and what stood there."""
    line, at, letter = place(number, key, column, scope)

    def change(rows):
        rows[line][at] = text

    before = rewrite(csv_of(number, folder), change)
    return line + 1, letter, before[line][at]


CELLS = [
    # part, row, column, scope, damaged text, rule
    (*TOTAL[:3], "", "1,234,567", "A-9"),
    (*TOTAL[:3], "", "1.234.567", "A-9"),
    (*TOTAL[:3], "", "1 234 567", "A-9"),
    (*TOTAL[:3], "", "1\u00a0234\u00a0567", "A-9"),
    (*TOTAL[:3], "", "1\u202f234\u202f567", "A-9"),
    (*TOTAL[:3], "", "1'234'567", "A-9"),
    (*TOTAL[:3], "", "1234567.0", "A-9"),
    (*TOTAL[:3], "", "1.234567E+06", "A-9"),
    (*TOTAL[:3], "", " 1234567 ", "A-9"),
    (4, "TOTAL", "items", "", "1,374", "A-9"),
    (*MEDIAN[:3], "", "12,5", "A-9"),
    (*MEDIAN[:3], "", "12.5 h", "C-15"),
    (*MEDIAN[:3], "", "12.5 hours", "C-15"),
    (9, "moderators_internal", "value", "total", "12.5 FTE", "C-15"),
    (7, "complaints", "value", "total", "65966014.0", "A-9"),
    (10, "recipients", "value", "TOTAL", "178,300,000", "A-9"),
    (1, "period_start", "value", "", "46023", "A-9"),
    (1, "period_start", "value", "", "2026-01-01 00:00:00", "A-9"),
    (1, "period_start", "value", "", "2026-01-01T00:00:00Z", "A-9"),
    (1, "period_end", "value", "", "30/06/2026", "A-5"),
    (1, "period_end", "value", "", "30.06.2026", "A-5"),
    (1, "period_end", "value", "", "06/30/2026", "A-5"),
    (1, "period_end", "value", "", "30 June 2026", "A-5"),
    (1, "period_end", "value", "", "2026/06/30", "A-5"),
    (4, "TOTAL", "period", "", "2026-01-01 - 2026-06-30", "A-5"),
    (4, "TOTAL", "period", "", "01.01.2026 – 30.06.2026", "A-5"),
    (4, "TOTAL", "category", "", "total", "B-1"),
    (4, SCAMS, "category", "", "SCAMS_AND_FRAUD", "B-1"),
    (4, f"{SCAMS}/KEYWORD_PHISHING", "category", "", "KEYWORD_PHISHING ", "B-1"),
    (4, f"{SCAMS}/KEYWORD_PHISHING", "category", "", "Phishing", "B-1"),
    (4, f"{SCAMS}/KEYWORD_PHISHING", "category", "", "Category 11e", "B-1"),
]


@pytest.mark.parametrize(("number", "key", "column", "scope", "text", "rule"), CELLS)
def test_a_damaged_cell_is_repaired(number, key, column, scope, text, rule, tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    line, letter, before = set_cell(folder, number, key, column, text, scope)
    read = read_report(folder)
    assert_same(read, report())
    (finding,) = read.findings
    assert (finding.id, finding.part, finding.line, finding.column, finding.expected) == (rule, number, line, letter, before)
    assert re.sub(r"‹U\+(\w+)›", lambda m: chr(int(m[1], 16)), finding.value) == text
    assert finding.file == csv_of(number, folder).name
    assert finding.message
    assert finding.remedy


SCOPES = [
    (10, "recipients", "TOTAL", "total", "READ-2"), (10, "recipients", "TOTAL", "Total number", "READ-2"),
    (10, "recipients", "SI", "SI ", "B-6"), (10, "recipients", "SI", "si", "B-6"), (10, "recipients", "SI", "Slovenia", "B-6"),
    (8, "measures_solely_automated", "fr", "FR", "B-6"), (8, "measures_solely_automated", "fr", "Total number: fr", "B-7"),
    (8, "measures_solely_automated", "own_initiative", "own initiative  ", "READ-2"),
    (7, "complaints", "omitted", "Decisions omitted", "READ-2"),
]


@pytest.mark.parametrize(("number", "key", "scope", "text", "rule"), SCOPES)
def test_a_scope_is_recognised_however_it_is_written(number, key, scope, text, rule, tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    line, letter, _ = set_cell(folder, number, key, "scope", text, scope)
    read = read_report(folder)
    assert_same(read, report())
    assert said(read) == [(rule, number, line, letter, text, scope)]


def test_greece_may_be_either(tmp_path):
    for greece in ("EL", "GR"):
        made = correct("vlop", greece=greece, member_state_rows="all")
        read = read_report(write_csv(made, tmp_path / greece))
        assert_same(read, made)
        assert said(read) == []


@pytest.mark.parametrize("change", [
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.rstrip("\n"),
    lambda text: text.replace(" ,", ",").replace("\u00a0", ""),
    lambda text: text.replace(" ,", "\u00a0,"),
    lambda text: text + "\n\n",
    lambda text: "\n".join(",".join(f'"{c}"' if '"' not in c else c for c in line.split(",")) if '"' not in line else line for line in text.split("\n")),
], ids=["CRLF", "no last line end", "odd blanks trimmed", "other blanks", "blank lines", "quotes everywhere"])
def test_what_rfc_4180_and_the_official_files_leave_open_is_no_finding(change, tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    for path in folder.iterdir():
        path.write_bytes(change(path.read_bytes().decode()).encode())
    read = read_report(folder)
    assert_same(read, report())
    assert said(read) == []


FILES = {
    "byte order mark": (lambda b: b"\xef\xbb\xbf" + b, "A-8", "‹U+FEFF›", ""),
    "UTF-16 LE": (lambda b: b.decode().encode("utf-16"), "A-1", "utf-16-le", "utf-8"),
    "UTF-16 BE": (lambda b: b"\xfe\xff" + b.decode().encode("utf-16-be"), "A-1", "utf-16-be", "utf-8"),
    "UTF-16 without mark": (lambda b: b.decode().encode("utf-16-le"), "A-1", "utf-16-le", "utf-8"),
    "Windows-1252": (lambda b: b.decode().encode("cp1252"), "A-1", "windows-1252", "utf-8"),
    "semicolons": (lambda b: dialect(b, ";"), "A-2", ";", ","),
    "tabs": (lambda b: dialect(b, "\t"), "A-2", "‹U+0009›", ","),
    "bars": (lambda b: dialect(b, "|"), "A-2", "|", ","),
    "empty columns": (lambda b: padded(b), "A-2", ",,,,", "5 columns"),
}


def dialect(content: bytes, delimiter: str) -> bytes:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(csv.reader(io.StringIO(content.decode(), newline="")))
    return out.getvalue().encode()


def padded(content: bytes) -> bytes:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([*row, "", "", "", ""] for row in csv.reader(io.StringIO(content.decode(), newline="")))
    return out.getvalue().encode()


@pytest.mark.parametrize("name", FILES)
def test_a_file_in_another_dress_is_read(name, tmp_path):
    change, rule, value, expected = FILES[name]
    folder = write_csv(report(), tmp_path / "r")
    path = csv_of(11, folder)
    path.write_bytes(change(path.read_bytes()))
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.part, f.value, f.expected, f.file) for f in read.findings] == [(rule, 11, value, expected, path.name)]


def test_records_quoted_as_a_whole(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    path = csv_of(10, folder)
    path.write_text("".join('"' + line.replace('"', '""') + '"\n' for line in path.read_text("utf-8").splitlines()), "utf-8")
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.part, f.line) for f in read.findings] == [("A-2", 10, 1)]


@pytest.mark.parametrize("rounds", [1, 2])
def test_utf8_that_was_taken_for_windows_1252(rounds, tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    broken = LATIN
    for _ in range(rounds):
        broken = "".join(bytes([b]).decode("cp1252") if b not in (0x81, 0x8d, 0x8f, 0x90, 0x9d) else chr(b) for b in broken.encode())
    line, letter, _ = set_cell(folder, 11, "support", "value", broken)
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.part, f.line, f.column, f.expected) for f in read.findings] == [("A-1", 11, line, letter, LATIN)]


def test_gbk_quotes(tmp_path):
    folder = write_csv(changed(report(), {(11, "support", "value", ""): "the provider’s “team”"}), tmp_path / "r")
    line, letter, before = set_cell(folder, 11, "support", "value", "the provider¡¯s ¡°team¡±")
    read = read_report(folder)
    assert said(read) == [("A-1", 11, line, letter, "the provider¡¯s ¡°team¡±", before)]


@pytest.mark.parametrize("text", ["Ça a été décidé à Liège; «Noël» coûte 5 €", "Größe: 5 ÷ 2, ½ Â", "ÀÉÎÕÜ", "Ελλάδα", "ÃO BRASIL"])
def test_proper_words_are_left_alone(text, tmp_path):
    made = changed(report(), {(11, "support", "value", ""): text})
    read = read_report(write_csv(made, tmp_path / "r"))
    assert_same(read, made)
    assert said(read) == []


def test_lost_characters_are_an_error(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    line, letter, _ = set_cell(folder, 11, "support", "value", "what \ufffd was")
    assert said(read_report(folder)) == [("A-1", 11, line, letter, "what \ufffd was", "")]


# Shapes

def test_short_records(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    before = rewrite(csv_of(8, folder), lambda rows: [rows[0], rows[1][:7], *rows[2:]])
    assert before[1][7] == ""
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.part, f.line) for f in read.findings] == [("A-2", 8, 2)]


def test_blank_repeated_cells(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    rewrite(csv_of(10, folder), lambda rows: [*rows[:3], *(["", "", "", "", "", *row[5:]] for row in rows[3:])])
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.part, f.line, f.column) for f in read.findings] == [("READ-3", 10, line, "A") for line in range(4, 30)]


def test_columns_in_another_order(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    rewrite(csv_of(10, folder), lambda rows: [[row[6], *row[:6]] for row in rows])
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.part, f.line) for f in read.findings] == [("A-3", 10, 1)]
    assert read.source[10].letters["value"] == "A"


def test_a_column_is_missing(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    rewrite(csv_of(4, folder), lambda rows: [row[:9] + row[10:] for row in rows])
    read = read_report(folder)
    assert [(f.id, f.part, f.line, f.column) for f in read.findings] == [("A-3", 4, 1, "J")]
    assert {row.cells[9].text for row in read.report.parts[3].rows} == {""}
    assert read.source[4].letters["median_time"] == ""


def test_a_header_is_misspelt(tmp_path):
    folder = write_csv(report(), tmp_path / "r")

    def change(rows):
        rows[0][5] = "Notices (number of)"

    before = rewrite(csv_of(4, folder), change)
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.line, f.column, f.value, f.expected) for f in read.findings] == [("A-3", 1, "F", "Notices (number of)", before[0][5])]


def test_a_column_too_many(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    rewrite(csv_of(10, folder), lambda rows: [[*rows[0], "Contextual information"], [*rows[1], "Estimated."], *([*row, ""] for row in rows[2:])])
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.part, f.line, f.column, f.value) for f in read.findings] == [("B-10", 10, 2, "H", "Estimated.")]


def test_text_around_the_table(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    rewrite(csv_of(9, folder), lambda rows: [["Acme, part 9"], [], *rows, ["* heads in December"]])
    read = read_report(folder)
    assert_same(read, report())
    lines = {f.line: f.value for f in read.findings if f.id == "READ-11"}
    assert lines == {1: "Acme, part 9", len(report().parts[8].rows) + 4: "* heads in December"}
    assert read.source[9].line(1) == 3
    assert read.source[9].line(2) == 4


def test_labels_of_another_row(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    line, letter, before = set_cell(folder, 7, "complaints", "applicability", "All", "upheld")
    read = read_report(folder)
    assert_same(read, report())
    assert said(read) == [("READ-2", 7, line, letter, "All", before)]


def test_the_header_is_missing(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    rewrite(csv_of(7, folder), lambda rows: rows[1:])
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.part) for f in read.findings] == [("A-3", 7)]


# Names

def test_renumbered_and_renamed_parts(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    csv_of(4, folder).rename(folder / "3_notices_article16.csv")
    csv_of(9, folder).rename(folder / "people.csv")
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.part, f.file, f.expected) for f in read.findings] == [
        ("READ-4", 4, "3_notices_article16.csv", "4_notices"), ("READ-4", 9, "people.csv", "9_human_resources"),
    ]


@pytest.mark.parametrize("name", ["4_article_16_notices.csv", "4_notices (1).csv", "Acme_H1-2026__4_notices.csv", "4_NOTICES.csv", "DSA_CSV_Part_4_notices.csv"])
def test_usual_names_are_fine(name, tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    csv_of(4, folder).rename(folder / name)
    read = read_report(folder)
    assert_same(read, report())
    assert said(read) == []


def test_parts_5_and_6_are_told_apart_by_their_rows(tmp_path):
    """Annex II calls column D of part 6 like that of part 5; somebody copied it."""
    folder = write_csv(report(), tmp_path / "r")
    header = records(csv_of(5, folder))[0]
    rewrite(csv_of(6, folder), lambda rows: [header, *rows[1:]])
    csv_of(5, folder).rename(folder / "a.csv")
    csv_of(6, folder).rename(folder / "b.csv")
    read = read_report(folder)
    assert_same(read, report())
    assert {(f.id, f.file) for f in read.findings} == {("READ-4", "a.csv"), ("READ-4", "b.csv"), ("A-3", "b.csv")}


def test_all_parts_in_one_file(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    whole = b"\n".join(csv_of(number, folder).read_bytes() for number in range(1, 12))
    path = tmp_path / "all.csv"
    path.write_bytes(whole)
    read = read_report(path)
    assert_same(read, report())
    assert [f.id for f in read.findings if f.id != "A-2"] == ["READ-11"]
    assert read.source[2].line(1) == len(report().parts[0].rows) + 3


def test_the_better_form_is_read_where_both_are_there(tmp_path):
    from tests.unit.reading.files import write_xlsx

    folder = write_csv(report(), tmp_path / "r")
    write_xlsx(report(), folder)
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.file) for f in read.findings] == [("READ-8", "report.xlsx")]


def test_a_part_that_is_there_twice(tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    (folder / "4_notices_Ads.csv").write_bytes(csv_of(4, folder).read_bytes())
    read = read_report(folder)
    assert_same(read, report())
    assert [(f.id, f.part, f.file) for f in read.findings] == [("READ-9", 4, "4_notices_Ads.csv")]


# What cannot be repaired stays as it is

@pytest.mark.parametrize(("number", "key", "column", "scope", "text", "rule"), [
    (*TOTAL[:3], "", "n/a", "C-15"), (*TOTAL[:3], "", "<10", "C-15"), (*TOTAL[:3], "", "-5", "C-15"), (*TOTAL[:3], "", "about 5", "C-15"),
    (*TOTAL[:3], "", "1.23E+09", "A-9"), (*TOTAL[:3], "", "#REF!", "A-9"), (*TOTAL[:3], "", "1,23,456", "C-15"),
    (*TOTAL[:3], "", "50 %", "C-15"), (*TOTAL[:3], "", "1.234", "READ-5"),
    (10, "recipients", "value", "TOTAL", "178.3m", "C-15"), (8, "accuracy", "value", "total", "0.998 - 0.999", "C-15"),
    (10, "recipients", "scope", "SI", "DE, ES", "B-7"), (10, "recipients", "scope", "SI", "Mars", "B-7"), (10, "recipients", "scope", "SI", "UK", "B-6"),
    (4, SCAMS, "category", "", "SPAM", "B-1"), (7, "disputes", "indicator", "total", "Number of hugs", "B-10"),
])
def test_what_cannot_be_repaired_stays(number, key, column, scope, text, rule, tmp_path):
    folder = write_csv(report(), tmp_path / "r")
    keys = {(row.key, row.scope) for row in report().parts[number - 1].rows}
    if (key, scope) not in keys:
        key = next(k for k, s in sorted(keys) if k.startswith(key) and s == scope)
    line, letter, _ = set_cell(folder, number, key, column, text, scope)
    read = read_report(folder)
    assert (rule, number, line, letter, text, "") in said(read)
    part = read.report.parts[number - 1]
    assert part.rows[line - 2].cells[part.columns.index(column)].text == text
    assert read.report.parts[number - 1].rows[line - 3] == read_report(write_csv(report(), tmp_path / "whole")).report.parts[number - 1].rows[line - 3] or line == 2
