"""Settings: each saved as it is changed; earlier weeks keep the goal of their time."""

from dataclasses import replace
from datetime import date, timedelta

from tests.pages.builders import BY, check_in
from tests.pages.visiting import Visit
from tracker.model import Goal, WeekStart
from tracker.store import Diary

DATES_AND_NUMBERS = "Dates and numbers"
NAME = "Your name (optional, for reports)"


def test_the_name_is_saved_as_it_is_typed(diary: Diary) -> None:
    visit = Visit("settings").type(NAME, "  Ada <b>  ")
    assert visit.answer["saved"] == "  Ada <b>  ", "spaces are not taken away while one types"
    assert diary.person().name == "Ada <b>"
    assert Visit("settings").typed(NAME) == "Ada <b>"


def test_the_time_zone_decides_which_day_it_is(diary: Diary) -> None:
    visit = Visit("settings")
    assert visit.value("Time zone") == "Europe/Berlin", "taken from the browser at the first visit"
    visit.choose("Time zone", "Pacific/Kiritimati")
    assert diary.person().time_zone == "Pacific/Kiritimati"
    assert Visit().day == diary.person().today()
    visit.tap("This device is in Europe/Berlin: use it")
    assert diary.person().time_zone == "Europe/Berlin"
    assert "This device is in" not in " ".join(visit.buttons)


def test_a_device_on_the_same_clock_is_not_offered_the_other_name_of_its_zone(
    diary: Diary,
) -> None:
    assert "This device is in" not in " ".join(Visit("settings").buttons)
    seen = diary.person()
    diary.save(replace(seen, time_zone="Europe/Vienna"), seen, by=BY)
    assert "This device is in" not in " ".join(Visit("settings").buttons)


def test_a_week_may_start_on_sunday(diary: Diary) -> None:
    Visit("settings").choose("A week starts on", WeekStart.SUNDAY)
    assert diary.person().week_start is WeekStart.SUNDAY


def test_a_goal_holds_from_a_date_on(diary: Diary, today: date) -> None:
    this_monday = today - timedelta(days=today.weekday())
    visit = Visit("settings")
    assert (visit.value("Active minutes"), visit.value("Strength days")) == (150, 2)
    assert visit.value("From") == this_monday
    visit.widget("Active minutes").set_value(90)
    visit.widget("Strength days").set_value(3)
    visit.tap("Set goal")
    assert diary.goals() == [Goal(this_monday, 90, 3)]
    assert "90 active minutes, 3 strength days" in visit.words
    assert "– of 90 active minutes" in Visit().words


def test_a_second_goal_of_the_same_date_replaces_the_first(diary: Diary, today: date) -> None:
    visit = Visit("settings")
    for minutes in (90, 120):
        visit.widget("Active minutes").set_value(minutes)
        visit.tap("Set goal")
    assert [goal.active_minutes for goal in diary.goals()] == [120]


def test_a_goal_can_be_removed(diary: Diary, today: date) -> None:
    diary.save(Goal(today, 90, 3), by=BY)
    visit = Visit("settings").tap("Remove")
    assert diary.goals() == []
    assert "90 active minutes" not in visit.words


def test_settings_lead_to_what_is_chosen_on_other_screens() -> None:
    links = [link.proto for link in Visit("settings").app.get("page_link")]
    assert {"exercises", "questionnaires"} <= {
        link.page for link in links if link.label.startswith(("Your plan", "Questionnaires"))
    }


def test_changing_settings_leaves_the_diary_alone(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4), by=BY)
    Visit("settings").type(NAME, "Ada").choose("A week starts on", WeekStart.SUNDAY)
    assert [c.pain for c in diary.check_ins()] == [4]


def test_two_windows_of_settings_change_different_things_together(diary: Diary) -> None:
    one, other = Visit("settings"), Visit("settings")
    one.type(NAME, "Ada")
    other.choose("A week starts on", WeekStart.SUNDAY)
    assert (diary.person().name, diary.person().week_start) == ("Ada", WeekStart.SUNDAY)


def test_dates_and_numbers_are_written_as_in_the_browser_until_a_region_is_chosen(
    diary: Diary, today: date
) -> None:
    visit = Visit("settings", locale="de-DE")
    as_browser, *regions = visit.options(DATES_AND_NUMBERS)
    assert as_browser == "As this browser: 31 Mar 2026, 21:05, 1.204,5"
    assert "United States: Mar 31, 2026, 9:05\xa0pm, 1,204.5" in regions
    visit.choose(DATES_AND_NUMBERS, "en-US")
    assert diary.person().region == "en-US"
    long = f"{today:%A}, {today:%B} {today.day}"
    assert long in visit.go("check_in").words
    assert long in Visit(locale="de-DE").words, "in another browser, too"
    Visit("settings", locale="de-DE").choose(DATES_AND_NUMBERS, "browser")
    assert diary.person().region is None
    assert long not in Visit(locale="de-DE").words


def test_the_first_day_of_a_week_that_is_usual_in_a_region_is_one_tap(diary: Diary) -> None:
    visit = Visit("settings")
    usual = "Weeks usually start on Sunday there: use it"
    assert usual not in visit.buttons
    visit.choose(DATES_AND_NUMBERS, "en-US")
    assert diary.person().week_start is WeekStart.MONDAY, "nothing changes unasked"
    visit.tap(usual)
    assert diary.person().week_start is WeekStart.SUNDAY
    assert usual not in visit.buttons
