"""The address by which devices of the same network reach this computer."""

import ipaddress
import re
import socket
from dataclasses import dataclass

import psutil

# Networks that no phone at home is in, by what systems call their interfaces: of virtual machines
# and containers, of VPNs, and what Apple's devices talk to each other by.
_VIRTUAL = re.compile(
    r"(docker|br-|veth|virbr|vmnet|vnet|vboxnet|lxc|lxd|cni|flannel|cali|podman|ifb|dummy|bridge"
    r"|tun|tap|utun|wg|ppp|ipsec|tailscale|zt|nordlynx|proton|gpd|awdl|llw|anpi)"
    r"|.*(vethernet|virtual|vmware|vbox|hyper-v|wsl|loopback|docker|vpn|tailscale|wireguard"
    r"|zerotier|bluetooth)",
    re.IGNORECASE,
)
_OWN = ipaddress.ip_network("127.0.0.0/8")
_EVERYBODYS = "127.0.0.1"
_SHARED = ipaddress.ip_network("100.64.0.0/10")  # of VPNs between one's own devices, too
_SOMEWHERE = ("192.0.2.1", 9)  # for documentation: nothing is sent there


class NoSuchAddress(Exception):
    """The computer cannot be reached by an address that was asked for; the message says why."""


@dataclass(frozen=True, slots=True)
class NetworkAddress:
    """An address of this computer, and what the system calls where it is."""

    interface: str
    address: str


def addresses() -> list[NetworkAddress]:
    """The IPv4 addresses of this computer on interfaces that are up, but for its own inside."""
    up = psutil.net_if_stats()
    return [
        NetworkAddress(name, found.address)
        for name, its in psutil.net_if_addrs().items()
        for found in its
        if found.family == socket.AF_INET
        and name in up
        and up[name].isup
        and ipaddress.ip_address(found.address) not in _OWN
    ]


def best_address(found: list[NetworkAddress], on_the_way: str | None) -> str | None:
    """Of the addresses of a computer, the one at which a phone of the same home reaches it.

    `on_the_way` is the one that leads out of the house; where that is a VPN's, it says nothing.
    None where no address is one of a home's network.
    """
    at_home = [
        one.address
        for one in found
        if _is_private(one.address) and not _VIRTUAL.match(one.interface)
    ]
    at_home.sort(key=lambda one: (one != on_the_way, ipaddress.ip_address(one).is_link_local))
    return at_home[0] if at_home else None


def home_address() -> str | None:
    """The address at which a phone of the same home reaches this computer now, if there is one."""
    return best_address(addresses(), _on_the_way())


def is_own(address: str) -> bool:
    """Whether this computer has an address; 127.0.0.1, which every computer has, is none."""
    inside = ipaddress.ip_address(address) in _OWN and address != _EVERYBODYS
    return inside or any(one.address == address for one in addresses())


def check_chosen(text: str) -> str:
    """An address that a person chose; raises :class:`NoSuchAddress` where it can't be served."""
    try:
        address = ipaddress.IPv4Address(text)
    except ValueError:
        raise NoSuchAddress(f"{text} is no address such as 192.168.1.20.{_there_is()}") from None
    if not is_own(text):
        raise NoSuchAddress(f"{text} is no address of this computer.{_there_is()}")
    if not _is_private(text) and address not in _SHARED:
        raise NoSuchAddress(
            f"{text} can be reached from the whole internet: a diary does not belong there."
            f"{_there_is()}"
        )
    return text


def _there_is() -> str:
    found = [f" {one.address} ({one.interface})" for one in addresses()]
    return f" It has:{','.join(found)}." if found else ""


def _is_private(address: str) -> bool:
    return ipaddress.ip_address(address).is_private


def _on_the_way() -> str | None:
    """The address that a packet to elsewhere would leave from; none is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(_SOMEWHERE)
        except OSError:
            return None
        return str(asked.getsockname()[0])
