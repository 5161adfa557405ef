import json

import pytest

from tests.importing.sources import test_tracks as tracks
from tests.importing.sources.reading import days, ids, read, reasons, strength, workouts, zipped
from tracker.importing.importer import apply_preview, preview
from tracker.model import Day
from tracker.store import Diary

WALK = {
    "logId": 51033094968,
    "activityName": "Walk",
    "activityLevel": [{"minutes": 3, "name": "sedentary"}, {"minutes": 15, "name": "fairly"}],
    "duration": 1900000,
    "activeDuration": 1790000,
    "startTime": "05/01/24 22:30:00",
    "hasActiveZoneMinutes": True,
}
ACTIVITIES = (
    "Body\nDate,Weight,BMI,Fat\n2024-05-01,70,22,0\n\n"
    "Activities\nDate,Calories Burned,Steps,Distance,Floors,Minutes Sedentary,"
    "Minutes Lightly Active,Minutes Fairly Active,Minutes Very Active,Activity Calories\n"
    '"2024-05-01","2,345","10,002","5.1","1","600","200","20","10","800"\n'
    '"2024-05-02","2,345","1,002","5.1","1","600","200","0","0","800"\n\n'
    "Sleep\nStart Time,End Time,Minutes Asleep\n2024-05-01 11:12PM,2024-05-02 7:00AM,400\n"
)
ZONES = "date_time,heart_zone_id,total_minutes\n"


def exercises(*entries: dict[str, object]) -> str:
    return json.dumps(list(entries), indent=1)


def test_an_exercise_lasts_its_active_duration() -> None:
    found = read(exercises(WALK))
    assert workouts(found) == [("2024-05-02 00:30:00+02:00", "walking", 30)]
    assert ids(found) == ["51033094968"]


def test_weights_make_a_strength_day() -> None:
    found = read(exercises({**WALK, "activityName": "Weights"}))
    assert strength(found) == [("2024-05-02", "strength workout")]


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"startTime": "31/31/24 22:30:00"}, "date cannot be read"),
        ({"startTime": None}, "date cannot be read"),
        ({"activeDuration": None, "duration": {}}, "no duration"),
        ({"activeDuration": 900.0}, "half a minute"),
    ],
)
def test_what_is_wrong_with_an_exercise(changed: dict[str, object], part: str) -> None:
    found = read(exercises({**WALK, **changed}, WALK))
    assert part in reasons(found)[0][1]
    assert len(workouts(found)) == 1


def test_fairly_active_minutes_are_moderate_and_very_active_ones_vigorous() -> None:
    found = read(ACTIVITIES)
    assert days(found) == {"2024-05-01": (20, 10), "2024-05-02": (0, 0)}
    assert reasons(found) == []
    assert [row.row for row in found.candidates] == [7, 7, 8]


def test_active_zone_minutes_are_not_doubled_again() -> None:
    """Each row is a minute; cardio and peak come as 2."""
    rows = "".join(f"2024-05-01T10:{minute:02},FAT_BURN,1\n" for minute in range(20))
    rows += "".join(f"2024-05-01T11:{minute:02},CARDIO,2\n" for minute in range(10))
    rows += "".join(f"2024-05-01T12:{minute:02},PEAK,2\n" for minute in range(5))
    found = read(ZONES + rows)
    assert days(found) == {"2024-05-01": (20, 15)}
    (told,) = days(found).values()
    day = Day(found.candidates[0].given["date"], moderate_minutes=told[0], vigorous_minutes=told[1])  # type: ignore[arg-type]
    assert day.active_minutes == 20 + 2 * (10 + 5)  # Fitbit's own total


def test_newer_exports_write_utc_and_other_titles() -> None:
    content = (
        "timestamp,heart rate zone,total minutes,data source\n"
        "2024-05-01T23:30:00Z,FAT_BURN,3,Charge\n2024-05-01T21:30:00Z,Cardio,4,Charge\n"
    )
    assert days(read(content)) == {"2024-05-01": (0, 2), "2024-05-02": (3, 0)}


def values(*pairs: tuple[str, str]) -> str:
    return json.dumps([{"dateTime": when, "value": value} for when, value in pairs], indent=2)


def test_lists_of_values_are_told_apart_by_their_names_which_alone_say_it() -> None:
    content = values(("05/01/24 00:00:00", "23"), ("05/02/24 00:00:00", "0"))
    found = read(
        zipped(
            {
                "Takeout/Fitbit/very_active_minutes-2024-05-01.json": content,
                "Takeout/Fitbit/moderately_active_minutes-2024-05-01.json": content,
                "Takeout/Fitbit/lightly_active_minutes-2024-05-01.json": content,
                "Takeout/Fitbit/steps-2024-05-01.json": content,
            }
        )
    )
    assert days(found) == {"2024-05-01": (23, 23)}
    assert found.rejected == ()
    assert "don't say what they count" in reasons(read(content, "values.json"))[0][1]


def test_of_two_counts_of_a_day_the_larger_is_taken_never_both() -> None:
    found = read(
        zipped(
            {
                "a.csv": ACTIVITIES,
                "b.csv": f"{ZONES}2024-05-01T10:00,FAT_BURN,45\n2024-05-02T10:00,FAT_BURN,4\n",
            }
        )
    )
    assert days(found) == {"2024-05-01": (45, 0), "2024-05-02": (4, 0)}  # 20 + 2 x 10 is less
    assert any("counted by two devices" in notice for notice in found.notices)


def test_an_export_with_exercises_tells_their_days_by_them() -> None:
    ride = tracks.tcx(tracks.activity("Biking", "2024-05-01T10:00:00Z", 600))
    found = read(
        zipped({"exercise-0.json": exercises({**WALK, "startTime": "05/01/24 10:00:00"}),
                "a.csv": ACTIVITIES, "activities/5.tcx": ride})
    )  # fmt: skip
    assert workouts(found) == [
        ("2024-05-01 12:00:00+02:00", "walking", 30), ("2024-05-02", "minutes of the day", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        f"{ZONES}soon,FAT_BURN,3\n",
        ACTIVITIES.replace('2024-05-01"', 'soon"'),
        values(("soon", "3")).replace(
            '"dateTime": "soon"',
            '"dateTime": "05/01/24 00:00:00", "value": "3"}, {"dateTime": "soon"',
        ),
    ],
)
def test_a_date_that_is_none_is_told(content: str) -> None:
    found = read(content, "very_active_minutes.json" if content.startswith("[") else "a.csv")
    assert "date cannot be read" in reasons(found)[0][1]


UTC_ZONES = "timestamp,heart rate zone,total minutes,data source\n"


def month(*minutes: str) -> str:
    return UTC_ZONES + "".join(f"{minute},FAT_BURN,1,App\n" for minute in minutes)


def evening(day: str, count: int, hour: int = 1) -> list[str]:
    return [f"{day}T{hour:02}:{minute:02}:00Z" for minute in range(count)]


def test_an_evening_at_a_months_border_is_the_sum_of_both_files(ada: Diary) -> None:
    """In New York the evening of 31 January is in the file of February."""
    january = month(*evening("2024-01-31", 20, hour=15))
    february = month(*evening("2024-02-01", 30), *evening("2024-02-02", 10, hour=15))
    both = {"zones - 2024-01-01.csv": january, "zones - 2024-02-01.csv": february}
    found = read(zipped(both), zone="America/New_York")
    assert days(found) == {"2024-01-31": (50, 0), "2024-02-02": (10, 0)}


@pytest.mark.parametrize("first", [0, 1])
def test_the_two_files_of_an_evening_may_come_one_after_the_other(ada: Diary, first: int) -> None:
    files = [month(*evening("2024-01-31", 20, hour=15)), month(*evening("2024-02-01", 30))]
    for file in (files[first], files[1 - first], files[first]):
        plan = preview(ada, read(file, zone="America/New_York"))
        assert plan.duplicates == ()
        apply_preview(ada, plan)
    assert [plan.added, plan.updated] == [0, 0]
    assert sum(activity.minutes for activity in ada.activities()) == 50


def test_of_two_kinds_of_minutes_brought_in_apart_none_takes_the_others_place(ada: Diary) -> None:
    for kind, minutes in (("moderately", 20), ("very", 10)):
        values = json.dumps([{"dateTime": "05/01/24 00:00:00", "value": str(minutes)}])
        plan = preview(ada, read(values, f"{kind}_active_minutes-2024-05-01.json"))
        assert plan.duplicates == ()
        apply_preview(ada, plan)
    assert sorted(activity.minutes for activity in ada.activities()) == [10, 20]
