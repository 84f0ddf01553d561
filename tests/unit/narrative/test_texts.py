"""Texts by people: references, formats, errors with file and line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsa_reports.errors import UsageError
from dsa_reports.findings import Severity
from dsa_reports.harmonised.model import Figure, Reason
from dsa_reports.law.tiers import Tier
from dsa_reports.narrative.folder import row_keys
from dsa_reports.narrative.numbers import format_figure, typed_numbers
from dsa_reports.narrative.texts import load_texts, plain, resolve


def figure(name: str, text: str) -> Figure:
    return Figure(id=name, text=text, value=float(text) if text else None, unit="x", reason=Reason.COUNTED)


FIGURES = {f.id: f for f in (
    figure("4.TOTAL.notices_received", "12345"), figure("4.TOTAL.median_time", ""), figure("8.accuracy.value@total", "0.9712"),
    figure("9.moderators_internal.value@total", "1203.5"), figure("sexbot.accounts_actioned", "77"), figure("10.recipients.value@TOTAL", "5"),
)}


@pytest.fixture
def folder(tmp_path):
    for key in row_keys():
        (tmp_path / f"{key}.md").write_text(f"About {key}.\n", "utf-8")
    return tmp_path


def run(folder, language="en", tier="vlop"):
    return resolve(load_texts(folder), FIGURES, language, tier)


def one(folder, **kwargs):
    (found,) = run(folder, **kwargs).findings
    return found


def test_plain_texts_pass(folder):
    done = run(folder)
    assert done.findings == ()
    assert list(done.texts) == list(row_keys())
    assert done.texts["summary"] == "About summary."


@pytest.mark.parametrize(("language", "said"), [
    ("en", "12,345 notices, accuracy 0.9712, staff 1,203.5, median not available, bots 77"),
    ("nl", "12.345 notices, accuracy 0,9712, staff 1.203,5, median niet beschikbaar, bots 77"),
    ("de", "12.345 notices, accuracy 0,9712, staff 1.203,5, median nicht verfügbar, bots 77"),
    ("fr", "12\u202f345 notices, accuracy 0,9712, staff 1\u202f203,5, median non disponible, bots 77"),
])
def test_references_speak_the_language_of_the_report(folder, language, said):
    (folder / "summary.md").write_text(
        '{{ figure("4.TOTAL.notices_received") }} notices, accuracy {{figure(\'8.accuracy.value@total\')}}, '
        'staff {{ figure( "9.moderators_internal.value@total" ) }}, median {{ figure("4.TOTAL.median_time") }}, '
        'bots {{ figure("sexbot.accounts_actioned") }}', "utf-8",
    )
    done = run(folder, language)
    assert done.texts["summary"] == said
    assert done.findings == ()


def test_every_official_language_has_its_word_for_a_blank():
    from dsa_reports.template.codes import official_languages

    words = {language: format_figure("", language) for language in official_languages()}
    assert [language for language, word in words.items() if word == "not available"] == ["en"]


def test_unknown_language_is_a_usage_error(folder):
    (folder / "summary.md").write_text('{{ figure("4.TOTAL.notices_received") }}', "utf-8")
    with pytest.raises(UsageError, match="no language code"):
        run(folder, "xx-klingon")


def test_unknown_figure_names_file_line_and_the_nearest(folder):
    (folder / "summary.md").write_text('\nOne.\n\nTwo {{ figure("4.TOTAL.notices_recieved") }}.', "utf-8")
    found = one(folder)
    assert (found.id, found.severity, found.file, found.line) == ("texts.unknown_figure", Severity.ERROR, "summary.md", 4)
    assert "4.TOTAL.notices_received" in found.remedy
    assert "summary" not in run(folder).texts


@pytest.mark.parametrize("construct", [
    "{{ 7 * 7 }}", "{% for x in y %}", "{# note #}", '{{ figure("a") | safe }}', "{{ figure('4.TOTAL.notices_received\") }}",
    '{{ figure("4.TOTAL.notices_received").__class__ }}', "{{ config }}", '{{figure(\n"a")', '{{ Figure("4.TOTAL.notices_received") }}',
])
def test_nothing_else_in_braces_is_allowed(folder, construct):
    (folder / "detection.md").write_text(f"First line.\nSecond {construct} end.", "utf-8")
    done = run(folder)
    assert {f.id for f in done.findings} <= {"texts.construct", "texts.unknown_figure"}
    assert (done.findings[0].file, done.findings[0].line) == ("detection.md", 2)
    assert "detection" not in done.texts


@given(st.text(alphabet="{}%#figure(\"')49.TOTALx \n", max_size=80))
def test_no_text_is_ever_executed_or_half_resolved(text):
    from dsa_reports.narrative.folder import RawText, RawTexts

    done = resolve(RawTexts({"summary": RawText(text, "summary.md")}), FIGURES, "en", "hosting")
    assert "{{" not in done.texts.get("summary", "")


def test_length_is_counted_after_the_figures_are_put_in(folder):
    reference = '{{ figure("sexbot.accounts_actioned") }}'
    (folder / "summary.md").write_text("é" * 4998 + reference, "utf-8")
    assert run(folder).findings == ()
    (folder / "summary.md").write_text("é" * 4999 + reference, "utf-8")
    found = one(folder)
    assert (found.id, found.severity) == ("A-10", Severity.BLOCKS)
    assert "5,001" in found.message


def test_missing_statements_block_only_where_the_tier_owes_them(folder):
    (folder / "training.md").unlink()
    (folder / "safeguards.md").write_text("  \n", "utf-8")
    assert sorted(f.file for f in run(folder).findings if f.id == "N-2") == ["safeguards.md", "training.md"]
    hosting = run(folder, tier="hosting")
    assert [f.file for f in hosting.findings if f.id == "N-2"] == ["safeguards.md"]
    assert {f.file for f in hosting.findings if f.id == "texts.not_applicable"} == {"governance.md", "qualifications.md", "support.md", "methodology.md"}
    assert "governance" not in hosting.texts


def test_a_missing_folder_is_all_statements_missing(tmp_path):
    done = run(tmp_path / "nowhere")
    assert {(f.id, f.severity) for f in done.findings} == {("N-2", Severity.BLOCKS)}
    assert len(done.findings) == 11
    assert {len(run(tmp_path / "nowhere", tier=t).findings) for t in Tier} == {6, 11}


def test_unknown_files_get_a_suggestion(folder):
    (folder / "sumary.md").write_text("x", "utf-8")
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "README.md").write_text("Notes for us, {{ anything }}", "utf-8")
    found = one(folder)
    assert (found.id, found.severity, found.file) == ("texts.unknown_file", Severity.WARNING, "sumary.md")
    assert "summary.md" in found.remedy


def test_unreadable_files_are_findings(folder):
    (folder / "summary.md").write_bytes(b"\xff\xfe\x00")
    (folder / "detection.md").unlink()
    (folder / "detection.md").mkdir()
    (folder / "accuracy.md").write_text("x" * 1_000_001, "utf-8")
    found = {f.file: f.message for f in run(folder).findings if f.id == "texts.unreadable"}
    assert "UTF-8" in found["summary.md"]
    assert "no ordinary file" in found["detection.md"]
    assert "1 MB" in found["accuracy.md"]


@pytest.mark.parametrize("start", ["=1+1", "+31", "-1", "@SUM(A1)", "＝cmd", "- a list"])
def test_formula_triggers_are_rejected_not_changed(folder, start):
    (folder / "summary.md").write_text(start, "utf-8")
    done = run(folder)
    assert "texts.formula" in {f.id for f in done.findings}
    assert "summary" not in done.texts


@pytest.mark.parametrize("bad", ["\x00", "\x1b[31m", "\u202e", "\u200b", "\t"])
def test_control_characters_are_rejected(folder, bad):
    (folder / "summary.md").write_text(f"One\ntwo {bad} three", "utf-8")
    found = one(folder)
    assert (found.id, found.line) == ("texts.control_character", 2)
    assert bad not in found.message


def test_windows_line_ends_and_bom_are_harmless(folder):
    (folder / "summary.md").write_bytes(b"\xef\xbb\xbfOne\r\ntwo\r\n")
    assert run(folder).texts["summary"] == "One\ntwo"


def test_context_cells(folder):
    (folder / "context.toml").write_text(
        '4.TOTAL.notices_received = "All {{ figure("4.TOTAL.notices_received") }} of them"\n'.replace('"All', "'All").replace('them"', "them'")
        + '"8.accuracy.value@total" = """\nOne\ntwo"""\n'
        + '"2.STATEMENT_CATEGORY_ANIMAL_WELFARE/KEYWORD_ANIMAL_HARM" = "No pets."\n', "utf-8",
    )
    done = run(folder)
    assert done.findings == ()
    assert done.contexts == {
        "4.TOTAL.notices_received": "All 12,345 of them", "8.accuracy.value@total": "One\ntwo",
        "2.STATEMENT_CATEGORY_ANIMAL_WELFARE/KEYWORD_ANIMAL_HARM": "No pets.",
    }


@pytest.mark.parametrize(("content", "says"), [
    ('"4.TOTAL.notices" = "x"', "4.TOTAL.notices"), ('"10.recipients.value@TOTAL" = "x"', "10.recipients"),
    ('"2.STATEMENT_CATEGORY_NOPE" = "x"', "2.STATEMENT"), ('"sexbot.accounts_actioned" = "x"', "sexbot"),
    ('"4.TOTAL.notices_received" = 7', "no text"), ("broken", "TOML"),
    ('"4.TOTAL.notices_received" = "x"\n[4.TOTAL]\nnotices_received = "y"', "twice"),
])
def test_wrong_context_cells_are_findings(folder, content, says):
    (folder / "context.toml").write_text(content, "utf-8")
    found = one(folder)
    assert found.severity == Severity.ERROR
    assert found.file == "context.toml"
    assert says in found.message


def test_lines_inside_context_values_are_found(folder):
    (folder / "context.toml").write_text('# note\n\n"8.accuracy.value@total" = """\nOne\n{{ nope }}\n"""\n', "utf-8")
    assert one(folder).line == 5


@pytest.mark.parametrize("text", [
    "Article 16 and Art. 20(1)(a), Articles 12 and 13, artikel 24, § 86, Annex 12, recital 44.",
    "Regulation (EU) 2022/2065, Verordening (EU) 2024/2835, ISO 27001, WCAG 2.1, version 12.3, v12.",
    "On 2026-01-15, 15 January 2026, 1 July 2026, July 15, 2026, in 2026-H1, at 10:30, 24/7, 2025/2026.",
    "Moderators at B2 or C1 in 24 languages from 27 Member States, under 18, aged 16, 16 years, 18+.",
    "Three classifiers; 5 queues; see https://example.org/2026/12345 and `LIMIT 5000`.",
    "12. The twelfth point\n13) another",
])
def test_numbers_that_are_no_figures_are_left_alone(text):
    assert list(typed_numbers(text, "en")) == []


@pytest.mark.parametrize("text", [
    "Op 15 januari 2026 en 1 juli 2026, artikel 16 en 17, 24 talen, 27 lidstaten, lid 12, onder 18.",
])
def test_dutch_numbers_that_are_no_figures(text):
    assert list(typed_numbers(text, "nl")) == []


@pytest.mark.parametrize(("text", "numbers"), [
    ("We got 12,345 notices.", ["12,345"]), ("About 95 % were right, 0.97 exactly.", ["95", "0.97"]),
    ("Meldingen en 300 klachten", ["300"]), ("1 234 567 views", ["1 234 567"]), ("12.345 and 67", ["12.345", "67"]),
    ("A median of 12 hours over 20 complaints", ["12", "20"]),
])
def test_typed_figures_are_found(text, numbers):
    assert [n.text for n in typed_numbers(text, "en")] == numbers


def test_typed_figures_are_warnings_with_file_and_line(folder):
    (folder / "summary.md").write_text("Line one.\n\nWe got 12,345 notices.", "utf-8")
    done = run(folder)
    (found,) = done.findings
    assert (found.id, found.severity, found.file, found.line, found.value) == ("N-1", Severity.WARNING, "summary.md", 3, "12,345")
    assert "summary" in done.texts


def test_marks_of_markdown_do_not_reach_the_official_cells():
    assert plain("# Title\n**How we find it.** 2 * 3 `code` __so__ **") == "Title\nHow we find it. 2 * 3 code so **"
