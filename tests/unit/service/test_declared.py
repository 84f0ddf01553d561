"""Declared figures and figure ids."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsa_reports.errors import InputError, UsageError
from dsa_reports.harmonised.model import figure_id
from dsa_reports.service.declared import load_declared, parse_figure_id
from dsa_reports.template.layout import layout

HEADER = "figure,value,source,person,evidence\n"
ROWS = st.from_regex(r"[A-Z_]{1,20}(/[A-Z_]{1,20})?(~[a-z0-9.-]{1,20})?", fullmatch=True)


@given(st.integers(1, 11), ROWS, st.from_regex(r"[a-z][a-z_0-9]{0,20}", fullmatch=True), st.from_regex(r"([A-Za-z_]{1,12})?", fullmatch=True))
def test_parsing_is_the_inverse_of_writing(part, row, column, scope):
    key = (part, row, column, scope)
    assert parse_figure_id(figure_id(key)) == key


def test_every_cell_of_the_template_survives():
    for part in layout().parts[2:10]:
        for row in part.rows:
            for column in part.columns:
                key = (part.number, row.path, column.name, row.scope)
                assert parse_figure_id(figure_id(key)) == key


@pytest.mark.parametrize("text", ["", "4", "4.TOTAL", "x.TOTAL.items", "4.TO TAL.items", "4.TOTAL.items@", "4.TOTAL.items@a@b", "0.A.b", "4.TOTAL.Items"])
def test_other_forms_are_usage_errors(text):
    with pytest.raises(UsageError, match="no figure id"):
        parse_figure_id(text)


def write(tmp_path, content):
    path = tmp_path / "declared_figures.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_values_stay_exact(tmp_path):
    found = load_declared(write(tmp_path, HEADER + '4.TOTAL.notices_received,120,Helpdesk,A. Jansen,"mail, 3 July"\n\n7.disputes.value@outcomes_implemented,0.25,Legal,B,file 7\n'))
    assert found[4, "TOTAL", "notices_received", ""].value == 120
    assert found[4, "TOTAL", "notices_received", ""].evidence == "mail, 3 July"
    assert found[7, "disputes", "value", "outcomes_implemented"].value == Fraction(1, 4)


def test_columns_in_any_order_and_a_bom(tmp_path):
    found = load_declared(write(tmp_path, "\ufeffvalue,figure,evidence,person,source\n1,4.TOTAL.items,e,p,s\n"))
    assert (found[4, "TOTAL", "items", ""].source, found[4, "TOTAL", "items", ""].line) == ("s", 2)


@pytest.mark.parametrize(("content", "says"), [
    ("", "'figure' is missing"), ("figur,value,source,person,evidence\n", "there is 'figur'"),
    (HEADER.strip() + ",note\n", "unknown column 'note'"),
    (HEADER + "4.TOTAL.items,1.234.567,s,p,e\n", "record 2: '1.234.567' is no number"),
    (HEADER + '4.TOTAL.items,"1,234",s,p,e\n', "is no number"), (HEADER + "4.TOTAL.items,-1,s,p,e\n", "is no number"),
    (HEADER + "4.TOTAL.items,1e3,s,p,e\n", "is no number"), (HEADER + "4.TOTAL.items,,s,p,e\n", "is no number"),
    (HEADER + "items,1,s,p,e\n", "no figure id"), (HEADER + "4.TOTAL.items,1,s,,e\n", "person is empty"),
    (HEADER + "4.TOTAL.items,1,s,p,e\n4.TOTAL.items,2,s,p,e\n", "record 3: 4.TOTAL.items stands already in record 2"),
    (HEADER + "4.TOTAL.items,1,s,p,e,f\n", "more cells"), (HEADER + "4.TOTAL.items,1,s\n", "person is empty"),
    (HEADER + "4.TOTAL.items,1,s\x1b[31m,p,e\n", "control characters"), (HEADER + '4.TOTAL.items,"1\n', "no valid CSV"),
    (b"figure\xff", "not UTF-8"), (b"x" * 5_000_001, "larger than 5 MB"),
    (HEADER + "".join(f"bad{n},1,s,p,e\n" for n in range(15)), "and 5 more"),
])
def test_bad_files_say_what_is_wrong(tmp_path, content, says):
    with pytest.raises(InputError) as caught:
        load_declared(write(tmp_path, content))
    assert says in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert caught.value.remedy


def test_a_missing_file(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        load_declared(tmp_path / "none.csv")
