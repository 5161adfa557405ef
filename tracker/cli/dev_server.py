"""`backbeat run --dev`: starts anew when a file of the project changes; shows tracebacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from socket import socket

import uvicorn
from uvicorn.supervisors.statreload import StatReload

from tracker.cli.passphrases import unlock
from tracker.places import APP, DATA, PAGES, ROOT
from tracker.web.server import load_config, serve
from tracker.web.sockets import PortTaken, listen

WATCHED = (ROOT / "tracker", PAGES, DATA, ROOT / ".streamlit", APP)
SETTINGS = {"client.showErrorDetails": "full", "logger.level": "info"}


def serve_and_reload(database_url: str | None, port: int | None, open_browser: bool) -> int:
    """Serve in a process of its own, a new one after each change, until Ctrl+C; the exit code."""
    load_config(SETTINGS)
    try:
        listening = listen(port)
    except PortTaken as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    config = uvicorn.Config("app", log_level="critical")
    target = partial(_serve, database_url, open_browser)
    _Reloader(config, target, listening, partial(_serve, database_url, False)).run()
    return 0


def project_files() -> Iterator[Path]:
    """Every file that a change of the project may be in: code, data, styles, settings."""
    for place in WATCHED:
        for file in [place] if place.is_file() else place.rglob("*"):
            if "__pycache__" not in file.parts:
                yield file


class _Reloader(StatReload):
    """uvicorn's own, for all files of ours; only the first server opens the browser."""

    def __init__(
        self,
        config: uvicorn.Config,
        target: partial[int],
        sockets: list[socket],
        later: partial[int],
    ) -> None:
        super().__init__(config, target, sockets)  # type: ignore[arg-type]
        self._later = later

    def iter_py_files(self) -> Iterator[Path]:
        return project_files()

    def restart(self) -> None:
        self.target = self._later  # type: ignore[assignment]
        sys.stdout.write("Something changed. Restarting.\n")
        super().restart()


def _serve(database_url: str | None, open_browser: bool, sockets: list[socket]) -> int:
    unlock(database_url)
    return serve(database_url, None, open_browser, listening=sockets, settings=SETTINGS)
