"""How a person got on beside pain: function, sleep, places, flares, medicines, work, the plan.

Each figure says how many days it is made of. What nobody said is in none of them: a day
without a medicine recorded is no day without medicine, and only a tick says "off work".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from tracker.analysis.known_days import Bound, bound_of
from tracker.analysis.pain import exact_sum
from tracker.model import CheckIn, MedicineTaken

PLACES_SHOWN = 3
MEDICINES_SHOWN = 3
UNANSWERED_WITHIN = 1  # days in a row that may be unanswered within an episode of flares

_LEG = re.compile(
    r"\b((leg|thigh|hamstring|knee|calf|shin|ankle|foot|heel|toe)s?|calves|feet)\b", re.I
)


@dataclass(frozen=True, slots=True)
class RatingMean:
    """The mean of a rating from 0 to 10 on the `n` days that have one; ``None`` without any."""

    mean: float | None
    n: int


@dataclass(frozen=True, slots=True)
class FlareEpisode:
    """A flare from its first marked day to its last."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Its calendar days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Places:
    """Where it hurt, of the `answered` days that name a place.

    `most_often` has the places with the most days, each with how many, told from others by
    their names without case; `leg_days` are those that name a part of a leg.
    """

    answered: int
    most_often: tuple[tuple[str, int], ...]
    leg_days: int


@dataclass(frozen=True, slots=True)
class MedicineDays:
    """Days with a medicine recorded, and how many of them each medicine has, most first.

    A medicine is told from others by its name as written, without case.
    """

    days: int
    each: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Adherence:
    """The plan over the period's whole weeks: days done of days planned, exercise by exercise.

    In each week at most as many days count as were planned. With `at_least`, more may have
    been done: weeks below their plan have unknown days, or are not over.
    """

    done: int
    planned: int
    at_least: bool

    @property
    def unknown(self) -> bool:
        """Whether nothing can be said of it: nothing is recorded, and not every day is known."""
        return bound_of(self.done, exact=not self.at_least) is Bound.UNKNOWN

    @property
    def per_cent(self) -> float | None:
        """The share that was done; ``None`` where nothing was planned or it is unknown."""
        return None if self.unknown or not self.planned else 100 * self.done / self.planned


@dataclass(frozen=True, slots=True)
class FunctionSummary:
    """What a period says of all this.

    `off_work_days` are those that were ticked as off work because of the back.
    """

    worst_pain: RatingMean
    interference: RatingMean
    sleep: RatingMean
    places: Places
    episodes: tuple[FlareEpisode, ...]
    medicines: MedicineDays
    off_work_days: int

    @property
    def median_episode(self) -> float | None:
        """The median length of a flare in days; ``None`` without one."""
        return median(episode.days for episode in self.episodes) if self.episodes else None


def function_summary(
    check_ins: Sequence[CheckIn], medicines: Iterable[MedicineTaken]
) -> FunctionSummary:
    """The figures of some days' check-ins, each of another day, and medicines."""
    return FunctionSummary(
        worst_pain=rating_mean(one.worst_pain for one in check_ins),
        interference=rating_mean(one.interference for one in check_ins),
        sleep=rating_mean(one.sleep for one in check_ins),
        places=_places(check_ins),
        episodes=tuple(flare_episodes({one.date: one.flare for one in check_ins})),
        medicines=_medicine_days(medicines),
        off_work_days=sum(one.off_work for one in check_ins),
    )


def flare_episodes(flares: Mapping[date, bool | None]) -> list[FlareEpisode]:
    """Consecutive days of a flare, joined.

    A day marked as no flare ends an episode. One day between two flare days that is not
    answered does not, since a flare seldom ends for a day; two in a row do: nobody knows of
    them.

    Parameters
    ----------
    flares
        Whether a day was a flare, ``None`` or no entry where it was not answered.

    Returns
    -------
    list of FlareEpisode
        By date. What was before the first day and after the last is not known, so that an
        episode at either end may have been longer.
    """
    found: list[FlareEpisode] = []
    for day in sorted(day for day, flare in flares.items() if flare):
        if found and _goes_on(found[-1].last, day, flares):
            found[-1] = FlareEpisode(found[-1].first, day)
        else:
            found.append(FlareEpisode(day, day))
    return found


def _goes_on(last: date, day: date, flares: Mapping[date, bool | None]) -> bool:
    between = [last + timedelta(days=n) for n in range(1, (day - last).days)]
    if len(between) > UNANSWERED_WITHIN:
        return False
    return all(flares.get(one) is None for one in between)


def rating_mean(ratings: Iterable[float | None]) -> RatingMean:
    """The mean of those ratings that were given."""
    known = [rating for rating in ratings if rating is not None]
    return RatingMean(float(exact_sum(known) / len(known)) if known else None, len(known))


def days_of_places(check_ins: Iterable[CheckIn]) -> tuple[tuple[str, int], ...]:
    """Where it hurt and on how many days, most first."""
    return _days_of_each((one.date, site) for one in check_ins for site in one.sites)


def _places(check_ins: Iterable[CheckIn]) -> Places:
    named = [(one.date, site) for one in check_ins for site in one.sites]
    answered = {day for day, _ in named}
    leg_days = {day for day, site in named if is_of_leg(site)}
    return Places(len(answered), _days_of_each(named)[:PLACES_SHOWN], len(leg_days))


def is_of_leg(site: str) -> bool:
    """Whether a place of the body is a part of a leg, from the thigh to the toes."""
    return _LEG.search(site) is not None


def _medicine_days(medicines: Iterable[MedicineTaken]) -> MedicineDays:
    taken = [(one.date, one.medicine) for one in medicines]
    return MedicineDays(len({day for day, _ in taken}), _days_of_each(taken))


def _days_of_each(named: Iterable[tuple[date, str]]) -> tuple[tuple[str, int], ...]:
    """On how many days each was named, as first written, most first; case doesn't matter."""
    names: dict[str, str] = {}
    days: dict[str, set[date]] = {}
    for day, name in named:
        key = name.lower()
        names.setdefault(key, name)
        days.setdefault(key, set()).add(day)
    counts = ((names[key], len(own)) for key, own in days.items())
    return tuple(sorted(counts, key=lambda item: (-item[1], item[0])))
