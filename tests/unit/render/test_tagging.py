"""What the pass over the finished PDF completes: checked with page-validation and by its structure; that is no certificate."""

import io
from collections import Counter
from functools import cache
from typing import Any

import page as page_validation
import pikepdf
import pytest

from dsa_reports.render.pdf import pdf_bytes
from dsa_reports.render.tagging import completed
from tests.unit.render.factory import document

ATTACHED = (("4_notices.csv", b"a,b\r\n1,2\r\n"), ("manifest.json", b"{}\n"), ("report.xlsx", b"PK\x03\x04x\r"))


@cache
def made(*, archive: bool) -> bytes:
    return pdf_bytes(document("online_platform", empty=True), attached=ATTACHED if archive else None)


def elements(node: Any, section: str = "") -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = []
    if isinstance(node, pikepdf.Array):
        return [one for child in node for one in elements(child, section)]
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        section = str(node.S) if str(node.S) in {"/THead", "/TBody"} else section
        found.append((node, section))
        if "/K" in node:
            found += elements(node.K, section)
    return found


@pytest.mark.parametrize("archive", [False, True])
def test_header_cells_have_scopes_and_their_ids_a_tree(archive: bool) -> None:
    with pikepdf.open(io.BytesIO(made(archive=archive))) as pdf:
        root = pdf.Root.StructTreeRoot
        heads = [(one, section) for one, section in elements(root.K) if str(one.S) == "/TH"]
        assert heads
        for one, section in heads:
            assert str(one.A.Scope) == ("/Column" if section == "/THead" else "/Row")
        names = root.IDTree.Kids[0].Names
        ids = [bytes(names[n]) for n in range(0, len(names), 2)]
        assert ids == sorted(ids)
        assert len(ids) == len({bytes(one.ID) for one, _ in heads if "/ID" in one})


def test_headings_lists_tables_and_figures_are_tagged() -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(document("online_platform")))) as pdf:
        kinds = Counter(str(one.S) for one, _ in elements(pdf.Root.StructTreeRoot.K))
        figures = [one for one, _ in elements(pdf.Root.StructTreeRoot.K) if str(one.S) == "/Figure"]
    assert kinds["/H1"] == 1
    assert kinds["/Table"] >= 8
    assert kinds["/Caption"] > 0.7 * kinds["/Table"]
    assert kinds["/L"]
    assert kinds["/LI"]
    assert figures
    assert all(str(one.Alt).strip() for one in figures)


@pytest.mark.parametrize("archive", [False, True])
def test_checked_with_page_validation(archive: bool) -> None:
    profiles = [page_validation.ValidationProfile.PDF_UA_1]
    if archive:
        profiles.append(page_validation.ValidationProfile.PDF_A_3A)
    for profile in profiles:
        report = page_validation.validate_pdf_bytes(made(archive=archive), profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []


def test_an_archive_copy_carries_its_files_unchanged() -> None:
    with pikepdf.open(io.BytesIO(made(archive=True))) as pdf:
        assert {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()} == dict(ATTACHED)
        assert len(pdf.Root.AF) == len(ATTACHED)
        assert {str(spec.AFRelationship) for spec in pdf.Root.AF} == {"/Data"}


def test_the_pass_gives_the_same_bytes() -> None:
    once = made(archive=False)
    assert completed(once) == completed(once)
    assert pdf_bytes(document("online_platform", empty=True)) == once
