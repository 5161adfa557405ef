"""A device that counts over whole days makes a day known on which it counted nothing."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from tests.importing.sources import apple_files as apple
from tests.importing.sources import test_fitbit as fitbit
from tests.importing.sources import test_google_fit as google
from tests.importing.sources.reading import days, read, reasons, zipped
from tests.importing.sources.test_garmin import uds
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parse_result import ParseResult
from tracker.importing.preview import Preview
from tracker.library import strengthening
from tracker.model import Activity, Intensity
from tracker.store import Diary

MAY_1, MAY_2, MAY_3 = (date(2024, 5, day) for day in (1, 2, 3))
Export = Callable[[int, int], str | bytes]


def take(diary: Diary, found: ParseResult) -> Preview:
    plan = preview(diary, found)
    apply_preview(diary, plan)
    return plan


def known(diary: Diary) -> list[date]:
    return [day.date for day in diary.days(MAY_1, MAY_3, strengthening()) if day.minutes_known]


def by_apple(moderate: int, vigorous: int) -> bytes:
    """Apple tells moderate minutes alone."""
    return apple.export(apple.summary("2024-05-02", str(moderate + vigorous)))


def by_garmin(moderate: int, vigorous: int) -> str:
    return uds(
        {
            "calendarDate": "2024-05-02",
            "totalSteps": 900,
            "moderateIntensityMinutes": moderate,
            "vigorousIntensityMinutes": vigorous,
        }
    )


def by_fitbit(moderate: int, vigorous: int) -> str:
    first = fitbit.ACTIVITIES.replace('"2024-05-01","2,345"', '"2024-04-01","2,345"')
    return first.replace('"200","0","0"', f'"200","{moderate}","{vigorous}"')


def by_google(moderate: int, vigorous: int) -> str:
    points, minutes = str(moderate + 2 * vigorous), str(moderate + vigorous)
    return google.HEAD + google.row("2024-05-02", points, minutes)


EXPORTS = pytest.mark.parametrize(
    "export", [by_apple, by_garmin, by_fitbit, by_google], ids=lambda made: made.__name__
)


@EXPORTS
def test_a_day_without_minutes_is_known_once_and_can_be_taken_back(
    ada: Diary, export: Export
) -> None:
    before = len(ada.activities())
    plan = take(ada, read(export(0, 0)))
    assert plan.days_without_minutes == 1
    assert known(ada) == [MAY_2], "not the days between"
    again = take(ada, read(export(0, 0)))
    assert (again.added, again.updated, again.days_without_minutes) == (0, 0, 0)
    ada.undo_group(plan.version + 1, by="test")
    assert (known(ada), len(ada.activities())) == ([], before)


@EXPORTS
@pytest.mark.parametrize("later", [(20, 0), (0, 15), (20, 15)])
def test_minutes_that_are_told_later_take_its_place(
    ada: Diary, export: Export, later: tuple[int, int]
) -> None:
    take(ada, read(export(0, 0)))
    plan = take(ada, read(export(*later)))
    assert plan.duplicates == ()
    (day,) = ada.days(MAY_2, MAY_2, strengthening())
    assert day.moderate_minutes + day.vigorous_minutes == sum(later)
    assert all(a.minutes for a in ada.activities() if a.date == MAY_2)
    take(ada, read(export(0, 0)))
    assert known(ada) == [MAY_2]


def test_a_watch_in_a_drawer_tells_nothing() -> None:
    drawer = apple.summary("2024-05-02", "0").replace('appleStandHours="9"', 'appleStandHours="0"')
    phone = apple.summary("2024-05-02", "0").replace(' appleStandHours="9"', "")
    garmin = {"calendarDate": "2024-05-02"}
    zero = {"moderateIntensityMinutes": 0, "vigorousIntensityMinutes": 0}
    for content in (
        apple.export(drawer),
        apple.export(phone),
        uds({**garmin, **zero, "totalSteps": 0}),
        uds({**garmin, **zero, "includesWellnessData": False}),
        uds({**garmin, "moderateIntensityMinutes": 0, "vigorousIntensityMinutes": None}),
        by_fitbit(0, 0).replace('"2,345","1,002"', '"2,345","0"'),
        google.HEAD + google.row("2024-05-02", "0", "0", moved="0"),
        google.HEAD + google.row("2024-05-02", "", ""),
    ):
        assert [row for row in read(content).candidates if row.given["date"] == MAY_2] == []


def values(*minutes: tuple[str, int]) -> str:
    return json.dumps([{"dateTime": f"{day} 00:00:00", "value": str(n)} for day, n in minutes])


def test_fitbits_files_of_one_kind_each_make_a_day_known_together() -> None:
    """None of them holds the whole: no moderate, no vigorous, and some light ones (it was worn)."""
    of_days = {"moderately": (0, 0, 0), "very": (0, 12, 0), "lightly": (90, 9, 0)}
    files: dict[str, bytes | str] = {
        f"{kind}_active_minutes-1.json": values(
            *((f"05/0{day}/24", minutes) for day, minutes in enumerate(told, start=1))
        )
        for kind, told in of_days.items()
    }
    assert days(read(zipped(files))) == {"2024-05-01": (0, 0), "2024-05-02": (0, 12)}
    del files["lightly_active_minutes-1.json"]
    assert days(read(zipped(files))) == {"2024-05-02": (0, 12)}
    light = read(values(("05/01/24", 90)), "lightly_active_minutes-1.json")
    assert (light.candidates, reasons(light)) == ((), [])
    assert "it was worn" in light.notices[0]


def test_a_day_with_a_workout_needs_no_zero_and_two_devices_one() -> None:
    walk = apple.workout(start="2024-05-02 18:00:00 +0200")
    found = read(apple.export(walk, apple.summary("2024-05-02", "0")))
    assert [row.given["minutes"] for row in found.candidates] == [41]
    assert found.notices == ()
    both = read(zipped({"export.xml": by_apple(0, 0), "UDS.json": by_garmin(20, 0)}))
    assert [row.given["minutes"] for row in both.candidates] == [20]
    assert both.notices == ()


@pytest.mark.parametrize("first", [0, 1])
def test_nobody_is_asked_whether_nothing_or_something_counts(ada: Diary, first: int) -> None:
    """A zero beside a walk, or beside another device's minutes, in whatever order."""
    walk = apple.export(apple.workout(start="2024-05-02 18:00:00 +0200"))
    both = [read(by_garmin(0, 0)), read(walk)]
    for found in (both[first], both[1 - first], both[first]):
        plan = take(ada, found)
        assert plan.duplicates == ()
    (day,) = ada.days(MAY_2, MAY_2, strengthening())
    assert day.moderate_minutes == 41


def test_what_was_entered_by_hand_is_not_touched(ada: Diary) -> None:
    ada.save(Activity(MAY_2, "walking", 30, Intensity.MODERATE), by="check-in")
    plan = take(ada, read(by_garmin(0, 0)))
    assert (plan.duplicates, plan.removes) == ((), ())
    assert sorted(activity.minutes for activity in ada.activities()) == [0, 30]


def test_a_zero_that_somebody_removed_stays_out(ada: Diary) -> None:
    take(ada, read(by_garmin(0, 0)))
    (zero,) = ada.activities()
    ada.remove(zero, by="check-in")
    assert take(ada, read(by_garmin(0, 0))).added == 0
    assert known(ada) == []
