"""A period's summary, recounted day by day without the code that made it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.diaries import FIRST, diaries, goals, made_up
from tests.loading import loaded_after
from tracker.analysis.known_days import Ending, Measure
from tracker.analysis.report import ExerciseSummary, Summary, summary
from tracker.analysis.weeks import State, Week, weeks
from tracker.model import (
    Answer,
    Answers,
    CheckIn,
    Day,
    Event,
    ExerciseDone,
    Goal,
    MedicineTaken,
    Outcome,
    Person,
    PlanItem,
    Questionnaire,
    Scoring,
    Skip,
    SkipReason,
    WeekStart,
)

TODAY = date(2026, 11, 21)
ADA = Person("Ada")


@dataclass(frozen=True)
class Recorded:
    days: list[Day]
    first: date
    last: date
    goals: list[Goal]
    exercises_done: tuple[ExerciseDone, ...] = ()
    skips: tuple[Skip, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    medicines: tuple[MedicineTaken, ...] = ()
    events: tuple[Event, ...] = ()
    plan_items: tuple[PlanItem, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    answers: tuple[Answers, ...] = ()
    person: Person = ADA
    today: date = TODAY

    @property
    def made_at(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)

    @property
    def weeks(self) -> list[Week]:
        return weeks(self.days, self.goals, self.person.week_start, self.today, last=self.today)


def told(days: list[Day], first: date, last: date = TODAY, **more: object) -> Summary:
    return summary(Recorded(days, first, last, **{"goals": [], **more}))  # type: ignore[arg-type]


def every_day(first: date, *pains: int | None, **more: object) -> list[Day]:
    return [
        Day(first + timedelta(days=number), pain=pain, **more)  # type: ignore[arg-type]
        for number, pain in enumerate(pains)
    ]


def test_an_empty_diary_has_no_figures_and_says_what_is_missing() -> None:
    found = told([], date(2026, 10, 25))
    assert (found.days_logged, found.days_in_all) == (0, 28)
    assert found.pain.now.mean is found.pain.before.mean is found.pain.period.mean is None
    assert found.pain.start is found.pain.since_before is found.pain.since_start is None
    assert (found.minutes.mean, found.minutes.complete, found.minutes.unknown) == (None, 0, 0)
    assert found.exercises == found.questionnaires == ()
    assert found.missing.days_not_logged == 28
    assert found.missing.longest_gap == (date(2026, 10, 25), TODAY)


def test_pain_now_is_held_against_the_days_before_and_the_start() -> None:
    days = [
        *every_day(TODAY - timedelta(days=111), *[7] * 28),
        *every_day(TODAY - timedelta(days=83), *[9] * 28),
        *every_day(TODAY - timedelta(days=55), *[5] * 28),
        *every_day(TODAY - timedelta(days=27), *[3] * 20),
    ]
    pain = told(days, TODAY - timedelta(days=6)).pain
    assert (pain.now.mean, pain.now.n, pain.now.days) == (3, 20, 28)
    assert (pain.before.mean, pain.before.n) == (5, 28)
    assert pain.start is not None
    assert (pain.start.mean, pain.start.first) == (7, TODAY - timedelta(days=111))
    assert pain.since_before is not None
    assert (pain.since_before.points, pain.since_before.percent) == (-2, -40)
    assert pain.since_start is not None
    assert pain.since_start.notable is True
    assert (pain.period.mean, pain.period.n) == (None, 0)


def test_the_first_days_are_not_compared_with_themselves() -> None:
    days = every_day(TODAY - timedelta(days=40), *[4] * 41)
    pain = told(days, TODAY - timedelta(days=27)).pain
    assert pain.start_overlaps
    assert pain.start is not None
    assert pain.since_start is None
    longer = told(every_day(TODAY - timedelta(days=55), *[4] * 56), TODAY).pain
    assert not longer.start_overlaps
    assert longer.since_start is not None


@settings(max_examples=60)
@given(diaries(), goals, st.integers(0, 400), st.integers(0, 200), st.sampled_from(WeekStart))
def test_the_summary_equals_a_recount_day_by_day(
    days: list[Day], goals: list[Goal], begin: int, length: int, week_start: WeekStart
) -> None:
    first = FIRST + timedelta(days=begin)
    last = first + timedelta(days=length)
    today = max(last, FIRST + timedelta(days=440)) + timedelta(weeks=1)
    days.sort(key=lambda day: day.date)  # as a diary has them
    found = summary(
        Recorded(days, first, last, goals, person=Person(week_start=week_start), today=today)
    )
    by_date = {day.date: day for day in days}
    dates = [first + timedelta(days=number) for number in range(length + 1)]
    logged = [date for date in dates if date in by_date and by_date[date].pain is not None]
    assert (found.days_in_all, found.days_logged) == (len(dates), len(logged))
    said = [by_date[date].flare for date in dates if date in by_date]
    assert found.flares.days == said.count(True)
    assert found.flares.answered == said.count(True) + said.count(False)

    begins = 0 if week_start is WeekStart.MONDAY else 6
    starts = [
        date for date in dates if date.weekday() == begins and date + timedelta(days=6) <= last
    ]
    counted = {"met": 0, "missed": 0, "unknown": 0}
    complete = []
    known = {day.date for day in days} | {today}
    for start in starts:
        if start < min(known) - timedelta(days=6):
            continue  # before the diary there are no weeks
        seven = [by_date.get(start + timedelta(days=n)) for n in range(7)]
        minutes = sum(
            day.moderate_minutes + 2 * day.vigorous_minutes for day in seven if day is not None
        )
        goal = max(
            (goal for goal in goals if goal.starts <= start),
            key=lambda goal: goal.starts,
            default=None,
        )
        everything = all(day is not None and day.minutes_known for day in seven)
        if everything:
            complete.append(minutes)
        needed = goal.active_minutes if goal else 150
        state = "met" if minutes >= needed else "missed" if everything else "unknown"
        counted[state] += 1
    minutes_found = found.minutes
    assert (minutes_found.met, minutes_found.missed, minutes_found.unknown) == tuple(
        counted.values()
    )
    assert minutes_found.in_progress == 0
    assert minutes_found.complete == len(complete)
    assert minutes_found.mean == (
        pytest.approx(sum(complete) / len(complete)) if complete else None
    )

    runs, run = [], 0
    for date_ in dates:
        run = 0 if date_ in logged else run + 1
        runs.append(run)
    gap = found.missing.longest_gap
    assert (0 if gap is None else (gap[1] - gap[0]).days + 1) == max(runs)


def test_a_week_that_lies_only_partly_in_the_period_is_not_counted() -> None:
    days = every_day(date(2026, 11, 2), *[3] * 20, moderate_minutes=30)
    found = told(days, date(2026, 11, 3), date(2026, 11, 21))
    assert [week.start for week in found.weeks] == [date(2026, 11, 9)]
    assert (found.minutes.met, found.minutes.total) == (1, 1)


def test_an_exercise_is_held_against_the_plan_of_each_week() -> None:
    monday = date(2026, 11, 2)
    days = every_day(monday, *[3] * 14)
    done = (
        *(ExerciseDone(monday + timedelta(days=n), "Plank") for n in (0, 0, 2, 4, 7)),
        ExerciseDone(monday + timedelta(days=8), "bridge"),
        ExerciseDone(monday + timedelta(days=15), "plank"),
    )
    skips = (Skip(monday + timedelta(days=9), "plank", SkipReason.PAIN),)
    found = told(
        days,
        monday,
        monday + timedelta(days=15),
        exercises_done=done,
        skips=skips,
        plan_items=(PlanItem("plank", 3), PlanItem("wall sit", 2)),
    )
    plank, wall_sit, bridge = found.exercises
    assert (plank.exercise, plank.days_done) == ("plank", 5)
    assert (plank.done_of_planned, plank.planned_days) == (4, 6)
    assert (plank.weeks_met, plank.weeks) == (1, 2)
    assert plank.skipped == {SkipReason.PAIN: 1}
    assert (wall_sit.done_of_planned, wall_sit.planned_days, wall_sit.days_done) == (0, 4, 0)
    assert (bridge.exercise, bridge.days_done, bridge.planned_days) == ("bridge", 1, 0)


def planked(known: int, *done: int, last: int = 13) -> ExerciseSummary:
    """The plank, planned 3 days a week, on days from a Monday of which the first are known."""
    monday = date(2026, 11, 2)
    (plank,) = told(
        every_day(monday, *[3] * known, no_exercises=True),
        monday,
        monday + timedelta(days=last),
        exercises_done=tuple(ExerciseDone(monday + timedelta(days=n), "plank") for n in done),
        plan_items=(PlanItem("plank", 3),),
    ).exercises
    return plank


def test_more_than_planned_in_a_week_does_not_make_up_for_another() -> None:
    plank = planked(14, *range(6))
    assert (plank.done_of_planned, plank.planned_days, plank.days_done) == (3, 6, 6)
    assert (plank.weeks_met, plank.weeks, plank.weeks_open) == (1, 2, 0)


def test_a_planned_week_with_unknown_days_is_open() -> None:
    plank = planked(7, 0, 1, 8)
    assert (plank.done_of_planned, plank.planned_days) == (3, 6)
    assert (plank.weeks_met, plank.weeks, plank.weeks_open) == (0, 2, 1)
    kept = planked(8, 0, 1, 2, 7, 8, 9)
    assert (kept.done_of_planned, kept.weeks_met, kept.weeks_open) == (6, 2, 0)


def test_a_planned_week_that_is_not_over_is_open() -> None:
    monday = TODAY - timedelta(days=5)
    (plank,) = told(
        every_day(monday, *[3] * 7),
        monday,
        monday + timedelta(days=6),
        plan_items=(PlanItem("plank", 3),),
        today=monday + timedelta(days=6),
    ).exercises
    assert (plank.weeks, plank.weeks_met, plank.weeks_open) == (1, 0, 1)


def test_days_of_an_exercise_that_ended_early_are_counted_by_the_best_of_the_day() -> None:
    monday = date(2026, 11, 2)
    ended = {0: "done", 1: "partly", 2: "stopped", 3: "stopped"}
    done = [
        *(
            ExerciseDone(monday + timedelta(days=n), "plank", outcome=Outcome(outcome))
            for n, outcome in ended.items()
        ),
        ExerciseDone(monday + timedelta(days=3), "Plank", outcome=Outcome.PARTLY),
    ]
    (plank,) = told([], monday, exercises_done=tuple(done)).exercises
    assert (plank.days_done, plank.days_partly, plank.days_stopped) == (3, 2, 1)


def test_a_period_says_how_many_days_are_unknown_and_what_its_end_rests_on() -> None:
    first = TODAY - timedelta(days=27)
    active = [Day(first + timedelta(days=n), moderate_minutes=10, activities=1) for n in range(5)]
    days = [*active, Day(first + timedelta(days=5), pain=3, no_activity=True, no_exercises=True)]
    missing = told(days, first).missing
    assert (missing.activity_days_unknown, missing.exercise_days_unknown) == (22, 27)
    assert missing.endings == (
        Ending(Measure.ACTIVITY, first + timedelta(days=5), none=True),
        Ending(Measure.EXERCISES, first + timedelta(days=5), none=True),
    )


def answers(day: date, score: float | None, hour: int = 9) -> Answers:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Answers(day, "peg", (Answer("1", 5),), score, at)


def test_scores_come_by_date_and_those_without_a_score_stay() -> None:
    peg = Questionnaire("peg", "PEG", "{}", Scoring.MEAN)
    other = Questionnaire("other", "Other", "{}", Scoring.SUM)
    found = told(
        [],
        date(2026, 10, 1),
        questionnaires=(other, peg),
        answers=(
            answers(date(2026, 11, 9), 4.0),
            answers(date(2026, 11, 2), None),
            answers(date(2026, 10, 5), 6.0),
            answers(date(2026, 9, 1), 9.0),
        ),
    )
    (scores,) = found.questionnaires
    assert [score.score for score in scores.scores] == [6.0, None, 4.0]
    assert scores.change is None, "one score is not compared with one"
    assert len(scores.scored) == 2


def test_ten_years_are_summed_up_quickly_enough_to_wait_for() -> None:
    first = TODAY - timedelta(days=3652)
    done = tuple(
        ExerciseDone(first + timedelta(days=number), name)
        for number in range(0, 3652, 2)
        for name in ("plank", "bridge", "wall sit")
    )
    found = told(
        made_up(first, 3653),
        first,
        exercises_done=done,
        plan_items=(PlanItem("plank", 3), PlanItem("bridge", 3)),
    )
    assert found.minutes.total == found.strength.total == 521
    assert all(row.weeks == 521 for row in found.exercises[:2])
    assert {week.minutes_state for week in found.weeks} >= {State.MET, State.UNKNOWN}


def test_what_a_report_is_made_of_is_read_without_pandas() -> None:
    loaded = loaded_after(
        "import tracker.exporting.load_report_data, tracker.exporting.report_files"
    )
    assert "tracker.exporting.report_files" in loaded
    assert not {"pandas", "numpy", "altair"} & loaded
