"""`backbeat run --dev`: a change of a file starts the server anew, and tracebacks are shown."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest
import streamlit as st

from benchmarks.servers import free_port
from tracker.cli import dev_server
from tracker.ui.error_page import show_failure

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds


class Terminal:
    """What a program says, line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._lines: Queue[str] = Queue()
        self.process = process
        Thread(target=self._read, daemon=True).start()

    def until(self, words: str) -> str:
        """The next line with these words."""
        said, end = [], time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                said.append(self._lines.get(timeout=1))
            except Empty:
                assert self.process.poll() is None, f"ended without {words!r}: {said}"
                continue
            if words in said[-1]:
                return said[-1]
        raise AssertionError(f"never said {words!r}: {said}")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, to change files in."""
    for name in ("tracker", "pages", "data", ".streamlit"):
        ignored = shutil.ignore_patterns("_bundled")
        shutil.copytree(ROOT / name, tmp_path / "project" / name, ignore=ignored)
    shutil.copy(ROOT / "app.py", tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def terminal(project: Path, tmp_path: Path) -> Iterator[Terminal]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(project),
        "PYTHONUNBUFFERED": "1",
        "XDG_DATA_HOME": str(tmp_path / "user"),
    }
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tracker.cli", "run", "--dev", "--no-browser"),
            *("--port", str(free_port()), "--database", f"sqlite:///{tmp_path / 'diary.sqlite'}"),
        ],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield Terminal(process)
    process.terminate()
    process.wait(PATIENCE)


@pytest.mark.parametrize("file", ["pages/week.py", "data/exercises.toml", ".streamlit/config.toml"])
def test_a_changed_file_starts_the_server_anew(
    terminal: Terminal, project: Path, file: str
) -> None:
    terminal.until("Backbeat is open at")
    later = time.time() + 10
    time.sleep(1)  # until the times of all files have been looked at
    os.utime(project / file, (later, later))
    terminal.until("Something changed")
    terminal.until("Backbeat is open at")


def test_a_file_that_was_broken_and_mended_is_loaded_once_it_is_mended(
    terminal: Terminal, project: Path
) -> None:
    terminal.until("Backbeat is open at")
    app = project / "app.py"
    good = app.read_text(encoding="utf-8")
    time.sleep(1)
    app.write_text("this is no Python\n", encoding="utf-8")
    terminal.until("SyntaxError")
    time.sleep(1)
    app.write_text(good, encoding="utf-8")
    terminal.until("Backbeat is open at")


def test_code_data_styles_and_settings_are_watched() -> None:
    watched = set(dev_server.project_files())
    for file in (
        "app.py",
        "pages/check_in.py",
        "tracker/store/diary.py",
        "tracker/ui/session_player/player.css",
        "data/exercises.toml",
        ".streamlit/config.toml",
    ):
        assert ROOT / file in watched
    assert not [file for file in watched if "__pycache__" in file.parts]


def test_tracebacks_are_shown_to_whoever_works_on_it_and_to_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = {"client.showErrorDetails": "none"}
    monkeypatch.setattr(st, "get_option", shown.get)
    assert show_failure(ValueError("seen"))
    shown |= dev_server.SETTINGS
    assert not show_failure(ValueError("seen"))
