"""Which of a computer's addresses a phone of the same home reaches it by."""

import pytest

from tracker.web import local_network
from tracker.web.local_network import (
    NetworkAddress,
    NoSuchAddress,
    best_address,
    check_chosen,
    home_address,
)

WIFI = NetworkAddress("wlan0", "192.168.178.20")
CABLE = NetworkAddress("enp3s0", "192.168.178.21")
VIRTUAL = [
    NetworkAddress("docker0", "172.17.0.1"),
    NetworkAddress("br-1f2e3d4c5b6a", "172.18.0.1"),
    NetworkAddress("virbr0", "192.168.122.1"),
    NetworkAddress("vmnet8", "192.168.56.1"),
    NetworkAddress("tun0", "10.8.0.6"),
    NetworkAddress("utun4", "10.64.0.2"),
    NetworkAddress("wg0", "10.13.13.2"),
    NetworkAddress("bridge100", "192.168.64.1"),
    NetworkAddress("vEthernet (WSL)", "172.28.16.1"),
    NetworkAddress("VirtualBox Host-Only Network", "192.168.56.1"),
    NetworkAddress("VMware Network Adapter VMnet8", "192.168.99.1"),
    NetworkAddress("OpenVPN TAP-Windows6", "10.9.0.2"),
]
PUBLIC = NetworkAddress("eth0", "203.0.114.5")
OF_A_VPN = NetworkAddress("tailscale0", "100.101.102.103")


@pytest.mark.parametrize("name", ["wlan0", "wlp2s0", "en0", "eth0", "enp3s0", "Wi-Fi", "Ethernet"])
def test_a_home_network_is_found_by_what_systems_call_it(name: str) -> None:
    assert best_address([NetworkAddress(name, "192.168.1.20")], None) == "192.168.1.20"


@pytest.mark.parametrize("other", VIRTUAL, ids=lambda one: one.interface)
def test_what_no_phone_is_in_is_passed_over(other: NetworkAddress) -> None:
    assert best_address([other, WIFI], other.address) == WIFI.address
    assert best_address([other], other.address) is None


@pytest.mark.parametrize("other", [PUBLIC, OF_A_VPN], ids=["the internet", "a VPN"])
def test_what_is_no_home_network_is_not_chosen_by_itself(other: NetworkAddress) -> None:
    assert best_address([other], other.address) is None


def test_of_two_networks_it_is_the_one_that_leads_out_of_the_house() -> None:
    assert best_address([WIFI, CABLE], CABLE.address) == CABLE.address
    assert best_address([WIFI, CABLE], WIFI.address) == WIFI.address


def test_an_address_that_a_router_gave_goes_before_one_that_nobody_gave() -> None:
    alone = NetworkAddress("eth0", "169.254.10.20")
    assert best_address([alone, WIFI], None) == WIFI.address
    assert best_address([alone], None) == alone.address


def test_a_computer_in_no_network_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_network, "addresses", list)
    assert home_address() is None


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_network, "addresses", lambda: [WIFI, VIRTUAL[4], PUBLIC, OF_A_VPN])


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("chosen", [WIFI, VIRTUAL[4], OF_A_VPN], ids=lambda one: one.interface)
def test_a_person_may_choose_another_one(chosen: NetworkAddress) -> None:
    assert check_chosen(chosen.address) == chosen.address


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("chosen", ["192.168.1.99", "0.0.0.0", "127.0.0.1", "::1", "home", ""])  # noqa: S104
def test_one_that_this_computer_has_not_is_refused_with_those_that_it_has(chosen: str) -> None:
    with pytest.raises(NoSuchAddress, match=r"It has: 192\.168\.178\.20 \(wlan0\)"):
        check_chosen(chosen)


@pytest.mark.usefixtures("several")
def test_one_that_the_whole_internet_reaches_is_refused() -> None:
    with pytest.raises(NoSuchAddress, match="does not belong there"):
        check_chosen(PUBLIC.address)


def test_this_machine_is_asked_itself() -> None:
    found = local_network.addresses()
    assert all(not one.address.startswith("127.") for one in found)
    assert home_address() in {None, *(one.address for one in found)}
