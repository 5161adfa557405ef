"""Who is asking, and whose diary they may see: the one answer that all else goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.model import Person
    from tracker.store import Diary, Store


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks: from which device, and for whom.

    `device` names it and is no secret. `person` is the number of the person whose diary the
    device opens; None: of whoever keeps their diary on this computer. `here` is a browser of this
    computer, which alone may let other devices in.
    """

    device: str
    person: int | None = None
    here: bool = False


THIS_COMPUTER = Identity("this computer", here=True)


def diary_for(store: Store, identity: Identity, newcomer: Person | None) -> Diary:
    """The diary that an identity may see.

    On this computer `newcomer` begins one where there is none. Raises
    :class:`tracker.store.NoDiary` where nobody is to begin it, and
    :class:`tracker.store.profiles.ProfileNotChosen` where it has to be said whose it is.
    """
    from tracker.store import find_diary
    from tracker.store.profiles import ProfileNotChosen, opens_unasked

    if identity.person is not None:
        return store.diary(identity.person)
    if not opens_unasked(store):
        raise ProfileNotChosen("Load the page again, and choose whose diary to open.")
    return find_diary(store, newcomer=newcomer)


def newcomer(name: str = "") -> Person:
    """Somebody who begins a diary, in this computer's time zone."""
    from tzlocal import get_localzone_name

    from tracker.model import InvalidValue, Person

    try:
        return Person(name, get_localzone_name() or "UTC")
    except (InvalidValue, LookupError, ValueError, OSError):  # a computer set up unusually
        return Person(name)
