"""Week: seven days, two goals of their time, earlier weeks, a year; held against a recount."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.pages.making import BY, ago, check_in, strength, walk
from tests.pages.visiting import Visit
from tracker.exchange.demo import write_demo
from tracker.model import Goal, Person, WeekStart
from tracker.store import Diary

Fill = Callable[..., date]


def monday(today: date, weeks_ago: int = 0) -> date:
    return today - timedelta(days=today.weekday() + 7 * weeks_ago)


def name(first_day: date) -> str:
    year, week, _ = first_day.isocalendar()
    return f"{year}-W{week:02}"


@pytest.fixture
def filled(diary: Diary, today: date) -> Fill:
    """Fills the week so many weeks ago: days logged, minutes and strength days on the first."""

    def fill(weeks_ago: int, logged: int = 7, minutes: int = 0, strong: int = 0) -> date:
        first = monday(today, weeks_ago)
        days = [first + timedelta(days=number) for number in range(7)]
        entries = [check_in(day, 3) for day in days[:logged]]
        diary.apply([*entries, *map(strength, days[:strong])], by=BY)
        if minutes:
            diary.save(walk(first, minutes), by=BY)
        return first

    return fill


def table(visit: Visit) -> dict[str, dict[str, object]]:
    """The weeks behind the chart, by their first column."""
    frame = visit.open("weeks-table").app.table[0].value
    return {row["Week"]: row for row in frame.to_dict("records")}


def states(visit: Visit, first: date) -> tuple[str, str]:
    last = first + timedelta(days=6)
    ends = f"{last.day} {last:%b} {last.year}"
    (row,) = [row for week, row in table(visit).items() if week.endswith(ends)]
    return str(row["Minutes"]), str(row["Strength"])


def test_this_week_shows_its_seven_days_each_a_way_to_its_check_in(
    diary: Diary, today: date
) -> None:
    diary.apply([check_in(today, 4), walk(today, 30), strength(today)], by=BY)
    visit = Visit("week")
    assert visit.app.title[0].value == "This week"
    row = visit.drawn("bb-days")
    assert row.count("<li") == 7
    assert row.count("<a ") == today.weekday() + 1, "days to come lead nowhere"
    assert f'href="./?day={today}"' in row
    assert "pain 4, 30 active minutes, 1 exercise, strength" in row


def test_a_day_without_a_check_in_is_unknown_not_zero(diary: Diary, today: date) -> None:
    diary.apply([check_in(day, 0) for day in (monday(today, 2), monday(today))], by=BY)
    row = Visit("week", week=name(monday(today, 2))).drawn("bb-days")
    first, *others = re.findall(r"<li.*?</li>", row)
    assert "pain 0, 0 active minutes" in first
    assert all("no check-in" in day and "0 active" not in day for day in others)


def test_a_week_in_progress_says_what_would_get_there(diary: Diary, today: date) -> None:
    diary.apply([check_in(today), walk(today, 30)], by=BY)
    left = 7 - today.weekday()
    words = Visit("week").words
    assert "30 of 150 active minutes" in words
    assert f"120 active minutes to go; {-(-120 // left)} a day would get there." in words
    assert "2 strength days to go." in words


def test_an_earlier_week_is_met_missed_or_unknown(filled: Fill) -> None:
    met = filled(2, logged=3, minutes=150, strong=2)
    missed = filled(3, logged=7, minutes=149, strong=1)
    unknown = filled(4, logged=6, minutes=149, strong=1)
    visit = Visit("week")
    assert states(visit, met) == ("met", "met"), "enough is enough, logged or not"
    assert states(visit, missed) == ("missed", "missed")
    assert states(visit, unknown) == ("unknown", "unknown")
    assert "met." in Visit("week", week=name(met)).words
    assert "Active minutes: not met." in Visit("week", week=name(missed)).words
    words = Visit("week", week=name(unknown)).words
    assert re.search(r"Active minutes: unknown\W+1 day without a check-in", words)


def test_the_two_goals_have_a_state_each(filled: Fill) -> None:
    first = filled(2, logged=7, minutes=200, strong=1)
    assert states(Visit("week"), first) == ("met", "missed")


def test_a_week_is_held_against_the_goal_of_its_time(
    filled: Fill, diary: Diary, today: date
) -> None:
    before = filled(4, minutes=100, strong=1)
    after = filled(2, minutes=100, strong=1)
    diary.apply([Goal(monday(today, 9), 90, 1), Goal(monday(today, 3), 200, 3)], by=BY)
    visit = Visit("week")
    assert states(visit, before) == ("met", "met")
    assert states(visit, after) == ("missed", "missed")
    assert "100 of 90 active minutes" in Visit("week", week=name(before)).words
    assert "100 of 200 active minutes" in Visit("week", week=name(after)).words


def test_a_goal_from_the_middle_of_a_week_holds_from_the_next(
    filled: Fill, diary: Diary, today: date
) -> None:
    first = filled(2, minutes=100)
    diary.apply([Goal(monday(today, 2) + timedelta(days=1), 50, 1)], by=BY)
    assert "100 of 150 active minutes" in Visit("week", week=name(first)).words


def test_a_week_may_start_on_sunday(diary: Diary, today: date) -> None:
    sunday = monday(today, 2) - timedelta(days=1)
    diary.apply([check_in(sunday), walk(sunday, 44)], by=BY)
    assert "44 of 150" not in Visit("week", week=name(monday(today, 2))).words
    diary.save(Person("", "Europe/Berlin", WeekStart.SUNDAY), diary.person(), by=BY)
    visit = Visit("week", week=name(monday(today, 2)))
    assert "44 of 150" in visit.words
    row = visit.drawn("bb-days")
    assert re.findall(r"<b>(\w+)</b>", row) == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]


def test_the_week_is_kept_in_the_url(filled: Fill, today: date) -> None:
    filled(3)
    visit = Visit("week").tap("Earlier")
    assert visit.app.query_params == {"week": name(monday(today, 1))}
    visit.tap("Earlier").tap("Later")
    assert visit.app.query_params == {"week": name(monday(today, 1))}
    assert visit.app.title[0].value == "Week"
    visit.tap("This week")
    assert visit.app.query_params == {}
    assert visit.app.title[0].value == "This week"


@pytest.mark.parametrize("asked", ["2026", "2026-W99", "9999-W01", "0000-W00", "<b>", ""])
def test_a_link_to_no_week_or_to_the_future_shows_this_week(asked: str) -> None:
    visit = Visit("week", week=asked)
    assert visit.app.title[0].value == "This week"
    assert "Later" not in visit.buttons


def test_runs_count_weeks_met_and_unknown_weeks_neither_break_nor_extend_them(
    filled: Fill,
) -> None:
    for weeks_ago in (9, 8, 7):
        filled(weeks_ago, minutes=150, strong=2)
    filled(6)  # missed
    filled(5, minutes=150, strong=2)
    filled(4, logged=3)  # unknown
    filled(3, minutes=150, strong=2)
    words = Visit("week").words
    assert "Active minutes met: 2 weeks in a row now, 3 at most." in words
    assert "Strength days met: 2 weeks in a row now, 3 at most." in words


def test_every_chart_says_its_figures_and_has_a_table_behind_it(filled: Fill, today: date) -> None:
    filled(2, minutes=150, strong=2)
    visit = Visit("week")
    alts = [chart.proto.alt for chart in visit.app.get("vega_lite_chart")]
    assert "1 of 3 weeks met the goal for active minutes" in alts[0]
    assert "7 of 21 days are logged" in alts[0]
    assert "150 minutes in all; 2 strength days" in alts[1] or today.month == 1
    assert not visit.app.table
    assert len(visit.open("weeks-table").app.table) == 1
    assert len(visit.open("year-table").app.table) == 2


def test_the_figures_of_a_year_equal_a_recount(diary: Diary, today: date) -> None:
    write_demo(diary, today, days=120)
    first = monday(today, 3)
    days = [first + timedelta(days=number) for number in range(7)]
    bouts = diary.activities(days[0], days[6])
    weight = {"light": 0, "moderate": 1, "vigorous": 2}
    minutes = sum(bout.minutes * weight[bout.intensity] for bout in bouts)
    strengthening = {"pelvic tilt", "bird dog", "wall sit", "partial crunch"}
    strong = {e.date for e in diary.exercises_done(days[0], days[6]) if e.exercise in strengthening}
    logged = len(diary.check_ins(days[0], days[6]))
    words = Visit("week", week=name(first)).words
    assert f"{minutes} of 150 active minutes" in words
    assert f"{len(strong)} of 2 strength days" in words
    assert f"{logged} of 7 days logged" in words


def test_the_first_day_of_all_is_a_week_with_one_day(today: date) -> None:
    Visit().rate(3)
    words = Visit("week").words
    assert f"1 of {today.weekday() + 1} day" in words
    assert "0 weeks in a row now" in words


def test_a_diary_of_several_years_offers_each_year(diary: Diary, today: date) -> None:
    diary.save(check_in(ago(today, 800)), by=BY)
    visit = Visit("week")
    years = visit.options("Year")
    assert years[0] == str(today.year)
    assert years[-1] == str(ago(today, 800).year)
    visit.choose("Year", today.year - 1)
    assert f"Active minutes day by day, {today.year - 1}" in visit.words
