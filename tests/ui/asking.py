"""Raw requests: headers exactly as a stranger's program would send them."""

import base64
import os
from dataclasses import dataclass
from http.client import HTTPConnection

from tests.running import Server


@dataclass(frozen=True)
class Answer:
    """A status, headers by lower-case name, and the body as it travelled."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request; header names with underscores for hyphens."""
    connection = HTTPConnection("localhost", server.port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    response = connection.getresponse()
    answer = Answer(
        response.status,
        {name.lower(): value for name, value in response.getheaders()},
        response.read(),
    )
    connection.close()
    return answer


def open_socket(server: Server, **headers: str) -> int:
    """The status that a request for the screens' websocket gets: 101 is an open door."""
    key = base64.b64encode(os.urandom(16)).decode()
    return ask(
        server,
        "/_stcore/stream",
        Connection="Upgrade",
        Upgrade="websocket",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key=key,
        **headers,
    ).status
