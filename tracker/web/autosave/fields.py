"""The fields that save while one types: where each is kept, and how it gets there.

A field's name says whose it is and which: "check-in/2026-11-28/note",
"plan/wall sit/sets". On the way it is text; a missing value is the empty one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tracker.formatting import Formats
from tracker.model import (
    ChangeSource,
    CheckIn,
    InvalidValue,
    MedicineTaken,
    Occasion,
    PlanItem,
    at_offset,
    clock_of,
)
from tracker.store import Diary

BOTH_KEPT = "Saved. Another window changed this too. Both texts are kept."
ALL_KEPT = "Saved. Another window changed this too. Both changes are kept."
LATER_SAID = "Saved. Before that, {before} was recorded."
NOT_NONE = "Something is recorded for that day, so it does not say that there was none."
JUST_NOW = timedelta()


@dataclass(frozen=True, slots=True)
class SavedField:
    """What the diary holds now, its version since, and what there is to say about it."""

    text: str
    version: int
    said: str = ""


class ChangedElsewhere(Exception):
    """Another window says something else, and both cannot be kept."""

    def __init__(self, other: str, said: str) -> None:
        super().__init__(other)
        self.other = other
        self.said = said  # the same as a person reads it


class FieldGone(Exception):
    """There is no such entry any more."""


class OtherDiary(Exception):
    """What is kept under the person's number is another diary by now."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a value is written as text and read again, and how two writers' texts become one."""

    write: Callable[[Any], str]
    read: Callable[[str, str], Any]  # the text and what the field is called
    merge: Callable[[str, str, str], str] | None = None  # None: only one of two can be kept
    merged: str = ""  # what is said where two were kept
    corrected: str = ""  # what is said where the diary keeps something else
    say: Callable[[str, Formats], str] = lambda text, _: text  # the text as a person reads it
    keep: Callable[[Any, Any, Diary], Any] | None = None  # what an entry keeps of what was read


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sort of entries is kept: how one is found, and who changes it."""

    find: Callable[[Diary, Sequence[str]], Any]
    by: ChangeSource
    fields: Mapping[str, _Kind]


def save_field(
    diary: Diary,
    name: str,
    text: str,
    base: str | None,
    own: Sequence[str] = (),
    *,
    ago: timedelta = JUST_NOW,
    locale: str = "",
    known_by: str = "",
) -> SavedField:
    """Save one field of one entry, as text.

    Parameters
    ----------
    diary
        Whose it is.
    name
        Whose field and which, such as "check-in/2026-11-28/note".
    text
        What it is to say; a missing value is the empty text.
    base
        What the writer last saw stored there; None: they wrote without seeing the diary. What was
        recorded before they did then gives way, as to any later word.
    own
        What this writer has sent since, so that its own words are not taken for another's.
    ago
        How long ago it was said: it may have been kept by the browser for a while.
    locale
        Of the writer's browser: after it numbers are written where the person chose no region.
    known_by
        The identity of the diary that the writer was shown; without it, whichever it is.

    Returns
    -------
    SavedField
        What is stored now, which holds both texts where another window wrote as well.

    Raises
    ------
    FieldGone
        There is no such entry or field.
    OtherDiary
        It is not the diary that the writer was shown.
    ChangedElsewhere
        Another window says something else, and both cannot be kept.
    tracker.model.InvalidValue
        It is no value that the field may have.
    tracker.store.StoreError
        The diary cannot be written to.
    """
    place, identity, attribute = _parsed(name)
    kind = place.fields[attribute]
    with diary.changing(place.by) as now:
        entry = place.find(now, identity)
        if known_by and str(now.identity()) != known_by:
            raise OtherDiary(name)
        if entry is None:
            raise FieldGone(name)
        stored = kind.write(getattr(entry, attribute))
        joined, said = text, ""
        seen = ("" if base is None else base, *own)
        if stored not in (text, *seen, *(one.strip() for one in seen)):
            if kind.merge is not None:
                joined = kind.merge(seen[0], text, stored)
                said = kind.merged if joined != text else ""
            elif base is None and _was_said_before(now, entry, attribute, ago):
                said = LATER_SAID.format(before=kind.say(stored, _formats(now, locale)))
            else:
                raise ChangedElsewhere(stored, kind.say(stored, _formats(now, locale)))
        value = kind.read(joined, attribute)
        if kind.keep is not None:
            value = kind.keep(value, entry, now)
        saved, version = _write(now, place, replace(entry, **{attribute: value}), entry, ago)
    written = kind.write(getattr(saved, attribute))
    # Spaces at the end of a line are not stored; taken away while one types, they would vex.
    shown = joined if written == joined.strip() else written
    corrected = "" if shown == joined else kind.corrected
    return SavedField(shown, version, said or corrected)


def stored_text(diary: Diary, name: str) -> str:
    """What the diary holds in a field, as text; nothing, too, where there is no such entry.

    `name` is as for :func:`save_field`; raises FieldGone where there is no such field.
    """
    place, identity, attribute = _parsed(name)
    entry = place.find(diary, identity)
    return "" if entry is None else place.fields[attribute].write(getattr(entry, attribute))


def _formats(diary: Diary, locale: str) -> Formats:
    from tracker.library.regions import formats_of  # seldom needed, and no start waits for it

    return formats_of(diary.person().region or locale)


def _was_said_before(diary: Diary, entry: Any, attribute: str, ago: timedelta) -> bool:
    """Whether what a check-in holds was saved longer ago, as far as its history tells."""
    for change in diary.history(entry.date):
        if isinstance(change.after, CheckIn):
            before = getattr(change.before, attribute, None)
            if before != getattr(change.after, attribute):
                return change.at <= datetime.now(UTC) - ago
    return False


def _write(diary: Diary, place: _Place, mine: Any, entry: Any, ago: timedelta) -> tuple[Any, int]:
    """What the diary holds since, and its version."""
    if isinstance(entry, PlanItem):  # what was planned on earlier days stays known
        planned = replace(mine, starts=diary.person().today())
        saved = diary.save(planned, entry if entry.starts == planned.starts else None, by=place.by)
        return saved.value, saved.version
    if isinstance(entry, CheckIn) and entry.is_empty:  # none that is stored is
        saved = diary.save(_as_entered(mine, diary, ago), by=place.by)
    else:
        saved = diary.save(mine, entry, by=place.by)
    return saved.value, saved.version


def _as_entered(said: CheckIn, diary: Diary, ago: timedelta) -> CheckIn:
    """With the moment at which it was said; a day cannot be entered before it has begun."""
    if ago == JUST_NOW:
        return said
    zone = ZoneInfo(diary.person().time_zone)
    at = at_offset((said.entered_at - ago).astimezone(zone))
    return replace(said, entered_at=at) if at.date() >= said.date else said


def _parsed(name: str) -> tuple[_Place, list[str], str]:
    sort, *identity, attribute = name.split("/")
    place = PLACES.get(sort)
    if place is None or attribute not in place.fields:
        raise FieldGone(name)
    return place, identity, attribute


# -- values as text


def _read_lines(text: str, attribute: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_line(text: str, attribute: str) -> str:
    return text.strip()


def _read_number(text: str, attribute: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise InvalidValue(attribute, text, "a whole number")
    return int(text)


def _read_tick(text: str, attribute: str) -> bool:
    if text not in ("yes", ""):
        raise InvalidValue(attribute, text, "yes or nothing")
    return text == "yes"


def _say_rating(text: str, formats: Formats) -> str:
    return formats.rating(float(text)) if "." in text else text  # a decimal came with an import


def _read_clock(text: str, attribute: str) -> time:
    return clock_of(attribute, text)


def _moment_of_its_day(clock: str, entry: MedicineTaken, diary: Diary) -> datetime | None:
    return diary.person().past_moment("time of day", entry.date, clock) if clock else None


def _read_sites(text: str, attribute: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for one in text.split(";") if (place := one.strip())))


def merge_texts(base: str, mine: str, theirs: str) -> str:
    """What two writers made of `base`, one after the other; nothing of either is lost.

    Where each only wrote on, the beginning is not repeated.
    """
    if mine in theirs:
        return theirs
    if theirs in mine:
        return mine
    if base and mine.startswith(base) and theirs.startswith(base):
        return f"{theirs}\n{mine[len(base) :].lstrip()}"
    return f"{theirs}\n\n{mine}"


def merge_sites(base: str, mine: str, theirs: str) -> str:
    """Places that two chose, beginning with `base`: each added some, and took some away."""
    before, ours, others = (_read_sites(text, "sites") for text in (base, mine, theirs))
    stay = [place for place in others if place in ours or place not in before]
    return ";".join([*stay, *(p for p in ours if p not in before and p not in stay)])


LINES = _Kind(str, _read_lines, merge_texts, BOTH_KEPT)
LINE = _Kind(str, _read_line)
NUMBER = _Kind(lambda number: "" if number is None else str(number), _read_number)
CLOCK = _Kind(lambda clock: "" if clock is None else f"{clock:%H:%M}", _read_clock)
MOMENT = replace(CLOCK, read=_read_line, keep=_moment_of_its_day)
SITES = _Kind(";".join, _read_sites, merge_sites, ALL_KEPT)
TICK = _Kind(lambda said: "yes" if said else "", _read_tick, corrected=NOT_NONE)
RATING = replace(NUMBER, say=_say_rating)
RATINGS = dict.fromkeys(("pain", "worst_pain", "interference", "sleep"), RATING)
NONE = {"no_activity": TICK, "no_exercises": TICK}
DOSE = {"sets": NUMBER, "reps": NUMBER, "hold_seconds": NUMBER}


# -- entries by what identifies them


def _check_in(diary: Diary, identity: Sequence[str]) -> CheckIn:
    day = date.fromisoformat(identity[0])
    return diary.check_in(day) or CheckIn(day, None, diary.person().now())


def _of_day(entries: Callable[[Diary], Callable[..., Sequence[Any]]]) -> Callable[..., Any]:
    def find(diary: Diary, identity: Sequence[str]) -> Any:
        day, uid = date.fromisoformat(identity[0]), UUID(identity[1])
        return next((one for one in entries(diary)(day, day) if one.uid == uid), None)

    return find


def _planned(diary: Diary, identity: Sequence[str]) -> PlanItem | None:
    plan = {item.exercise: item for item in diary.plan(diary.person().today())}
    name = "/".join(identity)
    return plan.get(name) or plan.get(_name_of_today(diary, name))


def _reminder(diary: Diary, identity: Sequence[str]) -> Any:
    occasion = Occasion(identity[0])
    return next((one for one in diary.reminders() if one.occasion is occasion), None)


def _own_exercise(diary: Diary, identity: Sequence[str]) -> Any:
    name = "/".join(identity)
    return diary.own_exercise(name) or diary.own_exercise(_name_of_today(diary, name))


def _name_of_today(diary: Diary, name: str) -> str:
    """What an exercise of one's own is called by now, whose field was drawn under `name`."""
    from tracker.library import ExerciseNames  # seldom needed, and no start waits for it

    return ExerciseNames(diary.own_exercises(pictures=False)).of_today(name)


PLACES = {
    "check-in": _Place(
        _check_in, ChangeSource.CHECK_IN, {**RATINGS, **NONE, "sites": SITES, "note": LINES}
    ),
    "reading": _Place(
        _of_day(lambda diary: diary.readings), ChangeSource.CHECK_IN, {"note": LINES}
    ),
    "activity": _Place(
        _of_day(lambda diary: diary.activities), ChangeSource.CHECK_IN, {"minutes": NUMBER}
    ),
    "medicine": _Place(
        _of_day(lambda diary: diary.medicines),
        ChangeSource.CHECK_IN,
        {"medicine": LINE, "amount": LINE, "taken_at": MOMENT, "note": LINES},
    ),
    "event": _Place(
        _of_day(lambda diary: diary.events), ChangeSource.CHECK_IN, {"text": LINE, "note": LINES}
    ),
    "exercise": _Place(_of_day(lambda diary: diary.exercises_done), ChangeSource.CHECK_IN, DOSE),
    "plan": _Place(_planned, ChangeSource.PLAN, DOSE),
    "own-exercise": _Place(
        _own_exercise, ChangeSource.PLAN, {**DOSE, "steps": LINES, "picture_text": LINE}
    ),
    "appointment": _Place(
        lambda diary, _: diary.appointment(), ChangeSource.REPORT, {"questions": LINES}
    ),
    "person": _Place(lambda diary, _: diary.person(), ChangeSource.SETTINGS, {"name": LINE}),
    "reminder": _Place(_reminder, ChangeSource.SETTINGS, {"begins": CLOCK, "ends": CLOCK}),
}
