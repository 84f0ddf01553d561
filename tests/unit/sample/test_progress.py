"""The generator says how far it is: every file, and how a long one grows."""

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dsa_reports.contract import tables
from dsa_reports.pipeline.sample import growth, sample
from dsa_reports.pipeline.sample.growth import watched

Told = tuple[str, int, int | None]


def told(output: Path, monkeypatch: pytest.MonkeyPatch, rows: int = 40, per_file: int = 1000) -> list[Told]:
    monkeypatch.setattr("dsa_reports.pipeline.sample._ROWS_PER_FILE", per_file)
    found: list[Told] = []
    sample(output=output, rows=rows, progress=lambda *step: found.append(step))
    return found


def test_every_file_is_told_once_in_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stages = [stage for stage, _, _ in told(tmp_path / "one", monkeypatch)]
    files = [stage for stage in stages if stage.startswith("file ") and not stage.endswith(": MB")]
    assert [stage.partition(",")[0] for stage in files] == [f"file {n} of {len(tables())}" for n in range(1, len(tables()) + 1)]
    assert {stage.rpartition(" ")[2] for stage in files} == set(tables())
    assert stages[0] == "prepare"


def test_big_tables_in_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = told(tmp_path / "many", monkeypatch, rows=25, per_file=10)
    written = [path for path in (tmp_path / "many" / "logs").rglob("*") if path.is_file()]
    numbers = {stage.partition(",")[0] for stage, _, _ in steps if stage.startswith("file ")}
    assert numbers == {f"file {n} of {len(written)}" for n in range(1, len(written) + 1)}
    assert steps[-1] == ("done", 1, 1)


def test_without_anybody_who_listens_the_files_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(tmp_path / "told", monkeypatch)
    sample(output=tmp_path / "silent", rows=40)
    for path in (tmp_path / "silent").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "told" / path.relative_to(tmp_path / "silent")).read_bytes()


def test_a_growing_file_is_told_in_megabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "_SECONDS", 0.005)
    path, seen, found = tmp_path / "big", threading.Event(), set[Told]()

    def progress(stage: str, done: int, total: int | None) -> None:
        found.add((stage, done, total))
        seen.set()

    with watched(path, "file", progress):
        assert not seen.wait(0.05), "nothing is said of a file that is not there"
        with path.open("wb") as stream:
            stream.truncate(3_400_000)
        assert seen.wait(30)
    assert found == {("file", 3, None)}
    seen.clear()
    assert not seen.wait(0.05), "when the work is done nothing more is said"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("words", "shows"), [((), True), (("--quiet",), False)])
def test_on_a_real_terminal_and_not_against_the_users_word(tmp_path: Path, words: tuple[str, ...], shows: bool) -> None:
    screen, keyboard = os.openpty()
    command = [sys.executable, "-m", "dsa_reports", "sample", "-o", str(tmp_path / "s"), "--rows", "10", *words]
    with os.fdopen(screen, "rb", buffering=0) as terminal:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=keyboard, text=True, check=True)
        os.close(keyboard)
        seen = b""
        with contextlib.suppress(OSError):  # the end of a pseudo-terminal
            while piece := terminal.read(65_536):
                seen += piece
    assert (f"file {len(tables())} of {len(tables())}, ".encode() in seen) is shows
    assert (b"done" in seen) is shows
    assert "\x1b" not in done.stdout
