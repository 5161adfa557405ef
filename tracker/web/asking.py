"""How an identity travels: from the entrance to our routes and, by headers, to the screens.

Streamlit keeps what the headers of a websocket's handshake say (`server.trustedUserHeaders`) with
the session of the screens, and resumes a session for nobody else. So nobody but the entrance may
write them: what comes from outside is taken away.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import Scope

from tracker.identity.identity import Identity
from tracker.web.streamlit_changes import user_of_run

DEVICE, PERSON, HERE = b"x-backbeat-device", b"x-backbeat-person", b"x-backbeat-here"
OURS = (DEVICE, PERSON, HERE)
_YES = "yes"
_KEY, _ASKER = "identity", "asker"


@dataclass(frozen=True, slots=True)
class Asker:
    """What the cookies of a browser say: who asks, if anybody.

    `here` is a browser of this computer; `ended`: it shows the cookie of a device that was signed
    out, so that what it keeps of a diary is to go.
    """

    identity: Identity | None
    here: bool = False
    ended: bool = False


class NobodyAsks(Exception):
    """Something of a diary is asked for by nobody: a mistake in the program."""


def without_identity(scope: Scope) -> Scope:
    """A request or handshake as it came, without what it says about who asks."""
    headers = [pair for pair in scope["headers"] if pair[0].lower() not in OURS]
    return {**scope, "headers": headers, _KEY: None}


def with_identity(scope: Scope, identity: Identity) -> Scope:
    """The same, of somebody whom the entrance knows."""
    known = without_identity(scope)
    said = user_info(identity)
    for header, value in zip(OURS, said.values(), strict=True):
        if value is not None:
            known["headers"].append((header, value.encode()))
    known[_KEY] = identity
    return known


def with_asker(scope: Scope, asker: Asker) -> Scope:
    """A request with what its cookies say."""
    return {**scope, _ASKER: asker}


def asker_of(scope: Scope) -> Asker:
    """What the cookies of a request say; nothing where the entrance was not passed."""
    found = scope.get(_ASKER)
    return found if isinstance(found, Asker) else Asker(None)


def identity_of(scope: Scope) -> Identity:
    """Who asks; raises :class:`NobodyAsks` where the entrance knows nobody."""
    identity = scope.get(_KEY)
    if not isinstance(identity, Identity):
        raise NobodyAsks
    return identity


def identity_of_run() -> Identity:
    """Who the present run of a screen is for; raises :class:`NobodyAsks` outside of one."""
    user = user_of_run()
    device, person = user.get("device"), user.get("person")
    if not isinstance(device, str):
        raise NobodyAsks
    here = user.get("here") == _YES
    return Identity(device, int(person) if isinstance(person, str) else None, here)


def device_of_run() -> str:
    """Which device the present run of a screen is for; empty outside of one."""
    return str(user_of_run().get("device", ""))


def user_info(identity: Identity) -> Mapping[str, str | None]:
    """What Streamlit keeps of an identity with a session of the screens."""
    person = None if identity.person is None else str(identity.person)
    return {"device": identity.device, "person": person, "here": _YES if identity.here else None}
