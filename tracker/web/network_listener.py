"""Listens at this computer's address on the network, and goes along where that changes."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

import uvicorn
from anyio import to_thread

from tracker.files.errors import FileError
from tracker.web import network, network_name
from tracker.web.https import made_certificate, name_on_the_network, own_names
from tracker.web.sockets import listening_at

LOOK = 5.0  # seconds between two looks at the address


class NetworkListener:
    """One more address of a running server; made on its event loop.

    `beside` are what is served there as well, each on a port of its own. `say_where` is called, on
    a thread of its own, whenever the address is another one.
    """

    def __init__(
        self,
        server: uvicorn.Server,
        say_where: Callable[[], None],
        beside: Sequence[tuple[uvicorn.Config, int]] = (),
    ) -> None:
        self._server = server
        self._say_where = say_where
        self._beside = beside
        self._listening: list[asyncio.Server] = []
        self._announced: network_name.NameAnnouncement | None = None
        self._following: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Listen, where this computer is in a network, and follow it from then on."""
        await self._move(await to_thread.run_sync(network.present.wanted))
        self._following = asyncio.create_task(self._follow())

    async def end(self) -> None:
        """Say that the name leads here no more."""
        if self._following is not None:
            self._following.cancel()
        await self._withdraw()

    async def _follow(self) -> None:
        await self._call()
        while True:
            await asyncio.sleep(LOOK)
            wanted = await to_thread.run_sync(network.present.wanted)
            if wanted != network.present.address and await self._move(wanted):
                await self._call()
                await to_thread.run_sync(self._say_where)

    async def _move(self, address: str | None) -> bool:
        """Listen at another address, or nowhere; False where that could not be had."""
        for listening in self._listening:
            listening.close()
            self._server.servers.remove(listening)
        self._listening = []
        await self._withdraw()
        network.present.move(None)
        if address is None:
            return True
        try:
            await self._listen(self._server.config, address, network.present.port)
        except OSError:  # somebody has the port there, or the address has just gone: tried again
            return False
        for config, port in self._beside:
            with suppress(OSError):
                await self._listen(config, address, port)
        network.present.move(address)
        return True

    async def _listen(self, config: uvicorn.Config, address: str, port: int) -> None:
        protocol: Callable[..., asyncio.Protocol] = config.http_protocol_class
        listening = await asyncio.get_running_loop().create_server(
            partial(
                protocol,
                config=config,
                server_state=self._server.server_state,
                app_state=self._server.lifespan.state,
            ),
            sock=listening_at(address, port),
            ssl=config.ssl,
            backlog=config.backlog,
        )
        self._listening.append(listening)
        self._server.servers.append(listening)

    async def _call(self) -> None:
        """Have a name lead to the address, or else a certificate be for the address itself."""
        address = network.present.address
        name = name_on_the_network()
        if address is not None and name is not None:
            self._announced = await network_name.announce(name, address, network.present.port)
            network.present.call(self._announced.name if self._announced else None)
        if address is not None and network.present.name is None:
            await self._certify(address)
        network.present.settled.set()

    async def _certify(self, address: str) -> None:
        """Show a certificate that is for the address from now on, where one was made here.

        Where a name leads here, the one there is stays: it is for that name, and who trusts it does
        not have to trust another.
        """
        shown, context = network.present.certificate, self._server.config.ssl
        if shown is None or shown.authority is None or context is None or address in shown.names:
            return
        with suppress(OSError, FileError):  # then browsers warn, as of any that is not for them
            make = partial(made_certificate, [*own_names(), address], shown.file.parent)
            made = await to_thread.run_sync(make)
            context.load_cert_chain(made.file, made.key)
            network.present.certificate = made

    async def _withdraw(self) -> None:
        if self._announced is not None:
            await self._announced.withdraw()
            self._announced = None
