"""Whose diaries there are, as one chooses among them."""

from datetime import UTC, datetime
from threading import Thread

import pytest

from tests.conftest import ADA, BEN
from tests.store.test_history import contents
from tracker.model import InvalidValue, Person
from tracker.store import PersonNameRefused, Store, StoreError
from tracker.store.devices import add_device, devices
from tracker.store.profiles import (
    COLORS,
    add_profile,
    profiles,
    set_color,
    set_passcode,
)

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_an_empty_database_has_none(store: Store) -> None:
    assert profiles(store) == []


def test_everybody_has_a_name_a_colour_of_their_own_and_no_passcode(store: Store) -> None:
    for person in (Person("Ada"), BEN, Person("Cleo")):
        add_profile(store, person)
    found = profiles(store)
    assert [one.name for one in found] == ["Ada", "Ben", "Cleo"]
    assert len({one.color for one in found}) == 3
    assert {one.passcode for one in found} == {None}


def test_who_is_added_begins_an_empty_diary(store: Store) -> None:
    number = add_profile(store, BEN, "rose")
    diary = store.diary(number)
    assert diary.person() == BEN
    assert diary.check_ins() == []
    assert profiles(store)[0].color == "rose"


@pytest.mark.parametrize("name", ["Ben", "ben", "BEN"])
def test_two_of_one_name_are_refused(store: Store, name: str) -> None:
    add_profile(store, BEN)
    with pytest.raises(PersonNameRefused, match="already"):
        add_profile(store, Person(name))
    assert len(profiles(store)) == 1


def test_two_windows_that_add_the_same_person_at_once_add_one(store: Store) -> None:
    refused = []

    def add() -> None:
        try:
            add_profile(store, BEN)
        except PersonNameRefused as error:
            refused.append(error)

    threads = [Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(profiles(store)) == 1
    assert len(refused) == 3


def test_who_is_added_has_a_name(store: Store) -> None:
    with pytest.raises(PersonNameRefused, match="needs a letter"):
        add_profile(store, Person())


def test_a_colour_is_one_of_ours(store: Store) -> None:
    number = add_profile(store, BEN)
    for color in COLORS:
        set_color(store, number, color)
        assert profiles(store)[0].color == color
    with pytest.raises(InvalidValue):
        set_color(store, number, "red; background: url(//x)")
    with pytest.raises(StoreError, match="no such person"):
        set_color(store, 99, "blue")


def test_a_passcode_replaces_the_one_that_was_seen_and_no_other(store: Store) -> None:
    number = add_profile(store, BEN)
    assert set_passcode(store, number, None, "first")
    assert not set_passcode(store, number, None, "of another window")
    assert set_passcode(store, number, "first", "second")
    assert profiles(store)[0].passcode == "second"
    assert set_passcode(store, number, "second", None)
    assert profiles(store)[0].passcode is None


def test_of_somebody_else_nothing_changes(store: Store) -> None:
    ada, ben = add_profile(store, Person("Ada")), add_profile(store, BEN)
    set_passcode(store, ben, None, "of Ben")
    set_color(store, ben, "slate")
    assert next((one.color, one.passcode) for one in profiles(store)) == (COLORS[ada - 1], None)
    assert not set_passcode(store, 99, None, "of nobody")


def test_a_new_passcode_puts_out_the_browsers_of_this_computer_but_no_phone(store: Store) -> None:
    ada, ben = add_profile(store, Person("Ada")), add_profile(store, BEN)
    (own, _), (other, _), (bens, _) = (
        add_device(store, person, "browser", NOW, here=True) for person in (ada, ada, ben)
    )
    phone, _ = add_device(store, ada, "phone", NOW)
    set_passcode(store, ada, None, "hash", kept=own.id)
    assert {one.id for one in devices(store)} == {own.id, bens.id, phone.id}
    assert other.id not in {one.id for one in devices(store)}
    set_passcode(store, ada, "hash", None)
    assert own.id in {one.id for one in devices(store)}, "to take it away puts nobody out"


def test_colour_and_passcode_are_no_part_of_the_diary(store: Store) -> None:
    diary = store.diary(add_profile(store, ADA))
    version, before = diary.version(), contents(diary)
    set_color(store, diary.person_id, "slate")
    set_passcode(store, diary.person_id, None, "hash")
    assert (diary.version(), contents(diary)) == (version, before)
    assert "hash" not in repr(profiles(store))
