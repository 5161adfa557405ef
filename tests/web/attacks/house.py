"""A server in this process, on this computer and on the network, asked exactly what is said.

Behind the entrance is one answer for everybody who gets there: who they are taken for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Scope

from tests.running import outcome
from tests.web.requests import Answer
from tracker.identity.access import cookie_name, device_cookie_name
from tracker.identity.let_in import LetIn
from tracker.identity.pairing import Pairing, PairingCode
from tracker.store import Diary, Store
from tracker.store.devices import devices
from tracker.web import entrance, network, pairing, security_headers
from tracker.web.asking import identity_of
from tracker.web.server import load_config

PORT = 8501
AT_HOME, HERE = "192.168.178.20", "127.0.0.1"
PHONE, STRANGER = "192.168.178.30", "192.168.178.66"
ON_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1"
GOT_IN = b"inside"


class House:
    """The server of a family; `codes` are those that it has made."""

    def __init__(self, store: Store, ada: Diary, ben: Diary) -> None:
        self.store, self.ada, self.ben = store, ada, ben
        self.codes = Pairing()
        middleware = [*security_headers.MIDDLEWARE, *entrance.MIDDLEWARE]
        behind = [Route(path, _diary) for path in ("/", "/week", "/_stcore/host-config")]
        self._app = Starlette(
            routes=[*entrance.ROUTES, *pairing.ROUTES, *behind], middleware=middleware
        )

    def code(self, diary: Diary | None = None) -> PairingCode:
        """A new code for somebody, by default Ada."""
        return self.codes.make((diary or self.ada).person_id, datetime.now(UTC))

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes = b"",
        *,
        at: str = AT_HOME,
        by: str = PHONE,
        **headers: str,
    ) -> Answer:
        """One request, at an address of the server and from one of the network."""
        named = {"host": f"{at}:{PORT}", "user-agent": ON_IPHONE}
        named |= {name.replace("_", "-").lower(): value for name, value in headers.items()}
        scope: Scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "path": path.partition("?")[0],
            "raw_path": path.encode(),
            "query_string": path.partition("?")[2].encode(),
            "root_path": "",
            "scheme": "http",
            "server": (at, PORT),
            "client": (by, 50_000),
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        }
        return _sent(outcome(self._run(scope, body)))

    def pair(self, text: str, *, by: str = PHONE, **headers: str) -> Answer:
        """Press the button, or type a code."""
        form = {"Content_Type": "application/x-www-form-urlencoded", **headers}
        return self.ask("/pair", "POST", f"code={text}".encode(), by=by, **form)

    def devices(self) -> int:
        """How many are let in."""
        return len(devices(self.store))

    def handshake(self, path: str, *, at: str = AT_HOME, **headers: str) -> str:
        """What becomes of a websocket: the kind of the first answer."""
        named = {"host": f"{at}:{PORT}"}
        named |= {name.replace("_", "-").lower(): value for name, value in headers.items()}
        scope: Scope = {
            "type": "websocket",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "scheme": "ws",
            "server": (at, PORT),
            "client": (PHONE, 50_000),
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
            "subprotocols": [],
        }
        return str(outcome(self._run(scope, b""))[0]["type"])

    async def _run(self, scope: Scope, body: bytes) -> list[Message]:
        sent: list[Message] = []

        async def receive() -> Message:
            kind = "websocket.connect" if scope["type"] == "websocket" else "http.request"
            return {"type": kind, "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        return sent


async def _diary(request: Request) -> Response:
    asker = identity_of(request.scope)
    words = f"{asker.device} {asker.person} {asker.here}".encode()
    return PlainTextResponse(GOT_IN + b" of " + words)


def _sent(messages: list[Message]) -> Answer:
    headers: dict[str, str] = {}
    for raw_name, raw_value in messages[0]["headers"]:
        name, value = raw_name.decode(), raw_value.decode()
        headers[name] = f"{headers[name]}\n{value}" if name in headers else value
    return Answer(messages[0]["status"], headers, b"".join(m["body"] for m in messages[1:]))


@contextmanager
def house(store: Store, ada: Diary, ben: Diary) -> Iterator[House]:
    """The server, listening at home too, with nobody let in."""
    load_config()
    found = House(store, ada, ben)
    with (
        patch.object(pairing, "codes", found.codes),
        patch.object(pairing, "open_database", lambda: store),
        patch.object(entrance, "let_in", LetIn(lambda: store)),
        patch.object(entrance, "is_open", lambda: True),
        patch.object(network.present, "address", None),
        patch.object(network.present, "asked", True),
        patch.object(network.present, "port", PORT),
    ):
        network.present.move(AT_HOME)
        yield found
        network.present.move(None)


def this_computers_cookie() -> str:
    """What a browser of this computer shows."""
    return f"{cookie_name(PORT)}={entrance.door().cookie_value(PORT)}"


def device_cookie(token: str) -> str:
    """What a phone shows."""
    return f"{device_cookie_name(PORT)}={token}"


def given(answer: Answer) -> str:
    """The cookie that an answer gives, as it is shown from then on."""
    return answer.headers["set-cookie"].partition(";")[0]
