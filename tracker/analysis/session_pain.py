"""Pain around an exercise: before and after it, and on the next morning, over time.

A reading without an exercise belongs to the whole session, so to each exercise
that was done in a session on its day; one that names an exercise belongs to
that alone, and says more of it than the session's. Nothing here says that an
exercise changed anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.model import Context, ExerciseDone, Outcome, Reading

_WORST_LAST = (Outcome.DONE, Outcome.PARTLY, Outcome.STOPPED)


@dataclass(frozen=True, slots=True)
class PainAroundExercise:
    """Pain around an exercise on one day; None where it was not asked or answered.

    `outcome` is stopped where it was stopped for pain at any time of that day.
    """

    date: date
    before: float | None
    after: float | None
    morning: float | None
    outcome: Outcome = Outcome.DONE


@dataclass(frozen=True, slots=True)
class MeanAroundExercise:
    """A mean pain and of how many answers; None of none."""

    value: float | None
    n: int


def pain_around_exercise(
    done: Iterable[ExerciseDone], readings: Iterable[Reading], source: str
) -> dict[str, list[PainAroundExercise]]:
    """Pain before and after exercises and on the next morning, by exercise and day.

    Parameters
    ----------
    done
        Exercises done; those of another `source` are left out.
    readings
        Pain at moments (0 to 10), of those days and the mornings after. Of several on a
        day the first one before and the last one after count.
    source
        Where the exercises were done, as entries name it.

    Returns
    -------
    dict
        Lists in the order of the days, by the exercise's name in lower case; days without
        any answer stay out.
    """
    of_day: dict[tuple[date, Context | None], list[Reading]] = {}
    for reading in sorted(readings, key=lambda reading: reading.at):
        of_day.setdefault((reading.date, reading.context), []).append(reading)

    def answers(day: date, context: Context, name: str) -> list[float]:
        some = of_day.get((day, context), [])
        own = [reading.pain for reading in some if reading.exercise.lower() == name]
        return own or [reading.pain for reading in some if not reading.exercise]

    found: dict[str, dict[date, PainAroundExercise]] = {}
    for entry in sorted(done, key=lambda entry: _WORST_LAST.index(entry.outcome)):
        if entry.source != source:
            continue
        name, day = entry.exercise.lower(), entry.date
        before = answers(day, Context.BEFORE, name)
        after = answers(day, Context.AFTER, name)
        morning = answers(day + timedelta(days=1), Context.MORNING, name)
        if before or after or morning:
            found.setdefault(name, {})[day] = PainAroundExercise(
                day,
                before[0] if before else None,
                after[-1] if after else None,
                morning[0] if morning else None,
                entry.outcome,
            )
    return {name: [by_day[day] for day in sorted(by_day)] for name, by_day in sorted(found.items())}


def mean(answers: Iterable[float | None]) -> MeanAroundExercise:
    """The mean of the answers there are."""
    given = [answer for answer in answers if answer is not None]
    return MeanAroundExercise(sum(given) / len(given) if given else None, len(given))
