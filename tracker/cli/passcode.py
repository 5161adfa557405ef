"""`backbeat people passcode`: another passcode for a profile, without knowing the one before."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tracker.cli.diaries import opened_store
from tracker.cli.output import print_lines, refuse
from tracker.cli.passphrases import ask

if TYPE_CHECKING:
    from tracker.store import Store
    from tracker.store.profiles import Profile

NOBODY_TO_ASK = (
    "A passcode is typed here, and nobody can be asked for it. Nothing was changed. Start this in"
    " a terminal."
)
DIFFERENT = "Those were two different passcodes. Nothing was changed. Try it again."
REFUSED = "{reason} Nothing was changed."
SET = "{name} has another passcode now. Browsers of this computer have to be given it."
REMOVED = "{name} has no passcode now: everyone who uses this computer can open the diary."
MEANWHILE = "The passcode was changed in the meantime. Nothing was changed here. Try it again."


def set_anew(options: argparse.Namespace) -> int:
    """Set a passcode, or remove it: whoever keeps this computer may."""
    from tracker.identity.passcodes import BadPasscode, hash_of
    from tracker.store.people import find_person
    from tracker.store.profiles import profile_of

    with opened_store(options) as store:
        own = profile_of(store, find_person(store, store.people(), options.person))
        if options.remove:
            return _written(store, own, None, REMOVED)
        if not sys.stdin.isatty():
            return refuse(NOBODY_TO_ASK)
        passcode = ask(f"New passcode of {own.called}: ")
        if ask("The same again: ") != passcode:
            return refuse(DIFFERENT)
        try:
            return _written(store, own, hash_of(passcode), SET)
        except BadPasscode as refused:
            return refuse(REFUSED.format(reason=refused))


def _written(store: Store, own: Profile, after: str | None, words: str) -> int:
    from tracker.store.profiles import set_passcode

    if not set_passcode(store, own.person_id, own.passcode, after):
        return refuse(MEANWHILE)
    print_lines(iter([words.format(name=own.called)]))
    return 0
