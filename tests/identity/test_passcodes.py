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
    PasscodeTries,
    TooManyTries,
    WrongPasscode,
    hash_of,
)

ADA, BEN = 1, 2
RIGHT = "correct horse"
KEPT = cheap_hash(RIGHT)


class Clock:
    """Time that passes when told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tries(clock: Clock) -> PasscodeTries:
    return PasscodeTries(clock)


def guess_wrong(tries: PasscodeTries, times: int, person: int = ADA) -> None:
    for _ in range(times):
        with pytest.raises(WrongPasscode):
            tries.check(person, KEPT, "wrong horse")


def test_what_is_kept_is_costly_to_look_at_and_another_each_time() -> None:
    first, second = hash_of(RIGHT), hash_of(RIGHT)
    assert first != second
    assert RIGHT not in first
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    PasscodeTries().check(ADA, first, RIGHT)


@pytest.mark.parametrize("passcode", ["", "12345", "x" * 129])
def test_too_short_or_long_is_refused_in_plain_words(passcode: str) -> None:
    with pytest.raises(BadPasscode, match="6 to 128 characters"):
        hash_of(passcode)


def test_letters_are_the_same_however_a_keyboard_makes_them(tries: PasscodeTries) -> None:
    tries.check(ADA, hash_of("caf\u00e9 noir"), "cafe\u0301 noir")


@pytest.mark.parametrize("wrong", ["", "correct", "correct horse ", "Correct horse", "x" * 9999])
def test_anything_else_is_wrong(tries: PasscodeTries, wrong: str) -> None:
    with pytest.raises(WrongPasscode):
        tries.check(ADA, KEPT, wrong)


@pytest.mark.parametrize("kept", ["", "nonsense", "$argon2id$v=19$m=8,t=1,p=1$x$x"])
def test_what_is_no_hash_lets_nobody_in(tries: PasscodeTries, kept: str) -> None:
    with pytest.raises(WrongPasscode):
        tries.check(ADA, kept, kept)


def test_after_some_wrong_tries_one_waits_longer_each_time(
    tries: PasscodeTries, clock: Clock
) -> None:
    guess_wrong(tries, FREE)
    waits = []
    for _ in range(8):
        with pytest.raises(TooManyTries) as refused:
            tries.check(ADA, KEPT, RIGHT)
        waits.append(refused.value.seconds)
        clock.now += refused.value.seconds
        guess_wrong(tries, 1)
    assert waits == [30, 60, 120, 240, 480, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]


def test_the_message_says_when_to_try_again(tries: PasscodeTries, clock: Clock) -> None:
    guess_wrong(tries, FREE)
    with pytest.raises(TooManyTries, match="Try again in 30 seconds"):
        tries.check(ADA, KEPT, RIGHT)
    clock.now += 29
    with pytest.raises(TooManyTries, match="Try again in 1 second\\."):
        tries.check(ADA, KEPT, RIGHT)
    clock.now += 1
    guess_wrong(tries, 1)
    clock.now += 60
    guess_wrong(tries, 1)
    with pytest.raises(TooManyTries, match="Try again in 2 minutes"):
        tries.check(ADA, KEPT, RIGHT)


def test_the_right_one_begins_the_count_anew(tries: PasscodeTries) -> None:
    for _ in range(3):
        guess_wrong(tries, FREE - 1)
        tries.check(ADA, KEPT, RIGHT)


def test_another_profile_is_not_kept_waiting(tries: PasscodeTries) -> None:
    guess_wrong(tries, FREE, ADA)
    tries.check(BEN, KEPT, RIGHT)


def test_all_profiles_together_have_a_limit(tries: PasscodeTries, clock: Clock) -> None:
    for person in range(IN_ALL):
        guess_wrong(tries, 1, person)
    with pytest.raises(TooManyTries, match="Try again in 10 minutes"):
        tries.check(IN_ALL + 1, KEPT, RIGHT)
    clock.now += PERIOD
    tries.check(IN_ALL + 1, KEPT, RIGHT)


def test_to_sign_in_oneself_does_not_free_tries_on_others(tries: PasscodeTries) -> None:
    guess_wrong(tries, FREE, ADA)
    for _ in range(IN_ALL - FREE):
        tries.check(BEN, KEPT, RIGHT)
    with pytest.raises(TooManyTries):
        tries.check(ADA, KEPT, RIGHT)
    with pytest.raises(TooManyTries, match="10 minutes"):
        tries.check(BEN, KEPT, RIGHT)


def test_tries_at_once_are_counted_each(tries: PasscodeTries) -> None:
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
