"""Made-up diaries of a known size, written through the same door as everything else."""

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.library import exercises
from tracker.model import (
    Activity,
    ChangeSource,
    CheckIn,
    ExerciseDone,
    Goal,
    Intensity,
    Person,
    PlanItem,
)
from tracker.store import find_diary, open_store

TEN_YEARS = 3650  # days: 3,650 check-ins, 18,000 exercises done, 5,000 activities
ONE_MONTH = 30
ZONE = ZoneInfo("UTC")


def write_diary(file: Path, days: int) -> str:
    """Write a diary of so many days up to yesterday; return the database's URL."""
    url = f"sqlite:///{file}"
    store = open_store(url)
    diary = find_diary(store, newcomer=Person(name="Benchmark"))
    today = diary.person().today()
    first = today - timedelta(days=days)
    dates = [first + timedelta(days=number) for number in range(days)]
    names = [exercise.name for exercise in exercises()]
    diary.apply(
        [
            Goal(first),
            *(PlanItem(name) for name in names[:4]),
            *_check_ins(dates),
            *_exercises(dates, names, round(18_000 * days / TEN_YEARS)),
            *_activities(dates, round(5_000 * days / TEN_YEARS)),
        ],
        by=ChangeSource.IMPORT,
    )
    store.close()
    return url


def _check_ins(dates: list[date]) -> list[CheckIn]:
    chance = random.Random(1)
    return [
        CheckIn(
            day,
            chance.randint(1, 7),
            datetime.combine(day, time(20, 15), ZONE),
            worst_pain=chance.randint(7, 9) if chance.random() < 0.3 else None,
            flare=chance.random() < 0.05 or None,
            note="Long drive, then the garden." if chance.random() < 0.1 else "",
        )
        for day in dates
    ]


def _exercises(dates: list[date], names: list[str], number: int) -> list[ExerciseDone]:
    chance = random.Random(2)
    return [
        ExerciseDone(dates[index % len(dates)], chance.choice(names), sets=3, reps=10)
        for index in range(number)
    ]


def _activities(dates: list[date], number: int) -> list[Activity]:
    chance = random.Random(3)
    kinds = (
        ("walk", Intensity.MODERATE),
        ("swim", Intensity.VIGOROUS),
        ("stroll", Intensity.LIGHT),
    )
    return [
        Activity(dates[index % len(dates)], name, chance.choice((20, 30, 45, 60)), intensity)
        for index in range(number)
        for name, intensity in (chance.choice(kinds),)
    ]
