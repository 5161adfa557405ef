"""Diaries for trying the analysis: drawn by hypothesis, or made up by a seed."""

import random
from datetime import date, timedelta

from hypothesis import strategies as st

from tracker.model import Day, Goal

FIRST = date(2019, 12, 16)  # the weeks around it cross two years and the ISO week 53 of 2020

minutes = st.sampled_from([0, 0, 10, 30, 75, 150, 300])


@st.composite
def diaries(draw: st.DrawFn, longest: int = 420) -> list[Day]:
    """Days with anything recorded, some of them logged, some known to be without, in no order."""
    dates = draw(st.sets(st.integers(0, longest), max_size=60))
    return [draw(_days(number)) for number in draw(st.permutations(sorted(dates)))]


@st.composite
def _days(draw: st.DrawFn, number: int) -> Day:
    light, moderate, vigorous = draw(minutes), draw(minutes), draw(minutes)
    exercises = draw(st.integers(0, 4))
    return Day(
        date=FIRST + timedelta(days=number),
        pain=draw(st.none() | st.integers(0, 10)),
        flare=draw(st.none() | st.booleans()),
        light_minutes=light,
        moderate_minutes=moderate,
        vigorous_minutes=vigorous,
        exercises=exercises,
        strength=exercises > 0 and draw(st.booleans()),
        activities=draw(st.integers(1 if light + moderate + vigorous else 0, 2)),
        no_activity=not light + moderate + vigorous and draw(st.booleans()),
        no_exercises=not exercises and draw(st.booleans()),
    )


goals = st.lists(
    st.builds(
        Goal,
        starts=st.dates(FIRST - timedelta(days=30), FIRST + timedelta(days=420)),
        active_minutes=st.integers(1, 400),
        strength_days=st.integers(1, 7),
    ),
    max_size=4,
    unique_by=lambda goal: goal.starts,
)


def made_up(
    first: date, count: int, seed: int = 1, gap: float = 0.15, long_gap: range = range(0)
) -> list[Day]:
    """`count` days from `first`; a share `gap` and the days numbered `long_gap` are not logged.

    On a logged day the person said so where there was no activity, or no exercise.
    """
    chance = random.Random(seed)
    days = []
    level = 5.0
    for number in range(count):
        level = min(8.0, max(1.0, level + chance.gauss(-0.004, 0.35)))
        walked = chance.random() < 0.55
        exercised = chance.random() < 0.4
        logged = chance.random() >= gap and number not in long_gap
        if not logged and (number in long_gap or chance.random() < 0.7):
            continue
        flare = chance.random() < 0.05
        pain = min(10, max(0, round(level + chance.gauss(0, 1) + 2 * flare)))
        light = chance.choice([0, 0, 15])
        moderate = chance.choice([20, 30, 30, 45, 60]) if walked else 0
        vigorous = 15 if chance.random() < 0.07 else 0
        days.append(
            Day(
                date=first + timedelta(days=number),
                pain=pain if logged else None,
                flare=flare if logged else None,
                light_minutes=light,
                moderate_minutes=moderate,
                vigorous_minutes=vigorous,
                exercises=3 if exercised else 0,
                strength=exercised,
                no_activity=logged and not light + moderate + vigorous,
                no_exercises=logged and not exercised,
            )
        )
    return days
