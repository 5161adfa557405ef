"""`backbeat devices`: which phones and browsers are let in, and taking that back."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.cli.output import print_json, print_lines, refuse
from tracker.cli.passphrases import unlock

if TYPE_CHECKING:
    from tracker.store import Store
    from tracker.store.devices import Device

NONE = "No device is let in. A phone is, by: backbeat run --phone"
UNKNOWN = "No device is called '{asked}'. Nothing was changed. The devices: backbeat devices list"
SEVERAL = (
    "Several devices are called '{asked}'. Nothing was changed. Name one by its number: {numbers}"
)


def list_devices(options: argparse.Namespace) -> int:
    """Say which devices are let in."""
    from tracker.store.devices import devices

    with _store(options.database) as store:
        found = devices(store)
        names = {number: person.name for number, person in store.people()}
    if options.json:
        print_json({"devices": [_record(device, names) for device in found]})
    else:
        print_lines(_table(found, names) if found else iter([NONE]))
    return 0


def rename(options: argparse.Namespace) -> int:
    """Call a device something else."""
    from tracker.store.devices import rename_device

    with _store(options.database) as store:
        found = _called(store, options.device)
        if isinstance(found, str):
            return refuse(found)
        rename_device(store, found, options.name)
    print_lines(iter([f"{found.name} is called {options.name} now."]))
    return 0


def revoke(options: argparse.Namespace) -> int:
    """Let a device in no more."""
    from tracker.store.devices import revoke_device

    with _store(options.database) as store:
        found = _called(store, options.device)
        if isinstance(found, str):
            return refuse(found)
        revoke_device(store, found)
    print_lines(iter([f"{found.name} is let in no more. What it had open is closed."]))
    return 0


def _called(store: Store, asked: str) -> Device | str:
    """The device that is meant, or why it isn't known which."""
    from tracker.store.devices import devices

    everything = devices(store)
    found = [one for one in everything if one.id == asked] or [
        one for one in everything if one.name.casefold() == asked.casefold()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        return SEVERAL.format(asked=asked, numbers=", ".join(one.id for one in found))
    return UNKNOWN.format(asked=asked)


def _record(device: Device, names: dict[int, str]) -> dict[str, object]:
    return {
        "device": device.id,
        "name": device.name,
        "person": names.get(device.person_id, ""),
        "this_computer": device.here,
        "let_in_at": device.let_in_at.isoformat(timespec="seconds"),
        "seen_at": device.seen_at.isoformat(timespec="seconds"),
        "ends_at": device.ends_at.isoformat(timespec="seconds"),
    }


def _table(found: Sequence[Device], names: dict[int, str]) -> Iterator[str]:
    rows = [("Device", "Name", "Opens the diary of", "Last used")]
    rows += [
        (
            device.id,
            device.name,
            names.get(device.person_id) or "the person without a name",
            f"{device.seen_at.astimezone():%Y-%m-%d}",
        )
        for device in found
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip()


@contextmanager
def _store(database: str | None) -> Iterator[Store]:
    from tracker.store import open_store

    unlock(database)
    store = open_store(database, make=False)
    try:
        yield store
    finally:
        store.close()
