"""A backup takes no passcode away and brings none that was replaced since."""

import pytest

from tests.store.backup.whole import restore
from tracker.model import Person
from tracker.store import Diary, Store
from tracker.store.backup.backup_files import backup, open_backup
from tracker.store.backup.restore import plan_one, restore_backup
from tracker.store.profiles import add_profile, profiles, set_passcode

OLD, NEW = "$hash of the old one$", "$hash of the new one$"


@pytest.fixture
def ada(store: Store) -> Diary:
    """Ada, with a passcode, beside Ben."""
    number = add_profile(store, Person("Ada"))
    add_profile(store, Person("Ben"))
    set_passcode(store, number, None, OLD)
    return store.diary(number)


def kept(store: Store) -> dict[str, str | None]:
    return {one.name: one.passcode for one in profiles(store)}


def test_a_backup_of_one_person_does_not_hold_what_guards_the_diary(
    store: Store, ada: Diary
) -> None:
    data = backup(store, people=[ada.person_id])
    assert OLD.encode() not in data
    assert OLD.encode() in backup(store), "that of everybody belongs to who keeps the computer"


def test_who_restores_their_own_diary_keeps_the_passcode_of_now(store: Store, ada: Diary) -> None:
    data = backup(store, people=[ada.person_id])
    set_passcode(store, ada.person_id, OLD, NEW)
    with open_backup(data, "The backup") as held:
        (theirs,) = held.people()
        restore_backup(store, held, plan_one(store, ada.person_id, held, theirs[0]))
    assert kept(store) == {"Ada": NEW, "Ben": None}


def test_everybody_restored_keeps_the_passcodes_of_now(store: Store, ada: Diary) -> None:
    data = backup(store)
    set_passcode(store, ada.person_id, OLD, NEW)
    restore(store, data)
    assert kept(store) == {"Ada": NEW, "Ben": None}


def test_everybody_restored_to_an_empty_database_is_guarded_as_before(
    store: Store, ada: Diary, other: Store
) -> None:
    restore(other, backup(store))
    assert kept(other) == {"Ada": OLD, "Ben": None}
