"""Listens at this computer's address on the network, and goes along where that changes."""

import asyncio
from collections.abc import Callable
from functools import partial

import uvicorn
from anyio import to_thread

from tracker.web import network
from tracker.web.sockets import listening_at

LOOK = 5.0  # seconds between two looks at the address


class NetworkListener:
    """One more address of a running server; made on its event loop.

    `say_where` is called, on a thread of its own, whenever the address is another one.
    """

    def __init__(self, server: uvicorn.Server, say_where: Callable[[], None]) -> None:
        self._server = server
        self._say_where = say_where
        self._listening: asyncio.Server | None = None
        self._following: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Listen, where this computer is in a network, and follow it from then on."""
        await self._move(await to_thread.run_sync(network.present.wanted))
        self._following = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            wanted = await to_thread.run_sync(network.present.wanted)
            if wanted != network.present.address and await self._move(wanted):
                await to_thread.run_sync(self._say_where)

    async def _move(self, address: str | None) -> bool:
        """Listen at another address, or nowhere; False where that could not be had."""
        if self._listening is not None:
            self._listening.close()
            self._server.servers.remove(self._listening)
            self._listening = None
            network.present.move(None)
        if address is None:
            return True
        config, loop = self._server.config, asyncio.get_running_loop()
        try:
            listening = listening_at(address, network.present.port)
        except OSError:  # somebody has the port there, or the address has just gone: tried again
            return False
        protocol: Callable[..., asyncio.Protocol] = config.http_protocol_class
        self._listening = await loop.create_server(
            partial(
                protocol,
                config=config,
                server_state=self._server.server_state,
                app_state=self._server.lifespan.state,
            ),
            sock=listening,
            ssl=config.ssl,
            backlog=config.backlog,
        )
        self._server.servers.append(self._listening)
        network.present.move(address)
        return True
