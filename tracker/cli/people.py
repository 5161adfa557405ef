"""`backbeat people`: who keeps a diary here."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace

from tracker.cli.delete import everything
from tracker.cli.diaries import opened_store
from tracker.cli.output import print_json, print_lines, refuse, say
from tracker.identity.identity import newcomer
from tracker.model import ChangeSource, InvalidValue

ADDED = "{name} has a diary now, number {number}. Open it with: --person {number}"
RENAMED = "Number {number} is called {name} now."
NAMELESS = "Number {number} has no name yet. Give it one: backbeat people rename {number} NAME"
WRONG = "Nothing was changed: {reason}"


def list_people(options: argparse.Namespace) -> int:
    """Show who keeps a diary here, with their numbers and how many entries each has."""
    from tracker.store.errors import no_diary

    with opened_store(options) as store:
        rows = [
            (number, person.name, sum(store.diary(number).counts().values()))
            for number, person in store.people()
        ]
        if not rows:
            raise no_diary(store.name)
    if options.json:
        keys = ("number", "name", "entries")
        print_json({"people": [dict(zip(keys, row, strict=True)) for row in rows]})
    else:
        print_lines(_table(rows))
    return 0


def add(options: argparse.Namespace) -> int:
    """Begin a diary for somebody."""
    from tracker.store.profiles import add_profile

    with opened_store(options, make=True) as store:
        people = store.people()
        name = options.name.strip()
        try:
            number = add_profile(store, replace(newcomer(), name=name))
        except InvalidValue as error:
            return refuse(WRONG.format(reason=error))
    print_lines(iter([ADDED.format(name=name, number=number)]))
    for other, person in people:
        if not person.name:
            say(NAMELESS.format(number=other))
    return 0


def rename(options: argparse.Namespace) -> int:
    """Call somebody something else."""
    from tracker.store import find_diary
    from tracker.store.names import refuse_no_name

    with opened_store(options) as store:
        diary = find_diary(store, options.person)
        person, name = diary.person(), options.name.strip()
        refuse_no_name(name)
        try:
            diary.save(replace(person, name=name), person, by=ChangeSource.SETTINGS)
        except InvalidValue as error:
            return refuse(WRONG.format(reason=error))
    print_lines(iter([RENAMED.format(number=diary.person_id, name=name)]))
    return 0


def delete(options: argparse.Namespace) -> int:
    """Delete somebody's diary with all that is theirs."""
    from tracker.store import find_diary

    with opened_store(options) as store:
        return everything(store, find_diary(store, options.person), options.yes)


def _table(rows: list[tuple[int, str, int]]) -> Iterator[str]:
    from tracker.formatting import counted

    width = max(len(name) for _, name, _ in rows)
    for number, name, entries in rows:
        yield f"{number:>6}  {name:<{width}}  {counted(entries, 'entry', 'entries')}"
