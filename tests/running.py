"""A real server in a process of its own, for tests that need one."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urlsplit

from benchmarks.servers import cookie, free_port
from tracker.identity.running import connection_to

PATIENCE = 60.0  # seconds a busy machine may take to start or stop a server
Result = TypeVar("Result")
_data_of: dict[int, Path] = {}  # the data folders of the accounts that servers ran under, by port


class Server:
    """`backbeat run` on a free port; can be killed and started again on the same diary."""

    def __init__(
        self,
        database: str,
        *options: str,
        port: int = 0,
        environment: dict[str, str] | None = None,
        descriptors: int | None = None,
    ) -> None:
        self._descriptors = descriptors
        self.database = database
        self.port = port or free_port()
        self.scheme = "https" if {"--https", "--certificate"} & {*options} else "http"
        self.address = f"{self.scheme}://localhost:{self.port}"
        self._options = options
        self._environment = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            **(environment or {}),
        }
        self.data = _data_of[self.port] = Path(self._environment["XDG_DATA_HOME"], "backbeat")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self.kill()

    @property
    def is_running(self) -> bool:
        """Whether it was started and not killed since."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The running process."""
        assert self._process is not None
        return self._process.pid

    def start(self, folder: Path | None = None) -> None:
        """Start it in a folder that is not the project's, and wait until it answers."""
        with tempfile.NamedTemporaryFile() as output:  # a pipe that nobody reads gets full
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "tracker.cli", "run", "--no-browser"),
                    *("--port", str(self.port), "--database", self.database, *self._options),
                ],
                cwd=folder or Path(__file__).anchor,
                env={"PYTHONPATH": str(Path(__file__).parents[1]), **self._environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=self._as_of_a_person,
            )
            self._output = Path(output.name).open(encoding="utf-8")  # noqa: SIM115
        self.wait_until_up()

    def wait_until_up(self) -> None:
        """Wait until it answers, also where somebody else has started it."""
        end = time.monotonic() + PATIENCE
        while not self._healthy():
            if self._process is not None and self._process.poll() is not None:
                raise RuntimeError(f"The server ended: {self._output.read()}")
            if time.monotonic() > end:
                if self._process is not None:
                    self.kill()
                raise RuntimeError(f"The server hasn't answered for {PATIENCE:.0f} seconds.")
            time.sleep(0.02)

    @property
    def cookie(self) -> tuple[str, str]:
        """The name and value of what a browser is given that was let in."""
        return cookie(self.port, self.data)

    def says(self) -> str:
        """Its next line, as soon as it is written."""
        end = time.monotonic() + PATIENCE
        line = ""
        while not line.endswith("\n"):
            assert self.is_running, f"It ended: {line}"
            assert time.monotonic() < end, f"It says no more: {line}"
            time.sleep(0.01)
            line += self._output.readline()
        return line

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._output.close()
        self._process = None

    def restart(self) -> None:
        """Kill it and start it again: the same address, the same diary."""
        self.kill()
        self.start()

    def stop(self) -> tuple[int, str]:
        """Press Ctrl+C; the exit code and what it wrote since it was last listened to."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(PATIENCE)
        with self._output:
            output = self._output.read()
        self._process = None
        return code, output

    def _as_of_a_person(self) -> None:
        # A shell's background jobs ignore Ctrl+C; a person's server doesn't.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if self._descriptors is not None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (self._descriptors, self._descriptors))

    def _healthy(self) -> bool:
        connection = connection_to(self.scheme, self.port)
        try:
            connection.request("GET", "/_stcore/health", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def cookie_at(address: str) -> tuple[str, str]:
    """The name and value of the cookie that a browser is given by the server at an address."""
    port = urlsplit(address).port
    assert port is not None
    return cookie(port, _data_of[port])


def outcome(work: Coroutine[Any, Any, Result]) -> Result:
    """What it comes to, on a thread of its own: this one may be holding a browser."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
