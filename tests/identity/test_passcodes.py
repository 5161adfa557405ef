"""A passcode is known by its hash alone, and guessing it is slow and soon refused."""

from threading import Thread

import pytest

from tests.passcodes import cheap_hash
from tracker.identity.passcodes import (
    FREE,
    IN_ALL,
    LONGEST_WAIT,
    PERIOD,
    BadPasscode,
    TooManyTries,
    WrongPasscode,
    check_passcode,
    hash_of,
)
from tracker.model import Person
from tracker.store import NoSuchPerson, Store
from tracker.store.profiles import set_passcode

ADA, BEN = 1, 2
RIGHT = "correct horse"
KEPT = cheap_hash(RIGHT)


class Tries:
    """Who tries at a server of a database, at a time that passes when told to."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = 1_800_000_000.0

    def check(self, person: int, kept: str, passcode: str) -> None:
        check_passcode(self.store, person, kept, passcode, self.now)

    def guess_wrong(self, times: int, person: int = ADA) -> None:
        for _ in range(times):
            with pytest.raises(WrongPasscode):
                self.check(person, KEPT, "wrong horse")


@pytest.fixture
def tries(store: Store) -> Tries:
    """Ada, Ben and many others have profiles."""
    for _ in range(IN_ALL + 1):
        store.add_person(Person())
    return Tries(store)


def test_what_is_kept_is_costly_to_look_at_and_another_each_time(small_store: Store) -> None:
    first, second = hash_of(RIGHT), hash_of(RIGHT)
    assert first != second
    assert RIGHT not in first
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    small_store.add_person(Person())
    check_passcode(small_store, ADA, first, RIGHT)


@pytest.mark.parametrize("passcode", ["", "12345", "x" * 129])
def test_too_short_or_long_is_refused_in_plain_words(passcode: str) -> None:
    with pytest.raises(BadPasscode, match="6 to 128 characters"):
        hash_of(passcode)


def test_letters_are_the_same_however_a_keyboard_makes_them(tries: Tries) -> None:
    tries.check(ADA, hash_of("caf\u00e9 noir"), "cafe\u0301 noir")


@pytest.mark.parametrize("wrong", ["", "correct", "correct horse ", "Correct horse", "x" * 9999])
def test_anything_else_is_wrong(tries: Tries, wrong: str) -> None:
    with pytest.raises(WrongPasscode):
        tries.check(ADA, KEPT, wrong)


@pytest.mark.parametrize("kept", ["", "nonsense", "$argon2id$v=19$m=8,t=1,p=1$x$x"])
def test_what_is_no_hash_lets_nobody_in(tries: Tries, kept: str) -> None:
    with pytest.raises(WrongPasscode):
        tries.check(ADA, kept, kept)


def test_after_some_wrong_tries_one_waits_longer_each_time(tries: Tries) -> None:
    tries.guess_wrong(FREE)
    waits = []
    for _ in range(8):
        with pytest.raises(TooManyTries) as refused:
            tries.check(ADA, KEPT, RIGHT)
        waits.append(refused.value.seconds)
        tries.now += refused.value.seconds
        tries.guess_wrong(1)
    assert waits == [30, 60, 120, 240, 480, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]


def test_the_message_says_when_to_try_again(tries: Tries) -> None:
    tries.guess_wrong(FREE)
    with pytest.raises(TooManyTries, match="Try again in 30 seconds"):
        tries.check(ADA, KEPT, RIGHT)
    tries.now += 29
    with pytest.raises(TooManyTries, match="Try again in 1 second\\."):
        tries.check(ADA, KEPT, RIGHT)
    tries.now += 1
    tries.guess_wrong(1)
    tries.now += 60
    tries.guess_wrong(1)
    with pytest.raises(TooManyTries, match="Try again in 2 minutes"):
        tries.check(ADA, KEPT, RIGHT)


def test_the_right_one_begins_the_count_anew(tries: Tries) -> None:
    for _ in range(3):
        tries.guess_wrong(FREE - 1)
        tries.check(ADA, KEPT, RIGHT)


def test_another_profile_is_not_kept_waiting(tries: Tries) -> None:
    tries.guess_wrong(FREE, ADA)
    tries.check(BEN, KEPT, RIGHT)


def test_all_profiles_together_have_a_limit(tries: Tries) -> None:
    for person in range(1, IN_ALL + 1):
        tries.guess_wrong(1, person)
    with pytest.raises(TooManyTries, match="Try again in 10 minutes"):
        tries.check(IN_ALL + 1, KEPT, RIGHT)
    tries.now += PERIOD
    tries.check(IN_ALL + 1, KEPT, RIGHT)


def test_to_sign_in_oneself_does_not_free_tries_on_others(tries: Tries) -> None:
    tries.guess_wrong(FREE, ADA)
    for _ in range(IN_ALL):
        tries.check(BEN, KEPT, RIGHT)
    with pytest.raises(TooManyTries):
        tries.check(ADA, KEPT, RIGHT)
    for other in range(BEN + 1, BEN + 1 + IN_ALL - FREE):
        tries.guess_wrong(1, other)
    with pytest.raises(TooManyTries, match="10 minutes"):
        tries.check(BEN, KEPT, RIGHT)


def test_a_clock_that_was_ahead_keeps_nobody_waiting_longer(tries: Tries) -> None:
    tries.guess_wrong(FREE)
    tries.now -= 365 * 86_400
    with pytest.raises(TooManyTries, match="30 seconds"):
        tries.check(ADA, KEPT, RIGHT)
    tries.now += 31
    tries.check(ADA, KEPT, RIGHT)


def test_another_passcode_begins_the_count_anew(tries: Tries) -> None:
    tries.guess_wrong(FREE)
    set_passcode(tries.store, ADA, None, KEPT)
    tries.check(ADA, KEPT, RIGHT)


def test_where_nothing_can_be_counted_nothing_is_looked_at(
    tries: Tries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.identity.passcodes._matches", lambda *_: pytest.fail("looked"))
    with pytest.raises(NoSuchPerson):
        tries.check(IN_ALL + 2, KEPT, RIGHT)


def test_tries_at_once_are_counted_each(tries: Tries) -> None:
    looked_at, refused = [], []

    def guess(number: int) -> None:
        try:
            tries.check(ADA, KEPT, f"wrong {number}")
        except WrongPasscode:
            looked_at.append(number)
        except TooManyTries:
            refused.append(number)

    threads = [Thread(target=guess, args=(number,)) for number in range(25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked_at) == FREE
    assert len(refused) == 25 - FREE
