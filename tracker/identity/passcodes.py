"""Passcodes of profiles: of each a hash is kept, and guessing is slow and soon refused."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from math import ceil
from time import time
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from tracker.formatting import counted

if TYPE_CHECKING:
    from tracker.store import Store

SHORTEST, LONGEST = 6, 128  # characters
FREE = 5  # wrong tries on a profile before one has to wait
FIRST_WAIT, LONGEST_WAIT = 30.0, 900.0  # seconds; each further wrong try doubles them
IN_ALL, PERIOD = 30, 600.0  # wrong tries on all profiles together, in so many seconds
_HASHER = PasswordHasher()  # argon2id: 64 MiB, three passes
_looking = threading.Lock()


class BadPasscode(ValueError):
    """It can't be a passcode; the message says what can."""


class WrongPasscode(Exception):
    """It isn't the profile's passcode."""


class TooManyTries(Exception):
    """Nobody may try just now; `seconds` says when again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too many wrong tries. Try again in {_in_words(seconds)}.")
        self.seconds = seconds


def hash_of(passcode: str) -> str:
    """What is kept of a passcode. Raises :class:`BadPasscode` where it is too short or long."""
    if not SHORTEST <= len(passcode) <= LONGEST:
        raise BadPasscode(f"A passcode has {SHORTEST} to {LONGEST} characters.")
    return _HASHER.hash(_plain(passcode))


def check_passcode(
    store: Store, person_id: int, kept: str, passcode: str, now: float | None = None
) -> None:
    """Look whether it is the passcode of which `kept` is the hash.

    It is counted as wrong before it is looked at, in the database: tries at once are tries, too, so
    are those at another server, and a start frees none. One is looked at at a time, which takes
    64 MiB and a tenth of a second.

    Parameters
    ----------
    store
        Where it is counted.
    person_id
        Whose passcode it is.
    kept
        The hash of it.
    passcode
        What somebody typed.
    now
        The moment, in seconds since 1970; by default the present one.

    Raises
    ------
    WrongPasscode
        It isn't the passcode.
    TooManyTries
        It was not even looked at.
    StoreError
        Nothing could be counted, so nothing was looked at.
    """
    from tracker.store.passcode_tries import count_try, forget_tries

    now = time() if now is None else now
    seconds = count_try(store, person_id, now, lambda own, all_: seconds_to_wait(own, all_, now))
    if seconds > 0:
        raise TooManyTries(seconds)
    with _looking:
        right = len(passcode) <= LONGEST and _matches(kept, passcode)
    if not right:
        raise WrongPasscode
    forget_tries(store, person_id)


def seconds_to_wait(own: Sequence[float], everybodys: Sequence[float], now: float) -> float:
    """How long nobody may try, after wrong tries on this profile and on all; zero: not at all."""
    left = 0.0
    beyond = len(own) - FREE
    if beyond >= 0:
        left = own[-1] + min(FIRST_WAIT * 2.0 ** min(beyond, 10), LONGEST_WAIT) - now
    recent = sorted(moment for moment in everybodys if moment > now - PERIOD)
    if len(recent) >= IN_ALL:
        left = max(left, recent[-IN_ALL] + PERIOD - now)
    return max(left, 0.0)


def _plain(passcode: str) -> str:
    """The same letters however a keyboard puts them together."""
    return unicodedata.normalize("NFKC", passcode)


def _matches(kept: str, passcode: str) -> bool:
    try:
        return _HASHER.verify(kept, _plain(passcode))
    except (Argon2Error, InvalidHashError):
        return False


def _in_words(seconds: float) -> str:
    if seconds > 90:
        return f"{ceil(seconds / 60)} minutes"
    return counted(ceil(seconds), "second", "seconds")
