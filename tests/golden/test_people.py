"""The report as people open it: what is printed is what was counted, in PDF and in a browser.

Whole builds are slow: what a page says belongs to unit/render.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dsa_reports.pipeline.build import BuildResult, build
from dsa_reports.render.format import formats
from dsa_reports.render.view import view
from tests.golden.conftest import SAMPLES

Built = tuple[Path, BuildResult]


def text_of(pdf: Path) -> str:
    """The text without any white space: ids and numbers may be broken between lines."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed")
    said = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    return re.sub(r"\s", "", said)


def test_every_figure_of_the_index_stands_in_the_pdf_with_its_value(marktplein: Built) -> None:
    document = marktplein[1].document
    text = text_of(marktplein[1].folder / "publish/report.pdf")
    listed = [figure for figure, _ in view(document, paper=True).indexed]
    assert len(listed) > 100
    missing = [f.id for f in listed if re.sub(r"\s", "", f.id + formats("en").figure(f)) not in text]
    assert missing == []


def test_every_number_of_a_table_stands_in_the_pdf(marktplein: Built) -> None:
    text = text_of(marktplein[1].folder / "publish/report.pdf")
    seen = view(marktplein[1].document, paper=True)
    rows = [(line.label, "".join(cell.text for cell in line.cells)) for table in seen.tables["part4"] for line in table.lines if not table.empty]
    assert rows
    missing = [label for label, cells in rows if re.sub(r"\s", "", cells) not in text]
    assert missing == []


@pytest.mark.slow
def test_editions_and_who_is_named_in_them(tmp_path: Path) -> None:
    service = Path(shutil.copytree(SAMPLES / "prikbord", tmp_path / "service"))
    toml = service / "service.toml"
    toml.write_text('waivers = "waivers.toml"\n' + toml.read_text("utf-8"), "utf-8")
    (service / "waivers.toml").write_text('[[waiver]]\nfinding = "KEYWORD-1"\nreason = "known"\nowner = "Wilhelmina Waiver"\nexpires = 2027-12-31\n', "utf-8")
    folder = build(service=service, period="2026-H1", output=tmp_path / "out", editions=("internal", "board", "factsheet"), pdf_archive=True).folder
    pages = {name: subprocess.run(["pdfinfo", str(folder / name)], check=True, capture_output=True, text=True).stdout for name in ("internal/board.pdf", "publish/factsheet.pdf")}
    assert [int(re.search(r"Pages: +(\d+)", said)[1]) for said in pages.values()] == [2, 1]  # type: ignore[index]
    assert "Wilhelmina Waiver" in (folder / "internal/report.html").read_text("utf-8")
    for path in (folder / "publish").rglob("*"):
        if path.is_file():
            assert b"Wilhelmina" not in path.read_bytes(), path.name
    assert "WilhelminaWaiver" in text_of(folder / "internal/report.pdf")
    assert "WilhelminaWaiver" not in text_of(folder / "publish/report.pdf") + text_of(folder / "internal/board.pdf")


def _driver(folder: Path, *, dark: bool = False, width: int = 1440) -> object:
    webdriver = pytest.importorskip("selenium.webdriver")
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        pytest.skip("chromium is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", f"--user-data-dir={folder}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=shutil.which("chromedriver")))
    driver.set_window_size(width, 900)
    if dark:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    return driver


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_violation(marktplein: Built, tmp_path: Path, dark: bool) -> None:
    axe = pytest.importorskip("axe_core_python")
    script = next(Path(axe.__file__).parent.glob("axe*.js")).read_text("utf-8")
    driver = _driver(tmp_path, dark=dark)
    try:
        driver.get((marktplein[1].folder / "publish/report.html").as_uri())  # type: ignore[attr-defined]
        driver.set_script_timeout(300)  # type: ignore[attr-defined]
        # Thousands of rows that are all alike: the first forty say the same.
        driver.execute_script("document.querySelectorAll('.index tbody tr:nth-child(n+40), details.subs details.sub:nth-of-type(n+3)').forEach((one) => one.remove());")  # type: ignore[attr-defined]
        driver.execute_script(script)  # type: ignore[attr-defined]
        found = driver.execute_async_script("const done = arguments[0]; axe.run().then((r) => done(r.violations.map((v) => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)])));")  # type: ignore[attr-defined]
    finally:
        driver.quit()  # type: ignore[attr-defined]
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_is_wider_than_the_window(marktplein: Built, tmp_path: Path, width: int) -> None:
    driver = _driver(tmp_path, width=width)
    try:
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})  # type: ignore[attr-defined]
        driver.get((marktplein[1].folder / "publish/report.html").as_uri())  # type: ignore[attr-defined]
        assert driver.execute_script("return document.documentElement.scrollWidth") <= width  # type: ignore[attr-defined]
    finally:
        driver.quit()  # type: ignore[attr-defined]
