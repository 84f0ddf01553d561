"""docs/ads.md says of formats and rules what the program says."""

from pathlib import Path

from dsa_reports.advertisers.checks import all_register_checks
from dsa_reports.advertisers.formats import formats

PAGE = (Path(__file__).parents[2] / "docs" / "ads.md").read_text("utf-8")


def test_every_rule_stands_there_as_it_is() -> None:
    for check in all_register_checks().values():
        heading = f'<a id="{check.id.lower()}"></a>\n### {check.id} ({check.severity.value}; {check.citation})\n\n{check.rule}\n\nTo do: {check.remedy}'
        assert heading in PAGE, check.id


def test_every_finding_of_the_reading_has_its_place() -> None:
    text = (Path(__file__).parents[2] / "dsa_reports" / "advertisers" / "reading.py").read_text("utf-8")
    for name in ("unreadable", "duplicate", "no_rows", "certainty", "kept_unread"):
        assert f'id="ads.{name}"' in text
        assert f'<a id="ads-{name.replace("_", "-")}"></a>' in PAGE
    assert text.count('id="ads.') == 5


def test_every_format_says_there_how_sure_it_is_and_what_it_lacks() -> None:
    for form in formats().values():
        assert f"### {form.name}: {form.title}\n\nHow sure: **{form.certainty}**" in PAGE
        for gap in form.lacks:
            assert f"\n- {gap}\n" in PAGE
