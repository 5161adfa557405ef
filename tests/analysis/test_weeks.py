from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.diaries import FIRST, diaries, goals
from tests.loading import loaded_after
from tracker.analysis.weeks import (
    Remaining,
    Runs,
    State,
    Week,
    goal_for,
    parse_week,
    remaining,
    runs,
    week_of,
    weeks,
)
from tracker.model import Day, Goal, WeekStart

MONDAY = date(2026, 11, 16)
SUNDAY_NIGHT = date(2026, 11, 22)
NEXT_YEAR = date(2027, 6, 1)
MET, IN_PROGRESS, MISSED, UNKNOWN = State
starts = st.sampled_from(WeekStart)
todays = st.dates(FIRST, FIRST + timedelta(days=450))


def known_week(first: date = MONDAY, **first_day: int | bool) -> list[Day]:
    """Seven days on which the person said that there was none, but for what the first has."""
    rest = [
        Day(first + timedelta(days=number), pain=4, no_activity=True, no_exercises=True)
        for number in range(1, 7)
    ]
    said = {"no_activity": True, "no_exercises": True}
    return [Day(first, pain=4, **{**said, **first_day}), *rest]


def only(days: list[Day], today: date, first: date = MONDAY, goals: tuple[Goal, ...] = ()) -> Week:
    (week,) = weeks(days, goals, WeekStart.MONDAY, today, first, first)
    return week


def states(week: Week) -> tuple[State, State]:
    return week.minutes_state, week.strength_state


def test_vigorous_minutes_count_twice_and_light_ones_not_at_all() -> None:
    days = known_week(light_minutes=200, moderate_minutes=90, vigorous_minutes=30)
    week = only(days, NEXT_YEAR)
    assert week.active_minutes == 150
    assert week.minutes_state is MET
    assert (week.light_minutes, week.moderate_minutes, week.vigorous_minutes) == (200, 90, 30)


def test_a_week_one_minute_short_is_missed_when_all_seven_days_are_known() -> None:
    assert only(known_week(moderate_minutes=149), NEXT_YEAR).minutes_state is MISSED


def test_a_week_below_its_goal_with_an_unknown_day_is_unknown() -> None:
    days = known_week(moderate_minutes=149)[:-1]
    assert states(only(days, NEXT_YEAR)) == (UNKNOWN, UNKNOWN)


def test_a_pain_rating_says_nothing_of_activity_or_exercises() -> None:
    rated = [Day(MONDAY + timedelta(days=number), pain=4) for number in range(7)]
    week = only(rated, NEXT_YEAR)
    assert (week.days_logged, week.minutes_days_known, week.strength_days_known) == (7, 0, 0)
    assert states(week) == (UNKNOWN, UNKNOWN)
    assert week.minutes.unknown
    assert week.strength.unknown


def test_each_goal_has_its_own_known_days() -> None:
    days = [
        Day(MONDAY + timedelta(days=number), moderate_minutes=20, activities=1)
        for number in range(7)
    ]
    week = only(days, NEXT_YEAR)
    assert (week.minutes_days_known, week.strength_days_known) == (7, 0)
    assert states(week) == (MISSED, UNKNOWN)


def test_an_exercise_stopped_for_pain_makes_the_day_known_and_no_strength_day() -> None:
    days = [Day(MONDAY + timedelta(days=number), exercises=1) for number in range(7)]
    week = only(days, NEXT_YEAR)
    assert (week.strength_days, week.strength_days_known, week.strength_state) == (0, 7, MISSED)


def test_a_record_of_a_source_makes_its_day_known_be_it_a_zero() -> None:
    days = [Day(MONDAY + timedelta(days=number), activities=1) for number in range(7)]
    assert only(days, NEXT_YEAR).minutes_state is MISSED
    assert only(days[:-1], NEXT_YEAR).minutes_state is UNKNOWN


def test_minutes_on_a_day_without_check_in_count_but_do_not_make_it_logged() -> None:
    week = only([Day(MONDAY, moderate_minutes=150)], NEXT_YEAR)
    assert (week.minutes_state, week.days_logged) == (MET, 0)


def test_an_empty_week_is_unknown_and_has_no_mean() -> None:
    week = only([], NEXT_YEAR)
    assert states(week) == (UNKNOWN, UNKNOWN)
    assert (week.pain_mean, week.pain_days, week.days_logged) == (None, 0, 0)


def test_this_week_is_in_progress_until_its_last_day_is_over() -> None:
    assert states(only(known_week(), SUNDAY_NIGHT)) == (IN_PROGRESS, IN_PROGRESS)
    assert states(only(known_week(), SUNDAY_NIGHT + timedelta(days=1))) == (MISSED, MISSED)


def test_this_week_is_met_as_soon_as_the_goal_is_reached() -> None:
    week = only([Day(MONDAY, moderate_minutes=150)], MONDAY)
    assert states(week) == (MET, IN_PROGRESS)


def test_strength_counts_days_and_not_exercises() -> None:
    days = known_week(exercises=9, strength=True)
    assert only(days, NEXT_YEAR).strength_days == 1
    days[3] = Day(days[3].date, pain=4, strength=True)
    assert only(days, NEXT_YEAR).strength_state is MET


def test_a_stretching_day_is_no_strength_day() -> None:
    assert only(known_week(exercises=3, strength=False), NEXT_YEAR).strength_days == 0


def test_pain_is_averaged_over_the_logged_days() -> None:
    days = [Day(MONDAY, pain=3), Day(date(2026, 11, 18), pain=6), Day(date(2026, 11, 19))]
    week = only(days, NEXT_YEAR)
    assert (week.pain_mean, week.pain_days) == (4.5, 2)


def test_no_pain_is_a_zero_that_counts() -> None:
    week = only([Day(MONDAY, pain=0), Day(date(2026, 11, 18), pain=3)], NEXT_YEAR)
    assert (week.pain_mean, week.days_logged) == (1.5, 2)


def test_a_week_is_judged_by_the_goal_of_its_first_day() -> None:
    changing = (Goal(date(2026, 1, 1), 60, 1), Goal(date(2026, 11, 17), 90, 3))
    days = known_week(moderate_minutes=60, strength=True)
    before = only(days, NEXT_YEAR, goals=changing)
    assert (before.minutes_goal, before.strength_goal) == (60, 1)
    assert states(before) == (MET, MET)
    after = only([], NEXT_YEAR, first=date(2026, 11, 23), goals=changing)
    assert (after.minutes_goal, after.strength_goal) == (90, 3)


def test_before_any_goal_the_usual_one_holds() -> None:
    goal = goal_for([Goal(date(2026, 1, 1), 30, 1)], date(2025, 12, 29))
    assert (goal.active_minutes, goal.strength_days) == (150, 2)


def test_weeks_run_from_the_first_recorded_day_to_today_without_a_hole() -> None:
    found = weeks([Day(date(2026, 10, 1), pain=3)], (), WeekStart.MONDAY, SUNDAY_NIGHT)
    assert found[0].start == date(2026, 9, 28)
    assert found[-1].end == SUNDAY_NIGHT
    assert {b.start - a.start for a, b in pairwise(found)} == {timedelta(weeks=1)}


def test_an_empty_diary_has_this_week() -> None:
    (week,) = weeks([], (), WeekStart.SUNDAY, MONDAY)
    assert (week.start, week.end) == (date(2026, 11, 15), date(2026, 11, 21))


def test_a_range_that_ends_before_it_begins_has_no_weeks() -> None:
    assert weeks([], (), WeekStart.MONDAY, MONDAY, MONDAY, date(2026, 1, 1)) == []


def test_a_week_may_start_on_sunday() -> None:
    assert week_of(date(2026, 11, 21), WeekStart.SUNDAY)[0] == date(2026, 11, 15)
    assert week_of(SUNDAY_NIGHT, WeekStart.SUNDAY)[0] == SUNDAY_NIGHT
    assert week_of(SUNDAY_NIGHT, WeekStart.MONDAY)[0] == MONDAY


def test_weeks_are_named_by_iso_across_years() -> None:
    names = {
        date(2026, 11, 16): "2026-W47",
        date(2020, 12, 28): "2020-W53",
        date(2024, 12, 30): "2025-W01",
        date(2021, 1, 4): "2021-W01",
    }
    for monday, name in names.items():
        for start in WeekStart:
            (week,) = weeks([], (), start, NEXT_YEAR, monday, monday)
            assert week.name == name


@given(st.dates(date(1900, 1, 8), date(9998, 1, 1)), starts)
def test_a_week_is_found_by_its_name(day: date, start: WeekStart) -> None:
    (week,) = weeks([], (), start, day, day, day)
    assert parse_week(week.name, start) == (week.start, week.end)
    assert week.start <= day <= week.end
    assert week.start.strftime("%A").lower() == start.value


@pytest.mark.parametrize("name", ["2026-47", "2026W47", "2026-W7", "", " 2026-W47", "٢٠٢٦-W47"])
def test_a_week_that_is_written_otherwise_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(ValueError, match="Write it as 2026-W47"):
        parse_week(name, WeekStart.MONDAY)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2025-W53", "2025 has weeks W01 to W52, no W53."),
        ("2026-W54", "2026 has weeks W01 to W53, no W54."),
        ("2026-W00", "2026 has weeks W01 to W53, no W00."),
        ("0000-W01", "0000-W01 is outside 1900 to 9998."),
        ("9999-W01", "9999-W01 is outside 1900 to 9998."),
    ],
)
def test_a_week_that_no_year_has_is_refused(name: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_week(name, WeekStart.MONDAY)


@given(diaries(), goals, starts, todays)
def test_weeks_equal_a_recalculation_day_by_day(
    days: list[Day], goals: list[Goal], start: WeekStart, today: date
) -> None:
    by_date = {day.date: day for day in days}
    for week in weeks(days, goals, start, today):
        dates = [week.start + timedelta(days=number) for number in range(7)]
        assert dates[-1] == week.end
        assert dates[0].strftime("%A").lower() == start.value
        moderate = vigorous = light = strength = 0
        pains = []
        known = {"minutes": 0, "strength": 0}
        for day in (by_date[a_date] for a_date in dates if a_date in by_date):
            light += day.light_minutes
            moderate += day.moderate_minutes
            vigorous += day.vigorous_minutes
            strength += 1 if day.strength else 0
            bouts = day.activities or day.light_minutes or day.moderate_minutes
            known["minutes"] += bool(bouts or day.vigorous_minutes or day.no_activity)
            known["strength"] += bool(day.exercises or day.no_exercises)
            if day.pain is not None:
                pains.append(day.pain)
        minutes_goal, strength_goal = 150, 2
        for goal in sorted(goals, key=lambda goal: goal.starts):
            if goal.starts <= dates[0]:
                minutes_goal, strength_goal = goal.active_minutes, goal.strength_days
        assert (week.light_minutes, week.moderate_minutes) == (light, moderate)
        assert (week.vigorous_minutes, week.strength_days) == (vigorous, strength)
        assert week.active_minutes == moderate + vigorous + vigorous
        assert (week.minutes_goal, week.strength_goal) == (minutes_goal, strength_goal)
        assert week.days_logged == week.pain_days == len(pains)
        if pains:
            assert week.pain_mean == pytest.approx(sum(pains) / len(pains))
        else:
            assert week.pain_mean is None
        below = {
            goal: "in progress" if today in dates else "missed" if number == 7 else "unknown"
            for goal, number in known.items()
        }
        minutes_met = moderate + vigorous + vigorous >= minutes_goal
        assert week.minutes_state == ("met" if minutes_met else below["minutes"])
        assert week.strength_state == ("met" if strength >= strength_goal else below["strength"])
        assert week.minutes_days_known == week.minutes.days_known == known["minutes"]
        assert week.strength_days_known == week.strength.days_known == known["strength"]
        assert week.minutes.exact is (known["minutes"] == 7)


@given(diaries(), goals, starts, todays)
def test_an_unknown_day_never_makes_a_week_missed(
    days: list[Day], goals: list[Goal], start: WeekStart, today: date
) -> None:
    active = {day.date for day in days if day.minutes_known}
    exercised = {day.date for day in days if day.exercises_known}
    for week in weeks(days, goals, start, today):
        dates = {week.start + timedelta(days=number) for number in range(7)}
        assert week.minutes_state is not MISSED or dates <= active
        assert week.strength_state is not MISSED or dates <= exercised


@given(diaries(), starts)
def test_no_minute_is_lost_or_counted_twice(days: list[Day], start: WeekStart) -> None:
    found = weeks(days, (), start, FIRST + timedelta(days=450))
    assert sum(week.active_minutes for week in found) == sum(day.active_minutes for day in days)
    assert sum(week.strength_days for week in found) == sum(day.strength for day in days)
    assert sum(week.days_logged for week in found) == sum(day.logged for day in days)


@given(diaries(), goals, starts, todays, todays, todays)
def test_a_range_is_cut_from_the_same_weeks(
    days: list[Day], goals: list[Goal], start: WeekStart, today: date, one: date, other: date
) -> None:
    first, last = sorted((one, other))
    whole = weeks(days, goals, start, today, FIRST - timedelta(days=7), last)
    assert weeks(days, goals, start, today, first, last) == [
        week for week in whole if week.end >= first
    ]


def test_unknown_and_unfinished_weeks_neither_break_nor_extend_a_run() -> None:
    assert runs([MET, MET, UNKNOWN, MET, IN_PROGRESS]) == Runs(current=3, longest=3)


def test_a_missed_week_ends_a_run() -> None:
    assert runs([MET, MET, MISSED, MET, UNKNOWN]) == Runs(current=1, longest=2)
    assert runs([MET, MET, MISSED]) == Runs(current=0, longest=2)


def test_no_weeks_have_no_runs() -> None:
    assert runs([]) == runs([UNKNOWN, UNKNOWN]) == Runs(current=0, longest=0)


def test_runs_equal_those_found_by_trying_every_stretch() -> None:
    for states in product(State, repeat=5):
        judged = [state for state in states if state in (MET, MISSED)]
        stretches = [
            judged[first:last] for last in range(6) for first in range(last) if last <= len(judged)
        ]
        met = [stretch for stretch in stretches if set(stretch) == {MET}]
        longest = max(map(len, met), default=0)
        current = max((len(s) for s in met if s == judged[-len(s) :]), default=0)
        assert runs(states) == Runs(current, longest)


def test_what_is_left_is_spread_over_the_days_left_with_today() -> None:
    week = only([Day(MONDAY, moderate_minutes=30, strength=True)], date(2026, 11, 18))
    assert remaining(week, date(2026, 11, 18)) == Remaining(
        minutes_left=120, strength_days_left=1, days_left=5, minutes_a_day=24
    )


def test_minutes_a_day_are_rounded_up_so_that_they_get_there() -> None:
    week = only([], SUNDAY_NIGHT)
    assert remaining(week, date(2026, 11, 19)).minutes_a_day == 38  # 4 x 37 would be 148


def test_nothing_is_left_of_goals_that_are_met() -> None:
    days = known_week(moderate_minutes=400, strength=True)
    week = only([*days[:-1], Day(SUNDAY_NIGHT, strength=True)], SUNDAY_NIGHT)
    assert remaining(week, SUNDAY_NIGHT) == Remaining(0, 0, 1, 0)


def test_a_week_that_is_over_has_no_days_left_and_no_minutes_a_day() -> None:
    assert remaining(only([], NEXT_YEAR), NEXT_YEAR) == Remaining(150, 2, 0, None)


def test_the_check_in_screen_gets_its_weeks_without_pandas() -> None:
    loaded = loaded_after("import tracker.analysis.weeks")
    assert "tracker.analysis.weeks" in loaded
    assert not {"pandas", "numpy", "altair", "sqlalchemy"} & loaded
