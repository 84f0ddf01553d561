"""The template as data. Add a test here for a helper of the layout, not for what a filled report looks like."""

import dataclasses

import pytest

from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import RESTRICTIONS
from dsa_reports.template.layout import PLACEHOLDERS, languages, layout, member_states

HOSTING = "Only for providers of hosting services, including online platforms"
PLATFORMS = "Only for providers of online platforms"


def test_rows_per_part() -> None:
    assert [len(part.rows) for part in layout().parts] == [5, 100, 181, 91, 90, 98, 47, 35, 6, 4, 11]
    assert [len(part.columns) for part in layout().parts] == [4, 4, 20, 25, 37, 37, 8, 8, 8, 7, 5]
    assert all(len(row.cells) == len(part.columns) for part in layout().parts for row in part.rows)


def test_layout_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        layout().part(4).number = 5  # type: ignore[misc]
    with pytest.raises(KeyError, match="no part 12"):
        layout().part(12)


@pytest.mark.parametrize(("label", "tiers"), [
    ("All", set(Tier)),
    ("", set(Tier)),
    (HOSTING, {Tier.HOSTING, Tier.ONLINE_PLATFORM, Tier.VLOP}),
    (PLATFORMS, {Tier.ONLINE_PLATFORM, Tier.VLOP}),
    ("Only for VLOPs", {Tier.VLOP}),
    ("Only for VLOPs and VLOSEs", {Tier.VLOP, Tier.VLOSE}),
])
def test_labels_as_they_read(label: str, tiers: set[Tier]) -> None:
    assert {tier for tier in Tier if layout().applies(label, tier)} == tiers
    widened = tiers | ({Tier.VLOSE} if label in {HOSTING, PLATFORMS} else set())
    assert {tier for tier in Tier if layout().applies(label, tier, "as_online_platform")} == widened


def test_unknown_label_is_an_error() -> None:
    with pytest.raises(KeyError):
        layout().applies("Only for pigeons", Tier.VLOP)


def test_orders_of_languages_and_member_states() -> None:
    assert (len(languages()), languages()[0], languages()[-1]) == (24, "bg", "sv")
    assert (len(member_states()), member_states()[0], member_states()[-1]) == (27, "AT", "SE")
    assert member_states("GR").index("GR") == member_states().index("EL")
    assert "EL" not in member_states("GR")


def test_names_are_unique_and_paths_too() -> None:
    for part in layout().parts:
        assert len(set(part.names)) == len(part.names)
        if part.number in {2, 4, 5, 6}:
            assert len({row.path for row in part.rows}) == len(part.rows)


def test_every_restriction_is_a_column_of_parts_5_and_6() -> None:
    for number in (5, 6):
        assert set(RESTRICTIONS) < set(layout().part(number).names)


def test_every_figure_column_of_parts_3_to_6_has_its_context_column() -> None:
    for number in (3, 4, 5, 6):
        names = layout().part(number).names
        assert all(f"context_{c.name}" in names for c in layout().part(number).columns if c.role == "figure")


def test_placeholders_are_those_of_the_files() -> None:
    found = {cell for part in layout().parts for row in part.rows for cell in row.cells}
    assert found > PLACEHOLDERS
    assert not {text for text in found - PLACEHOLDERS if any(mark in text for mark in ("YYYY", "[", "…", "Text to", "Free"))}
