"""A websocket of a device, which can be ended from outside: nothing goes through it any more."""

import asyncio

from starlette.types import Message, Receive, Send

REVOKED = 1008  # to a websocket: against the rules


class DeviceLine:
    """What the screens hear from a device and send to it, until it is let in no more.

    Made on the event loop that serves the websocket.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._loop = asyncio.get_running_loop()
        self._ended = False
        self._closing: asyncio.Task[None] | None = None

    def close(self) -> None:
        """End it at once, from any thread, whatever the device does."""
        self._ended = True
        self._loop.call_soon_threadsafe(self._close)

    async def receive(self) -> Message:
        """What the device sends; nothing of it once it is let in no more."""
        message = await self._receive()
        if self._ended and message["type"] == "websocket.receive":
            return {"type": "websocket.disconnect", "code": REVOKED}
        return message

    async def send(self, message: Message) -> None:
        """Send to the device; raises OSError, as where a line is cut, once it is let in no more."""
        if self._ended:
            raise OSError("the device is let in no more")
        await self._send(message)

    def _close(self) -> None:
        if self._closing is None:
            ending = self._send({"type": "websocket.close", "code": REVOKED, "reason": ""})
            self._closing = self._loop.create_task(_quietly(ending))


async def _quietly(ending: object) -> None:
    try:
        await ending  # type: ignore[misc]
    except (OSError, RuntimeError):  # it was closed already
        return
