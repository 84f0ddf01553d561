"""JSON, JSON Lines, SARIF, JUnit, annotations: what programs read, held against schemas and the rules of each format."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from dsa_reports import resources
from dsa_reports.findings import Place, Severity, page_of
from dsa_reports.render.findings import FORMATS, FindingsDocument, format_of, render
from tests.unit.render.findings.samples import (
    bad,
    build,
    check,
    log_finding,
    report_finding,
    tables,
    validation,
    waived,
)

SCHEMAS = {"validate": "validation", "check": "check", "build": "build"}
LOG_KEYS = ["id", "severity", "rejects", "table", "file", "line", "column", "value", "message", "remedy", "citation", "count", "examples", "page"]
REPORT_KEYS = ["id", "severity", "part", "file", "line", "column", "row", "cells", "value", "expected", "message", "remedy", "citation", "figure", "count", "page"]


def conforms(document: FindingsDocument) -> dict[str, Any]:
    """The JSON of `document`, which its published schema accepts."""
    data: dict[str, Any] = json.loads(render(document, "json"))
    schema = json.loads(resources.read_text("schemas", f"{SCHEMAS[document.kind]}.schema.json"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    return data


class TestJson:
    def test_of_validate(self) -> None:
        data = conforms(validation())
        assert list(data) == ["tables", "findings"]
        assert list(data["tables"][0]) == ["table", "files"]
        assert list(data["tables"][0]["files"][0]) == ["path", "sha256", "rows_read", "accepted", "rejected"]
        (finding,) = data["findings"]
        assert list(finding) == LOG_KEYS
        assert finding["examples"] == [{"line": 12, "value": "poked"}, {"line": 15, "value": "pocked"}]
        assert (finding["line"], finding["count"], finding["page"]) == (12, 3, "docs/rules.md#intake-code")

    def test_of_check(self) -> None:
        data = conforms(check(report_finding(), report_finding(id="A-3", part=9, line=None, column="", row="", cells=(), figure="")))
        assert data["report"] == {"service": "Prikbord", "period": "2026-01-01/2026-06-30", "tier": "vlop", "parts": [1, 4, 5]}
        assert [list(f) for f in data["findings"]] == [REPORT_KEYS, REPORT_KEYS]
        assert data["findings"][0]["cells"] == ["C3", "D3"]
        assert data["findings"][1]["line"] is None

    def test_of_build(self) -> None:
        data = conforms(build())
        assert data["build"]["draft"] == 3
        assert set(LOG_KEYS) | set(REPORT_KEYS) == set(data["findings"][0])

    def test_waived_ones_stand_apart(self) -> None:
        data = conforms(check(accepted=(waived(report_finding(id="C-8")),)))
        (accepted,) = data["waived"]
        assert list(accepted) == [*REPORT_KEYS, "reason", "owner", "expires"]
        assert accepted["expires"] == "2026-12-31"
        assert [f["id"] for f in data["findings"]] == ["C-7"]

    def test_a_table_rightly_without_rows(self) -> None:
        head = {"tables": [{"table": "orders", "files": [], "none": "no authority wrote to us"}]}
        assert conforms(validation(head=head))["tables"] == [head["tables"][0]]

    def test_the_limit_is_per_rule_and_says_what_it_left_out(self) -> None:
        many = [report_finding(n) for n in range(9)]
        data = conforms(check(*many, report_finding(id="X-1"), limit=2))
        assert [f["id"] for f in data["findings"]] == ["C-7", "C-7", "X-1"]
        assert data["left_out"] == 7
        assert "left_out" not in conforms(check(*many, limit=0))
        assert len(conforms(validation(log_finding(), limit=1))["findings"][0]["examples"]) == 1

    def test_a_wrong_head_is_refused(self) -> None:
        with pytest.raises(ValueError, match="rows_read"):
            render(validation(head={"tables": [{"table": "a", "files": [{"path": "x", "sha256": "", "accepted": 1, "rejected": 0}]}]}), "json")

    @pytest.mark.parametrize("kind", list(SCHEMAS))
    def test_hostile_texts_change_nothing_of_the_form(self, kind: str) -> None:
        conforms(bad(kind))

    def test_lines_hold_the_same_objects(self) -> None:
        document = check(*(report_finding(n) for n in range(3)), accepted=(waived(report_finding(id="C-8")),))
        lines = [json.loads(line) for line in render(document, "jsonl").splitlines()]
        data = conforms(document)
        assert lines == [*data["findings"], *data["waived"]]

    def test_no_findings(self) -> None:
        empty = FindingsDocument("validate", {"tables": tables("notices")}, ())
        assert conforms(empty)["findings"] == []
        assert render(empty, "jsonl") == ""


class TestSarif:
    """The constraints of the SARIF 2.1.0 schema on what we write (section numbers of the standard)."""

    def log(self, document: FindingsDocument) -> dict[str, Any]:
        log: dict[str, Any] = json.loads(render(document, "sarif"))
        assert set(log) == {"$schema", "version", "runs"}
        assert log["version"] == "2.1.0"
        (run,) = log["runs"]
        assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
        driver = run["tool"]["driver"]
        assert driver["name"]
        assert re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"])
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(ids) == len(set(ids))
        for rule in driver["rules"]:
            self.rule(rule)
        for result in run["results"]:
            self.result(result, ids)
        prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
        assert len(prints) == len(set(prints))
        return run

    def rule(self, rule: dict[str, Any]) -> None:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["helpUri"] == page_of(rule["id"])
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
        assert len(rule["properties"]["tags"]) == len(set(rule["properties"]["tags"]))

    def result(self, result: dict[str, Any], ids: list[str]) -> None:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        assert result["occurrenceCount"] >= 1
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        assert len(result["locations"]) == 1
        for location in [*result["locations"], *result.get("relatedLocations", ())]:
            if "physicalLocation" in location:
                uri = location["physicalLocation"]["artifactLocation"]["uri"]
                assert re.fullmatch(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})+", uri)
                assert not re.match(r"/|[A-Za-z][A-Za-z0-9+.-]*:", uri), "a relative reference"
                assert location["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1
            assert all(logical["fullyQualifiedName"] for logical in location.get("logicalLocations", ()))
        for suppression in result.get("suppressions", ()):
            assert suppression["kind"] in {"inSource", "external"}
            assert suppression["status"] in {"accepted", "underReview", "rejected"}

    def test_places_and_levels(self) -> None:
        run = self.log(validation(log_finding(file="logs/é ü#1.csv"), log_finding(id="b", severity=Severity.WARNING), log_finding(id="c", severity=Severity.INFO), base="dsa"))
        first, second, third = run["results"]
        assert [r["level"] for r in (first, second, third)] == ["error", "warning", "note"]
        assert first["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "dsa/logs/%C3%A9%20%C3%BC%231.csv"}, "region": {"startLine": 12}}
        assert first["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "notices.kind", "kind": "member"}]
        assert [r["physicalLocation"]["region"]["startLine"] for r in first["relatedLocations"]] == [15]
        assert first["message"]["text"].endswith("list: poked")

    def test_without_a_file_it_is_about_the_service(self) -> None:
        run = self.log(validation(log_finding(file="", examples=()), about="dsa/service.toml"))
        assert run["results"][0]["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "dsa/service.toml"}}
        assert "physicalLocation" not in self.log(validation(log_finding(file="")))["results"][0]["locations"][0]

    def test_waived_ones_are_suppressed(self) -> None:
        run = self.log(check(accepted=(waived(report_finding(id="C-8")),)))
        assert [bool(r.get("suppressions")) for r in run["results"]] == [False, True]
        assert run["results"][1]["suppressions"][0]["justification"] == "starts in March (A. de Vries, until 2026-12-31)"

    def test_a_moved_record_keeps_its_fingerprint(self) -> None:
        def prints(line: int, **changes: Any) -> str:
            result = self.log(validation(log_finding(line=line, count=line, examples=(), **changes)))["results"][0]
            return str(result["partialFingerprints"]["primaryLocationLineHash"])

        assert prints(12) == prints(99)
        assert prints(12) != prints(12, column="other")

    @pytest.mark.parametrize("path", ["/home/me/x.csv", "C:\\me\\x.csv", "a:b.csv"])
    def test_no_path_of_this_machine(self, path: str) -> None:
        self.log(validation(log_finding(file=path)))

    def test_the_rule_in_words(self) -> None:
        run = self.log(check(report_finding(0), report_finding(1), rules={"C-7": "Automated measures are part of all."}))
        assert run["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "Automated measures are part of all."

    @pytest.mark.parametrize("kind", list(SCHEMAS))
    def test_hostile_texts(self, kind: str) -> None:
        run = self.log(bad(kind))
        for result in run["results"]:
            assert "](" not in result["message"]["text"]
            assert not re.search(r"\{\d", result["message"]["text"])


class TestJunit:
    def suites(self, document: FindingsDocument) -> dict[str, ElementTree.Element]:
        root = ElementTree.fromstring(render(document, "junit").encode())
        assert root.tag == "testsuites"
        suites = {suite.get("name", ""): suite for suite in root}
        for name, wanted in (("tests", "testcase"), ("failures", "testcase/failure"), ("skipped", "testcase/skipped")):
            assert int(root.get(name, "")) == sum(int(suite.get(name, "")) for suite in root)
            for suite in root:
                assert int(suite.get(name, "")) == len(suite.findall(wanted)), name
        return suites

    def test_a_suite_per_table_and_a_case_per_rule(self) -> None:
        suites = self.suites(validation(log_finding(), log_finding(column="source", line=3), log_finding(id="intake.reference", severity=Severity.WARNING)))
        assert list(suites) == ["notices", "orders"]
        broken, mild = suites["notices"].findall("testcase")
        assert (broken.get("name"), broken.get("file"), broken.get("line")) == ("intake.code", "logs/notices.csv", "12")
        failure = broken.find("failure")
        assert failure is not None
        assert failure.get("type") == "error"
        assert "logs/notices.csv:3  source" in (failure.text or "")
        assert "do: Export a code of the list." in (failure.text or "")
        assert mild.find("failure") is None
        assert mild.find("system-out") is not None
        assert [case.get("name") for case in suites["orders"]] == ["no finding"]

    @pytest.mark.parametrize(("level", "failing"), [("info", 1), ("error", 1), ("blocks", 0), ("never", 0)])
    def test_the_level_decides_what_fails(self, level: str, failing: int) -> None:
        suites = self.suites(validation(fail_on=level))
        assert len(suites["notices"].findall("testcase/failure")) == failing

    def test_parts_waivers_and_rules_that_held(self) -> None:
        suites = self.suites(check(accepted=(waived(report_finding(id="C-8")),), rules={"C-7": "x", "C-8": "y", "X-1": "z"}))
        assert list(suites) == ["part 1", "part 4", "part 5", "as a whole"]
        assert [case.get("name") for case in suites["as a whole"]] == ["X-1"]
        skipped = suites["part 5"].find("testcase/skipped")
        assert skipped is not None
        assert "starts in March (A. de Vries, until 2026-12-31)" in skipped.get("message", "")

    @pytest.mark.parametrize("kind", list(SCHEMAS))
    def test_hostile_texts(self, kind: str) -> None:
        self.suites(bad(kind))


class TestGithub:
    def test_command(self) -> None:
        text = render(check(report_finding(file="a,b:c.csv", remedy="100 %"), base="reports/x"), "github")
        assert text == (
            "::error file=reports/x/a%2Cb%3Ac.csv,line=3,col=4,title=C-7::15 automated, 12 in all: 15%0A100 %25 (IR 2024/2835 Annex II, II.1.4.1)\n"
        )

    def test_kinds_rest_and_waivers(self) -> None:
        found = [report_finding(n, severity=Severity.WARNING) for n in range(12)]
        lines = render(check(*found, report_finding(id="A-1", severity=Severity.INFO), accepted=(waived(report_finding(id="C-8")),)), "github").splitlines()
        assert [line.split(" ")[0] for line in lines] == ["::warning"] * 10 + ["::notice"] * 3
        assert "and 2 more" in lines[10]
        assert "waived until 2026-12-31 by A. de Vries: starts in March" in lines[12]

    def test_without_a_file(self) -> None:
        assert render(validation(log_finding(file="", line=4)), "github").startswith("::error title=intake.code::")

    def test_of_a_log_column_there_is_no_number(self) -> None:
        assert ",col=" not in render(validation(), "github")

    @pytest.mark.parametrize("kind", list(SCHEMAS))
    def test_hostile_texts_make_no_command_of_their_own(self, kind: str) -> None:
        for line in render(bad(kind), "github").splitlines():
            properties, _, data = line.removeprefix("::").partition("::")
            assert re.fullmatch(r"(error|warning|notice) ([a-z]+=[^:,]*)(,[a-z]+=[^:,]*)*", properties), properties
            assert not re.search(r"%(?!25|0A|0D)", data)


def test_formats_by_name() -> None:
    from pathlib import PurePath

    assert {name: format_of(PurePath(name)) for name in ("a.SARIF", "b.xml", "c.md", "d.html", "e.jsonl", "f.out")} == {
        "a.SARIF": "sarif", "b.xml": "junit", "c.md": "markdown", "d.html": "html", "e.jsonl": "jsonl", "f.out": "",
    }
    assert {format_of(PurePath(f"x{suffix}")) for suffix in (".txt", ".json", ".jsonl", ".sarif", ".xml", ".md", ".html")} == set(FORMATS) - {"github"}


@pytest.mark.parametrize("form", list(FORMATS))
def test_the_same_findings_give_the_same_bytes(form: str) -> None:
    findings = [log_finding(id=i, severity=s, column=c, examples=(Place(line=1),)) for i in "ba" for s in Severity for c in "yx"]
    assert render(validation(*findings), form) == render(validation(*reversed(findings)), form)
