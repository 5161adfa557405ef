"""A day as a link to it says it: the same on every screen that draws days."""

from collections.abc import Iterator
from datetime import date

from tracker.formatting import listed
from tracker.model import Day, Outcome
from tracker.ui.formatting import ENDED, long_day
from tracker.ui.regional import counted, rating_text

SENTENCE = "{day}: {facts}. Open this day."
PAIN, PAIN_AND_FLARE = "pain {pain}", "pain {pain}, a flare"
EXERCISES_WITH_STRENGTH = "{exercises}, strength"
NO_ACTIVITY, NO_EXERCISES = "no activity", "no exercises"
NO_PAIN, UNKNOWN_ACTIVITY, UNKNOWN_EXERCISES = (
    "no pain rated",
    "activity unknown",
    "exercises unknown",
)
# Of today, which is not over.
NO_PAIN_YET, NO_ACTIVITY_YET, NO_EXERCISES_YET = (
    "no pain rated yet",
    "no activity entered yet",
    "no exercises entered yet",
)
ENDED_SO = "{n} {ended}"


def day_sentence(day: Day, today: date) -> str:
    """What a link to a day says: its pain, minutes and exercises, each with what is unknown."""
    return SENTENCE.format(day=long_day(day.date), facts=listed(_facts(day, day.date == today)))


def _facts(day: Day, today: bool) -> Iterator[str]:
    if day.pain is None:
        yield NO_PAIN_YET if today else NO_PAIN
    else:
        yield (PAIN_AND_FLARE if day.flare else PAIN).format(pain=rating_text(day.pain))
    if not day.minutes_known:
        yield NO_ACTIVITY_YET if today else UNKNOWN_ACTIVITY
    elif day.no_activity:
        yield NO_ACTIVITY
    else:
        yield counted(day.active_minutes, "active minute")
    if day.light_minutes:
        yield counted(day.light_minutes, "light minute")
    if day.exercises:
        exercises = counted(day.exercises, "exercise")
        yield EXERCISES_WITH_STRENGTH.format(exercises=exercises) if day.strength else exercises
    elif day.exercises_known:
        yield NO_EXERCISES
    else:
        yield NO_EXERCISES_YET if today else UNKNOWN_EXERCISES
    for how, number in {Outcome.PARTLY: day.partly, Outcome.STOPPED: day.stopped}.items():
        if number:
            yield ENDED_SO.format(n=number, ended=ENDED[how])
