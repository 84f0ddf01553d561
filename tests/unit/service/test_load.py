"""service.toml: what is accepted, and what is said about what is not."""

from pathlib import Path

import pytest

from dsa_reports.errors import InputError, UsageError
from dsa_reports.law.tiers import Tier
from dsa_reports.service.load import load_service

GOOD = """
[provider]
legal_name = "Example B.V."
[service]
name = "Example"
tier = "vlop"
[tables.notices]
files = ["logs/notices-*.csv"]
rename = { received_at = "Datum" }
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "service.toml"
    path.write_text(text, "utf-8")
    return path


def refused(folder: Path, text: str) -> UsageError:
    with pytest.raises(UsageError) as caught:
        load_service(write(folder, text))
    return caught.value


def test_a_good_file_loads_and_names_its_folder(tmp_path: Path) -> None:
    config = load_service(write(tmp_path, GOOD))
    assert config.service.tier is Tier.VLOP
    assert config.folder == tmp_path.resolve()
    assert config.tables["notices"].rename == {"received_at": "Datum"}
    assert load_service(tmp_path) == config


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "service.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load_service(tmp_path).provider.legal_name == "Example B.V."


@pytest.mark.parametrize(
    ("extra", "line", "what", "remedy"),
    [
        ("delimeter = ';'", 10, "unknown key `delimeter` in [tables.notices]", "Do you mean `delimiter`?"),
        ("[tabels.orders]\nfiles = ['x']", 10, "unknown key `tabels`", "Do you mean `tables`?"),
        ("[tables.notice]\nfiles = ['x']", 10, "there is no table 'notice'", "Do you mean `notices`?"),
        ("[tables.orders]\nfiles = 'x.csv'", 11, "`tables.orders.files` is 'x.csv'", "a list in square brackets"),
        ("[tables.orders]\n", 10, "give either `files` or `none", "Correct"),
        ("[tables.orders]\nfiles=['x']\ntrue_values = ['ja', '1']\nfalse_values = ['nee', 'Ja']", 10, "both have 'ja'", "Correct"),
        ("[tables.orders]\nfiles=['x']\nrename = { item = 'n' }", 12, "no column 'item'", "Do you mean `items`?"),
        ("[tables.orders]\nfiles=['x']\nrename = { Anzahl = 'items' }", 12, "no column 'Anzahl'", 'Swap the two: items = "Anzahl".'),
        ("[tables.orders]\nfiles=['x']\n[tables.orders.constants]\nkinds = 'x'", 13, "no column 'kinds'", "Do you mean `kind`?"),
        ("[tables.orders]\nfiles=['x']\n[tables.orders.extraction.sums]\nitem = 3", 13, "no column 'item'", "Do you mean `items`?"),
        ("[readings]\nmedian_decimals = 2", 11, "`readings.median_decimals` is 2, not text", 'median_decimals = "2"'),
        ("[readings]\nmedian_decimal = '2'", 11, "'median_decimal' is no reading", "Do you mean `median_decimals`?"),
        ("[readings]\ngreece = 'GREECE'", 11, "choose one of", "Correct"),
        ("[publication]\ndate = 'soon'", 11, "`publication.date` is 'soon'", "2026-08-31"),
        ("[service2]\n", 10, "unknown key `service2`", "Do you mean `service`?"),
    ],
)
def test_each_mistake_has_its_line_and_remedy(tmp_path: Path, extra: str, line: int, what: str, remedy: str) -> None:
    error = refused(tmp_path, GOOD + extra)
    assert what in error.what
    assert error.where.endswith(f"service.toml:{line}")
    assert remedy in error.remedy


def test_values_in_the_service_table(tmp_path: Path) -> None:
    error = refused(tmp_path, GOOD.replace('"vlop"', '"vlpo"\ntime_zone = "Europe/Amsterdm"\nimpossible_restrictions = ["money"]'))
    assert "service.toml:6: `service.tier` is 'vlpo'" in error.what
    assert "Do you mean `vlop`?" in error.what
    assert "Do you mean `Europe/Amsterdam`?" in error.what
    assert "'money' is no restriction" in error.what
    assert "3 mistakes" in error.what


def test_several_mistakes_come_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    error = refused(tmp_path, GOOD + "zzz = 1\n[readings]\nx = 3\n").what
    assert error.index("service.toml:10") < error.index("service.toml:12")


def test_missing_tables_and_keys(tmp_path: Path) -> None:
    error = refused(tmp_path, "[provider]\n")
    assert "`legal_name` is missing in [provider]" in error.what
    assert "the table [service] is missing" in error.what


def test_folder_is_no_key(tmp_path: Path) -> None:
    assert "`folder` is no key" in refused(tmp_path, 'folder = "x"\n' + GOOD).what


def test_bad_toml_names_the_line(tmp_path: Path) -> None:
    error = refused(tmp_path, GOOD + "\nx = = 3\n")
    assert error.where.endswith(":11")
    assert "not valid TOML" in error.what


def test_toml_that_stops_short(tmp_path: Path) -> None:
    assert refused(tmp_path, "[provider]\nx = [1,\n").where.endswith(":3")


def test_no_file_not_utf8_and_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no service file"):
        load_service(tmp_path)
    (tmp_path / "service.toml").write_bytes(b"[provider]\nlegal_name = '\xff'\n")
    with pytest.raises(UsageError) as caught:
        load_service(tmp_path)
    assert caught.value.where.endswith(":2")
    (tmp_path / "service.toml").unlink()
    (tmp_path / "service.toml").mkdir()
    with pytest.raises(InputError):
        load_service(tmp_path)


def test_control_characters_do_not_reach_the_screen(tmp_path: Path) -> None:
    error = str(refused(tmp_path, GOOD.replace('"vlop"', '"\\u001b[31mred"')))
    assert "\x1b" not in error


def test_a_tab_is_a_delimiter(tmp_path: Path) -> None:
    assert load_service(write(tmp_path, GOOD + 'delimiter = "\\t"\nlist_separator = " "\n')).tables["notices"].delimiter == "\t"
