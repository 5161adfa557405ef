"""Where this server is reached: on this computer, and, where that was asked for, from the network.

What is asked of the one address is not answered at the other: each has its own names, cookies
and ways in.
"""

from dataclasses import dataclass, field
from ipaddress import ip_address
from threading import Event

from starlette.types import Scope

from tracker.web import local_network
from tracker.web.https import Certificate, scheme
from tracker.web.streamlit_changes import allow_hosts, is_host_allowed

HERE = frozenset({"127.0.0.1", "::1", "localhost"})
_USUAL_PORTS = {80, 443}  # which a browser leaves out


@dataclass(slots=True)
class Network:
    """What a server does on the network.

    `asked` whether it listens there, `chosen` the one address at which it may, `address` where it
    does now; None: nowhere, as where a computer is in no network. `before` is the address that it
    had before that in this run. `name` leads there, too, where that could be had; `settled` is set
    once that is known. `port` is the server's, `certificate` what it shows over https.
    """

    asked: bool = False
    port: int = 0
    chosen: str | None = None
    address: str | None = None
    before: str | None = None
    name: str | None = None
    nameless: bool = False
    certificate: Certificate | None = None
    settled: Event = field(default_factory=Event)

    def ask(self, chosen: str | None) -> None:
        """Be reached from the network, at an address that a person chose or that is found.

        Raises :class:`tracker.web.local_network.NoSuchAddress`.
        """
        self.chosen = None if chosen is None else local_network.check_chosen(chosen)
        self.asked = True

    @property
    def root(self) -> str | None:
        """What every address begins with on the network; None where the server is not there.

        It is by number, which every phone knows how to reach, unless the certificate is for a name
        of the server only.
        """
        if self.address is None:
            return None
        names = [self.address, *([self.name] if self.name else []), *self._certified_names()]
        best = next((name for name in names if self._is_certified(name)), self.address)
        return self._root_of(best)

    @property
    def root_by_name(self) -> str | None:
        """The same by the name that is announced, where that is another one and as good."""
        if self.address is None or self.name is None or not self._is_certified(self.name):
            return None
        by_name = self._root_of(self.name)
        return None if by_name == self.root else by_name

    @property
    def hosts(self) -> frozenset[str]:
        """What browsers on the network may call the server, without its port."""
        if self.address is None:
            return frozenset()
        named = {self.name} if self.name else set()
        return frozenset({self.address, *named, *self._certified_names()})

    def wanted(self) -> str | None:
        """At which address the server should be reached; another one than now only if that went."""
        if self.chosen is None and self.address is None:
            return local_network.home_address()
        address = self.chosen or self.address
        if address is not None and local_network.is_own(address):
            return address
        return None if self.chosen else local_network.home_address()

    def move(self, address: str | None) -> None:
        """Be known by another address, and no more by the one before or by its name."""
        before = self.hosts
        if self.address not in (None, address):
            self.before = self.address
        self.address, self.name, self.nameless = address, None, False
        allow_hosts(self.hosts, instead_of=before)

    def call(self, name: str | None) -> None:
        """Be known by a name as well; None: there is none to be had."""
        before = self.hosts
        self.name, self.nameless = name, name is None
        allow_hosts(self.hosts, instead_of=before)

    def _certified_names(self) -> list[str]:
        """What a certificate of one's own is for, but for what is this computer to everybody."""
        if self.certificate is None or self.certificate.authority is not None:
            return []
        return sorted(name for name in self.certificate.names - HERE if not _is_address(name))

    def _is_certified(self, name: str) -> bool:
        is_pattern = name.startswith("*.")
        return not is_pattern and (self.certificate is None or name in self.certificate.names)

    def _root_of(self, host: str) -> str:
        return f"{scheme()}://{host}:{self.port}"


present = Network()  # of this process's server


def is_here(scope: Scope) -> bool:
    """Whether something is asked on this computer itself, not from the network."""
    return _asked_at(scope)[0] in HERE


def is_name_allowed(scope: Scope, host: str | None) -> bool:
    """Whether a browser may call the server so, where it has reached it."""
    if host is None:
        return False
    name, colon, shown_port = host.lower().rpartition(":")
    if is_here(scope):
        on_the_network = host.partition(":")[0].lower() in present.hosts
        return is_host_allowed(host) and not on_the_network
    address, port = _asked_at(scope)
    if not colon:
        name, shown_port = shown_port, ""
    right_port = shown_port == str(port) or (not colon and port in _USUAL_PORTS)
    return address == present.address and right_port and _is_one_of(name, present.hosts)


def port_of(scope: Scope) -> int:
    """The port that the server listens on, whatever a request calls it."""
    return _asked_at(scope)[1]


def _is_one_of(name: str, names: frozenset[str]) -> bool:
    first, _, rest = name.partition(".")
    return not name.startswith("*") and (name in names or (first != "" and f"*.{rest}" in names))


def _asked_at(scope: Scope) -> tuple[str, int]:
    address, port = scope.get("server") or ("", 0)
    return address, int(port or 0)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
