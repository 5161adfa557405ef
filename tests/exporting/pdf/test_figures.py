"""Every figure of the first page, recounted from the entries without the code that made it."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from statistics import fmean

import pytest

from tests.exporting.pdf.reading import EVERYTHING, LAST, at, report, said, year
from tests.exporting.report_builders import STRENGTHENING, contents
from tests.rounding import half_up
from tracker.analysis.report_data import ReportData
from tracker.model import (
    Appointment,
    CheckIn,
    ExerciseDone,
    Goal,
    Intensity,
    PlanItem,
    Section,
)


def window(given: ReportData, first: date, last: date) -> tuple[list[int], int]:
    """The pains of a stretch of days, and how many days it has."""
    days = [day.pain for day in given.days if first <= day.date <= last and day.pain is not None]
    return days, (last - first).days + 1


def figure(pains: list[int], days: int) -> str:
    mean = half_up(Fraction(sum(pains), len(pains))) if pains else "–"
    return f"{mean} {len(pains)} of {days}"


def compared(now: list[int], before: list[int]) -> str:
    earlier = Fraction(sum(before), len(before))
    change = Fraction(sum(now), len(now)) - earlier
    share = half_up(100 * change / earlier, 0, signed=True)
    return f"{half_up(change, signed=True)} ({share} %)"


def weeks_of(given: ReportData) -> list[tuple[date, list[date]]]:
    """The whole weeks of the period, Monday to Sunday."""
    dates = [given.first + timedelta(days=n) for n in range((given.last - given.first).days + 1)]
    mondays = [day for day in dates if day.weekday() == 0 and day + timedelta(days=6) <= given.last]
    return [(monday, [monday + timedelta(days=n) for n in range(7)]) for monday in mondays]


def standing(
    given: ReportData, totals: dict[date, int], goals: dict[date, int], known: set[date]
) -> tuple[int, int, int, list[int]]:
    """Weeks met, missed and unknown, and the totals of the weeks known in full."""
    met = missed = unknown = 0
    full = []
    for monday, dates in weeks_of(given):
        complete = all(day in known for day in dates)
        full += [totals[monday]] if complete else []
        if totals[monday] >= goals[monday]:
            met += 1
        elif complete:
            missed += 1
        else:
            unknown += 1
    return met, missed, unknown, full


def goal_at(goals: Iterable[Goal], monday: date) -> Goal:
    started = [goal for goal in goals if goal.starts <= monday]
    return started[-1] if started else Goal(monday)


@pytest.mark.parametrize("days", [365, 90, 100])
def test_pain_is_that_of_the_entries(days: int) -> None:
    given = year(days)
    page = said(report(given), 0)
    now, n = window(given, LAST - timedelta(days=27), LAST)
    before, _ = window(given, LAST - timedelta(days=55), LAST - timedelta(days=28))
    begun = min(check_in.date for check_in in given.check_ins)
    start, _ = window(given, begun, begun + timedelta(days=27))
    whole, in_all = window(given, given.first, LAST)
    assert (
        f"worst imaginable) {half_up(Fraction(sum(now), len(now)))} average of the last 28 days, "
        in page
    )
    assert f"{len(now)} of 28 days logged" in page
    assert f"Last 28 days 25 Oct–21 Nov 2026 {figure(now, n)}" in page
    assert f"{figure(before, 28)} {compared(now, before)}" in page
    assert f"{figure(start, 28)} {compared(now, start)}" in page
    assert f"{figure(whole, in_all)} Studies" in page
    assert f"Pain rated on {len(whole)} of {in_all} days" in page
    flares = [check_in.flare for check_in in given.check_ins if check_in.flare is not None]
    said_flares = f"{sum(flares)} flare days (answered on {len(flares)} of {in_all} days)"
    assert said_flares in page


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_weeks_against_the_goals_are_those_of_the_entries(seed: int) -> None:
    given = year(280, seed)
    page = said(report(given), 0)
    minutes, strength, minute_goals, strength_goals = {}, {}, {}, {}
    counts = {Intensity.LIGHT: 0, Intensity.MODERATE: 1, Intensity.VIGOROUS: 2}
    for monday, dates in weeks_of(given):
        minutes[monday] = sum(
            counts[bout.intensity] * bout.minutes for bout in given.activities if bout.date in dates
        )
        strength[monday] = len(
            {
                done.date
                for done in given.exercises_done
                if done.date in dates and done.exercise in STRENGTHENING
            }
        )
        goal = goal_at(given.goals, monday)
        minute_goals[monday], strength_goals[monday] = goal.active_minutes, goal.strength_days
    none = {check_in.date for check_in in given.check_ins if check_in.no_activity}
    rested = {check_in.date for check_in in given.check_ins if check_in.no_exercises}
    active = none | {bout.date for bout in given.activities}
    trained = rested | {done.date for done in given.exercises_done}
    for name, goal, totals, goals, places, known in (
        ("Active minutes a week", "120 to 150", minutes, minute_goals, 0, active),
        ("Strength days a week", "2 to 3", strength, strength_goals, 1, trained),
    ):
        met, missed, unknown, full = standing(given, totals, goals, known)
        mean = (
            f"{half_up(Fraction(sum(full), len(full)), places)} ({len(full)} week" if full else "–"
        )
        assert f"{name} {goal} {met} of {len(totals)} {missed} {unknown} {mean}" in page


def test_exercises_are_counted_against_the_plan_of_whole_weeks() -> None:
    given = year(90)
    whole = weeks_of(given)
    done = {entry.date for entry in given.exercises_done}
    known = done | {check_in.date for check_in in given.check_ins if check_in.no_exercises}
    in_weeks = [sum(day in done for day in dates) for _, dates in whole]
    more = "+" * any(
        days < 3 and not known.issuperset(dates)
        for days, (_, dates) in zip(in_weeks, whole, strict=True)
    )
    days = f"{sum(min(days, 3) for days in in_weeks)}{more} of {3 * len(whole)}"
    weeks = f"{sum(days >= 3 for days in in_weeks)}{more} of {len(whole)}"
    pages = report(given)
    assert f"Wall sit {len(done)} {days}" in said(pages, 0)
    assert f"Wall sit {len(done)} {days} {weeks}" in said(pages)


def planned(known: int, *done: int) -> str:
    """A report of two weeks, planned for a wall sit on 3 days, of which the first are known."""
    days = [date(2026, 11, 2) + timedelta(days=n) for n in range(14)]
    return said(
        report(
            contents(
                days[0],
                days[-1],
                made_at=at(LAST),
                check_ins=[CheckIn(day, 4, at(day), no_exercises=True) for day in days[:known]],
                exercises_done=[ExerciseDone(days[n], "wall sit") for n in done],
                plan_items=[PlanItem("wall sit", 3, starts=days[0])],
                appointment=Appointment("", EVERYTHING),
            )
        )
    )


def test_what_was_planned_on_days_that_are_unknown_is_not_told_as_not_done() -> None:
    text = planned(7, 0, 8)
    assert text.count("Wall sit 2 2+ of 6") == 2  # on the first page and in the appendix
    assert "Wall sit 2 2+ of 6 – of 2 –" in text
    assert "Wall sit 2 2 of 6 0 of 2 –" in planned(14, 0, 8)


def test_more_than_planned_in_a_week_does_not_hide_another() -> None:
    text = planned(14, *range(6))
    assert "Wall sit 6 3 of 6 1 of 2 –" in text


def test_scores_are_those_of_the_answers() -> None:
    given = year(90)
    scores = [one.score for one in sorted(given.answers, key=lambda one: one.date)]
    known = [score for score in scores if score is not None]
    assert len(known) == len(scores) > 8
    one, latest = fmean(known[:4]), fmean(known[-4:])
    page = said(report(given), 0)
    assert (
        f"{half_up(one)} (mean of 4, 5–26 Sep 2026), then {half_up(latest)} (mean of 4, 31 Oct–21"
        in page
    )
    assert f"change {half_up(latest - one, signed=True)}" in page


def test_a_period_without_entries_has_dashes_and_no_zero_for_a_mean() -> None:
    page = said(report(contents(LAST - timedelta(days=27), LAST)), 0)
    assert "Last 28 days 25 Oct–21 Nov 2026 – 0 of 28" in page
    assert "28 days before 27 Sep–24 Oct 2026 – 0 of 28 – – –" in page
    assert "Pain rated on 0 of 28 days (0 %)" in page
    assert "0.0" not in page


def test_one_day_is_a_report() -> None:
    given = contents(LAST, LAST, check_ins=[CheckIn(LAST, 4, at(LAST))])
    page = said(report(given), 0)
    assert "4.0 average of the last 28 days, 1 of 28 days logged" in page
    assert "21 November 2026. Pain rated on 1 of 1 day (100 %)" in page
    assert "overlaps the last 28" in page
    assert "No whole week lies in the period." in page


def test_a_change_between_too_few_days_is_not_said_to_reach_anything() -> None:
    first = LAST - timedelta(days=55)
    given = contents(
        first,
        LAST,
        check_ins=[
            CheckIn(day, 8 if number < 28 else 2, at(day))
            for number in range(0, 56, 2)
            for day in [first + timedelta(days=number)]
        ],
    )
    page = said(report(given), 0)
    assert "−6.0 too few days too few days" in page


def test_a_rise_is_said_as_one_and_not_as_a_fall_that_was_missed() -> None:
    first = LAST - timedelta(days=55)
    days = [first + timedelta(days=number) for number in range(56)]
    given = contents(
        first,
        LAST,
        check_ins=[CheckIn(day, 3 if n < 28 else 6, at(day)) for n, day in enumerate(days)],
    )
    assert "+3.0 (+100 %) no, it rose no, it rose" in said(report(given), 0)


def test_one_day_makes_no_percentage() -> None:
    first = LAST - timedelta(days=55)
    days = [first, *(LAST - timedelta(days=number) for number in range(28))]
    given = contents(first, LAST, check_ins=[CheckIn(day, 4, at(day)) for day in days])
    page = said(report(given), 0)
    assert "4.0 1 of 28 0.0 too few days too few days" in page
    assert "0 %)" not in page.split("Whole period")[0].split("Pain from")[1]


def test_a_part_that_is_left_out_is_nowhere() -> None:
    words = {
        Section.ACTIVITY: "Active minutes",
        Section.QUESTIONNAIRES: "PEG",
        Section.EXERCISES: "Done of planned",
        Section.QUESTIONS: "May I row again?",
        Section.DAYS: "every day",
        Section.NOTES: "Long drive.",
    }
    for section, word in words.items():
        left_out = {section, Section.EVERY_DAY} if section is Section.DAYS else {section}
        sections = tuple(each for each in Section if each not in left_out)
        chosen = Appointment("May I row again?", sections)
        text = said(report(year(60, appointment=chosen)))
        assert word not in text, section
        assert "Left out by choice" in text
    everything = said(report(year(60)))
    assert all(word in everything for word in words.values())
    assert "Left out by choice" not in everything


def test_without_activity_no_minutes_of_a_day_or_week_are_told() -> None:
    sections = tuple(each for each in Section if each is not Section.ACTIVITY)
    given = year(60, exercises_done=(), appointment=Appointment("", sections))
    text = said(report(given))
    assert "alking" not in text
    assert "min" not in text.replace("minute", "").split("How each figure")[0].replace(
        "Act. min", ""
    )
