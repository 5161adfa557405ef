"""Settings: each saved as it is changed; earlier weeks keep the goal of their time."""

from datetime import date, timedelta

from tests.pages.builders import BY, check_in
from tests.pages.visiting import Visit
from tracker.model import Goal, WeekStart
from tracker.store import Diary

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


def test_settings_show_how_days_times_and_numbers_are_written_here(diary: Diary) -> None:
    today = diary.person().today()
    words = Visit("settings").words
    day = f"{today:%a} {today.day} {today:%b %Y}"
    assert f"Days, times and numbers are written like this: {day}, " in words
    assert ", 1,204.5. Your browser's language decides." in words
