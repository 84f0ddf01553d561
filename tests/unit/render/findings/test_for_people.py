"""Text, Markdown, the web page: what people read."""

import html.parser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from dsa_reports.findings import Place, Severity
from dsa_reports.render.findings import FindingsDocument, render, text
from dsa_reports.render.findings.groups import groups, places_table, summary
from dsa_reports.render.findings.markdown import code, words
from tests.unit.render.findings.samples import (
    HOSTILE,
    bad,
    build,
    check,
    log_finding,
    report_finding,
    validation,
    waived,
)


class TestGroups:
    def test_places_are_counted_not_repeated(self) -> None:
        (group,) = groups(validation(), 5)
        assert [(spot.line, spot.value) for spot in group.spots] == [(12, "poked"), (15, "pocked")]
        assert (group.count, group.more, group.named_more) == (3, 1, False)

    def test_a_hint_for_one_value_is_parted_from_the_remedy(self) -> None:
        found = [log_finding(value=v, line=n, remedy=f"Did you mean {w}? Export a code.") for n, v, w in ((2, "an", "AND"), (3, "bn", "BND"))]
        (group,) = groups(validation(*found), 5)
        assert group.remedy == "Export a code."
        assert [spot.hint for spot in group.spots if spot.hint] == ["Did you mean AND?", "Did you mean BND?"]

    def test_messages_that_differ(self) -> None:
        found = [report_finding(n) for n in range(3)]
        (group,) = groups(check(*found, rules={"C-7": "The rule in words."}), 5)
        assert group.title == "broken: The rule in words."
        assert [spot.message for spot in group.spots] == [f.message for f in found]
        assert groups(check(*found), 5)[0].title == "15 automated, 12 in all, and others of this kind"

    def test_columns_of_logs_are_apart_parts_together(self) -> None:
        assert len(groups(validation(log_finding(), log_finding(column="other", message="other has a value")), 5)) == 2
        assert len(groups(check(report_finding(), report_finding(column="F")), 5)) == 1

    def test_one_file_is_named_once(self) -> None:
        (group,) = groups(check(report_finding(0), report_finding(1)), 5)
        table = places_table(group)
        assert table.file == "5_own.csv"
        assert table.heads == ("record", "column", "row", "value", "expected", "what")
        assert table.rows[1] == ("4", "C4, D4", "TOTAL", "16", "at most 12", "16 automated, 12 in all")

    def test_summary(self) -> None:
        found = [log_finding(), report_finding(), log_finding(severity=Severity.INFO, count=1)]
        assert summary(found) == "1 blocking, 1 error, 1 note at 5 places"
        assert summary([]) == "no findings"
        assert summary([log_finding(count=2000), log_finding(count=1)]) == "2 errors at 2,001 places"


class TestText:
    @pytest.mark.parametrize("width", [60, 80, 120])
    def test_fits_the_screen(self, width: int) -> None:
        long = log_finding(file="logs/" + "very/" * 12 + "deep.csv", remedy="Do this. " * 40, value="x" * 200)
        for document in (validation(long, head={"tables": [{"table": "notices", "files": [{"path": long.file, "sha256": "", "rows_read": 10**9, "accepted": 10**9, "rejected": 0}]}]}), check(report_finding(row="R" * 150))):
            assert max(map(len, text.render(document, width=width).splitlines())) <= width

    def test_worst_first_with_place_value_remedy_law(self) -> None:
        shown = text.render(build(log_finding(), report_finding(), log_finding(id="n", severity=Severity.INFO)))
        assert shown.index("blocks ") < shown.index("error ") < shown.index("info ")
        assert "logs/notices.csv:12  kind = poked" in shown
        assert "logs/notices.csv:15  kind = pocked" in shown
        assert "           and 1 more\n" in shown
        assert "do:  Export a code of the list.\n" in shown
        assert "law: DSA Art. 16\n" in shown
        assert "5_own.csv:3  C3, D3  TOTAL" in shown

    def test_tables_with_totals(self) -> None:
        shown = text.render(validation())
        assert re.search(r"^notices  logs/notices.csv +1,234 +1,231 +3$", shown, re.MULTILINE)
        assert shown.endswith("1 error at 3 places; 2,468 rows read, 6 rejected\n")

    def test_what_is_left_out_is_said(self) -> None:
        found = [report_finding(n) for n in range(30)]
        rules = {"C-7": "The rule in words."}
        short = text.render(check(*found, rules=rules))
        assert "and 25 more" in short
        assert "--max-findings 0" in short
        assert short.count("automated, 12 in all") == 5
        whole = text.render(check(*found, rules=rules, limit=0))
        assert whole.count("automated, 12 in all") == 30
        assert "--max-findings" not in whole
        assert text.render(check(*found, rules=rules, limit=2)).count("automated, 12 in all") == 2

    def test_waived_ones_have_a_section(self) -> None:
        shown = text.render(check(accepted=(waived(report_finding(id="C-8")),)))
        assert "1 finding waived" in shown
        assert "until 2026-12-31, A. de Vries: starts in March" in shown

    def test_colours_only_by_the_painter(self) -> None:
        assert "\x1b" not in text.render(bad("validate"))
        painted = text.render(validation(), paint=lambda words, style: f"<{style}>{words}</>")
        assert "<error>error    </><strong>kind has" in painted

    @pytest.mark.parametrize("kind", ["validate", "check", "build"])
    @pytest.mark.parametrize("width", [60, 73, 80, 100, 120])
    def test_no_line_is_a_command_to_a_build_server(self, kind: str, width: int) -> None:
        for line in text.render(bad(kind), width=width).splitlines():
            assert not line.lstrip().startswith("::"), line
            assert not re.search(r"##\w*\[", line), line


class TestMarkdown:
    def html(self, document: FindingsDocument) -> str:
        return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(render(document, "markdown")))

    def test_sections_and_tables(self) -> None:
        page = self.html(validation(log_finding(), accepted=(waived(log_finding(id="intake.type")),)))
        assert "<h3>Error: kind has a value that is no code of its list</h3>" in page
        assert '<td style="text-align:right">12</td>\n<td><code>kind</code></td>\n<td><code>poked</code></td>' in page
        assert "<h3>Waived</h3>" in page
        assert "<td>A. de Vries</td>" in page
        assert "<td style=\"text-align:right\">1,234</td>" in page

    def test_limits(self) -> None:
        written = render(check(*(report_finding(n) for n in range(30))), "markdown")
        assert "… and 20 more." in written
        assert "--max-findings 0" in written

    @pytest.mark.parametrize("kind", ["validate", "check", "build"])
    def test_hostile_texts_stay_text(self, kind: str) -> None:
        page = self.html(bad(kind))
        plain = re.sub(r"<!-- -->", "", page)
        tags = set(re.findall(r"</?([a-zA-Z]+\d?)", plain))
        assert tags <= {"h2", "h3", "p", "strong", "code", "table", "thead", "tbody", "tr", "th", "td"}
        assert "<script" not in page
        assert "href" not in page
        rows = [line for line in render(bad(kind), "markdown").splitlines() if line.startswith("|")]
        blocks = [len(re.findall(r"<t[hd][ >]", row)) for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)]
        assert len([row for row in rows if not row.startswith("| --")]) == len(blocks), "no row was broken up or merged"
        assert set(blocks) <= {5, 6}, "a cell for every head, whatever the value"

    @pytest.mark.parametrize("value", ["a|b", "a`b", "a``b`", "a\\|b", "\\", "`", "<b>", "##[x]", "@you", "a_b*c*", "  x "])
    def test_code_shows_the_value_and_nothing_else(self, value: str) -> None:
        page = MarkdownIt("commonmark").enable("table").render(f"| a | b |\n| - | - |\n| {code(value)} | {words(value)} |\n")
        cells = re.findall(r"<td>(.*?)</td>", page, re.DOTALL)
        assert len(cells) == 2
        for cell in cells:
            seen = html.unescape(re.sub(r"</?code>|<!-- -->", "", cell))
            assert seen.strip() == value.strip()


class Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class TestHtml:
    def page(self, document: FindingsDocument) -> Page:
        page = Page()
        page.feed(render(document, "html"))
        return page

    def test_everything_is_there_without_the_script(self) -> None:
        seen = " ".join("".join(self.page(validation(log_finding(), accepted=(waived(log_finding(id="intake.type")),))).words).split())
        for wanted in ("Validation of the logs", "kind has a value that is no code of its list", "Export a code of the list.", "DSA Art. 16", "poked", "pocked", "2 places shown, 1 more counted", "starts in March", "until 2026-12-31", "logs/notices.csv", "1,234"):
            assert wanted in seen, wanted

    @pytest.mark.parametrize("document", [validation(), check(report_finding(), report_finding(id="A-3", part=9)), build(), bad("validate"), bad("check"), bad("build")])
    def test_one_script_of_its_own_no_handler_no_outside_address(self, document: FindingsDocument) -> None:
        page = self.page(document)
        assert page.tags.count("script") == 1
        assert not set(page.tags) & {"iframe", "object", "embed", "base", "audio", "video", "link", "img"}
        for tag, name, value in page.attributes:
            assert not name.startswith("on"), (tag, name)
            assert name != "style", tag
            if name in {"href", "src", "action"}:
                assert value.startswith("#")
                assert value[1:] in page.ids
        assert len(page.ids) == len(set(page.ids))

    def test_the_policy_names_what_is_inside(self) -> None:
        import base64
        import hashlib

        text = render(validation(), "html")
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert policy
        assert "default-src 'none'" in policy[1]
        for kind in ("style", "script"):
            inside = re.search(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
            assert inside
            digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
            assert f"{kind}-src 'sha256-{digest}'" in policy[1]

    def test_readable_by_a_screen_reader(self) -> None:
        page = self.page(validation(log_finding(), log_finding(table="orders")))
        assert ("html", "lang", "en") in page.attributes
        assert page.tags.count("h1") == page.tags.count("main") == 1
        heads = page.tags.count("th")
        assert heads == sum(name == "scope" for tag, name, _ in page.attributes if tag == "th")
        assert page.tags.count("label") >= page.tags.count("input") + page.tags.count("select")
        assert ("p", "aria-live", "polite") in page.attributes
        scrolling = [value for tag, name, value in page.attributes if name == "class" and value == "scroll"]
        assert len(scrolling) == sum(name == "role" and value == "region" for _, name, value in page.attributes)

    def test_a_phone_shows_the_table_in_the_row(self) -> None:
        text = render(validation(log_finding(), log_finding(table="orders")), "html")
        heads = re.findall(r'<th scope="row"><a href="#r.*?</th>', text)
        assert [re.search(r'class="of"><bdi>(.*?)</bdi>', head)[1] for head in heads] == ["notices", "orders"]
        wide, _, phone = text.rpartition("@media (max-width: 40rem)")
        assert ".overview .of { display: none }" in wide
        assert ".overview .of { display: block" in phone, "where the column is hidden"
        assert ".overview .scope { display: none }" in phone

    def test_no_findings(self) -> None:
        page = self.page(FindingsDocument("check", check().head, ()))
        assert "No findings." in "".join(page.words)
        assert "form" not in page.tags

    def test_a_bounded_number_of_places(self) -> None:
        found = log_finding(count=10**6, examples=tuple(Place(line=n) for n in range(20, 1020)))
        assert render(validation(found), "html").count('role="cell"') == 200 * 4
        assert "1,000 more" not in render(validation(found, limit=0), "html")

    @pytest.mark.slow
    def test_the_script_runs_in_a_browser(self, tmp_path: Path) -> None:
        browser = shutil.which("chromium")
        if browser is None:
            pytest.skip("no browser")
        (tmp_path / "page.html").write_text(render(validation(log_finding(), log_finding(table="orders")), "html"), "utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path / 'profile'}"]
        dumped = subprocess.run([browser, *flags, "--dump-dom", f"file://{tmp_path / 'page.html'}"], capture_output=True, text=True, timeout=60, check=True).stdout
        assert "2 of 2 rules shown" in dumped
        assert dumped.count('<button type="button">') == 4


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "junit", "github", "markdown", "html"])
@pytest.mark.parametrize("kind", ["validate", "check", "build"])
def test_nothing_hostile_reaches_a_screen(form: str, kind: str) -> None:
    from dsa_reports.display import is_control

    written = render(bad(kind), form)
    assert {c for c in set(written) if is_control(c)} <= {"\n"}
    assert written.encode("utf-8")
    assert "\ufffe" not in written or form not in {"junit"}
    assert HOSTILE not in written
    assert "\n::error file=x" not in written
    if form in {"text", "json", "jsonl", "sarif", "junit", "markdown"}:
        assert not re.search(r"##\w*\[", written)
