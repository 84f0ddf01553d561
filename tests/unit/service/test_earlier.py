"""earlier.csv: figures of earlier reports, and that every wrong record is named."""

from pathlib import Path

import pytest

from dsa_reports.errors import InputError
from dsa_reports.service.earlier import load_earlier

HEAD = "period,figure,value\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "earlier.csv"
    path.write_text(text, "utf-8")
    return path


def test_periods_and_figures(tmp_path: Path) -> None:
    text = HEAD + "2025-01-01/2025-06-30,4.TOTAL.notices_received,187\n\n2025-07-01/2025-12-31,4.TOTAL.median_time,33.17\n"
    assert load_earlier(write(tmp_path, text)) == {
        "2025-01-01/2025-06-30": {"4.TOTAL.notices_received": 187}, "2025-07-01/2025-12-31": {"4.TOTAL.median_time": 33.17},
    }


@pytest.mark.parametrize(("text", "said"), [
    ("a,b,c\n", "another header"),
    ("", "another header"),
    (HEAD + "2025,x,1\n", "record 2: '2025' is no period"),
    (HEAD + "2025-01-01/2025-06-30,x,-1\n", "'-1' is no number"),
    (HEAD + "2025-01-01/2025-06-30,x,1\n2025-01-01/2025-06-30,x,2\n", "record 3: x of 2025-01-01/2025-06-30 stands there already"),
    (HEAD + "2025-01-01/2025-06-30,x\n", "2 cells instead of 3"),
])
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        load_earlier(write(tmp_path, text))


def test_a_missing_file_and_one_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        load_earlier(tmp_path / "gone.csv")
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="UTF-8"):
        load_earlier(tmp_path / "x.csv")
