"""What the days of a list say, as it travels to the browser: every text once."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import date
from gzip import compress
from threading import Lock
from typing import Any

import orjson
from cachetools import LRUCache, cached

from tracker.formatting import NB, Formats, listed
from tracker.model import (
    Activity,
    CheckIn,
    Context,
    Day,
    Event,
    ExerciseDone,
    MedicineTaken,
    Outcome,
    Reading,
)
from tracker.store import Diary
from tracker.ui import day_entries
from tracker.ui.day_entries import DayEntries, Version, read_entries, version_of
from tracker.ui.formatting import ENDED, bout, capital, medicine_text
from tracker.ui.regional import clock_text, counted, day_words, formats, rating_text

CONTEXTS = {
    Context.BEFORE: "before",
    Context.AFTER: "after",
    Context.FLARE: "during a flare",
    Context.MORNING: "on waking",
}
_KEPT = 32_000_000  # letters of all diaries' days together

EVENTS, PLACES, EXERCISES, ACTIVITIES = "Event", "Where", "Exercises", "Activity"
READINGS, MEDICINES = "Pain at a moment", "Medicine"
# By what a fact is of, or by the heading of a line: the icon before it.
ICONS = {
    "minutes": "minutes",
    "light": "minutes",
    "worst": "pain",
    "interference": "interference",
    "sleep": "sleep",
    "work": "work",
    EVENTS: "event",
    PLACES: "place",
    EXERCISES: "exercises",
    ACTIVITIES: "minutes",
    READINGS: "pain",
    MEDICINES: "medicine",
}

WORST, INTERFERENCE, SLEEP = "worst pain {pain}", "interference {rating}", "sleep {rating}"
READING = "{time}, pain {pain}"
UNTIL = "{event}, until {day}"
WITH_NOTE = "{text}: {note}"


def rows(entries: DayEntries, *, year: bool) -> dict[str, Any]:
    """The days newest first, and the texts that they name by their places.

    Each day is its ISO date, its name (with the year, if wanted), its pain and note as texts,
    its facts (what they are of, and a text) and its lines (a heading, and texts).
    """
    texts: dict[str, int] = {}

    def place(text: str) -> int:
        return texts.setdefault(text, len(texts))

    days = [
        [
            date_.isoformat(),
            day_words(date_, year=year),
            pain,
            note,
            [[place(kind), place(text)] for kind, text in facts],
            [[place(heading), *map(place, said)] for heading, said in lines],
        ]
        for date_, pain, note, facts, lines in _said(entries)
    ]
    return {"texts": list(texts), "days": days}


def all_rows(diary: Diary) -> str:
    """Those of the whole diary as gzipped JSON in base64; made once for every version of it."""
    return _all_rows(version_of(diary), formats())


def forget() -> None:
    """Let go of all days that were read."""
    _all_rows.cache_clear()
    day_entries.forget()


@cached(LRUCache(_KEPT, len), lock=Lock())
def _all_rows(version: Version, here: Formats) -> str:
    store, person_id, _, _ = version
    entries = read_entries(store.diary(person_id))
    return b64encode(compress(orjson.dumps(rows(entries, year=True)), 5)).decode()


def _said(entries: DayEntries) -> Iterator[tuple[date, str, str, Any, Any]]:
    for date_ in entries.newest_first:
        check_in = entries.check_ins.get(date_)
        lines = (
            (EVENTS, map(_event, entries.events.get(date_, ()))),
            (PLACES, check_in.sites if check_in else ()),
            (EXERCISES, map(_exercise, entries.exercises.get(date_, ()))),
            (ACTIVITIES, map(_activity, entries.activities.get(date_, ()))),
            (READINGS, map(_reading, entries.readings.get(date_, ()))),
            (MEDICINES, map(_medicine, entries.medicines.get(date_, ()))),
        )
        day = entries.days.get(date_) or Day(date_)
        yield (
            date_,
            "" if day.pain is None else rating_text(day.pain),
            check_in.note if check_in else "",
            _facts(day, check_in),
            [(heading, said) for heading, texts in lines if (said := list(texts))],
        )


def _facts(day: Day, check_in: CheckIn | None) -> Iterable[tuple[str, str]]:
    if day.active_minutes:
        yield "minutes", counted(day.active_minutes, "active minute")
    if day.light_minutes:
        yield "light", counted(day.light_minutes, "light minute")
    if day.no_activity:
        yield "said", "no activity"
    if day.strength:
        yield "strength", "strength"
    if day.no_exercises:
        yield "said", "no exercises"
    if day.flare:
        yield "flare", "flare"
    if check_in is None:
        return
    if check_in.off_work:
        yield "work", "off work"
    if check_in.worst_pain is not None:
        yield "worst", WORST.format(pain=rating_text(check_in.worst_pain))
    if check_in.interference is not None:
        yield "interference", INTERFERENCE.format(rating=check_in.interference)
    if check_in.sleep is not None:
        yield "sleep", SLEEP.format(rating=check_in.sleep)


def _exercise(done: ExerciseDone) -> str:
    times = f"{done.sets}{NB}×{NB}{done.reps}" if done.sets and done.reps else ""
    parts = [
        f"{capital(done.exercise)} {times}".strip(),
        counted(done.sets, "set") if done.sets and not times else "",
        counted(done.reps, "time") if done.reps and not times else "",
        f"{done.hold_seconds}{NB}s" if done.hold_seconds else "",
        "" if done.outcome is Outcome.DONE else ENDED[done.outcome],
    ]
    return _with_note(listed(filter(None, parts)), done.note)


def _activity(activity: Activity) -> str:
    return _with_note(bout(activity), activity.note)


def _reading(reading: Reading) -> str:
    context = CONTEXTS[reading.context] if reading.context else ""
    about = f"{context} {reading.exercise}".strip()
    said = READING.format(time=clock_text(reading.at), pain=rating_text(reading.pain))
    return _with_note(listed(filter(None, (said, about))), reading.note)


def _medicine(taken: MedicineTaken) -> str:
    at = clock_text(taken.taken_at) if taken.taken_at else ""
    parts = (medicine_text(taken), taken.kind or "", at)
    return _with_note(listed(filter(None, parts)), taken.note)


def _event(event: Event) -> str:
    said = capital(event.words)
    if event.ends:
        said = UNTIL.format(event=said, day=formats().day_text(event.ends))
    return _with_note(said, event.note)


def _with_note(text: str, note: str) -> str:
    return WITH_NOTE.format(text=text, note=note) if note else text
