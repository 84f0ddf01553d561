"""The view for publication runs past on the disk, and is the one that is made in memory, byte for byte."""

from pathlib import Path

import pytest

from dsa_reports.advertisers.views import PUBLIC_FORMATS, public_view
from dsa_reports.errors import InputError
from dsa_reports.pipeline.ads import export_public
from dsa_reports.pipeline.registers import read_register, write_register
from tests.unit.advertisers.registers import ON, ad, day, removed


@pytest.mark.parametrize("form", sorted(PUBLIC_FORMATS))
def test_as_in_memory(tmp_path: Path, form: str) -> None:
    records = [ad("é"), ad("b", lane="declared"), removed("a"), ad("a"), ad("Z"), ad("old", first_shown=day("2020-01-01"), last_shown=day("2020-02-01"))]
    write_register(records, tmp_path / "r.jsonl")
    done = export_public([tmp_path / "r.jsonl"], on=ON, output=tmp_path / f"p{form}")
    view = public_view(read_register(tmp_path / "r.jsonl").records, ON)
    assert (tmp_path / f"p{form}").read_bytes().decode() == "".join(PUBLIC_FORMATS[form](view.entries))
    assert (done.shown, done.past_retention, done.redacted) == (len(view.entries), 1, 1)


@pytest.mark.parametrize("form", sorted(PUBLIC_FORMATS))
def test_an_empty_register(tmp_path: Path, form: str) -> None:
    (tmp_path / "r.json").write_text("[]")
    export_public([tmp_path / "r.json"], on=ON, output=tmp_path / f"p{form}", form="meta")
    assert (tmp_path / f"p{form}").read_text() in ("", "[]\n") or form == ".csv"


def test_nothing_is_left_of_a_failed_export(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        export_public([tmp_path / "missing.jsonl"], on=ON, output=tmp_path / "p.csv")
    assert list(tmp_path.iterdir()) == []
