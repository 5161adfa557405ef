"""Passcodes of profiles: of each a hash is kept, and guessing is slow and soon refused."""

from __future__ import annotations

import threading
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from time import monotonic

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST, LONGEST = 6, 128  # characters
FREE = 5  # wrong tries on a profile before one has to wait
FIRST_WAIT, LONGEST_WAIT = 30.0, 900.0  # seconds; each further wrong try doubles them
IN_ALL, PERIOD = 30, 600.0  # tries on all profiles together, in so many seconds
_HASHER = PasswordHasher()  # argon2id: 64 MiB, three passes


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


class PasscodeTries:
    """Who tries passcodes, counted before each is looked at: tries at once are tries, too.

    One is looked at at a time, which takes 64 MiB and a tenth of a second. Safe for threads.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._counting = threading.Lock()
        self._looking = threading.Lock()
        self._wrong: defaultdict[int, int] = defaultdict(int)  # by the person's number
        self._wait: dict[int, float] = {}  # until when
        self._all: list[float] = []  # when somebody tried

    def check(self, person_id: int, kept: str, passcode: str) -> None:
        """Look whether it is the passcode of which `kept` is the hash.

        Raises :class:`WrongPasscode` where it isn't, :class:`TooManyTries` where it is not even
        looked at.
        """
        self._count(person_id)
        with self._looking:
            right = len(passcode) <= LONGEST and _matches(kept, passcode)
        if not right:
            raise WrongPasscode
        with self._counting:
            self._wrong.pop(person_id, None)
            self._wait.pop(person_id, None)

    def _count(self, person_id: int) -> None:
        """Take a try as wrong until it proves right."""
        with self._counting:
            now = self._now()
            self._all = [moment for moment in self._all if moment > now - PERIOD]
            left = self._wait.get(person_id, now) - now
            if len(self._all) >= IN_ALL:
                left = max(left, self._all[0] + PERIOD - now)
            if left > 0:
                raise TooManyTries(left)
            self._all.append(now)
            self._wrong[person_id] += 1
            beyond = self._wrong[person_id] - FREE
            if beyond >= 0:
                self._wait[person_id] = now + min(FIRST_WAIT * 2.0 ** min(beyond, 10), LONGEST_WAIT)


def _plain(passcode: str) -> str:
    """The same letters however a keyboard puts them together."""
    return unicodedata.normalize("NFKC", passcode)


def _matches(kept: str, passcode: str) -> bool:
    try:
        return _HASHER.verify(kept, _plain(passcode))
    except (Argon2Error, InvalidHashError):
        return False


def _in_words(seconds: float) -> str:
    if seconds <= 90:
        whole = max(1, round(seconds))
        return "1 second" if whole == 1 else f"{whole} seconds"
    return f"{round(seconds / 60)} minutes"
