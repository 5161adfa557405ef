"""The diary's one file is whole: a few seconds after a change, and once the server has ended."""

import asyncio
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.faults import Tapping
from benchmarks.servers import free_port
from tests.running import PATIENCE, Server, outcome
from tracker.web.server import APP


class Tapped(Server):
    """A server whose check-in can be tapped."""

    name = "one file"

    def tap(self, pain: int) -> None:
        async def rate() -> bool:
            async with asyncio.timeout(PATIENCE), Tapping(self) as session:  # type: ignore[arg-type]
                return await session.tap_pain(pain)

        assert outcome(rate())

    def end(self, how: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(how)
        self._process.communicate(timeout=PATIENCE)
        code = self._process.returncode
        self._process = None
        return code


def pains(file: Path) -> list[int]:
    """What is in the file by itself: as a copy of it alone would say."""
    with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as alone:
        return [row[0] for row in alone.execute("SELECT pain FROM check_ins")]


def soon(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    return holds()


def wal(file: Path) -> Path:
    return file.with_name(file.name + "-wal")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_server_that_is_ended_leaves_one_whole_file(tmp_path: Path, how: signal.Signals) -> None:
    file = tmp_path / "diary.db"
    with Tapped(f"sqlite:///{file}") as server:
        server.tap(4)
        assert server.end(how) == 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["diary.db"]
    assert pains(file) == [4]


def test_so_does_one_started_by_streamlit_itself(tmp_path: Path) -> None:
    file = tmp_path / "diary.db"
    port = free_port()
    run = ["-m", "streamlit", "run", str(APP), "--server.headless", "true", "--server.port"]
    process = subprocess.Popen(
        [sys.executable, *run, str(port)],
        cwd=tmp_path,
        env={
            **os.environ,
            "BACKBEAT_DATABASE_URL": f"sqlite:///{file}",
            "XDG_DATA_HOME": str(tmp_path / "home"),
        },
        stdout=subprocess.DEVNULL,
    )
    try:
        assert soon(lambda: answers(port))
        home = {"XDG_DATA_HOME": str(tmp_path / "home")}
        server = Tapped(f"sqlite:///{file}", port=port, environment=home)
        server.tap(4)
        process.terminate()
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()
    assert not wal(file).exists()
    assert pains(file) == [4]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_while_it_runs_the_file_is_whole_some_seconds_after_a_change(tmp_path: Path) -> None:
    file = tmp_path / "diary.db"
    with Tapped(f"sqlite:///{file}") as server:
        server.tap(4)
        assert soon(lambda: wal(file).stat().st_size == 0)
        copied = shutil.copy(file, tmp_path / "copied.db")
        server.tap(7)  # and goes on
        assert soon(lambda: wal(file).stat().st_size == 0)
    assert pains(copied) == [4]
    assert pains(file) == [7]
