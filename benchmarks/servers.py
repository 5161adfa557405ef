"""The servers that are compared, each a process of its own on this machine."""

import asyncio
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from tracker.identity.running import address_for, connection_to, running, ticket_for

EMPTY = Path(__file__).with_name("empty.py")
_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"  # libraries come compiled, our modules would not be
PATIENCE = 60.0  # seconds until a server must answer


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, its process, and the data folder of its account.

    A page of Streamlit's, which anybody may open, has no such folder.
    """

    name: str
    port: int
    process: psutil.Process
    data: Path | None = None

    @property
    def address(self) -> str:
        """What a browser opens."""
        return f"http://localhost:{self.port}"

    def memory(self) -> float:
        """Megabytes that it and its children hold."""
        processes = [self.process, *self.process.children(recursive=True)]
        return sum(process.memory_info().rss for process in processes) / 2**20

    def work(self) -> float:
        """Seconds of a processor that it has used since it began: the same on a busy machine."""
        if sys.platform == "linux":
            clock = ~self.process.pid << 3 | 2  # clock_getcpuclockid(3): exact to a microsecond
            return time.clock_gettime(clock)
        times = self.process.cpu_times()
        return times.user + times.system


@contextmanager
def backbeat(name: str, database: str) -> Iterator[Server]:
    """The real server on a database."""
    run = [sys.executable, "-m", "tracker.cli", "run", "--no-browser", "--database", database]
    with _running(name, [*run, "--port"], ours=True) as server:
        yield server


@contextmanager
def stock_page(script: Path = EMPTY) -> Iterator[Server]:
    """A page under `streamlit run`, with Streamlit's own settings."""
    with _running("stock page", [*_streamlit("run"), str(script), *_STOCK]) as server:
        yield server


@contextmanager
def hello() -> Iterator[Server]:
    """Streamlit's own demonstration."""
    with _running("hello", [*_streamlit("hello"), *_STOCK]) as server:
        yield server


# Stock, but for the browser it would open and the outside service it would ask for an address.
_STOCK = (
    *("--server.headless", "true", "--server.address", "127.0.0.1"),
    *("--browser.serverAddress", "localhost", "--server.port"),
)


# As `pip install streamlit` has it: without uvloop, which would be found beside ours.
_PLAIN = "import sys; sys.modules['uvloop'] = None; from streamlit.web.cli import main; main()"


def _streamlit(verb: str) -> Sequence[str]:
    return (sys.executable, "-c", _PLAIN, verb)


@contextmanager
def _running(name: str, command: Sequence[str], ours: bool = False) -> Iterator[Server]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        # Streamlit reads settings from the folder it is started in and from the home folder:
        # with ours in either, stock would not be stock.
        process = subprocess.Popen(
            [*command, str(port)],
            cwd=folder,
            env=_environment(folder),
            stdout=subprocess.DEVNULL,
        )
        try:
            data = Path(folder, "backbeat") if ours else None
            yield Server(name, port, psutil.Process(process.pid), data)
        finally:
            process.kill()
            process.wait()


def _environment(home: str) -> dict[str, str]:
    """What a person's machine has: a home of its own, and modules that stay compiled."""
    kept = {name: value for name, value in os.environ.items() if name != _UNCOMPILED}
    return {**kept, "HOME": home, "XDG_DATA_HOME": home}


def way_in(port: int, data: Path) -> str:
    """An address that lets one browser in, as `backbeat open` makes it for its own account."""
    found = running(port, data)
    if not found:
        raise RuntimeError(f"No server of this account answers on port {port}.")
    return address_for(found[0], ticket_for(found[0], data))


def cookie(port: int, data: Path) -> tuple[str, str]:
    """The name and value of the cookie that a browser is given when it is let in."""
    address = urlsplit(way_in(port, data))
    connection = connection_to(address.scheme, port, "localhost", PATIENCE)
    connection.request("GET", address.path)
    given = connection.getresponse().getheader("set-cookie") or ""
    connection.close()
    name, _, value = given.partition(";")[0].partition("=")
    return name, value


def wait_until_up(server: Server) -> None:
    """Return as soon as the server answers."""
    end = time.monotonic() + PATIENCE
    while not _answers(server.port):
        if not server.process.is_running() or time.monotonic() > end:
            raise RuntimeError(f"{server.name} does not answer.")
        time.sleep(0.005)


async def settled(server: Server) -> None:
    """Return when the server has been idle for a second: imports done, nothing running."""
    wait_until_up(server)
    idle = 0
    server.process.cpu_percent()
    for _ in range(60):
        await asyncio.sleep(0.5)
        idle = idle + 1 if server.process.cpu_percent() < 5 else 0
        if idle == 2:
            return


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as probe:
            probe.sendall(b"GET /_stcore/health HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return b" 200 " in probe.recv(64)
    except OSError:
        return False


def free_port() -> int:
    """A port of this machine that nobody listens on.

    It is none of those that a connection going out may be given before the server has begun.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
