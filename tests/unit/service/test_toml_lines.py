"""Lines of keys: every way to write a key and every value that spans lines."""

from dsa_reports.service.toml_lines import line_of, lines_of_keys

TEXT = '''# head
top = 1
a.b."c d" = "x = [ # not"
[one]   # note
list = [
  "x", # ]
  'y]', [1],
]
long = """
[fake]
no = 1 \\""" still
"""
literal = \'\'\'
[fake2]
\'\'\'
inline = { p = 1, q = "}" }
[one."two three".'four']
five = 2026-01-01
[[array]]
six = 1
'''


def test_lines() -> None:
    lines = lines_of_keys(TEXT)
    assert lines == {
        ("top",): 2, ("a",): 3, ("a", "b"): 3, ("a", "b", "c d"): 3, ("one",): 4, ("one", "list"): 5, ("one", "long"): 9,
        ("one", "literal"): 13, ("one", "inline"): 16, ("one", "two three"): 17, ("one", "two three", "four"): 17,
        ("one", "two three", "four", "five"): 18, ("array",): 19, ("array", "six"): 20,
    }  # fmt: skip


def test_the_nearest_line_around() -> None:
    lines = lines_of_keys(TEXT)
    assert line_of(lines, ("one", "inline", "q")) == 16
    assert line_of(lines, ("nowhere",)) is None


def test_an_unfinished_value_ends_with_the_text() -> None:
    assert lines_of_keys("a = [") == {("a",): 1}
