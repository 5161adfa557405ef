"""The devices that a server has let in: known without asking the database, put out at once.

Somebody else may take a device's way in away: another server, the command line. So as long as
any is known, one look a moment asks the database whose devices are others than before. It is one
question for all of them; only whose are others, are looked at one by one.
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


class NotSignedOut(Exception):
    """A device is not let in, though nobody signed it out.

    It was not used for so long that it is let in no more, or another database let it in.
    """


class LetIn:
    """The devices that are known, and how to end what each has open; safe for threads."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._changed = threading.Condition()
        self._looking = threading.Lock()  # one at a time: what it finds is kept for the next
        self._known: dict[str, tuple[Device, datetime]] = {}  # by token; until when
        self._open: defaultdict[Identity, list[Callable[[], None]]] = defaultdict(list)
        self._marks: dict[int, str | None] = {}  # by person, as their devices were last looked at
        self._ends: dict[Identity, datetime] = {}  # of those devices
        self._unseen: set[int] = set()  # who has a device that came since
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

        None where it was signed out. Raises :class:`NotSignedOut` where it is not let in for
        another reason, and a :class:`tracker.store.StoreError` where that can't be read.
        """
        from tracker.store.devices import device_of, use_device, was_revoked

        now = datetime.now(UTC)
        device = device_of(self._store(), token)
        if device is None:
            if was_revoked(self._store(), token):
                return None
            raise NotSignedOut
        if device.is_over(now):
            raise NotSignedOut
        if now - device.seen_at >= KNOWN and not use_device(self._store(), device, now):
            return None
        with self._changed:
            self._known[token] = device, min(now + KNOWN, device.ends_at)
            self._unseen.add(device.person_id)  # it may have been revoked since it was read
            self._watch()
        return _identity(device)

    @contextmanager
    def opened(self, identity: Identity, close: Callable[[], None]) -> Iterator[None]:
        """Have `close` called, from another thread, when the device is let in no more."""
        with self._changed:
            self._open[identity].append(close)
            if identity.person is not None:
                self._unseen.add(identity.person)
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
        self._unasked_until = 0.0
        with self._looking:
            with self._changed:
                known = {_identity(device) for device, _ in self._known.values()}
                concerned = known | {*self._open}
                unseen, self._unseen = self._unseen, set()
            try:
                gone = self._gone(concerned, unseen)
            except BaseException:
                with self._changed:
                    self._unseen |= unseen
                raise
        now = datetime.now(UTC)
        with self._changed:
            self._known = {
                token: (device, until)
                for token, (device, until) in self._known.items()
                if _identity(device) not in gone and now < until
            }
            closing = [close for identity in gone for close in self._open.get(identity, ())]
        for close in closing:
            close()

    def _gone(self, concerned: set[Identity], unseen: set[int]) -> set[Identity]:
        """Who of these is let in no more; `unseen` are people whose devices are to be read anew."""
        from tracker.store.devices import device_marks, devices

        store, now = self._store(), datetime.now(UTC)
        people = {identity.person for identity in concerned if identity.person is not None}
        marks = device_marks(store, people) if people else {}
        ended = {one.person for one in concerned if one in self._ends and self._ends[one] <= now}
        anew = {
            person
            for person in people
            if person in unseen | ended
            or person not in marks
            or self._marks.get(person, "") != marks[person]
        }
        read = devices(store, anew) if anew else []
        live = {_identity(one): one.ends_at for one in read if not one.is_over(now)}
        gone = {one for one in concerned if one.person in anew and one not in live}
        if THIS_COMPUTER in concerned and not self.find_unasked():
            gone.add(THIS_COMPUTER)
        self._marks = marks
        self._ends = {one: self._ends[one] for one in concerned & {*self._ends}} | live
        return gone

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
