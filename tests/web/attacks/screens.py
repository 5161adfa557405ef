"""A client of the screens that sends exactly what it is told to."""

import asyncio
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.running import PATIENCE, Server


class Screens:
    """One websocket: by these headers, resuming that session; what came through it."""

    def __init__(self, server: Server, headers: dict[str, str], resumed: str = "") -> None:
        self._address = f"ws://localhost:{server.port}/_stcore/stream"
        self._headers = headers
        self._resumed = resumed
        self.socket: ClientConnection
        self.session = ""
        self.seen = b""

    async def __aenter__(self) -> "Screens":
        asked = ["streamlit", "none", self._resumed] if self._resumed else None
        self.socket = await connect(
            self._address,
            additional_headers=self._headers,
            subprotocols=asked,  # type: ignore[arg-type]
            max_size=None,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.socket.close()

    async def ask(self) -> None:
        """Ask for the first screen."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        await self.socket.send(message.SerializeToString())

    async def look(self) -> bytes:
        """Ask for the first screen, and all that it brings."""
        await self.ask()
        message = ForwardMsg()
        async with asyncio.timeout(PATIENCE):
            while message.WhichOneof("type") != "script_finished":
                sent = bytes(await self.socket.recv(decode=False))
                self.seen += sent
                message.ParseFromString(sent)
                if message.WhichOneof("type") == "new_session":
                    self.session = message.new_session.initialize.session_id
        return self.seen
