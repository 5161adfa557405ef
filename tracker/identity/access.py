"""What lets a browser in: a secret in an address, once or for long; then a cookie.

Everything here belongs to one port: a cookie or ticket for one server opens no
other one.
"""

import time
from secrets import compare_digest, token_urlsafe
from threading import Lock

from tracker.identity.key import derived

TICKET_LIFETIME = 300  # seconds until a ticket must have been used
COOKIE_LIFETIME = 400 * 86_400  # seconds; browsers keep none longer. Every visit renews it
DEVICE_LIFETIME = 90 * 86_400  # seconds, of the cookie of another device; likewise


def cookie_name(port: int) -> str:
    """The name of the cookie for a port; cookies themselves know hosts only."""
    return f"backbeat-{port}"


def device_cookie_name(port: int) -> str:
    """The same for the cookie of another device."""
    return f"backbeat-device-{port}"


def cookie_value(key: bytes, port: int) -> str:
    """What a browser has to show on a port."""
    return derived(key, "cookie", str(port))


def make_ticket(key: bytes, port: int, run: str) -> str:
    """A secret that lets one browser in, once, at one run of the server on a port."""
    until = str(int(time.time()) + TICKET_LIFETIME)
    nonce = token_urlsafe(12)
    return f"{until}.{nonce}.{derived(key, 'ticket', str(port), run, until, nonce)}"


def proof(key: bytes, port: int, run: str, challenge: str) -> str:
    """What shows that a server on a port has the key of the account that asks."""
    return derived(key, "server", str(port), run, challenge)


class Door:
    """One run of a server: who may come in.

    `run` names it; `secret` lets in as long as it lasts, for the address that the
    terminal prints.
    """

    def __init__(self, key: bytes) -> None:
        self.run = token_urlsafe(12)
        self.secret = token_urlsafe(18)
        self._key = key
        self._lock = Lock()
        self._used: dict[str, int] = {}  # tickets, and when they would have ended

    def admits(self, port: int, shown: str | None) -> bool:
        """Whether the cookie is the right one for the port."""
        return shown is not None and _same(shown, cookie_value(self._key, port))

    def lets_in(self, port: int, secret: str) -> bool:
        """Whether a secret in an address opens; a ticket does so once."""
        return _same(secret, self.secret) or self._takes(port, secret)

    def cookie_value(self, port: int) -> str:
        """What a browser that was let in is given."""
        return cookie_value(self._key, port)

    def ticket(self, port: int) -> str:
        """A secret for one browser, once."""
        return make_ticket(self._key, port, self.run)

    def proof(self, port: int, challenge: str) -> str:
        """The answer to who asks whether this is a server of theirs."""
        return proof(self._key, port, self.run, challenge)

    def _takes(self, port: int, ticket: str) -> bool:
        until, _, rest = ticket.partition(".")
        nonce, _, signed = rest.partition(".")
        if not _same(signed, derived(self._key, "ticket", str(port), self.run, until, nonce)):
            return False
        now = int(time.time())
        with self._lock:
            self._used = {used: end for used, end in self._used.items() if end >= now}
            if int(until) < now or ticket in self._used:
                return False
            self._used[ticket] = int(until)
        return True


def _same(shown: str, right: str) -> bool:
    return compare_digest(shown.encode(errors="surrogatepass"), right.encode())
