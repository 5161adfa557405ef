"""What the browser kept until the diary has it: exercises done or not, and pain around them.

The browser sends an entry again and again until it is told that the diary holds
it. Every entry carries its identity, so that it is stored once however often it comes.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tracker.library import ExerciseNames
from tracker.model import (
    ChangeSource,
    Context,
    ExerciseDone,
    InvalidValue,
    Outcome,
    Person,
    Reading,
    Skip,
    SkipReason,
    at_offset,
)
from tracker.store import Conflict, Diary, StoreError

BY = ChangeSource.SESSION
SOURCE = "session"
# Entries that a browser kept from before they had an outcome said it in their note.
ENDED = {"stopped early": Outcome.PARTLY, "stopped, too painful": Outcome.STOPPED}


@dataclass(frozen=True, slots=True)
class Received:
    """Which entries the browser may forget, and what there is to say about the others."""

    settled: tuple[str, ...]
    trouble: str = ""


def receive(diary: Diary, person: Person, entries: Sequence[Any]) -> Received:
    """Store what the browser sent, each entry once.

    An entry that can never be stored is settled too, and said; one that could
    not be stored now will come again.
    """
    settled, trouble = [], ""
    names: ExerciseNames | None = None
    for entry in entries:
        try:
            names = names or ExerciseNames(diary.own_exercises(pictures=False))
            _store(diary, _read(entry, person, names))
        except InvalidValue as error:
            trouble = f"One entry was not saved. {error}"
        except (KeyError, TypeError, ValueError, OverflowError, OSError):
            trouble = "One entry of the session could not be read, so it was not saved."
        except StoreError as error:
            trouble = f"Not saved yet; this browser keeps it and tries again. {error}"
            continue
        settled.append(str(entry.get("id", "")) if isinstance(entry, dict) else "")
    return Received(tuple(settled), trouble)


def _store(diary: Diary, value: ExerciseDone | Reading | Skip) -> None:
    match value:
        case Reading():  # a pain that was tapped anew takes the first one's place
            diary.apply([value], by=BY)
        case Skip():
            done = {entry.exercise for entry in diary.exercises_done(value.date, value.date)}
            if value.exercise not in done:
                diary.apply([value], by=BY)
        case ExerciseDone():
            with suppress(Conflict):  # it was stored, and has been edited since
                diary.save(value, by=BY)
            for skip in diary.skips(value.date, value.date):
                if skip.exercise == value.exercise:
                    with suppress(Conflict):
                        diary.remove(skip, by=BY)


def _read(entry: Any, person: Person, names: ExerciseNames) -> ExerciseDone | Reading | Skip:
    """What an entry says, under the name that its exercise has by now."""
    at = _moment(entry["at"], person)
    uid = UUID(entry["uid"])
    match entry["kind"]:
        case "reading":
            exercise = names.of_today(entry.get("exercise", ""))
            return Reading(at, entry["pain"], Context(entry["context"]), exercise, uid=uid)
        case "skip":
            exercise = names.of_today(entry["exercise"])
            return Skip(at.date(), exercise, SkipReason(entry["reason"]))
    outcome = entry.get("outcome") or ENDED.get(entry["note"], Outcome.DONE)
    return ExerciseDone(
        at.date(),
        names.of_today(entry["exercise"]),
        entry["sets"],
        entry["reps"],
        entry["hold_seconds"],
        Outcome(outcome),
        SOURCE,
        entry["note"],
        uid=uid,
    )


def _moment(milliseconds: float, person: Person) -> datetime:
    """A moment of the browser's clock on the person's; never later than now."""
    now = person.now()
    seconds = min(int(milliseconds) // 1000, int(now.timestamp()))
    return at_offset(datetime.fromtimestamp(seconds, ZoneInfo(person.time_zone)))
