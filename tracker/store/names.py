"""What people of a database are called: no two the same, so that each can be told from the others.

Two may share a name all the same: in a database of an earlier version, or where a restore brought
both back. Nothing is changed about that; whose diary is meant is then said by a number.
"""

from __future__ import annotations

from unicodedata import category, normalize

from sqlalchemy import Connection, select

from tracker.store.database_tables import persons
from tracker.store.engine import Alone, wait_for_others
from tracker.store.errors import PersonNameRefused

_NAMES = select(persons.c.id, persons.c.name).order_by(persons.c.id)


def plain_name(name: str) -> str:
    """What is left of a name that tells it from others.

    Neither case nor spaces do, nor other signs for the same letters, nor signs that nobody sees.
    """
    letters = normalize("NFKC", normalize("NFKC", name).casefold())
    return "".join(one for one in letters if not one.isspace() and category(one) != "Cf")


def refuse_no_name(name: str) -> None:
    """Raise :class:`PersonNameRefused` where nothing of a name could be read out."""
    if not any(letter.isalnum() for letter in name):
        raise PersonNameRefused(name)


def refuse_taken_name(connection: Connection, name: str) -> None:
    """Raise :class:`PersonNameRefused` where somebody but the connection's person is called so.

    Many may have no name yet. Of two who take a name at once the second waits, and is refused.
    """
    wanted = plain_name(name)
    if not wanted:
        return
    wait_for_others(connection, Alone.PEOPLE)
    person = connection.get_execution_options().get("person")
    try:
        everybody = connection.execution_options(person=None).execute(_NAMES).all()
    finally:
        connection.execution_options(person=person)
    for number, other in everybody:
        if number != person and plain_name(other) == wanted:
            raise PersonNameRefused(name, other, number)
