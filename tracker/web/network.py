"""Where this server is reached: on this computer, and, where that was asked for, from the network.

What is asked of the one address is not answered at the other: each has its own names, cookies
and ways in.
"""

from dataclasses import dataclass

from starlette.types import Scope

from tracker.web import local_network
from tracker.web.https import scheme
from tracker.web.streamlit_changes import allow_host, is_host_allowed

HERE = frozenset({"127.0.0.1", "::1", "localhost"})
_USUAL_PORTS = {80, 443}  # which a browser leaves out


@dataclass(slots=True)
class Network:
    """What a server does on the network.

    `asked` whether it listens there, `chosen` the one address at which it may, `address` where it
    does now; None: nowhere, as where a computer is in no network. `port` is the server's.
    """

    asked: bool = False
    port: int = 0
    chosen: str | None = None
    address: str | None = None

    def ask(self, chosen: str | None) -> None:
        """Be reached from the network, at an address that a person chose or that is found.

        Raises :class:`tracker.web.local_network.NoSuchAddress`.
        """
        self.chosen = None if chosen is None else local_network.check_chosen(chosen)
        self.asked = True

    @property
    def root(self) -> str | None:
        """What every address begins with on the network; None where the server is not there."""
        return None if self.address is None else f"{scheme()}://{self.address}:{self.port}"

    def wanted(self) -> str | None:
        """At which address the server should be reached; another one than now only if that went."""
        if self.chosen is None and self.address is None:
            return local_network.home_address()
        address = self.chosen or self.address
        if address is not None and local_network.is_own(address):
            return address
        return None if self.chosen else local_network.home_address()

    def move(self, address: str | None) -> None:
        """Be known by another address, and no more by the one before."""
        allow_host(address, instead_of=self.address)
        self.address = address


present = Network()  # of this process's server


def is_here(scope: Scope) -> bool:
    """Whether something is asked on this computer itself, not from the network."""
    return _asked_at(scope)[0] in HERE


def is_name_allowed(scope: Scope, host: str | None) -> bool:
    """Whether a browser may call the server so, where it has reached it."""
    if is_here(scope):
        on_the_network = host is not None and host.partition(":")[0] == present.address
        return is_host_allowed(host) and not on_the_network
    address, port = _asked_at(scope)
    if host is None or address != present.address:
        return False
    return host == f"{address}:{port}" or (host == address and port in _USUAL_PORTS)


def port_of(scope: Scope) -> int:
    """The port that the server listens on, whatever a request calls it."""
    return _asked_at(scope)[1]


def _asked_at(scope: Scope) -> tuple[str, int]:
    address, port = scope.get("server") or ("", 0)
    return address, int(port or 0)
