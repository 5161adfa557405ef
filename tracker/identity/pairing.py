"""The codes that let a device in: made on this computer, each good once and for a short time.

They are kept in this process only: a server that ends takes them along.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import choice, compare_digest
from threading import Lock

LIFETIME = timedelta(minutes=30)  # of a code, and for which a wrong one is remembered
TRIES = 10  # wrong codes from one address
TRIES_IN_ALL = 50  # and from all of them; then every code ends
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are taken for each other
_SIZE = 10  # letters of a code: with so few tries, more than enough


class WrongCode(Exception):
    """There is no such code: it was never made, it has ended or it was used."""


class TooManyTries(Exception):
    """So many wrong codes came that none is looked at for now."""


@dataclass(frozen=True, slots=True)
class PairingCode:
    """A code, and whose diary it opens; None: of who keeps theirs on this computer.

    `device` is the one whose home-screen app it lets in, which shares no cookies with it.
    """

    text: str
    person: int | None
    ends: datetime
    device: str | None = None


class Pairing:
    """The codes of one server; safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._codes: list[PairingCode] = []
        self._wrong: deque[tuple[datetime, str]] = deque()  # when, and from which address

    def make(self, person: int | None, now: datetime) -> PairingCode:
        """A new code for somebody, in place of one that they have.

        Whoever makes one is at this computer: wrong ones from before are forgotten.
        """
        with self._lock:
            self._wrong.clear()
            self._codes = [code for code in self._codes if code.person != person or code.device]
            return self._add(PairingCode(_text(), person, now + LIFETIME))

    def make_for_app(self, person: int, device: str, now: datetime) -> PairingCode:
        """A code for the home-screen app of a device that was just let in."""
        with self._lock:
            return self._add(PairingCode(_text(), person, now + LIFETIME, device))

    def code_of(self, person: int, now: datetime) -> PairingCode | None:
        """The code that somebody has, if it is still good."""
        return self._find(lambda code: code.person == person and code.device is None, now)

    def code_of_app(self, device: str, now: datetime) -> PairingCode | None:
        """The code for the home-screen app of a device, if it is still good."""
        return self._find(lambda code: code.device == device, now)

    def take(self, text: str, address: str, now: datetime) -> PairingCode:
        """Use a code up, as somebody at an address of the network typed it.

        Raises :class:`WrongCode` and :class:`TooManyTries`; of two who come with one code, one
        gets it.
        """
        with self._lock:
            while self._wrong and now - self._wrong[0][0] >= LIFETIME:
                self._wrong.popleft()
            wrong_from_there = sum(1 for _, other in self._wrong if other == address)
            if wrong_from_there >= TRIES or len(self._wrong) >= TRIES_IN_ALL:
                raise TooManyTries
            shown = _plain(text)
            for code in self._codes:
                if compare_digest(shown, _plain(code.text)) and now < code.ends:
                    self._codes.remove(code)
                    return code
            self._wrong.append((now, address))
            if len(self._wrong) >= TRIES_IN_ALL:
                self._codes.clear()
            raise WrongCode

    def give_back(self, code: PairingCode) -> None:
        """Let a code be used again: the device could not be let in, for no fault of its own."""
        with self._lock:
            self._codes.append(code)

    def _add(self, code: PairingCode) -> PairingCode:
        self._codes.append(code)
        return code

    def _find(self, is_it: Callable[[PairingCode], bool], now: datetime) -> PairingCode | None:
        with self._lock:
            return next((code for code in self._codes if is_it(code) and now < code.ends), None)


def _text() -> str:
    letters = "".join(choice(LETTERS) for _ in range(_SIZE))
    return f"{letters[: _SIZE // 2]}-{letters[_SIZE // 2 :]}"


def _plain(text: str) -> bytes:
    return text.replace("-", "").lower().encode(errors="surrogatepass")
