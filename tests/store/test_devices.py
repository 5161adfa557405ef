"""A device opens one diary, by a token that is told once, until it ends or is revoked."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from tests.conftest import BEN
from tests.store.test_opening import engine, rows_of  # noqa: F401
from tracker.store import Diary, Store, ended_devices, open_store, opening
from tracker.store.devices import (
    LIFETIME,
    Device,
    add_device,
    device_of,
    devices,
    rename_device,
    revoke_device,
    use_device,
    was_revoked,
)
from tracker.store.migrate import upgrade
from tracker.store.profiles import set_passcode

NOW = datetime(2026, 11, 30, 21, 5, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def phone(store: Store, diary: Diary) -> tuple[Device, str]:
    return add_device(store, diary.person_id, "iPhone", NOW)


def test_a_device_is_known_by_its_token(
    store: Store, diary: Diary, phone: tuple[Device, str]
) -> None:
    device, token = phone
    assert device_of(store, token) == device
    assert (device.name, device.person_id, device.here) == ("iPhone", diary.person_id, False)
    assert devices(store) == [device]


def test_two_devices_of_one_person_are_told_apart(
    store: Store, diary: Diary, phone: tuple[Device, str]
) -> None:
    other, token = add_device(store, diary.person_id, "browser", NOW + DAY, here=True)
    assert device_of(store, token) == other
    assert other.here
    assert devices(store) == [phone[0], other]


@pytest.mark.parametrize("odd", ["", "x", "1.x.y", "1", "9" * 40, "1.0123456789abcdef." + "A" * 43])
def test_what_nobody_was_given_opens_nothing(
    store: Store, phone: tuple[Device, str], odd: str
) -> None:
    assert device_of(store, odd) is None


def test_the_token_is_kept_nowhere(
    phone: tuple[Device, str],
    engine: Engine,  # noqa: F811
) -> None:
    secret = phone[1].rpartition(".")[2]
    assert secret not in repr(rows_of(engine, "SELECT * FROM devices"))


def test_a_device_ends_ninety_days_after_it_was_last_used(
    store: Store, phone: tuple[Device, str]
) -> None:
    device, token = phone
    assert not device.is_over(NOW + LIFETIME - DAY)
    assert device.is_over(NOW + LIFETIME)
    assert use_device(store, device, NOW + 80 * DAY)
    used = device_of(store, token)
    assert used is not None
    assert (used.let_in_at, used.seen_at) == (NOW, NOW + 80 * DAY)
    assert not used.is_over(NOW + LIFETIME)
    assert used.is_over(NOW + 80 * DAY + LIFETIME)


def test_a_device_is_called_something_else_and_goes_on(
    store: Store, phone: tuple[Device, str]
) -> None:
    device, token = phone
    assert rename_device(store, device, "Mum's phone")
    found = device_of(store, token)
    assert found is not None
    assert found.name == "Mum's phone"


def test_a_revoked_device_is_gone(store: Store, phone: tuple[Device, str]) -> None:
    device, token = phone
    assert revoke_device(store, device)
    assert device_of(store, token) is None
    assert devices(store) == []
    assert not revoke_device(store, device)
    assert not rename_device(store, device, "again")
    assert not use_device(store, device, NOW)


def test_everybody_has_devices_of_their_own(store: Store, phone: tuple[Device, str]) -> None:
    ben = store.add_person(BEN)
    bens, _ = add_device(store, ben, "Android phone", NOW)
    assert devices(store, [ben]) == [bens]
    assert devices(store) == sorted([phone[0], bens], key=lambda device: device.id)


def test_they_go_with_the_person(store: Store, diary: Diary, phone: tuple[Device, str]) -> None:
    store.erase(diary.person_id)
    assert device_of(store, phone[1]) is None
    assert was_revoked(store, phone[1]), "so that the phone forgets what it kept of the diary"


def test_a_revoked_device_is_told_from_one_that_was_never_let_in(
    store: Store, phone: tuple[Device, str]
) -> None:
    device, token = phone
    front, secret = token[:-43], token[-43:]
    never = [f"{front}{'A' * 43}", f"{front}{secret.swapcase()}", f"2{token[1:]}", "x", ""]
    assert not was_revoked(store, token)
    revoke_device(store, device)
    assert was_revoked(store, token)
    assert [one for one in never if was_revoked(store, one)] == []


def test_the_token_of_a_revoked_device_is_kept_nowhere_either(
    store: Store,
    phone: tuple[Device, str],
    engine: Engine,  # noqa: F811
) -> None:
    device, token = phone
    revoke_device(store, device)
    (row,) = rows_of(engine, "SELECT * FROM ended_devices")
    assert token[-43:] not in repr(row)
    assert "iPhone" not in repr(row)


def test_another_passcode_revokes_the_browsers_of_this_computer_but_the_one_that_set_it(
    store: Store, diary: Diary, phone: tuple[Device, str]
) -> None:
    own, kept = add_device(store, diary.person_id, "browser", NOW, here=True)
    _, other = add_device(store, diary.person_id, "browser", NOW, here=True)
    set_passcode(store, diary.person_id, None, "a hash", own.id)
    assert [was_revoked(store, token) for token in (phone[1], kept, other)] == [False, False, True]


def test_that_one_was_revoked_is_known_for_longer_than_its_browser_shows_it(
    store: Store, diary: Diary, phone: tuple[Device, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, last = add_device(store, diary.person_id, "tablet", NOW)
    revoke_device(store, phone[0])
    revoke_device(store, devices(store)[0])
    assert was_revoked(store, phone[1])
    monkeypatch.setattr(ended_devices, "LIFETIME", timedelta(days=-1))  # a day after its end
    third, _ = add_device(store, diary.person_id, "watch", NOW)
    revoke_device(store, third)
    assert not was_revoked(store, phone[1])
    assert not was_revoked(store, last)


def test_devices_of_a_database_of_the_version_before_are_let_in_and_revoked_as_ever(
    database_url: str,
    store: Store,
    diary: Diary,
    phone: tuple[Device, str],
    engine: Engine,  # noqa: F811
) -> None:
    store.close()
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE ended_devices")
        connection.exec_driver_sql(f"UPDATE {opening.REVISION_TABLE} SET version_num = '0016'")
    upgrade(engine)
    again = open_store(database_url)
    device, token = phone
    assert device_of(again, token) == device
    assert not was_revoked(again, token)
    assert revoke_device(again, device)
    assert was_revoked(again, token)
    again.close()
