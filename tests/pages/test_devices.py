"""Settings, "Use on my phone": a code, and who is let in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.pages.visiting import Visit
from tracker.identity.identity import Identity
from tracker.store import Diary
from tracker.store.devices import Device, add_device, devices
from tracker.ui.settings import devices as screen
from tracker.web import network, pairing
from tracker.web.asking import user_info
from tracker.web.open_store import open_database

NOW = datetime.now(UTC)


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The server listens on the network."""
    monkeypatch.setattr(network.present, "asked", True)
    monkeypatch.setattr(network.present, "address", "192.168.178.20")
    monkeypatch.setattr(network.present, "port", 8501)
    codes = pairing.Pairing()
    monkeypatch.setattr(screen, "codes", codes)
    monkeypatch.setattr(pairing, "codes", codes)
    return


def phone_of(diary: Diary) -> Device:
    return add_device(open_database(), diary.person_id, "iPhone", NOW)[0]


def test_without_the_network_it_says_how_to_start(diary: Diary) -> None:
    words = Visit("settings").words
    assert "this computer only" in words
    assert "Show a code" not in Visit("settings").buttons
    assert "backbeat run --phone" in words


@pytest.mark.usefixtures("at_home")
def test_a_computer_in_no_network_says_so(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network.present, "address", None)
    visit = Visit("settings")
    assert "in no network" in visit.words
    assert "Show a code" not in visit.buttons


@pytest.mark.usefixtures("at_home")
def test_a_code_is_shown_when_it_is_asked_for(diary: Diary) -> None:
    visit = Visit("settings")
    assert "/pair/" not in repr([code.value for code in visit.app.code])
    visit.tap("Show a code")
    code = screen.codes.code_of(diary.person_id, datetime.now(UTC))
    assert code is not None
    shown = [one.value for one in visit.app.code]
    assert f"http://192.168.178.20:8501/pair/{code.text}" in shown
    assert "within the next 30 minutes" in visit.words
    assert "QR code" in "".join(str(one.value) for one in visit.app.get("html"))


@pytest.mark.usefixtures("at_home")
def test_the_computers_name_stands_beside_its_number(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit("settings")
    visit.tap("Show a code")
    assert ".local" not in visit.words
    monkeypatch.setattr(network.present, "name", "backbeat-desk.local")
    code = screen.codes.code_of(diary.person_id, datetime.now(UTC))
    assert code is not None
    words = Visit("settings").words
    assert f"http://backbeat-desk.local:8501 there, and the code {code.text}" in words


@pytest.mark.usefixtures("at_home")
def test_another_address_is_said_with_a_code_for_it(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen.codes.make(diary.person_id, datetime.now(UTC))
    monkeypatch.setattr(network.present, "before", "192.168.178.9")
    visit = Visit("settings")
    assert "it was 192.168.178.9 and is 192.168.178.20" in visit.words
    assert "http://192.168.178.20:8501/pair/" in repr([code.value for code in visit.app.code])


@pytest.mark.usefixtures("at_home")
def test_a_phone_makes_no_codes(diary: Diary) -> None:
    device = phone_of(diary)
    visit = Visit("settings")
    visit.app.user = dict(user_info(Identity(device.id, diary.person_id)))
    visit.app.run()
    assert "Show a code" not in visit.buttons
    assert "This device. Last used: Today" in visit.words


def test_a_device_is_renamed_and_signed_out(diary: Diary) -> None:
    device = phone_of(diary)
    visit = Visit("settings")
    visit.app.text_input(key=f"device-name-{device.id}").set_value("  Mum's phone ").run()
    assert [one.name for one in devices(open_database())] == ["Mum's phone"]
    visit = Visit("settings")
    assert "Last used: Today" in visit.words
    visit.tap("Sign out")
    assert devices(open_database()) == []


def test_a_name_of_nothing_is_not_taken(diary: Diary) -> None:
    device = phone_of(diary)
    visit = Visit("settings")
    visit.app.text_input(key=f"device-name-{device.id}").set_value(" ").run()
    assert [one.name for one in devices(open_database())] == ["iPhone"]


def test_the_devices_of_others_are_not_shown(diary: Diary) -> None:
    store = open_database()
    add_device(store, store.add_person(replace(diary.person(), name="Ben")), "Ben's phone", NOW)
    assert "Sign out" not in Visit("settings").buttons
