"""What the terminal says of the way in for a phone: an address, as a QR code too."""

import io
from datetime import UTC, datetime

import segno

from tracker.web import network
from tracker.web.open_store import open_database
from tracker.web.pairing import address_of, codes

NO_NETWORK = (
    "This computer is in no network that a phone could reach it by. Backbeat looks for one while it"
    " runs. With several networks, say which address: backbeat run --phone 192.168.1.20\n"
)
BY_CODE = (
    "On your phone, in the same Wi-Fi, open {address}\n"
    "It lets one phone in, once, until {until}. More codes: Settings › Use on my phone.\n"
)
BY_SETTINGS = (
    "Phones in the same Wi-Fi reach Backbeat at {root}\n"
    "Each person makes a code for theirs in Settings › Use on my phone.\n"
)
BY_NAME = (
    "By name, which stays the same when the address changes: {root}\n"
    "(Some Android phones know no such names.)\n"
)
NAMELESS = "This network knows the computer by its address only: no name could be had in it.\n"
_BLACK_ON_WHITE, _AS_BEFORE = "\x1b[30;107m", "\x1b[0m"  # whatever the terminal's colours are


def invitation(*, drawn: bool) -> str:
    """What to type on a phone, or why there is nothing to; `drawn` in a terminal, with a QR code.

    It has a code where nobody has to be chosen on this computer, either. Raises
    :class:`tracker.store.StoreError`.
    """
    from tracker.store.profiles import opens_unasked

    root = network.present.root
    if root is None:
        return NO_NETWORK
    store = open_database()
    if not opens_unasked(store):
        return f"{BY_SETTINGS.format(root=root)}{_name()}"
    people = store.people()
    code = codes.make(people[0][0] if people else None, datetime.now(UTC))
    address = address_of(code) or root
    words = BY_CODE.format(address=address, until=f"{code.ends.astimezone():%H:%M}")
    return f"{words}{_drawing(address) if drawn else ''}{_name()}"


def _name() -> str:
    by_name = network.present.root_by_name
    if by_name is not None:
        return BY_NAME.format(root=by_name)
    return NAMELESS if network.present.nameless else ""


def _drawing(text: str) -> str:
    """A QR code in blocks, two of its rows a line."""
    blocks = io.StringIO()
    segno.make(text, error="m").terminal(blocks, border=2, compact=True)
    # The blocks stand for what is light: dark on light in the terminal is made so.
    light = str.maketrans("█ ▀▄", " █▄▀")
    lines = blocks.getvalue().rstrip("\n").split("\n")
    return "".join(f"{_BLACK_ON_WHITE}{line.translate(light)}{_AS_BEFORE}\n" for line in lines)
