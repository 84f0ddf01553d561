"""The house itself: floors, walls, sizes, start-up, documents that may not lie. No test of figures belongs here."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "dsa_reports"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 400
HEAVY = ("duckdb", "pandera", "weasyprint", "polars", "jinja2", "openpyxl", "python_calamine", "xlsxwriter", "babel", "rich", "tldextract", "rapidfuzz", "anyascii", "numpy", "networkx", "rensa", "confusable_homoglyphs")


def tracked() -> list[Path]:
    """Files under version control (or about to be); none where this is no checkout."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False)
    return sorted(ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file())


def test_floors_and_walls() -> None:
    linted = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()", "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_every_layer_of_the_linter_is_a_room() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    floors = next(contract for contract in config["contracts"] if contract["id"] == "floors")
    named = {room.strip() for layer in floors["layers"] for room in re.split("[|:]", layer)}
    there = {path.stem for path in PACKAGE.glob("*.py")} | {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert named == there - {"__init__"}


@pytest.mark.parametrize(
    ("words", "heavy"),
    # Typer itself needs pydantic as soon as it looks at the options of one command.
    [("--help", (*HEAVY, "pydantic")), ("--version", (*HEAVY, "pydantic")), ("build --help", HEAVY)],
)
def test_help_loads_nothing_heavy(words: str, heavy: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom dsa_reports.cli.app import app\n"
        f"try: app({words.split()!r}, prog_name='dsa-reports')\nexcept SystemExit: pass\n"
        f"print('HEAVY', sorted(set(sys.modules) & set({heavy!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("HEAVY []")


def test_no_file_is_too_long() -> None:
    files = [*MODULES, *(ROOT / "tests").rglob("*.py"), *PACKAGE.rglob("*.sql"), *(ROOT / "templates").rglob("*.j2")]
    long = {str(path.relative_to(ROOT)): n for path in files if (n := path.read_text("utf-8").count("\n")) > MOST_LINES}
    assert long == {}


def test_everything_public_is_documented() -> None:
    missing = []
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        if not ast.get_docstring(tree):
            missing.append(str(path.relative_to(ROOT)))
        missing += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
        ]
    assert missing == []


def test_the_door_is_thin() -> None:
    """Outside functions, the commands import only what costs nothing at start-up."""
    cheap = {"dsa_reports", "dsa_reports.cli", "dsa_reports.display", "dsa_reports.errors", "dsa_reports.law.tiers", "dsa_reports.progress", "dsa_reports.version"}
    for path in (PACKAGE / "cli").glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dsa_reports"):
                assert node.module in cheap or str(node.module).startswith("dsa_reports.cli."), path


def test_the_manual_is_that_of_the_program() -> None:
    from dsa_reports.cli.manual import manual

    assert (ROOT / "docs/cli.md").read_text("utf-8") == manual(), "run: python -m dsa_reports.cli.manual > docs/cli.md"


def test_the_page_of_rules_is_that_of_the_program() -> None:
    from dsa_reports.pipeline.rules import rules

    assert (ROOT / "docs/rules.md").read_text("utf-8") == rules(form="markdown"), "run: dsa-reports rules --format markdown > docs/rules.md"


def test_version_and_lock_agree_with_pyproject() -> None:
    from dsa_reports import __version__

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__
    wanted = {re.split("[<>=\\[]", line)[0].lower() for line in project["dependencies"]}
    for lock in ("requirements.lock", "requirements-dev.lock"):
        locked = set(re.findall(r"^([a-z0-9_.-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        assert wanted <= locked
    for name in set(re.findall(r"^([a-z0-9_.-]+==\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)):
        assert name in (ROOT / "requirements-dev.lock").read_text("utf-8")


# Written in pieces, so that this file does not contain what it forbids.
_WORKPLACE = re.compile("|".join(["/wo" + "rk/", "/tm" + "p/venv", "sub" + "agent", r"\.\./sha" + "red/facts"]))


def test_no_workplace_in_the_tree() -> None:
    found = []
    for path in tracked():
        if path.parts[-2:-1] == (".ci",) or path.suffix in {".ttf", ".woff2", ".xlsx", ".parquet", ".gz", ".zst", ".png", ".pdf"}:
            continue
        text = path.read_text("utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in _WORKPLACE.finditer(text)]
    assert found == []


@pytest.mark.parametrize("name", ["demo", "test", ".ci/setup.sh"])
def test_scripts_are_plain_sh(name: str) -> None:
    path = ROOT / name
    subprocess.run(["sh", "-n", str(path)], check=True)
    text = path.read_text("utf-8")
    assert not re.search(r"\[\[|\bfunction \w|<<<|\$'|&>|\blocal\b|\bsource\b", text), "a bashism"
    assert name.startswith(".ci") or path.stat().st_mode & 0o111
