"""The devices that a server has let in: known without asking the database, put out at once.

Somebody else may take a device's way in away: another server, the command line. So as long as
any is known, one look a moment asks the database which of them still are.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from tracker.identity.identity import THIS_COMPUTER, Identity

if TYPE_CHECKING:
    from tracker.store import Store
    from tracker.store.devices import Device

LOOK = 0.3  # seconds between two looks at which devices are still let in
LONGEST, SHARE = 0.8, 0.05  # or more where looking would take a larger share of the time
KNOWN = timedelta(hours=1)  # for which a device is known without being read anew


class NotUsedForLong(Exception):
    """A device was not used for so long that it is let in no more; nobody signed it out."""


class LetIn:
    """The devices that are known, and how to end what each has open; safe for threads."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._changed = threading.Condition()
        self._known: dict[str, tuple[Device, datetime]] = {}  # by token; until when
        self._open: defaultdict[Identity, list[Callable[[], None]]] = defaultdict(list)
        self._watched = False
        self._unasked_until = 0.0  # as long as it need not be looked for again

    def unasked(self) -> bool | None:
        """Whether this computer's diary opens without a question; None where it is to be found."""
        return True if monotonic() < self._unasked_until else None

    def find_unasked(self) -> bool:
        """The same, as the database says.

        Raises a :class:`tracker.store.StoreError` where that can't be read.
        """
        from tracker.store.profiles import opens_unasked

        until = monotonic() + LOOK
        unasked = opens_unasked(self._store())
        self._unasked_until = until if unasked else 0.0
        return unasked

    def known(self, token: str) -> Identity | None:
        """Who shows a token, if that is known already."""
        device, until = self._known.get(token, (None, None))
        if device is None or until is None or until <= datetime.now(UTC):
            return None
        return _identity(device)

    def find(self, token: str) -> Identity | None:
        """Who shows a token, as the database says; its use is noted there.

        None where it was signed out. Raises :class:`NotUsedForLong`, and a
        :class:`tracker.store.StoreError` where that can't be read.
        """
        from tracker.store.devices import device_of, use_device

        now = datetime.now(UTC)
        device = device_of(self._store(), token)
        if device is None:
            return None
        if device.is_over(now):
            raise NotUsedForLong
        if now - device.seen_at >= KNOWN and not use_device(self._store(), device, now):
            return None
        with self._changed:
            self._known[token] = device, min(now + KNOWN, device.ends_at)
            self._watch()
        return _identity(device)

    @contextmanager
    def opened(self, identity: Identity, close: Callable[[], None]) -> Iterator[None]:
        """Have `close` called, from another thread, when the device is let in no more."""
        with self._changed:
            self._open[identity].append(close)
            self._watch()
        try:
            yield
        finally:
            with self._changed:
                self._open[identity].remove(close)
                if not self._open[identity]:
                    del self._open[identity]

    def look(self) -> None:
        """Put out at once who is let in no more, as when one was just revoked here."""
        from tracker.store.devices import devices

        self._unasked_until = 0.0
        with self._changed:
            concerned = {_identity(device) for device, _ in self._known.values()} | {*self._open}
        people = {identity.person for identity in concerned if identity.person is not None}
        now = datetime.now(UTC)
        live = {_identity(one) for one in devices(self._store(), people) if not one.is_over(now)}
        if THIS_COMPUTER in concerned and self.find_unasked():
            live.add(THIS_COMPUTER)
        gone = concerned - live
        with self._changed:
            self._known = {
                token: (device, until)
                for token, (device, until) in self._known.items()
                if _identity(device) not in gone and now < until
            }
            closing = [close for identity in gone for close in self._open.get(identity, ())]
        for close in closing:
            close()

    def _watch(self) -> None:
        if not self._watched:
            self._watched = True
            threading.Thread(target=self._keep_looking, name="devices", daemon=True).start()

    def _keep_looking(self) -> None:
        from tracker.store import StoreError

        pause = LOOK
        while True:
            with self._changed:
                self._changed.wait(pause)
                if not self._known and not self._open:
                    self._watched = False
                    return
            begun = monotonic()
            with suppress(StoreError):  # then nothing of a diary can be read, either
                self.look()
            pause = min(max(LOOK, (monotonic() - begun) / SHARE), LONGEST)


def _identity(device: Device) -> Identity:
    return Identity(device.id, device.person_id, device.here)
