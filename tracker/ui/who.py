"""Whose diary is open, said in the frame where a profile was chosen, and the way to another."""

from tracker.identity.identity import Identity
from tracker.store import StoreError
from tracker.store.profiles import Profile, profile_of
from tracker.ui.formatting import html
from tracker.web.open_store import open_database

SWITCH = "{name}: switch person"
_LINK = (
    '<a class="bb-who" href="profiles" aria-label="{said}">'
    '<span class="face-{color}" aria-hidden="true">{letter}</span>'
    '<span class="bb-called" aria-hidden="true">{name}</span></a>'
)


def who_markup(identity: Identity) -> str:
    """A link with the name and colour of the profile that was chosen; empty where none was."""
    if identity.person is None or not identity.here:
        return ""
    try:
        return _link(profile_of(open_database(), identity.person))
    except StoreError:  # the screen says why
        return ""


def _link(own: Profile) -> str:
    name = html(own.called)
    return _LINK.format(
        said=html(SWITCH.format(name=own.called)),
        color=own.color,
        letter=html(own.called[0].upper()),
        name=name,
    )
