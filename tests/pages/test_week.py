"""Week: seven days, two goals of their time, earlier weeks, a year; held against a recount."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests.pages.builders import BERLIN, BY, ago, check_in, monday, strength, walk, week_name
from tests.pages.visiting import Visit
from tracker.demo import write_demo
from tracker.formatting import range_text
from tracker.model import ExerciseDone, Goal, Outcome, Person, WeekStart
from tracker.store import Diary

Fill = Callable[..., date]


@pytest.fixture
def filled(diary: Diary, today: date) -> Fill:
    """Fills the week so many weeks ago: days known, minutes and strength days on the first."""

    def fill(weeks_ago: int, known: int = 7, minutes: int = 0, strong: int = 0) -> date:
        first = monday(today, weeks_ago)
        days = [first + timedelta(days=number) for number in range(7)]
        entries = [
            check_in(
                day,
                3,
                no_activity=not minutes or day > first,
                no_exercises=day not in days[:strong],
            )
            for day in days[:known]
        ]
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


def test_a_day_tells_what_was_partly_done_and_what_was_stopped_for_pain(
    diary: Diary, today: date
) -> None:
    ended = (Outcome.DONE, Outcome.PARTLY, Outcome.STOPPED)
    diary.apply([ExerciseDone(today, "wall sit", outcome=outcome) for outcome in ended], by=BY)
    row = Visit("week").drawn("bb-days")
    assert "3 exercises, strength, 1 partly, 1 stopped for pain" in row
    assert "◆◐✕" in row


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


def test_a_day_of_which_nothing_is_said_is_unknown_not_zero(diary: Diary, today: date) -> None:
    first = monday(today, 2)
    said_none = check_in(first, 0, no_activity=True, no_exercises=True)
    diary.apply([said_none, check_in(first + timedelta(days=1), 4)], by=BY)
    row = Visit("week", week=week_name(first)).drawn("bb-days")
    none, rated, *others = re.findall(r"<li.*?</li>", row)
    assert "pain 0, no activity, no exercises" in none
    assert "0<small> min" in none
    assert "pain 4, activity unknown, exercises unknown" in rated
    assert all("no pain rated, activity unknown, exercises unknown" in day for day in others)
    assert all("bb-unknown" in day and "◇" in day for day in (rated, *others))
    assert not any("0<small> min" in day for day in (rated, *others))


def test_a_week_of_pain_alone_is_no_zero_on_any_goal(diary: Diary, today: date) -> None:
    first = monday(today, 2)
    diary.apply([check_in(first + timedelta(days=number)) for number in range(7)], by=BY)
    visit = Visit("week", week=week_name(first))
    assert "– of 150 active minutes – of 2 strength days" in visit.words
    assert "Known: pain on 7 of 7 days, activity on 0, exercises on 0." in visit.words
    assert "No activity recorded; no exercise recorded." in visit.words
    assert "Active minutes: unknown, 7 of 7 days are unknown." in visit.words


def test_a_week_that_ends_in_unknown_days_says_what_was_recorded_last(
    diary: Diary, today: date
) -> None:
    first = monday(today, 2)
    walked = first + timedelta(days=2)
    diary.apply([walk(walked, 20), strength(today)], by=BY)
    words = Visit("week", week=week_name(first)).words
    assert f"Last activity recorded {walked.day} {walked:%B}" in words
    assert "At least 20 of 150 active minutes" in words


def test_a_week_in_progress_says_what_would_get_there(diary: Diary, today: date) -> None:
    diary.apply([check_in(ago(today, 30)), check_in(today), walk(today, 30)], by=BY)
    left = 7 - today.weekday()
    words = Visit("week").words
    assert "30 of 150 active minutes" in words
    a_day = f"; {-(-120 // left)} a day would get there." if left > 1 else ", with 1 day left."
    assert f"120 active minutes to go{a_day}" in words
    assert "2 strength days to go" in words


def test_an_earlier_week_is_met_missed_or_unknown(filled: Fill) -> None:
    met = filled(2, known=3, minutes=150, strong=2)
    missed = filled(3, known=7, minutes=149, strong=1)
    unknown = filled(4, known=6, minutes=149, strong=1)
    visit = Visit("week")
    assert states(visit, met) == ("met", "met"), "enough is enough, logged or not"
    assert states(visit, missed) == ("missed", "missed")
    assert states(visit, unknown) == ("unknown", "unknown")
    assert "met." in Visit("week", week=week_name(met)).words
    assert "Active minutes: not met." in Visit("week", week=week_name(missed)).words
    words = Visit("week", week=week_name(unknown)).words
    assert "Active minutes: unknown, 1 of 7 days is unknown." in words


def test_the_two_goals_have_a_state_each(filled: Fill) -> None:
    first = filled(2, known=7, minutes=200, strong=1)
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
    assert "100 of 90 active minutes" in Visit("week", week=week_name(before)).words
    assert "100 of 200 active minutes" in Visit("week", week=week_name(after)).words


def test_a_goal_from_the_middle_of_a_week_holds_from_the_next(
    filled: Fill, diary: Diary, today: date
) -> None:
    first = filled(2, minutes=100)
    diary.apply([Goal(monday(today, 2) + timedelta(days=1), 50, 1)], by=BY)
    assert "100 of 150 active minutes" in Visit("week", week=week_name(first)).words


def test_a_week_may_start_on_sunday(diary: Diary, today: date) -> None:
    sunday = monday(today, 2) - timedelta(days=1)
    diary.apply([check_in(sunday), walk(sunday, 44)], by=BY)
    assert "44 of 150" not in Visit("week", week=week_name(monday(today, 2))).words
    diary.save(Person("", "Europe/Berlin", WeekStart.SUNDAY), diary.person(), by=BY)
    visit = Visit("week", week=week_name(monday(today, 2)))
    assert "44 of 150" in visit.words
    row = visit.drawn("bb-days")
    assert re.findall(r"<b>(\w+)</b>", row) == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]


def test_the_week_is_kept_in_the_url(filled: Fill, today: date) -> None:
    filled(3)
    visit = Visit("week").tap("Earlier")
    assert visit.app.query_params == {"week": week_name(monday(today, 1))}
    visit.tap("Earlier").tap("Later")
    assert visit.app.query_params == {"week": week_name(monday(today, 1))}
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
    filled(4, known=3)  # unknown
    filled(3, minutes=150, strong=2)
    words = Visit("week").words
    assert "Active minutes: current run 2 weeks, best 3." in words
    assert "Strength days: current run 2 weeks, best 3." in words


def test_every_chart_says_its_figures_and_has_a_table_behind_it(filled: Fill, today: date) -> None:
    filled(2, minutes=150, strong=2)
    visit = Visit("week")
    alts = [chart.proto.alt for chart in visit.app.get("vega_lite_chart")]
    assert "1 of 3 weeks met the goal for active minutes" in alts[0]
    assert "activity is known on 7 of 21 days, exercises on 7." in alts[0]
    assert all("Last activity recorded" in alt or "No activity on" in alt for alt in alts)
    assert "at least 150 minutes in all, known on" in alts[1] or today.month == 1
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
    said = diary.check_ins(days[0], days[6])
    rated = len([check_in for check_in in said if check_in.pain is not None])
    active = {bout.date for bout in bouts} | {c.date for c in said if c.no_activity}
    exercised = {e.date for e in diary.exercises_done(days[0], days[6])}
    exercised |= {c.date for c in said if c.no_exercises}
    words = Visit("week", week=week_name(first)).words
    assert f"{minutes} of 150 active minutes" in words
    assert f"{len(strong)} of 2 strength days" in words
    assert (
        f"Known: pain on {rated} of 7 days, activity on {len(active)}, "
        f"exercises on {len(exercised)}."
    ) in words


def test_the_first_day_of_all_is_a_week_with_one_day(today: date) -> None:
    Visit().rate(3)
    words = Visit("week").words
    assert f"Known: pain on 1 of {today.weekday() + 1} day" in words
    assert "current run 0 weeks, best 0" in words


def test_a_diary_of_several_years_offers_each_year(diary: Diary, today: date) -> None:
    diary.save(check_in(ago(today, 800)), by=BY)
    visit = Visit("week")
    years = visit.options("Year")
    assert years[0] == str(today.year)
    assert years[-1] == str(ago(today, 800).year)
    visit.choose("Year", today.year - 1)
    assert f"Active minutes day by day, {today.year - 1}" in visit.words


# -- a week in short


def test_a_past_week_is_said_in_three_sentences(diary: Diary, today: date) -> None:
    first = monday(today, 2)
    diary.apply(
        [check_in(first, 6), check_in(first + timedelta(days=1), 3), walk(first, 30)], by=BY
    )
    visit = Visit("week", week=week_name(first))
    said = visit.drawn("bb-summary")
    assert "The week in short" in said
    assert range_text(first, first + timedelta(days=6)) in said
    assert "Pain was 4.5 on average, rated on 2 of 7 days." in said
    assert "At least 30 of 150 active minutes (6 of 7 days unknown)" in said
    assert "No exercises were planned." in said


def test_weeks_before_the_diary_have_nothing_to_say(diary: Diary, today: date) -> None:
    diary.save(check_in(today), by=BY)
    visit = Visit("week", week=week_name(monday(today, 3)))
    assert not [markup for markup in visit.markup if "bb-summary" in markup]


@pytest.mark.parametrize(
    ("days_in", "hour", "title"),
    [
        (0, 9, "Last week in short"),
        (2, 23, "Last week in short"),
        (3, 9, None),
        (6, 17, None),
        (6, 18, "This week in short"),
    ],
)
def test_this_week_is_looked_back_on_in_its_last_evening_and_the_one_before_until_its_third_day(
    diary: Diary,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
    days_in: int,
    hour: int,
    title: str | None,
) -> None:
    first = monday(today, 1)
    diary.apply([check_in(first - timedelta(days=4)), check_in(first)], by=BY)
    there = first + timedelta(days=days_in)
    now = datetime(there.year, there.month, there.day, hour, tzinfo=BERLIN.now().tzinfo)
    monkeypatch.setattr(Person, "now", lambda person: now)
    on_week = [markup for markup in Visit("week").markup if "bb-summary" in markup]
    on_check_in = [markup for markup in Visit().markup if "in short" in markup]
    assert [title is not None and title in markup for markup in on_week] == (
        [True] if title else []
    )
    assert ['href="week"' in markup for markup in on_check_in] == [True] * (hour == 18)


def test_weeks_and_days_of_the_year_can_be_opened_beside_their_charts(
    filled: Fill, today: date
) -> None:
    filled(2, minutes=150, strong=2)
    visit = Visit("week")
    markup = visit.drawn("bb-picked")
    assert "Open this week" in markup
    assert f'href="?week={week_name(monday(today, 0))}"' in markup
    assert f'href="./?day={today}"' in visit.drawn('data-chart="year"')


def test_the_year_shows_minutes_or_pain(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4), by=BY)
    visit = Visit("week")
    assert f"Active minutes day by day, {today.year}" in visit.words
    visit.choose("Show", "Pain")
    assert f"Pain day by day, {today.year}" in visit.words
    said = [chart.proto.alt for chart in visit.app.get("vega_lite_chart")]
    assert "4.0 on average (1 of 1 day)" in said[-1]
