"""Whose diary is meant: by name, by number, or because it is the only one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from tracker.formatting import listed
from tracker.model import Person
from tracker.store.diary import Diary
from tracker.store.errors import NoSuchPerson, WhichPerson, no_diary
from tracker.store.names import plain_name
from tracker.store.store import Store

People: TypeAlias = Sequence[tuple[int, Person]]  # with their numbers

SEVERAL = "{database} holds several diaries: {people}. Say whose you mean, such as --person {one}."
NOBODY = (
    "Nobody in {database} is called “{wanted}”. There are: {people}. Nothing was done. Say whose"
    " you mean, such as --person {one}."
)
SHARED = (
    "Several people in {database} are called “{wanted}”: {people}. Nothing was done. Say whose you"
    " mean by the number, such as --person {one}."
)
NUMBERED, NAMELESS = "{number} ({name})", "{number} (no name yet)"
MORE = "and more, whom “backbeat people list” shows"
SHOWN = 20  # people who are named in a sentence


def find_diary(store: Store, wanted: str | None = None, newcomer: Person | None = None) -> Diary:
    """The diary of somebody.

    Parameters
    ----------
    store
        Where it is.
    wanted
        Their name, however it is written, or their number; None: there is one person only.
    newcomer
        Who begins a diary where there is nobody and nobody is `wanted`; None: nobody does.

    Raises
    ------
    NoDiary
        There is nobody.
    NoSuchPerson
        Nobody is called so.
    WhichPerson
        Several are called so, or nobody was named and there are several.
    """
    people = store.people()
    if wanted is not None and people:
        return store.diary(find_person(store, people, wanted))
    if len(people) > 1:
        raise WhichPerson(_said(SEVERAL, store, people, people))
    if people:
        return store.diary(people[0][0])
    if newcomer is None or wanted is not None:
        raise no_diary(store.name)
    return store.diary(store.begin(newcomer))


def find_person(store: Store, people: People, wanted: str) -> int:
    """The number of who is called so, or has that number; raises as :func:`find_diary`."""
    found = called(people, wanted) or [one for one in people if str(one[0]) == wanted.strip()]
    if not found:
        raise NoSuchPerson(_said(NOBODY, store, people, people, wanted))
    if len(found) > 1:
        raise WhichPerson(_said(SHARED, store, found, people, wanted))
    return found[0][0]


def called(people: People, name: str) -> list[tuple[int, Person]]:
    """Who has a name, however it is written."""
    wanted = plain_name(name)
    return [one for one in people if wanted and plain_name(one[1].name) == wanted]


def _said(words: str, store: Store, shown: People, everybody: People, wanted: str = "") -> str:
    """A sentence that names people as each is best typed: by a name that is nobody else's."""
    names = Counter(plain_name(person.name) for _, person in everybody if person.name)
    unique = [names[plain_name(person.name)] == 1 for _, person in shown]
    told = [
        person.name
        if alone
        else (NUMBERED if person.name else NAMELESS).format(number=number, name=person.name)
        for (number, person), alone in zip(shown, unique, strict=True)
    ]
    number, person = shown[0]
    one = _quoted(person.name) if unique[0] else str(number)
    people = listed(told[:SHOWN] + ([MORE] if len(told) > SHOWN else []))
    return words.format(database=store.name, people=people, wanted=wanted, one=one)


def _quoted(name: str) -> str:
    """A name as a shell takes it."""
    return f'"{name}"' if " " in name else name
