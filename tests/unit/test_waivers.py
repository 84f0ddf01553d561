"""Waivers: who accepts what, why, until when."""

from datetime import date

import pytest

from dsa_reports.errors import InputError
from dsa_reports.findings import Finding, Severity
from dsa_reports.waivers import Waiver, apply, load_waivers

ON = date(2026, 8, 1)
C1 = Finding(id="C-1", severity=Severity.BLOCKS, message="x", figure="4.TOTAL.items", file="4_notices.csv")
C1_OTHER = Finding(id="C-1", severity=Severity.BLOCKS, message="x", figure="5.TOTAL.measures")
C2 = Finding(id="C-2", severity=Severity.BLOCKS, message="x", table="notices")


def waiver(**changes):
    return Waiver(**({"finding": "C-1", "reason": "because", "owner": "A. Jansen", "expires": date(2026, 12, 31)} | changes))


def test_a_waiver_sets_aside_what_it_names_and_nothing_else():
    done = apply([C1, C1_OTHER, C2], [waiver(figure="4.TOTAL.items")], ON)
    assert done.findings == [C1_OTHER, C2]
    assert [(w.finding, w.waiver.owner) for w in done.waived] == [(C1, "A. Jansen")]
    assert done.expired == []


def test_without_a_place_it_covers_all():
    assert apply([C1, C1_OTHER, C2], [waiver()], ON).findings == [C2]
    assert apply([C2], [waiver(finding="C-2", table="notices")], ON).findings == []
    assert len(apply([C1], [waiver(file="5.csv")], ON).findings) == 2


def test_a_column_is_a_place_too():
    items, kind = (Finding(id="intake.code", severity=Severity.ERROR, message="x", table="notices", column=name) for name in ("items", "reporter_kind"))
    done = apply([items, kind], [waiver(finding="intake.code", table="notices", column="reporter_kind")], ON)
    assert done.findings == [items]
    assert apply([items], [waiver(finding="intake.code", column="x", expires=date(2026, 7, 31))], ON).findings[-1].column == "x"


def test_it_holds_on_its_last_day_and_not_after():
    assert apply([C1], [waiver(expires=ON)], ON).findings == []
    done = apply([C1], [waiver(expires=date(2026, 7, 31))], ON)
    assert done.waived == []
    assert [(f.id, f.severity) for f in done.findings] == [("C-1", Severity.BLOCKS), ("waiver.expired", Severity.ERROR)]
    assert len(done.expired) == 1


def test_one_that_covers_nothing_is_mentioned():
    assert [(f.id, f.severity) for f in apply([], [waiver()], ON).findings] == [("waiver.unused", Severity.INFO)]


def test_loading(tmp_path):
    path = tmp_path / "waivers.toml"
    path.write_text('[[waiver]]\nfinding = "C-8"\nfigure = "5.TOTAL.measures"\nreason = "r"\nowner = "o"\nexpires = 2026-12-31\n')
    (found,) = load_waivers(path)
    assert (found.finding, found.figure, found.expires) == ("C-8", "5.TOTAL.measures", date(2026, 12, 31))
    path.write_text("")
    assert load_waivers(path) == ()


@pytest.mark.parametrize(("content", "says"), [
    ('[[waiver]]\nfinding = "C-8"\nowner = "o"\nexpires = 2026-12-31\n', "reason"),
    ('[[waiver]]\nfinding = "C-8"\nreason = " "\nowner = "o"\nexpires = 2026-12-31\n', "reason"),
    ('[[waiver]]\nfinding = "C-8"\nreason = "r"\nowner = "o"\n', "expires"),
    ('[[waiver]]\nfinding = "C-8"\nreason = "r"\nowner = "o"\nexpires = "soon"\n', "expires"),
    ('[[waiver]]\nfinding = "C-8"\nreason = "r"\nowner = "o"\nexpires = 2026-12-31T10:00:00\n', "a day"),
    ('[[waiver]]\nfindings = "C-8"\nreason = "r"\nowner = "o"\nexpires = 2026-12-31\n', "findings"),
    ('[waiver]\nfinding = "C-8"\n', "[[waiver]]"), ("waiver = 7", "[[waiver]]"), ("[[waivers]]\n", "unknown key"), ("= 1", "TOML"),
    (b"\xff", "cannot read"),
])
def test_bad_files_say_what_is_wrong(tmp_path, content, says):
    path = tmp_path / "waivers.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as caught:
        load_waivers(path)
    assert says in str(caught.value)


def test_a_missing_file(tmp_path):
    with pytest.raises(InputError, match="no waiver file"):
        load_waivers(tmp_path / "none.toml")
