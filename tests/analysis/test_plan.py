from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.loading import loaded_after
from tracker.analysis.known_days import Bound
from tracker.analysis.plan import (
    PlannedExercise,
    least_strength_days,
    outcomes_by_day,
    planned_against_done,
    whole_plan,
)
from tracker.analysis.weeks import State, Week, weeks
from tracker.model import Day, ExerciseDone, Outcome, PlanItem, Skip, SkipReason, WeekStart

MONDAY = date(2026, 3, 2)
SUNDAY = date(2026, 3, 8)
LATER = date(2026, 4, 1)
MET, IN_PROGRESS, MISSED, UNKNOWN = State
PAIN, TIME, FORGOT = SkipReason
ROWS = {"plank": PlanItem("plank", 3), "bird dog": PlanItem("bird dog", 2)}


def day(number: int) -> date:
    """Monday is 0."""
    return MONDAY + timedelta(days=number)


def a_week(known: int = 7, start: WeekStart = WeekStart.MONDAY) -> Week:
    days = [Day(day(number), no_exercises=True) for number in range(known)]
    return weeks(days, (), start, LATER, MONDAY, MONDAY)[0]


def done(exercise: str, *numbers: int) -> list[ExerciseDone]:
    return [ExerciseDone(day(number), exercise) for number in numbers]


def ended(outcome: Outcome, *numbers: int) -> list[ExerciseDone]:
    return [ExerciseDone(day(number), "plank", outcome=outcome) for number in numbers]


def plank(
    entries: list[ExerciseDone],
    *items: PlanItem,
    skips: tuple[Skip, ...] = (),
    known: int = 7,
    today: date = LATER,
) -> PlannedExercise:
    """How the one exercise of a plan stands in the week."""
    (row,) = planned_against_done(items or [ROWS["plank"]], entries, skips, a_week(known), today)
    return row


def test_an_exercise_done_on_its_days_is_met() -> None:
    row = plank(done("plank", 0, 2, 4))
    assert (row.planned_days, row.done_days, row.state) == (3, 3, MET)
    assert plank(done("plank", 0, 2, 4), known=0).state is MET


def test_twice_a_day_is_one_day() -> None:
    assert plank(done("plank", 0, 0, 0, 2)).done_days == 2


def test_below_the_plan_is_missed_only_when_every_day_is_known() -> None:
    assert plank(done("plank", 0, 2)).state is MISSED
    assert plank(done("plank", 0, 2), known=6).state is UNKNOWN
    assert plank([], known=0).state is UNKNOWN


def test_partly_done_is_done_and_stopped_for_pain_is_not() -> None:
    partly, stopped = (
        [replace(entry, outcome=outcome) for entry in done("plank", 0, 2, 4)]
        for outcome in (Outcome.PARTLY, Outcome.STOPPED)
    )
    assert plank(partly).state is MET
    assert (plank(stopped).done_days, plank(stopped).state) == (0, MISSED)


def test_this_week_is_in_progress_until_it_is_met() -> None:
    assert plank(done("plank", 0), today=day(2)).state is IN_PROGRESS
    assert plank(done("plank", 0), today=SUNDAY).state is IN_PROGRESS
    assert plank(done("plank", 0, 1, 2), today=day(2)).state is MET


def test_other_exercises_and_other_weeks_do_not_count() -> None:
    row = plank([*done("bridge", 0, 1, 2), *done("plank", -1, 7)])
    assert row.done_days == 0


def test_a_name_in_capitals_is_the_same_exercise() -> None:
    assert plank(done("Plank", 0, 1, 2)).state is MET


def test_reasons_are_counted_and_a_day_on_which_it_was_done_after_all_is_not() -> None:
    skips = (
        Skip(day(0), "plank", PAIN),
        Skip(day(1), "plank", PAIN),
        Skip(day(2), "plank", TIME),
        Skip(day(3), "plank", FORGOT),  # in the evening it was done
        Skip(day(4), "bridge", TIME),
        Skip(day(7), "plank", TIME),
    )
    assert plank(done("plank", 3), skips=skips).skipped == {PAIN: 2, TIME: 1}


def test_partly_done_counts_as_done_and_stopped_for_pain_does_not() -> None:
    entries = [
        *ended(Outcome.DONE, 0),
        *ended(Outcome.PARTLY, 0, 1),  # in full in the morning of Monday, partly in the evening
        *ended(Outcome.STOPPED, 1, 2, 9),
    ]
    row = plank(entries)
    assert (row.done_days, row.partly_days, row.stopped_days) == (2, 1, 2)
    assert plank(ended(Outcome.STOPPED, 0, 1, 2)).done_days == 0


def test_a_reason_stands_beside_a_day_on_which_it_was_stopped_at_once() -> None:
    row = plank(ended(Outcome.STOPPED, 0), skips=(Skip(day(0), "plank", PAIN),))
    assert (row.stopped_days, row.skipped) == (1, {PAIN: 1})


def test_a_past_week_is_held_against_the_plan_of_its_time() -> None:
    more = PlanItem("plank", 6, starts=SUNDAY + timedelta(days=1))
    assert plank(done("plank", 0, 1, 2), ROWS["plank"], more).state is MET


def test_the_present_week_is_held_against_the_plan_as_it_is_now() -> None:
    less = PlanItem("plank", 1, starts=day(3))
    row = plank(done("plank", 0), ROWS["plank"], less, today=day(3))
    assert (row.planned_days, row.state) == (1, MET)


def test_an_exercise_taken_up_during_the_week_is_planned_for_the_days_left() -> None:
    for number, planned in ((0, 3), (4, 3), (5, 2), (6, 1)):
        item = PlanItem("plank", 3, starts=day(number))
        assert plank([], item).planned_days == planned


def test_an_exercise_given_up_during_the_week_is_not_asked_for_any_more() -> None:
    ended = PlanItem("plank", 0, starts=day(6))
    assert planned_against_done([ROWS["plank"], ended], [], [], a_week(), LATER) == []


def test_without_a_plan_there_is_nothing_to_hold_against() -> None:
    assert planned_against_done([], done("plank", 0), [], a_week(), LATER) == []


NAMES = st.sampled_from(["plank", "bridge", "bird dog"])
NUMBERS = st.integers(-10, 16)
PLANS = st.lists(
    st.builds(
        lambda name, days, number: PlanItem(name, days, starts=day(number)),
        NAMES,
        st.integers(0, 7),
        NUMBERS,
    ),
    unique_by=lambda item: (item.exercise, item.starts),
)
DONE = st.lists(
    st.builds(
        lambda name, number, outcome: ExerciseDone(day(number), name, outcome=outcome),
        NAMES,
        NUMBERS,
        st.sampled_from(Outcome),
    )
)
SKIPS = st.lists(
    st.builds(
        lambda name, number, why: Skip(day(number), name, why),
        NAMES,
        NUMBERS,
        st.sampled_from(SkipReason),
    ),
    unique_by=lambda skip: (skip.exercise, skip.date),
)


@settings(deadline=None)
@given(PLANS, DONE, SKIPS, st.sets(st.integers(0, 6)), NUMBERS)
def test_every_figure_equals_a_count_day_by_day(
    items: list[PlanItem],
    entries: list[ExerciseDone],
    skips: list[Skip],
    known: set[int],
    today: int,
) -> None:
    week = weeks(
        [Day(day(number), no_exercises=True) for number in known],
        (),
        WeekStart.MONDAY,
        day(today),
        MONDAY,
        MONDAY,
    )[0]
    expected = {}
    for name in ("plank", "bridge", "bird dog"):
        own = sorted((i for i in items if i.exercise == name), key=lambda item: item.starts)
        held, times_planned, times_done, why = 0, 0, 0, []
        for number in range(7):
            for item in own:  # the last that has started holds
                if item.starts <= day(number):
                    held = item.days_a_week
            times_planned += held > 0
            did = any(
                e.exercise == name and e.date == day(number) and e.outcome is not Outcome.STOPPED
                for e in entries
            )
            times_done += did
            if not did:
                why += [s.reason for s in skips if s.exercise == name and s.date == day(number)]
        if held > 0:
            asked = held if held < times_planned else times_planned
            if times_done >= asked:
                state = "met"
            elif 0 <= today <= 6:
                state = "in progress"
            else:
                state = "missed" if len(known) == 7 else "unknown"
            expected[name] = (asked, times_done, {r: why.count(r) for r in why}, state)
    found = planned_against_done(items, entries, skips, week, day(today))
    assert {r.exercise: (r.planned_days, r.done_days, r.skipped, r.state) for r in found} == (
        expected
    )
    assert len(found) == len(expected)


def test_the_check_in_screen_gets_its_plan_without_pandas() -> None:
    loaded = loaded_after("import tracker.analysis.plan")
    assert "tracker.analysis.plan" in loaded
    assert not {"pandas", "numpy", "altair", "sqlalchemy"} & loaded


def test_a_day_says_the_most_that_was_done_of_an_exercise() -> None:
    entries = [
        *ended(Outcome.STOPPED, 0, 1),
        *ended(Outcome.PARTLY, 1, 2),
        *ended(Outcome.DONE, 2),
        *done("bird dog", 3),
    ]
    assert outcomes_by_day(entries, "Plank") == {
        day(0): Outcome.STOPPED,
        day(1): Outcome.PARTLY,
        day(2): Outcome.DONE,
    }


def test_a_plan_makes_at_least_the_strength_days_of_what_it_names_most_often() -> None:
    strong = {"plank", "bird dog"}
    items = [PlanItem("Plank", 3), PlanItem("bird dog", 2), PlanItem("cat-camel", 7)]
    assert least_strength_days(items, strong) == 3
    assert least_strength_days(items[2:], strong) == 0
    assert least_strength_days([], strong) == 0


def test_in_the_whole_plan_no_exercise_makes_up_for_another() -> None:
    entries = [*done("plank", 0, 1, 2, 3, 4), *done("bird dog", 0)]
    for known, bound in ((7, Bound.EXACT), (6, Bound.AT_LEAST)):
        week = a_week(known)
        found = whole_plan(
            planned_against_done(list(ROWS.values()), entries, (), week, LATER), week
        )
        assert (found.done.total, found.planned, found.bound) == (4, 5, bound)


def test_a_whole_plan_that_is_met_is_known_whatever_other_days_were() -> None:
    week = a_week(3)
    rows = planned_against_done([ROWS["plank"]], done("plank", 0, 1, 2), (), week, LATER)
    assert whole_plan(rows, week).bound is Bound.EXACT
