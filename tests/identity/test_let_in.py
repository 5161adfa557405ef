"""Who was let in is known without a look at the database, and out soon after it is revoked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, get_ident
from unittest.mock import Mock

import pytest
from sqlalchemy import Engine, event

from tests.running import PATIENCE
from tracker.identity.identity import THIS_COMPUTER, Identity
from tracker.identity.let_in import KNOWN, LetIn, NotSignedOut
from tracker.model import Person
from tracker.store import DatabaseBusy, Diary, Store
from tracker.store.devices import (
    LIFETIME,
    Device,
    add_device,
    device_of,
    revoke_device,
    use_device,
)
from tracker.store.profiles import add_profile

WEEK = timedelta(days=7)


@pytest.fixture
def phone(small_store: Store, ada: Diary) -> tuple[Device, str]:
    """A phone that was let in a week ago, and not used since."""
    return add_device(small_store, ada.person_id, "iPhone", datetime.now(UTC) - WEEK)


@pytest.fixture
def let_in(small_store: Store) -> LetIn:
    return LetIn(lambda: small_store)


def test_a_device_is_looked_up_once(
    let_in: LetIn, phone: tuple[Device, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    device, token = phone
    hers = Identity(device.id, device.person_id)
    assert let_in.known(token) is None
    assert let_in.find(token) == hers
    monkeypatch.setattr("tracker.store.devices.device_of", None)
    assert let_in.known(token) == hers


def test_a_browser_of_this_computer_is_known_as_one(
    let_in: LetIn, small_store: Store, ada: Diary
) -> None:
    device, token = add_device(small_store, ada.person_id, "x", datetime.now(UTC), here=True)
    assert let_in.find(token) == Identity(device.id, ada.person_id, here=True)


def test_its_use_is_noted(let_in: LetIn, small_store: Store, phone: tuple[Device, str]) -> None:
    begin = datetime.now(UTC)
    let_in.find(phone[1])
    used = device_of(small_store, phone[1])
    assert used is not None
    assert used.seen_at >= begin
    let_in.find(phone[1])
    assert device_of(small_store, phone[1]) == used, "once in a while is enough"
    assert timedelta(minutes=5) < KNOWN < timedelta(days=1)


def test_who_is_not_let_in_is_not_remembered(let_in: LetIn) -> None:
    with pytest.raises(NotSignedOut):
        let_in.find("1.0123456789abcdef." + "A" * 43)
    assert let_in.known("1.0123456789abcdef." + "A" * 43) is None


def test_who_was_away_for_long_is_told_from_who_was_signed_out(
    let_in: LetIn, small_store: Store, phone: tuple[Device, str]
) -> None:
    device, token = phone
    assert use_device(small_store, device, datetime.now(UTC) - LIFETIME)
    with pytest.raises(NotSignedOut):
        let_in.find(token)
    assert let_in.known(token) is None
    revoke_device(small_store, device)
    assert let_in.find(token) is None


def test_what_a_revoked_device_has_open_is_closed_and_what_others_have_is_not(
    let_in: LetIn, small_store: Store, ada: Diary, phone: tuple[Device, str]
) -> None:
    device, token = phone
    other, others = add_device(small_store, ada.person_id, "tablet", datetime.now(UTC))
    closed, left = Event(), Event()
    hers, its = let_in.find(token), let_in.find(others)
    assert hers is not None
    assert its is not None
    with let_in.opened(hers, closed.set), let_in.opened(its, left.set):
        revoke_device(small_store, device)
        assert closed.wait(PATIENCE), "though nobody told this process"
        let_in.look()
        assert not left.is_set()
    assert let_in.known(token) is None
    assert let_in.known(others) == Identity(other.id, ada.person_id)


def test_one_that_ended_is_put_out_as_well(
    let_in: LetIn, small_store: Store, ada: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.store.devices.LIFETIME", timedelta(seconds=0.2))
    _, token = add_device(small_store, ada.person_id, "iPhone", datetime.now(UTC))
    found = let_in.find(token)
    assert found is not None
    closed = Event()
    with let_in.opened(found, closed.set):
        assert closed.wait(PATIENCE)
    assert let_in.known(token) is None


def test_a_database_that_cannot_be_read_lets_nobody_out(
    let_in: LetIn, phone: tuple[Device, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hers = let_in.find(phone[1])
    assert hers is not None

    def busy(*_: object) -> list[Device]:
        asked.set()
        raise DatabaseBusy("busy")

    asked, closed = Event(), Event()
    monkeypatch.setattr("tracker.store.devices.devices", busy)
    with let_in.opened(hers, closed.set):
        assert asked.wait(PATIENCE)
        assert not closed.is_set()
    assert let_in.known(phone[1]) == hers


def test_whether_nothing_is_asked_here_is_known_for_a_moment(
    let_in: LetIn, small_store: Store
) -> None:
    assert let_in.unasked() is None
    assert let_in.find_unasked()
    assert let_in.unasked(), "so that a tap asks the database nothing"
    add_profile(small_store, Person("Ada"))
    add_profile(small_store, Person("Ben"))
    let_in.look()
    assert let_in.unasked() is None


def test_who_has_to_choose_is_looked_up_each_time(let_in: LetIn, small_store: Store) -> None:
    """So that the last one left is not asked any more, from the first moment on."""
    numbers = [add_profile(small_store, Person(name)) for name in ("Ada", "Ben")]
    assert not let_in.find_unasked()
    assert let_in.unasked() is None
    small_store.erase(numbers[1])
    assert let_in.find_unasked()


def test_a_window_of_who_was_not_asked_is_shut_once_there_are_two(
    let_in: LetIn, small_store: Store
) -> None:
    shut = Event()
    add_profile(small_store, Person("Ada"))
    with let_in.opened(THIS_COMPUTER, shut.set):
        let_in.look()
        assert not shut.is_set()
        add_profile(small_store, Person("Ben"))
        assert shut.wait(PATIENCE)


@contextmanager
def asked() -> Iterator[list[str]]:
    """What databases are asked by this thread: others of those let in look from time to time."""
    said: list[str] = []
    asker = get_ident()

    def note(*given: object) -> None:
        if get_ident() == asker:
            said.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("number", [1, 30])
def test_however_many_are_let_in_one_question_tells_that_all_still_are(
    store: Store, number: int
) -> None:
    let_in = LetIn(lambda: store)
    people = [store.add_person(Person()) for _ in range(number)]
    tokens = [add_device(store, person, "iPhone", datetime.now(UTC))[1] for person in people]
    for token in tokens:
        let_in.find(token)
    let_in.look()
    with asked() as questions:
        let_in.look()
    assert len([said for said in questions if said.startswith("SELECT")]) == 1
    assert all(let_in.known(token) for token in tokens)


def test_of_many_the_one_that_is_revoked_is_out_and_no_other(
    let_in: LetIn, small_store: Store
) -> None:
    people = [small_store.add_person(Person()) for _ in range(5)]
    let_ins = [add_device(small_store, person, "iPhone", datetime.now(UTC)) for person in people]
    for _, token in let_ins:
        let_in.find(token)
    let_in.look()
    revoke_device(small_store, let_ins[2][0])
    small_store.erase(people[4])
    let_in.look()
    assert [let_in.known(token) is not None for _, token in let_ins] == [
        True, True, False, True, False,
    ]  # fmt: skip


def test_one_that_is_revoked_while_it_is_found_is_put_out(
    let_in: LetIn, small_store: Store, phone: tuple[Device, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    device, token = phone
    let_in.find(token)
    let_in.look()

    def meanwhile(*given: object) -> Device | None:
        found = device_of(*given)  # type: ignore[arg-type]
        revoke_device(small_store, device)
        let_in.look()  # which knows of none that is just being found
        return found

    monkeypatch.setattr("tracker.store.devices.device_of", meanwhile)
    monkeypatch.setattr("tracker.store.devices.use_device", lambda *_: True)
    assert let_in.find(token) is not None
    let_in.look()
    assert let_in.known(token) is None


def test_one_that_is_revoked_while_the_database_was_busy_is_put_out_after_it(
    let_in: LetIn, small_store: Store, phone: tuple[Device, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    device, token = phone
    let_in.find(token)
    let_in.look()
    revoke_device(small_store, device)
    with monkeypatch.context() as busy, let_in.opened(THIS_COMPUTER, lambda: None):
        busy.setattr(let_in, "find_unasked", Mock(side_effect=DatabaseBusy("busy")))
        with pytest.raises(DatabaseBusy):
            let_in.look()
    let_in.look()
    assert let_in.known(token) is None
