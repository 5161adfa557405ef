"""What the terminal says of the way in for a phone, and that a camera can read it."""

import re
from collections.abc import Iterator

import pytest
import segno

from tests.conftest import BEN
from tests.web.attacks.house import House, house
from tracker.store import Diary, Store
from tracker.web import invitation as terminal
from tracker.web import network
from tracker.web.invitation import invitation

LIGHT = {" ": (True, True), "█": (False, False), "▄": (True, False), "▀": (False, True)}


@pytest.fixture
def home(small_store: Store, ada: Diary, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Ada's server, and nobody else's."""
    monkeypatch.setattr(terminal, "open_database", lambda: small_store)
    with house(small_store, ada, ada) as found:
        monkeypatch.setattr(terminal, "codes", found.codes)
        yield found


def test_the_address_lets_a_phone_in_once(home: House) -> None:
    said = invitation(drawn=False)
    text = re.findall(r"http://192\.168\.178\.20:8501/pair/(\S+)", said)[0]
    assert home.pair(text).status == 303
    assert home.pair(text).status == 403
    assert len(said.splitlines()) == 2


def test_the_drawing_is_the_addresss_code_light_where_it_is_light(home: House) -> None:
    said = invitation(drawn=True)
    lines = [line[len("\x1b[30;107m") : -len("\x1b[0m")] for line in said.splitlines()[2:]]
    rows: list[list[bool]] = []
    for line in lines:
        rows += zip(*(LIGHT[block] for block in line), strict=True)  # type: ignore[arg-type]
    address = re.findall(r"http://\S+", said)[0]
    drawn = segno.make(address, error="m").matrix_iter(border=2)
    dark = [[bool(module) for module in row] for row in drawn]
    assert [[not light for light in row] for row in rows][: len(dark)] == dark


def test_of_several_people_each_makes_a_code_of_their_own(home: House) -> None:
    home.store.add_person(BEN)
    said = invitation(drawn=True)
    assert "Settings › Use on my phone" in said
    assert "/pair/" not in said


def test_a_diary_that_nobody_has_begun_is_begun_on_the_phone(home: House) -> None:
    home.store.erase(home.ada.person_id)
    text = invitation(drawn=False).partition("/pair/")[2].split()[0]
    assert home.pair(text).status == 303
    assert len(home.store.people()) == 1


def test_the_name_is_said_beside_the_number_or_that_there_is_none(home: House) -> None:
    network.present.call("backbeat-desk.local")
    assert "http://backbeat-desk.local:8501\n" in invitation(drawn=False)
    assert "http://192.168.178.20:8501/pair/" in invitation(drawn=False)
    network.present.call(None)
    assert invitation(drawn=False).splitlines()[2] == terminal.NAMELESS.strip()


def test_a_computer_in_no_network_says_what_it_waits_for(home: House) -> None:
    network.present.move(None)
    assert "in no network" in invitation(drawn=True)
