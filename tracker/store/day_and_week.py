"""A day with all that the check-in shows beside it, asked for at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection

from tracker.model import CheckIn, Day, Goal, Person
from tracker.store import daily_sums, entries, history, person_notes
from tracker.store.entry_mappers import CHECK_IN, GOAL
from tracker.store.history import Steps
from tracker.store.transactions import end_with_answers

Span: TypeAlias = tuple[date, date]  # the first and the last day


@dataclass(frozen=True, slots=True)
class DayAndWeek:
    """A day and what is around it, all of one moment.

    `check_in` is the day's own, `check_ins` are those around it, by date; `days` are those with
    anything that adds up, by date, `goals` by their start. `steps` can be undone and done again.
    """

    person: Person
    identity: UUID
    version: int
    first_day: date | None
    check_in: CheckIn | None
    check_ins: tuple[CheckIn, ...]
    goals: tuple[Goal, ...]
    days: tuple[Day, ...]
    steps: Steps


class MoreToAsk(Exception):
    """What was asked at once does not tell all."""


def read(
    connection: Connection,
    day: date,
    around: Span,
    week: Span,
    strengthening: Collection[str],
    *,
    ends: bool,
) -> DayAndWeek:
    """The day, the check-ins `around` it and the days of a `week`.

    `ends`: the transaction ends with the answers. It raises :class:`MoreToAsk` then, where they
    don't tell the steps.
    """
    whose = person_notes.ask_whose(connection)
    check_ins = entries.ask_between(connection, CHECK_IN, *around)
    of_day = entries.ask_between(connection, CHECK_IN, day, day)
    first_day = daily_sums.ask_first_day(connection)
    goals = entries.ask_all_of(connection, GOAL)
    days = daily_sums.ask_days(connection, *week, strengthening)
    newest = history.ask_newest(connection)
    if ends:
        end_with_answers(connection)
    person, identity, version = whose()
    steps = history.steps_alone(newest())
    if steps is None:
        if ends:
            raise MoreToAsk
        steps = history.steps(connection)
    return DayAndWeek(
        person,
        identity,
        version,
        first_day(),
        next(iter(of_day()), None),
        tuple(check_ins()),
        tuple(goals()),
        tuple(days()),
        steps,
    )
