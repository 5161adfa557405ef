"""`backbeat devices`: who is let in, said and changed without a screen."""

import json
from datetime import UTC, datetime

import pytest

from tests.cli.running import Run
from tests.conftest import BEN
from tracker.store import Diary, open_store
from tracker.store.devices import Device, add_device, devices

NOW = datetime(2026, 11, 30, 21, 5, tzinfo=UTC)


@pytest.fixture
def phone(stored: Diary, sqlite_url: str) -> Device:
    store = open_store(sqlite_url)
    device, _ = add_device(store, stored.person_id, "iPhone", NOW)
    store.close()
    return device


def let_in(url: str) -> list[str]:
    store = open_store(url)
    found = [device.name for device in devices(store)]
    store.close()
    return found


def test_nobody_is_let_in_at_first(run: Run, stored: Diary) -> None:
    code, out, _ = run("devices")
    assert code == 0
    assert "backbeat run --phone" in out


@pytest.mark.parametrize("verb", [["devices"], ["devices", "list"]])
def test_they_are_listed_with_whose_diary_they_open_and_when_they_last_did(
    run: Run, phone: Device, verb: list[str]
) -> None:
    code, out, _ = run(*verb)
    assert code == 0
    assert out.splitlines()[1].split() == [phone.id, "iPhone", "Ada", "2026-11-30"]


def test_scripts_read_them_as_json(run: Run, phone: Device) -> None:
    _, out, _ = run("devices", "list", "--json")
    assert json.loads(out) == {
        "devices": [
            {
                "device": phone.id,
                "name": "iPhone",
                "person": "Ada",
                "this_computer": False,
                "let_in_at": "2026-11-30T21:05:00+00:00",
                "seen_at": "2026-11-30T21:05:00+00:00",
                "ends_at": "2027-02-28T21:05:00+00:00",
            }
        ]
    }


def test_one_is_called_something_else(run: Run, phone: Device, sqlite_url: str) -> None:
    code, out, _ = run("devices", "rename", "iphone", "Mum's phone")
    assert (code, out) == (0, "iPhone is called Mum's phone now.\n")
    assert let_in(sqlite_url) == ["Mum's phone"]


@pytest.mark.parametrize("by", ["name", "id"])
def test_one_is_let_in_no_more(run: Run, phone: Device, sqlite_url: str, by: str) -> None:
    code, out, _ = run("devices", "revoke", getattr(phone, by))
    assert code == 0
    assert "let in no more" in out
    assert let_in(sqlite_url) == []


def test_an_unknown_one_is_refused(run: Run, phone: Device, sqlite_url: str) -> None:
    code, _, err = run("devices", "revoke", "iPad")
    assert code == 1
    assert "'iPad'" in err
    assert let_in(sqlite_url) == ["iPhone"]


def test_of_two_with_one_name_it_is_asked_which(
    run: Run, phone: Device, stored: Diary, sqlite_url: str
) -> None:
    store = open_store(sqlite_url)
    other, _ = add_device(store, store.add_person(BEN), "iPhone", NOW)
    store.close()
    code, _, err = run("devices", "revoke", "iPhone")
    assert code == 1
    assert phone.id in err
    assert other.id in err
    assert let_in(sqlite_url) == ["iPhone", "iPhone"]
    assert run("devices", "revoke", other.id)[0] == 0
    assert let_in(sqlite_url) == ["iPhone"]


def test_where_there_is_no_diary_none_is_made(run: Run) -> None:
    code, _, err = run("devices")
    assert code == 1
    assert "no diary" in err.lower()


@pytest.mark.parametrize("address", ["home", "192.168.1", "run"])
def test_a_phones_address_is_one(run: Run, address: str) -> None:
    code, _, err = run("run", "--phone", address)
    assert code == 2
    assert f"{address!r} is no address" in err


def test_an_address_that_is_not_this_computers_is_refused(run: Run) -> None:
    code, _, err = run("run", "--no-browser", "--phone", "203.0.113.77")
    assert code == 1
    assert "203.0.113.77 is no address of this computer" in err
