"""What bits show of the bytes of a text file is what looking at one byte after the other shows."""

from hypothesis import example, given
from hypothesis import strategies as st

from dsa_reports.intake.structure import WORD, Structure, TextScan

BYTES = st.lists(st.sampled_from([b'"', b'""', b",", b"\n", b"\r\n", b"\r", b"a", b" ", b",x\n", b',"y",', b"z" * 61, b'"' * 63]), max_size=90).map(b"".join)


def looked_at(data: bytes, quote: str, delimiter: str, size: int) -> TextScan:
    scan = TextScan()
    structure = Structure(quote, delimiter, scan)
    for start in range(0, len(data), size):
        structure.feed(data[start : start + size])
    structure.finish()
    return scan


def one_by_one(data: bytes, quote: str, delimiter: str) -> TextScan:
    scan = TextScan()
    text = data.decode().removeprefix("\ufeff")
    inside = False
    for at, c in enumerate(text):
        before, after = text[at - 1 : at] or "\n", text[at + 1 : at + 2] or "\n"
        ends = {"\n", "\r", *delimiter}
        if c == quote:
            closing = inside
            inside = not inside
            # A quote that opens right after one that closes is the second of a pair; so is, the other way round, the first.
            scan.stray_quote |= (after not in ends | {quote}) if closing else before not in ends | {quote}
        elif not inside:
            scan.lines += c == "\n"
            scan.delimiters += c == delimiter
    scan.lines += bool(data) and not data.endswith(b"\n")
    scan.blank_line = "\n\n" in text or "\n\r\n" in text or text.startswith(("\n", "\r\n"))
    cr, lf, crlf = text.count("\r"), text.count("\n"), text.count("\r\n")
    scan.mixed_line_ends = cr > 0 and not cr == lf == crlf
    first = text[: max(text.find("\n"), 0)].rstrip("\r")
    scan.first_line_again = bool(first and delimiter) and "\n" + first in text
    return scan


@given(BYTES, st.sampled_from([('"', ","), ('"', ";"), ("", ","), ("", "")]), st.sampled_from([WORD, 2 * WORD, 100 * WORD]), st.booleans())
@example(b'a\n"' + b"x" * 60 + b'"y', ('"', ","), WORD, False)
@example(b'a\n"' + b"x" * 60 + b'",y', ('"', ","), WORD, False)
@example(b'"a"\n', ('"', ","), WORD, True)
def test_bits_show_what_bytes_show(data: bytes, marks: tuple[str, str], size: int, marked: bool) -> None:
    data = b"\xef\xbb\xbf" + data if marked else data
    told, expected = looked_at(data, *marks, size), one_by_one(data, *marks)
    if data.find(b"\n") >= size - 1:  # a first line that does not fit into a block is not looked for
        expected.first_line_again = told.first_line_again
    assert told == expected
