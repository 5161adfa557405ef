"""`backbeat people passcode`: a forgotten one is set anew on this computer only."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from tests.cli.running import Run
from tests.passcodes import cheap_hash
from tracker.identity.passcodes import check_passcode
from tracker.model import Person
from tracker.store import Store, open_store
from tracker.store.devices import add_device, devices
from tracker.store.profiles import add_profile, profile_of, set_passcode

NEW = "seven lemons"
Types = Callable[..., None]


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = open_store(sqlite_url)
    for name in ("Ada", "Ben"):
        add_profile(store, Person(name))
    yield store
    store.close()


def test_it_is_typed_twice_and_set_without_the_one_before(
    run: Run, types: Types, store: Store
) -> None:
    set_passcode(store, 1, None, cheap_hash("forgotten by now"))
    browser, _ = add_device(store, 1, "browser", datetime.now(UTC), here=True)
    types(NEW, NEW)
    code, out, err = run("people", "passcode", "ada")
    assert (code, err) == (0, "")
    assert "Ada has another passcode now" in out
    kept = profile_of(store, 1).passcode
    assert kept
    check_passcode(store, 1, kept, NEW)
    assert browser not in devices(store), "who is in by the one before is let out"
    assert profile_of(store, 2).passcode is None


def test_two_different_ones_or_a_short_one_change_nothing(
    run: Run, types: Types, store: Store
) -> None:
    for typed, reason in (
        ((NEW, "another"), "two different passcodes"),
        (("short", "short"), "6 to 128 characters"),
    ):
        types(*typed)
        code, out, err = run("people", "passcode", "Ada")
        assert (code, out) == (1, "")
        assert reason in err
        assert "Nothing was changed." in err
        assert profile_of(store, 1).passcode is None


def test_it_is_removed(run: Run, store: Store) -> None:
    set_passcode(store, 1, None, "hash")
    code, out, _ = run("people", "passcode", "1", "--remove")
    assert code == 0
    assert "Ada has no passcode now" in out
    assert profile_of(store, 1).passcode is None


def test_where_nobody_can_be_asked_nothing_is_changed(run: Run, store: Store) -> None:
    code, _, err = run("people", "passcode", "Ada")
    assert code == 1
    assert "Start this in a terminal." in err
    assert profile_of(store, 1).passcode is None


def test_nobody_else_is_meant(run: Run, store: Store) -> None:
    code, _, err = run("people", "passcode", "Cleo", "--remove")
    assert code == 1
    assert "Nobody in" in err
