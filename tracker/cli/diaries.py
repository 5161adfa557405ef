"""The database that a verb opens, and whose diary in it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.cli.passphrases import unlock
from tracker.identity.identity import newcomer

# Everything else is imported where it is used, so that `--help` is quick.
if TYPE_CHECKING:
    from tracker.store import Diary, Store


@contextmanager
def opened_store(options: argparse.Namespace, *, make: bool = False) -> Iterator[Store]:
    """The database; who only reads makes none, and NoDiary tells so."""
    from tracker.store import open_store

    unlock(options.database)
    store = open_store(options.database, make=make)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_diary(options: argparse.Namespace, *, make: bool = False) -> Iterator[Diary]:
    """The diary of who is meant by `--person`, or of the only one; a first one is made or not."""
    from tracker.store import find_diary

    make = make and options.person is None
    with opened_store(options, make=make) as store:
        yield find_diary(store, options.person, newcomer() if make else None)
