"""Raw requests: headers exactly as a stranger's program would send them."""

import base64
import os
from dataclasses import dataclass

from tests.running import Server
from tracker.identity.running import connection_to


@dataclass(frozen=True)
class Answer:
    """A status, headers by lower-case name (of several cookies, one a line), and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request of a browser that was let in; header names with underscores for hyphens."""
    shown = headers.pop("Cookie", "")
    let_in = "=".join(server.cookie)
    return ask_stranger(
        server, path, method, Cookie=f"{let_in}; {shown}" if shown else let_in, **headers
    )


def ask_stranger(
    server: Server, path: str, method: str = "GET", body: str | None = None, **headers: str
) -> Answer:
    """One request with these headers and no others."""
    connection = connection_to(server.scheme, server.port, "localhost", 30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, headers=named)
    response = connection.getresponse()
    got: dict[str, str] = {}
    for name, value in response.getheaders():
        earlier = got.get(name.lower())
        got[name.lower()] = value if earlier is None else f"{earlier}\n{value}"
    answer = Answer(response.status, got, response.read())
    connection.close()
    return answer


def open_socket(server: Server, **headers: str) -> int:
    """The status that a request for the screens' websocket gets: 101 is an open door."""
    return open_strangers_socket(server, Cookie="=".join(server.cookie), **headers)


def open_strangers_socket(server: Server, **headers: str) -> int:
    """The same for a client with these headers and no others."""
    key = base64.b64encode(os.urandom(16)).decode()
    return ask_stranger(
        server,
        "/_stcore/stream",
        Connection="Upgrade",
        Upgrade="websocket",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key=key,
        **headers,
    ).status
