"""The plan: chosen on Exercises, offered at the check-in, held against what was done on Week."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tests.pages.builders import BERLIN, BY, ago, check_in
from tests.pages.visiting import PATIENCE, Visit, at_this_computer
from tracker.analysis.weeks import week_of
from tracker.identity.identity import THIS_COMPUTER
from tracker.library import exercises, find_exercise, strengthening
from tracker.library.suggestion import to_begin_with
from tracker.model import ExerciseDone, Outcome, PlanItem, Skip, SkipReason
from tracker.store import Diary
from tracker.ui.exercises.plan import add_to_plan, change, days_and_dose, give_up, take_up

DAILY = (PlanItem("bird dog", 7, 2, 5, 10), PlanItem("wall sit", 7, 3, None, 20))
PAIN, TIME, FORGOT = SkipReason


@pytest.fixture
def planned(diary: Diary) -> Diary:
    """A diary with two exercises planned for every day."""
    diary.apply(DAILY, by=BY)
    return diary


# -- at the check-in


def test_what_was_done_on_its_days_is_shown_but_not_urged(diary: Diary, today: date) -> None:
    diary.apply([PlanItem("bird dog", 7), PlanItem("wall sit", 1)], by=BY)
    first, last = week_of(today, BERLIN.week_start)
    other = next(day for day in (first, last) if day != today)
    words, whole = "this week", "All of today's plan"
    if other > today:  # on a Monday: see it from the week before
        today, other = today - timedelta(days=7), other - timedelta(days=7)
        words, whole = "that week", "All of that day's plan"
    diary.save(ExerciseDone(other, "wall sit"), by=BY)
    visit = Visit(day=today.isoformat())
    assert visit.options("Exercises done") == ["Bird dog", f"Wall sit (1 of 1 {words})"]
    visit.tap(whole)
    assert [entry.exercise for entry in diary.exercises_done(today, today)] == ["bird dog"]
    visit.choose("Exercises done", ["bird dog", "wall sit"])
    assert len(diary.exercises_done(today, today)) == 2, "once more is welcome"


def test_a_past_week_is_that_week(diary: Diary, today: date) -> None:
    begun = ago(today, 30)
    diary.save(PlanItem("wall sit", 1, starts=begun), by=BY)
    first, last = week_of(ago(today, 14), BERLIN.week_start)
    diary.save(ExerciseDone(first, "wall sit"), by=BY)
    visit = Visit(day=last.isoformat())
    assert visit.options("Exercises done") == ["Wall sit (1 of 1 that week)"]
    assert visit.options("No exercises") == ["None that day"]


def test_a_past_day_is_offered_the_plan_of_its_time(diary: Diary, today: date) -> None:
    diary.apply(
        [PlanItem("plank", starts=ago(today, 9)), PlanItem("plank", 0, starts=today)], by=BY
    )
    assert Visit(day=ago(today, 1).isoformat()).options("Exercises done") == ["Plank"]
    assert not Visit().offers("Exercises done"), "none since"


def test_not_today_is_one_reason_for_the_rest_of_the_plan(planned: Diary, today: date) -> None:
    version = planned.version()
    visit = Visit().open(f"not-done-{today}").choose("Why not these 2?", TIME)
    assert planned.skips() == [Skip(today, "bird dog", TIME), Skip(today, "wall sit", TIME)]
    assert planned.version() == version + 1
    assert "Not done: bird dog, wall sit (no time)." in visit.words
    visit.tap("Undo")
    assert planned.skips() == []
    assert "Not done:" not in visit.words


def test_only_what_is_left_of_the_plan_gets_a_reason(planned: Diary, today: date) -> None:
    visit = Visit().choose("Exercises done", ["wall sit"])
    visit.open(f"not-done-{today}").choose("Why not bird dog?", PAIN)
    assert planned.skips() == [Skip(today, "bird dog", PAIN)]


def test_another_reason_corrects_it_and_the_same_tap_takes_it_back(
    planned: Diary, today: date
) -> None:
    visit = Visit().open(f"not-done-{today}").choose("Why not", PAIN)
    visit.open(f"not-done-{today}").choose("Why not", FORGOT)
    assert {skip.reason for skip in planned.skips()} == {FORGOT}
    visit.open(f"not-done-{today}").choose("Why not", None)
    assert planned.skips() == []


def test_what_is_done_after_all_needs_no_reason(planned: Diary, today: date) -> None:
    visit = Visit().open(f"not-done-{today}").choose("Why not", PAIN)
    visit.choose("Exercises done", ["wall sit"])
    assert planned.skips() == [Skip(today, "bird dog", PAIN)]
    visit.tap("All of today's plan")
    assert planned.skips() == []
    visit.tap("Undo")
    assert planned.skips() == [Skip(today, "bird dog", PAIN)]


def test_the_reasons_are_not_asked_before_a_tap(planned: Diary) -> None:
    assert not Visit().offers("Why not")


def test_without_a_plan_nothing_is_skipped(today: date) -> None:
    assert "Not today" not in Visit().words
    assert f"not-done-{today}" not in Visit().app.session_state


# -- the editor


def editor() -> None:
    from tracker.ui import session
    from tracker.ui.exercises.plan import plan_editor

    plan_editor(session.diary())


class Editing(Visit):
    """The plan's editor in a window of its own."""

    def __init__(self) -> None:
        self.redrawn, self.toasts, self.identity = "", [], THIS_COMPUTER
        self.app = at_this_computer(AppTest.from_function(editor, default_timeout=PATIENCE))
        self.app.context = {"timezone": "Europe/Berlin", "locale": "en-GB"}
        self.app.run()


def names(plan: list[PlanItem]) -> list[str]:
    return [item.exercise for item in plan]


def test_an_exercise_is_added_with_its_gentlest_dose_from_today_on(
    diary: Diary, today: date
) -> None:
    editing = Editing()
    assert "No plan yet" in editing.words
    editing.choose("Add an exercise", "wall sit")
    wall_sit = find_exercise("wall sit")
    assert wall_sit is not None
    assert diary.plan() == [to_begin_with(wall_sit, today)]
    assert "Wall sit" in editing.words
    assert "Saved" in editing.words
    assert "Wall sit" not in editing.options("Add an exercise")


def test_dose_and_days_are_saved_as_they_are_touched(planned: Diary, today: date) -> None:
    editing = Editing().open("plan-change-wall sit")
    editing.choose("Wall sit, days a week", 2)
    editing.type("Sets", "4").type("Hold, seconds", "").type("Reps", "6")
    assert planned.plan() == [DAILY[0], PlanItem("wall sit", 2, 4, 6, None, today)]
    assert planned.plan(ago(today, 1)) == list(DAILY), "yesterday keeps its plan"
    assert "2 days a week: 4 sets of 6" in editing.words


def test_the_last_change_of_the_plan_is_undone_on_check_in(planned: Diary, today: date) -> None:
    Editing().open("plan-change-wall sit").choose("Wall sit, days a week", 2)
    visit = Visit().tap("Undo")
    assert visit.toasts == ["Undone: planned wall sit, 2 days a week"]
    assert planned.plan() == list(DAILY)


def test_what_is_taken_out_was_planned_until_yesterday(planned: Diary, today: date) -> None:
    editing = Editing().open("plan-change-wall sit").tap("Remove from the plan")
    assert names(planned.plan()) == ["bird dog"]
    assert names(planned.plan(ago(today, 1))) == ["bird dog", "wall sit"]
    assert "Wall sit" not in editing.words
    assert Visit().tap("Undo").toasts == ["Undone: removed wall sit from the plan"]
    assert names(planned.plan()) == ["bird dog", "wall sit"]


def test_a_start_is_shown_before_it_is_taken(diary: Diary, today: date) -> None:
    editing = Editing().tap("See a gentle plan")
    assert diary.plan() == []
    said = "Five common exercises at the lowest recommended dose. No equipment needed."
    assert said in editing.words
    editing.tap("Not now")
    assert said not in editing.words
    version = diary.version()
    editing.tap("See a gentle plan").tap("Take this plan")
    plan = diary.plan()
    assert len(plan) == 5
    assert sum(item.exercise in strengthening() for item in plan) == 2
    assert all(item.starts == today for item in plan)
    assert diary.version() == version + 1, "one change, one undo"
    assert not editing.offers("See a gentle plan"), "all of it is in the plan"
    assert not editing.offers("Suggest more exercises")


def test_a_start_adds_to_a_plan_only_what_it_lacks(diary: Diary) -> None:
    own = PlanItem("bird dog", 5, 2, 10)
    diary.save(own, by=BY)
    editing = Editing().tap("Suggest more exercises")
    assert "Four common exercises at the lowest recommended dose." in editing.words
    editing.tap("Add these to the plan")
    assert diary.plan()[0] == own
    assert len(set(names(diary.plan()))) == len(diary.plan()) == 5


def test_a_planned_exercise_is_drawn_with_its_steps(planned: Diary) -> None:
    words = Editing().words
    for item in DAILY:
        known = find_exercise(item.exercise)
        assert known is not None
        assert all(step in words for step in known.steps)
        assert f"Drawing: {known.name.capitalize()}. Start" in words


def test_the_library_adds_an_exercise_once_and_leaves_a_dose_of_ones_own(
    planned: Diary, today: date
) -> None:
    add_to_plan(planned, "wall sit", today)
    assert planned.plan() == list(DAILY)
    add_to_plan(planned, "cat cow", today)
    cat = find_exercise("cat-camel")
    assert cat is not None
    assert planned.plan()[2:] == [to_begin_with(cat, today)], "its other name means it"
    version = planned.version()
    for name in ("cat-camel", "zebra", ""):
        add_to_plan(planned, name, today)
    assert planned.version() == version


def test_the_plan_shows_which_day_of_this_week_had_which_exercise(
    diary: Diary, today: date
) -> None:
    first, _ = week_of(today, BERLIN.week_start)
    diary.apply([PlanItem("bird dog", 3), PlanItem("cat-camel", 7)], by=BY)
    diary.apply(
        [
            ExerciseDone(first, "Bird dog", outcome=Outcome.PARTLY),
            Skip(first, "cat-camel", TIME),
            ExerciseDone(ago(first, 1), "cat-camel"),
        ],
        by=BY,
    )
    panel = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", Editing().drawn("bb-plan-week")))
    assert "Bird dog ◐ partly" in panel
    assert "1 of 3" in panel
    assert "Cat-camel – not done, no time" in panel
    assert "0 of 7" in panel, "last week's is last week's"
    assert panel.count("still to come") == 2 * (6 - (today - first).days)
    assert "Your plan makes at least 3 strength days a week. Your goal is 2 days." in panel


def test_how_much_was_done_lately_stands_with_the_steps_from_three_days_on(
    planned: Diary, today: date
) -> None:
    planned.apply([ExerciseDone(ago(today, 9), "wall sit", 1, 5, 10)], by=BY)
    planned.apply([ExerciseDone(ago(today, 5), "wall sit", 3, None, 20)], by=BY)
    heading = "What you did in the last 12 weeks"
    assert heading not in Editing().words
    planned.apply([ExerciseDone(ago(today, 2), "wall sit", 3, None, 20)], by=BY)
    words = Editing().words
    assert words.count(heading) == 1, "of the other one there is nothing to tell"
    later, earlier = words.index("60 seconds held"), words.index("5 times, 50 seconds held")
    assert later < earlier, "newest first"
    assert "2 days" in words[later:earlier]
    planned.apply([ExerciseDone(ago(today, 90), "bird dog", n, 5) for n in (1, 2, 3)], by=BY)
    assert Editing().words.count(heading) == 1, "what is older than 12 weeks is left out"


def test_without_a_plan_no_week_is_drawn(diary: Diary) -> None:
    assert "bb-plan-week" not in "".join(Editing().markup)


def test_an_exercise_that_no_library_knows_can_be_planned_and_changed(diary: Diary) -> None:
    diary.save(PlanItem("tai *chi*"), by="import")
    editing = Editing().open("plan-change-tai *chi*")
    assert "Tai *chi* daily" in editing.words
    editing.tap("Remove from the plan")
    assert diary.plan() == []


def test_a_change_that_another_window_made_impossible_changes_nothing(
    planned: Diary, today: date
) -> None:
    editing = Editing().open("plan-change-wall sit")
    give_up_elsewhere = PlanItem("wall sit", 0, starts=today)
    planned.apply([give_up_elsewhere], by="another window")
    assert "removed in another window" in editing.send("Sets", "5")["gone"]
    assert names(planned.plan()) == ["bird dog"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["take", "change", "give"]),
        st.sampled_from(["wall sit", "bird dog"]),
        st.integers(0, 3),
        st.integers(1, 7),
    ),
    max_size=10,
)


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_no_change_of_the_plan_touches_a_day_before_it(
    diary: Diary, today: date, steps: list[tuple[str, str, int, int]]
) -> None:
    diary.apply([], diary.plan_items(), by=BY)
    start = ago(today, 30)
    plans: dict[date, dict[str, int]] = {}
    now: dict[str, int] = {}
    day = start
    for step, exercise, later, days in steps:
        for _ in range(later):
            plans[day] = dict(now)
            day += timedelta(days=1)
        if step == "take" and exercise not in now:
            take_up(diary, [PlanItem(exercise, days, starts=day)])
            now[exercise] = days
        elif step == "change":
            change(diary, exercise, day, days_a_week=days)
            if exercise in now:
                now[exercise] = days
        elif step == "give":
            give_up(diary, exercise, day)
            now.pop(exercise, None)
    plans[day] = dict(now)
    for past, plan in plans.items():
        assert {item.exercise: item.days_a_week for item in diary.plan(past)} == plan


def test_an_item_is_told_in_words() -> None:
    assert days_and_dose(PlanItem("plank")) == "daily"
    assert days_and_dose(PlanItem("plank", 1, 3)) == "1 day a week: 3 sets"
    assert (
        days_and_dose(PlanItem("plank", 3, 2, 8, 1)) == "3 days a week: 2 sets of 8, hold 1 second"
    )
    assert days_and_dose(PlanItem("plank", 2, None, 1)) == "2 days a week: 1 time"


# -- on Week


def test_week_shows_planned_against_done_with_reasons(diary: Diary, today: date) -> None:
    first, _ = week_of(ago(today, 14), BERLIN.week_start)
    days = [first + timedelta(days=number) for number in range(7)]
    plan = [PlanItem("wall sit", 2), PlanItem("bird dog", 3), PlanItem("plank", 0)]
    done = [ExerciseDone(days[number], "wall sit") for number in (0, 4)]
    skips = [Skip(days[1], "bird dog", PAIN), Skip(days[2], "bird dog", PAIN)]
    known = [check_in(day, no_exercises=number not in (0, 4)) for number, day in enumerate(days)]
    diary.apply([*plan, *done, *skips, *known], by=BY)
    year, number, _ = first.isocalendar()
    visit = Visit("week", week=f"{year}-W{number:02}")
    assert "Wall sit ✓✓ 2 of 2 met" in visit.words
    assert "Bird dog Not done: pain 2 ○○○ 0 of 3 below" in visit.words
    assert "Plank" not in visit.words


def test_week_tells_done_partly_and_stopped_apart(diary: Diary, today: date) -> None:
    first, _ = week_of(ago(today, 14), BERLIN.week_start)
    ended = dict(enumerate((Outcome.DONE, Outcome.PARTLY, Outcome.STOPPED)))
    done = [
        ExerciseDone(first + timedelta(days=number), "wall sit", outcome=outcome)
        for number, outcome in ended.items()
    ]
    diary.apply([PlanItem("wall sit", 2), *done], by=BY)
    year, number, _ = first.isocalendar()
    words = Visit("week", week=f"{year}-W{number:02}").words
    assert "Wall sit Partly on 1 day, stopped for pain on 1 day ✓◐✕ 2 of 2 met" in words


def test_week_calls_a_week_with_unknown_days_unknown_and_this_one_open(
    diary: Diary, today: date
) -> None:
    diary.save(PlanItem("wall sit", 2), by=BY)
    diary.save(check_in(ago(today, 21)), by=BY)
    left = 7 - today.weekday()
    also = ", with 1 day left" if left == 1 else ""
    assert f"Wall sit ○○ 0 of 2 2 to go{also}" in Visit("week").words
    year, number, _ = week_of(ago(today, 14), BERLIN.week_start)[0].isocalendar()
    visit = Visit("week", week=f"{year}-W{number:02}")
    assert "Wall sit ◌◌ – of 2 unknown" in visit.words
    assert "Unknown: below the plan. For exercises, 7 of 7 days are unknown." in visit.words


def test_week_keeps_the_plan_of_its_time(diary: Diary, today: date) -> None:
    this_week, _ = week_of(today, BERLIN.week_start)
    diary.apply(
        [PlanItem("wall sit", 2), PlanItem("wall sit", 5, starts=this_week), check_in(today)],
        by=BY,
    )
    assert "0 of 5" in Visit("week").words
    year, number, _ = (this_week - timedelta(days=7)).isocalendar()
    assert "– of 2" in Visit("week", week=f"{year}-W{number:02}").words


def test_without_a_plan_week_says_nothing_of_one(diary: Diary, today: date) -> None:
    diary.save(check_in(today), by=BY)
    assert "Planned and done" not in Visit("week").words


def test_every_exercise_of_the_library_can_be_planned(today: date) -> None:
    assert all(to_begin_with(exercise, today).days_a_week >= 2 for exercise in exercises())
