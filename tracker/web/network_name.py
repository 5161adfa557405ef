"""The name by which devices of the same network find this computer, whatever its address is.

It is announced by mDNS, at one address of this computer only, and only where a server listens
there. It has the computer's own name in it: two computers with Backbeat in one network each have
theirs (`https.name_on_the_network`), and cookies given under a name never go to another computer's.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded where it is needed: most servers are on no network
    from zeroconf import Zeroconf
    from zeroconf.asyncio import AsyncZeroconf

KIND = "_backbeat._tcp.local."
ASKED = 500  # milliseconds in which another computer of that name would answer


class NameAnnouncement:
    """A name that leads to an address of this computer until it is withdrawn."""

    def __init__(self, name: str, announcing: AsyncZeroconf) -> None:
        self.name = name
        self._announcing = announcing

    async def withdraw(self) -> None:
        """Say that the name leads nowhere any more, as far as the network can still be told."""
        from zeroconf import Error

        with suppress(OSError, Error, asyncio.TimeoutError):
            await self._announcing.async_close()


async def announce(name: str, address: str, port: int) -> NameAnnouncement | None:
    """Have a name lead to one of this computer's addresses.

    None where that cannot be had: another computer has the name, or nothing can be said to
    all of the network.
    """
    from zeroconf import Error, IPVersion
    from zeroconf.asyncio import AsyncZeroconf

    try:
        announcing = AsyncZeroconf(interfaces=[address], ip_version=IPVersion.V4Only)
    except OSError:
        return None
    announced = NameAnnouncement(name, announcing)
    try:
        if await _leads_here(announcing.zeroconf, name, address, port):
            return announced
    except (OSError, Error):
        pass
    except asyncio.CancelledError:
        await announced.withdraw()
        raise
    await announced.withdraw()
    return None


async def _leads_here(network: Zeroconf, name: str, address: str, port: int) -> bool:
    from zeroconf import AddressResolverIPv4, ServiceInfo

    await network.async_wait_for_start()
    others = AddressResolverIPv4(f"{name}.")
    if await others.async_request(network, ASKED) and {*others.parsed_addresses()} != {address}:
        return False
    service = ServiceInfo(
        KIND,
        f"{name.partition('.')[0]} {address.rpartition('.')[2]} {port}.{KIND}",
        port=port,
        addresses=[socket.inet_aton(address)],
        server=f"{name}.",
    )
    await (await network.async_register_service(service))
    return bool(network.cache.entries_with_name(f"{name}."))  # it was heard, here at least
