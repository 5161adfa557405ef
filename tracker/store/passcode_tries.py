"""Tries of passcodes, counted in the database: by all its servers, and however often they start.

Of who got in nothing is kept. Moments are seconds since 1970, by the clock of who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from sqlalchemy import Connection, select, update

from tracker.store.database_tables import persons
from tracker.store.driver_errors import translate_errors
from tracker.store.engine import Alone, wait_for_others
from tracker.store.person_notes import nobody
from tracker.store.person_scope import PERSON
from tracker.store.store import Store

Wait: TypeAlias = Callable[[Sequence[float], Sequence[float]], float]
KEPT = 30  # the latest of each person; that many make one wait longest

_TRIED = select(persons.c.id, persons.c.passcode_tries).where(persons.c.passcode_tries.is_not(None))
_SET = update(persons).where(persons.c.id == PERSON)


def count_try(store: Store, person_id: int, now: float, wait: Wait) -> float:
    """Count a try on somebody's passcode as wrong, unless one has to wait.

    Parameters
    ----------
    store
        Where it is counted: of tries at the same moment each finds those before it.
    person_id
        On whose passcode.
    now
        The moment. Earlier tries that are dated later count as of now: a clock was ahead.
    wait
        Says of the moments of wrong tries, the person's and everybody's, how many seconds there
        are to wait.

    Returns
    -------
    float
        The seconds to wait; at zero it may be looked whether it is right, and is counted.

    Raises
    ------
    StoreError
        It could not be counted: then nothing may be looked at.
    """
    with translate_errors(store.name), store.writing() as connection:
        wait_for_others(connection, Alone.TRIES)
        found = connection.execution_options(person=None).execute(_TRIED)
        stored = {number: moments or [] for number, moments in found}
        tried = {number: [min(at, now) for at in stored[number]] for number in stored}
        own = tried.get(person_id, [])
        seconds = wait(own, [at for moments in tried.values() for at in moments])
        counted = own if seconds > 0 else [*own, now]
        if counted != stored.get(person_id, []):
            _set(connection, person_id, counted)
    return seconds


def forget_tries(store: Store, person_id: int) -> None:
    """Begin the count of somebody's wrong tries anew."""
    with translate_errors(store.name), store.writing() as connection:
        _set(connection, person_id, None)


def _set(connection: Connection, person_id: int, moments: list[float] | None) -> None:
    kept = moments[-KEPT:] if moments else None
    own = connection.execution_options(person=person_id)
    if not own.execute(_SET, {"passcode_tries": kept}).rowcount:
        raise nobody()
