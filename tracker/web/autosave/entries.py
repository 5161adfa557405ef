"""Entries that a browser made and kept until the diary has them.

What was done in a session or not, pain around it, an activity that was entered without a
connection. The browser sends an entry again and again until it is told that the diary holds it.
Every entry carries its identity, so that it is stored once however often it comes.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tracker.library import ExerciseNames
from tracker.model import (
    Activity,
    ChangeSource,
    Context,
    ExerciseDone,
    Intensity,
    InvalidValue,
    Outcome,
    Person,
    Reading,
    Skip,
    SkipReason,
    at_offset,
)
from tracker.store import Conflict, Diary

SOURCE = "session"
# Entries that a browser kept from before they had an outcome said it in their note.
ENDED = {"stopped early": Outcome.PARTLY, "stopped, too painful": Outcome.STOPPED}


def save_entry(diary: Diary, entry: Any) -> int:
    """Store what the browser made, once; one that was edited since stays as it is.

    Returns the version of the diary since. Raises :class:`tracker.model.InvalidValue` where it can
    never be stored, and a :class:`tracker.store.StoreError` where it could not be stored now.
    """
    try:
        value = _read(entry, diary)
    except InvalidValue:
        raise
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise InvalidValue("entry", "something else", "one that can be read") from error
    _store(diary, value)
    return diary.version()


def _store(diary: Diary, value: ExerciseDone | Reading | Skip | Activity) -> None:
    match value:
        case Activity():
            with suppress(Conflict):
                diary.save(value, by=ChangeSource.CHECK_IN)
        case Reading():  # a pain that was tapped anew takes the first one's place
            diary.apply([value], by=ChangeSource.SESSION)
        case Skip():
            done = {entry.exercise for entry in diary.exercises_done(value.date, value.date)}
            if value.exercise not in done:
                diary.apply([value], by=ChangeSource.SESSION)
        case ExerciseDone():
            with suppress(Conflict):  # it was stored, and has been edited since
                diary.save(value, by=ChangeSource.SESSION)
            for skip in diary.skips(value.date, value.date):
                if skip.exercise == value.exercise:
                    with suppress(Conflict):
                        diary.remove(skip, by=ChangeSource.SESSION)


def _read(entry: Mapping[str, Any], diary: Diary) -> ExerciseDone | Reading | Skip | Activity:
    """What an entry says, under the name that its exercise has by now."""
    uid = UUID(entry["uid"])
    if entry["kind"] == "activity":
        intensity = Intensity(entry["intensity"])
        day = date.fromisoformat(entry["date"])
        return Activity(day, entry["activity"], entry["minutes"], intensity, uid=uid)
    at = _moment(entry["at"], diary.person())
    names = ExerciseNames(diary.own_exercises(pictures=False))
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
