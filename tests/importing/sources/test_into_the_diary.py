"""From a file to the week: what is taken counts once, and the same file again adds nothing."""

from datetime import date, timedelta

from tests.importing.sources import apple_files as apple
from tests.importing.sources import fit_files as fit
from tests.importing.sources import test_strava as strava
from tests.importing.sources.reading import read
from tests.importing.sources.test_fit import START
from tracker.importing.importer import apply_preview, preview
from tracker.library import strengthening
from tracker.model import Day, Intensity
from tracker.store import Diary

FIRST, LAST = date(2024, 4, 29), date(2024, 5, 5)
EXPORT = (
    apple.workout(start="2024-04-29 18:00:00 +0200"),  # walking, 40.5 minutes
    apple.workout("Running", "2024-04-30 18:00:00 +0200", duration="20"),
    apple.workout("TraditionalStrengthTraining", "2024-05-01 18:00:00 +0200", duration="50"),
    apple.workout("Pilates", "2024-05-02 18:00:00 +0200", duration="30"),
    apple.summary("2024-04-30", "70"),
    apple.summary("2024-05-03", "25"),
)
EXPECTED = [
    Day(date(2024, 4, 29), moderate_minutes=41, activities=1),
    Day(date(2024, 4, 30), vigorous_minutes=20, activities=1),
    Day(date(2024, 5, 1), exercises=1, strength=True),
    Day(date(2024, 5, 2), light_minutes=30, activities=1),
    Day(date(2024, 5, 3), moderate_minutes=25, activities=1),
]


def days(diary: Diary) -> list[Day]:
    return diary.days(FIRST, LAST, strengthening())


def test_an_export_makes_the_weeks_minutes_and_its_strength_day(ada: Diary) -> None:
    apply_preview(ada, preview(ada, read(apple.export(*EXPORT))))
    assert days(ada) == EXPECTED
    assert sum(day.active_minutes for day in EXPECTED) == 41 + 2 * 20 + 25


def test_the_same_export_again_adds_nothing_and_a_longer_one_what_is_new(ada: Diary) -> None:
    apply_preview(ada, preview(ada, read(apple.export(*EXPORT))))
    again = preview(ada, read(apple.export(*EXPORT)))
    assert (again.added, again.updated, again.rejected) == (0, 0, ())
    longer = apple.export(*EXPORT, apple.workout("Cycling", "2024-05-04 18:00:00 +0200"))
    plan = preview(ada, read(longer))
    assert (plan.added, plan.updated) == (1, 0)


def test_kinds_that_nobody_knows_are_moderate_until_the_person_says_otherwise(ada: Diary) -> None:
    plan = preview(ada, read(strava.ENGLISH + strava.walk(kind="Canyoning")))
    assert [entry.intensity for entry in plan.additions] == [Intensity.MODERATE]  # type: ignore[union-attr]
    assert any("canyoning" in notice for notice in plan.notices)


def test_a_strength_workout_is_not_called_unknown(ada: Diary) -> None:
    plan = preview(ada, read(strava.ENGLISH + strava.walk(kind="Weight Training")))
    assert (plan.added, plan.notices) == (1, ())


def test_a_strength_workout_leaves_the_days_other_minutes(ada: Diary) -> None:
    """Before and after: a strength workout in an export, and one whose day is there already."""
    strong = apple.workout("TraditionalStrengthTraining", "2024-05-01 18:00:00 +0200")
    for elements in ((strong, apple.summary("2024-05-01", "74")), (strong,)):
        apply_preview(ada, preview(ada, read(apple.export(*elements))))
        (day,) = [day for day in days(ada) if day.date == date(2024, 5, 1)]
        assert (day.moderate_minutes, day.strength) == (74, True)


def legs(*minutes: float) -> list[bytes]:
    """The sessions of a multisport file, each beginning as the one before ends."""
    begin, parts = START, [fit.file_id(START)]
    for lasted in minutes:
        parts.append(fit.session(begin, 60 * lasted, fit.RUNNING))
        begin += timedelta(minutes=lasted)
    return parts


def test_sessions_of_one_multisport_file_are_never_doubles(ada: Diary) -> None:
    """Short legs overlap once their minutes are rounded, and two are alike."""
    whole = legs(0.6, 0.6, 20.6, 0.7)
    plan = preview(ada, read(fit.fit(whole)))
    assert (plan.added, plan.duplicates) == (4, ())
    apply_preview(ada, preview(ada, read(fit.fit(whole[:-2]))))  # first an incomplete copy of it
    plan = preview(ada, read(fit.fit(whole)))
    assert (plan.added, plan.unchanged, plan.duplicates) == (2, 2, ())
    apply_preview(ada, plan)
    assert [activity.minutes for activity in ada.activities()] == [1, 1, 21, 1]
    assert preview(ada, read(fit.fit(whole))).unchanged == 4
