"""A code lets one device in, once, within half an hour; wrong ones are few."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from tracker.identity.pairing import (
    LETTERS,
    LIFETIME,
    TRIES,
    TRIES_IN_ALL,
    Pairing,
    PairingCode,
    TooManyTries,
    WrongCode,
)

NOW = datetime(2026, 11, 30, 21, 5, tzinfo=UTC)
MOMENT = timedelta(seconds=1)
ADA, BEN = 1, 2
PHONE, OTHER = "192.168.1.30", "192.168.1.31"


@pytest.fixture
def codes() -> Pairing:
    return Pairing()


def guess(codes: Pairing, count: int, address: str = PHONE, now: datetime = NOW) -> None:
    for _ in range(count):
        with pytest.raises(WrongCode):
            codes.take("aaaaa-aaaaa", address, now)


def test_a_code_opens_once(codes: Pairing) -> None:
    code = codes.make(ADA, NOW)
    assert codes.take(code.text, PHONE, NOW) == code
    with pytest.raises(WrongCode):
        codes.take(code.text, PHONE, NOW)


def test_it_is_good_for_half_an_hour(codes: Pairing) -> None:
    code = codes.make(ADA, NOW)
    assert code.ends - NOW == LIFETIME == timedelta(minutes=30)
    assert codes.code_of(ADA, code.ends - MOMENT) == code
    assert codes.code_of(ADA, code.ends) is None
    with pytest.raises(WrongCode):
        codes.take(code.text, PHONE, code.ends)


def test_it_can_be_typed_in_capitals_and_without_its_dash(codes: Pairing) -> None:
    code = codes.make(ADA, NOW)
    assert codes.take(code.text.replace("-", "").upper(), PHONE, NOW) == code


def test_its_letters_are_not_taken_for_each_other_and_enough(codes: Pairing) -> None:
    assert not set("01ilo") & set(LETTERS)
    text = codes.make(ADA, NOW).text
    assert set(text) <= {*LETTERS, "-"}
    chances = len(LETTERS) ** len(text.replace("-", ""))
    assert chances / TRIES_IN_ALL > 10**13
    assert len({codes.make(ADA, NOW).text for _ in range(100)}) == 100


def test_a_new_code_takes_the_place_of_ones_own_alone(codes: Pairing) -> None:
    old, bens = codes.make(ADA, NOW), codes.make(BEN, NOW)
    new = codes.make(ADA, NOW)
    with pytest.raises(WrongCode):
        codes.take(old.text, PHONE, NOW)
    assert codes.take(new.text, PHONE, NOW).person == ADA
    assert codes.take(bens.text, PHONE, NOW).person == BEN


def test_of_many_who_come_at_once_one_gets_it(codes: Pairing) -> None:
    code = codes.make(ADA, NOW)

    def take(number: int) -> PairingCode | None:
        with suppress(WrongCode, TooManyTries):
            return codes.take(code.text, f"192.168.1.{number}", NOW)
        return None

    with ThreadPoolExecutor(20) as threads:
        assert sum(got is not None for got in threads.map(take, range(40))) == 1


def test_who_guesses_is_soon_not_listened_to_and_others_are(codes: Pairing) -> None:
    code = codes.make(ADA, NOW)
    guess(codes, TRIES)
    with pytest.raises(TooManyTries):
        codes.take(code.text, PHONE, NOW)
    assert codes.take(code.text, OTHER, NOW) == code


def test_after_half_an_hour_one_may_try_again(codes: Pairing) -> None:
    guess(codes, TRIES)
    code = codes.make_for_app(ADA, "a phone", NOW + LIFETIME - MOMENT)
    with pytest.raises(TooManyTries):
        codes.take(code.text, PHONE, NOW + LIFETIME - MOMENT)
    assert codes.take(code.text, PHONE, NOW + LIFETIME) == code


def test_many_guesses_from_everywhere_end_every_code_until_a_new_one_is_made(
    codes: Pairing,
) -> None:
    code, app = codes.make(ADA, NOW), codes.make_for_app(ADA, "a phone", NOW)
    for number in range(TRIES_IN_ALL):
        guess(codes, 1, f"192.168.1.{number}")
    for text in (code.text, app.text, "aaaaa-aaaaa"):
        with pytest.raises(TooManyTries):
            codes.take(text, "192.168.2.1", NOW)
    assert codes.code_of(ADA, NOW) is None
    new = codes.make(ADA, NOW)
    assert codes.take(new.text, PHONE, NOW) == new


def test_the_app_of_a_device_has_a_code_of_its_own(codes: Pairing) -> None:
    app = codes.make_for_app(ADA, "a phone", NOW)
    assert codes.code_of_app("a phone", NOW) == app
    assert codes.code_of_app("another", NOW) is None
    assert codes.code_of(ADA, NOW) is None, "it is shown to nobody else"
    codes.make(ADA, NOW)
    assert codes.take(app.text, PHONE, NOW) == app
    assert codes.code_of_app("a phone", NOW) is None


def test_a_code_that_could_not_be_used_is_good_again(codes: Pairing) -> None:
    code = codes.make(ADA, NOW)
    codes.give_back(codes.take(code.text, PHONE, NOW))
    assert codes.take(code.text, PHONE, NOW) == code
