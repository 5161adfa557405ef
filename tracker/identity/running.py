"""Which servers of this account run: for `backbeat open`, which lets a browser in.

Each keeps a file named after its port in a private folder; that the server on the
port is really ours is asked of itself. Another account that has taken the port
of an ended server cannot tell.
"""

import json
import os
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from secrets import compare_digest, token_urlsafe

from tracker.identity.access import make_ticket, proof
from tracker.identity.key import account_key
from tracker.places import data_folder, make_private

FOLDER = "servers"
ENTRANCE = "/enter"
_PATIENCE = 5.0  # seconds


@dataclass(frozen=True)
class Running:
    """A server of this account: its port, what a person knows its database by, its run.

    `scheme` is how it is addressed, https or http.
    """

    port: int
    database: str
    run: str
    scheme: str = "http"


def note(port: int, database: str, scheme: str) -> None:
    """Note that a server runs on a port, where that can be noted."""
    with suppress(OSError):
        folder = make_private(make_private(data_folder()) / FOLDER)
        handle = os.open(folder / str(port), os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{scheme}\n{database}")


def forget(port: int) -> None:
    """Take the note of a server away again."""
    with suppress(OSError):
        (data_folder() / FOLDER / str(port)).unlink(missing_ok=True)


def running(port: int | None = None, folder: Path | None = None) -> list[Running]:
    """The servers of this account that answer, or the one on a port."""
    notes = (folder or data_folder()) / FOLDER
    with suppress(OSError):
        key = account_key(folder)
        ports = [port] if port is not None else _ports(notes)
        return [server for port in ports if (server := _asked(key, port, notes)) is not None]
    return []


def address_for(server: Running, secret: str) -> str:
    """The address that lets a browser in."""
    return f"{server.scheme}://localhost:{server.port}{ENTRANCE}/{secret}"


def ticket_for(server: Running, folder: Path | None = None) -> str:
    """A secret that lets one browser in, once."""
    return make_ticket(account_key(folder), server.port, server.run)


def _ports(notes: Path) -> list[int]:
    if not notes.is_dir():
        return []
    return sorted(int(note.name) for note in notes.iterdir() if note.name.isdigit())


def _asked(key: bytes, port: int, notes: Path) -> Running | None:
    """Ask the server on a port to prove that it is ours; None where it does not."""
    challenge = token_urlsafe(24)
    scheme, database = _noted(notes / str(port))
    connection = connection_to(scheme, port)
    try:
        connection.request("GET", f"{ENTRANCE}?challenge={challenge}")
        answer = json.loads(connection.getresponse().read(1000))
        run, shown = str(answer["run"]), str(answer["proof"])
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return None
    finally:
        connection.close()
    if not compare_digest(shown.encode(), proof(key, port, run, challenge).encode()):
        return None
    return Running(port, database, run, scheme)


def _noted(note: Path) -> tuple[str, str]:
    """How a server is addressed, and its database, as it noted them."""
    try:
        scheme, _, database = note.read_text(encoding="utf-8").partition("\n")
    except OSError:
        return "http", ""
    return (scheme, database) if scheme in ("http", "https") else ("http", scheme)


def connection_to(
    scheme: str, port: int, host: str = "127.0.0.1", patience: float = _PATIENCE
) -> HTTPConnection:
    """A connection to a server on this computer, whose certificate nobody has vouched for."""
    if scheme == "http":
        return HTTPConnection(host, port, timeout=patience)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return HTTPSConnection(host, port, timeout=patience, context=trusting)
