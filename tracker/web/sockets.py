"""The sockets that a server on one's own machine listens on: both of its addresses, one port."""

import errno
import os
import socket
from contextlib import suppress

import streamlit as st

DEFAULT_PORT = 8501
PORTS_TRIED = 100
IPV6 = "::1"
_WITHOUT = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT, errno.ENODEV}
_held: list[socket.socket] = []


class PortTaken(Exception):
    """No port to listen on; the message says which and what to do."""


def listen(port: int | None) -> list[socket.socket]:
    """Listening sockets on this machine's own addresses; raises :class:`PortTaken`."""
    ports = range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED) if port is None else [port]
    for candidate in ports:
        with suppress(OSError, OverflowError):
            return both_families(candidate)
    raise PortTaken(
        f"Ports {ports[0]} to {ports[-1]} are all in use. Nothing was started. "
        "Close what uses them, or choose a port: backbeat run --port 9000"
        if port is None
        else f"Port {port} is in use or not allowed. Nothing was started. "
        f"Choose another one: backbeat run --port {port + 1 if port < 65_535 else DEFAULT_PORT}"
    )


def both_families(port: int) -> list[socket.socket]:
    """Listening sockets on 127.0.0.1 and, where the machine has it, ::1.

    A browser that is told "localhost" may try either: no other program may have
    the other one. Port 0 is any free one. Raises OSError and OverflowError where one
    cannot be had.
    """
    first = _listening(socket.AF_INET, st.get_option("server.address"), port)
    try:
        second = _on_ipv6(first.getsockname()[1], listening=True)
    except OSError:
        first.close()
        raise
    return [first] if second is None else [first, second]


def listening_at(address: str, port: int) -> socket.socket:
    """A listening socket on one more address of this machine; raises OSError."""
    return _listening(socket.AF_INET, address, port)


def hold_other_family(port: int) -> None:
    """Keep [::1] from other programs where Streamlit itself listens on 127.0.0.1 alone.

    Raises OSError where another program has it.
    """
    if st.get_option("server.address") == "127.0.0.1":
        held = _on_ipv6(port, listening=False)
        if held is not None:
            _held.append(held)


def _on_ipv6(port: int, *, listening: bool) -> socket.socket | None:
    """The socket on ::1; None on a machine without it."""
    if not socket.has_ipv6:
        return None
    try:
        return (_listening if listening else _bound)(socket.AF_INET6, IPV6, port)
    except OSError as error:
        if error.errno in _WITHOUT:
            return None
        raise


def _listening(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    bound = _bound(family, address, port, again=True)
    try:
        bound.listen(2048)
    except OSError:
        bound.close()
        raise
    return bound


def _bound(
    family: socket.AddressFamily, address: str, port: int, *, again: bool = False
) -> socket.socket:
    """A socket with an address; `again`: also where connections of an ended server still fade."""
    # asyncio turns Nagle's algorithm off only where the protocol is named; a socket without
    # that holds small messages back for 40 ms.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if os.name == "nt":  # where another program could otherwise share the port
            made.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE"), 1)  # noqa: B009
        elif again:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
    except (OSError, OverflowError):
        made.close()
        raise
    return made
