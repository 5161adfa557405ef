"""How a person got on beside pain: function, sleep, places, flares, medicines, work, the plan.

Each figure says how many days it is made of. What nobody said is in none of them: a day
without a medicine recorded is no day without medicine, and only a tick says "off work".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from tracker.analysis.pain import exact_sum
from tracker.model import CheckIn, MedicineTaken

PLACES_SHOWN = 3
MEDICINES_SHOWN = 3
UNANSWERED_WITHIN = 1  # days in a row that may be unanswered within an episode of flares

_LEG = re.compile(r"\b(leg|legs|thigh|knee|calf|calves|shin|ankle|foot|feet|heel|toes?)\b", re.I)


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

    `most_often` has the places with the most days, each with how many; `leg_days` are those
    that name a part of a leg.
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
    def per_cent(self) -> float | None:
        """The share that was done; ``None`` where nothing was planned."""
        return 100 * self.done / self.planned if self.planned else None


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
        worst_pain=_mean(one.worst_pain for one in check_ins),
        interference=_mean(one.interference for one in check_ins),
        sleep=_mean(one.sleep for one in check_ins),
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


def _mean(ratings: Iterable[float | None]) -> RatingMean:
    known = [rating for rating in ratings if rating is not None]
    return RatingMean(float(exact_sum(known) / len(known)) if known else None, len(known))


def _places(check_ins: Iterable[CheckIn]) -> Places:
    named = [one.sites for one in check_ins if one.sites]
    days = Counter(site for sites in named for site in sites)
    most_often = sorted(days.items(), key=lambda item: (-item[1], item[0]))
    leg_days = sum(any(map(is_of_leg, sites)) for sites in named)
    return Places(len(named), tuple(most_often[:PLACES_SHOWN]), leg_days)


def is_of_leg(site: str) -> bool:
    """Whether a place of the body is a part of a leg, from the thigh to the toes."""
    return _LEG.search(site) is not None


def _medicine_days(medicines: Iterable[MedicineTaken]) -> MedicineDays:
    names: dict[str, str] = {}
    days: dict[str, set[date]] = {}
    for one in medicines:
        key = one.medicine.lower()
        names.setdefault(key, one.medicine)
        days.setdefault(key, set()).add(one.date)
    each = sorted(
        ((names[key], len(own)) for key, own in days.items()), key=lambda item: (-item[1], item[0])
    )
    return MedicineDays(len(set().union(*days.values())), tuple(each))
