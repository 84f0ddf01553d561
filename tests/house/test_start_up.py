"""The scripts that set everything up, with the system faked around them. No network, nothing installed."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETUP = ROOT / ".ci" / "setup.sh"


def script(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)


def run(code: str, path: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": path, "HOME": "/nonexistent"}
    return subprocess.run(["/bin/sh", "-eu", "-c", f"here='{ROOT}'; . '{SETUP}'; {code}"], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def test_without_rights_the_command_to_type_is_printed(tools: Path) -> None:
    script(tools, "apt-get", "exit 9")
    script(tools, "id", "echo 1000")
    script(tools, "sudo", "exit 1")
    done = run("install_packages 'the libraries behind the PDF' libpango-1.0-0", str(tools))
    assert done.returncode == 1
    assert "    sudo apt-get update && sudo apt-get install -y libpango-1.0-0" in done.stderr


@pytest.mark.parametrize(("who", "sudo"), [("0", "exit 1"), ("1000", 'shift; exec "$@"')])
def test_with_rights_it_is_installed(tools: Path, tmp_path: Path, who: str, sudo: str) -> None:
    script(tools, "apt-get", f'echo "$@" >>"{tmp_path}/called"')
    script(tools, "id", f"echo {who}")
    script(tools, "sudo", sudo)
    script(tools, "true", "")
    script(tools, "env", 'shift; exec "$@"')
    done = run("install_packages 'something' one two", str(tools))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "called").read_text().splitlines() == ["update -qq", "install -y -qq --no-install-recommends one two"]


def test_a_failed_installation_says_what_to_type(tools: Path) -> None:
    script(tools, "apt-get", "exit 100")
    script(tools, "id", "echo 0")
    done = run("install_packages 'something' one", str(tools))
    assert done.returncode == 1
    assert "sudo apt-get install -y one" in done.stderr


def test_without_apt_get_the_page_is_named(tools: Path) -> None:
    done = run("install_packages 'something' one", str(tools))
    assert done.returncode == 1
    assert "docs/install.md" in done.stderr


def test_an_old_or_broken_python_is_passed_over(tools: Path) -> None:
    script(tools, "python3", "exit 1")
    script(tools, "python3.13", "exit 127")
    script(tools, "python3.12", "exit 0")
    assert run("find_python", str(tools)).stdout == "python3.12\n"
    (tools / "python3.12").unlink()
    assert run("find_python || echo none", str(tools)).stdout == "none\n"


def test_the_libraries_are_looked_for_where_the_pdf_needs_them(tools: Path) -> None:
    import sys

    assert run(f"have_libraries '{sys.executable}'", os.environ["PATH"]).returncode in {0, 1}
    script(tools, "lacking", "exit 1")
    assert run("have_libraries lacking || echo missing", f"{tools}:{os.environ['PATH']}").stdout == "missing\n"
