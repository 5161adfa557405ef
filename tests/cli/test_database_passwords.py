"""A password of a database server: seen by nobody, asked for where it is missing."""

import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tracker.cli import passphrases
from tracker.cli.passphrases import ask_where_missing, without_password
from tracker.store import open_store
from tracker.store.address import wants_password
from tracker.store.copies import CopyReason, set_aside

ROOT = Path(__file__).parents[2]
SECRET = "s3cret & näive"  # noqa: S105


class _AsksForPassword:
    """A server that speaks PostgreSQL's first words: who are you, and the password please."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.waiting = threading.Event()
        self.given: list[bytes] = []
        self.hold = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.listening.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError, struct.error):
            while struct.unpack("!ii", connection.recv(8, socket.MSG_WAITALL))[1] in (
                80877103,  # would you like TLS?
                80877104,  # or GSSAPI?
            ):
                connection.sendall(b"N")
            connection.recv(4096)
            connection.sendall(b"R" + struct.pack("!ii", 8, 3))  # the password, as it is
            self.given.append(connection.recv(4096))
            self.waiting.set()
            self.hold.wait(30)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[_AsksForPassword]:
    for name in ("PGPASSWORD", "PGPASSFILE", "BACKBEAT_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    made = _AsksForPassword()
    yield made
    made.hold.set()
    made.listening.close()


@pytest.mark.parametrize(
    ("address", "bare", "password"),
    [
        ("postgresql://me:s3%26t@host:5433/db?x=1", "postgresql://me@host:5433/db?x=1", "s3&t"),
        ("postgresql+psycopg://me:@host/db", "postgresql+psycopg://me@host/db", ""),
        ("postgres://host/db?password=a%20b&x=1", "postgres://host/db?x=1", "a b"),
        ("postgresql://me@host/db", "postgresql://me@host/db", None),
        ("sqlite:////a:b@c/diary.db", "sqlite:////a:b@c/diary.db", None),
        ("postgresql://[", "postgresql://[", None),
        ("", "", None),
    ],
)
def test_a_password_is_found_in_an_address(address: str, bare: str, password: str | None) -> None:
    assert without_password(address) == (bare, password)


def test_a_password_that_was_given_is_in_no_list_of_processes(server: _AsksForPassword) -> None:
    address = f"postgresql://me:s3cret%20%26%20n%C3%A4ive@127.0.0.1:{server.port}/db"
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker.cli", "week", f"--database={address}"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.waiting.wait(60)
        arguments = Path(f"/proc/{process.pid}/cmdline").read_bytes().decode()
    finally:
        process.kill()
        _, said = process.communicate()
    assert SECRET.encode() in server.given[0], "and yet it is used"
    assert "s3cret" not in arguments
    assert f"--database=postgresql://me@127.0.0.1:{server.port}/db" in arguments
    assert said.count("can be read by every account") == 1
    assert "s3cret" not in said


def test_a_missing_one_is_asked_for(
    server: _AsksForPassword, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"postgresql://me@127.0.0.1:{server.port}/db"
    assert wants_password(address)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda *_: SECRET)
    monkeypatch.setattr(passphrases.os, "environ", {**os.environ})
    ask_where_missing(address)
    assert passphrases.os.environ["PGPASSWORD"] == SECRET


def test_nobody_is_asked_where_none_is_wanted(
    postgresql_url: str, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda *_: pytest.fail("asked"))
    for address in (postgresql_url, sqlite_url, "postgresql://me@127.0.0.1:1/none"):
        ask_where_missing(address)


def test_with_a_server_the_data_folder_is_closed_to_others(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "backbeat").mkdir(mode=0o755)  # as earlier versions left it
    store = open_store(postgresql_url)
    set_aside(store.address, CopyReason.ASKED, write=lambda file: None)
    store.close()
    assert (tmp_path / "backbeat").stat().st_mode & 0o777 == 0o700
    for folder in (tmp_path / "backbeat").iterdir():
        assert folder.stat().st_mode & 0o777 == 0o700
