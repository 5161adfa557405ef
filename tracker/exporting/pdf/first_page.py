"""The first page, to be read in a minute: figures as text, in the order they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.analysis.function import (
    MEDICINES_SHOWN,
    Adherence,
    FunctionSummary,
    MedicineDays,
    Places,
    RatingMean,
)
from tracker.analysis.pain import NOTABLE_POINTS, NOTABLE_SHARE, PainChange, PainMean
from tracker.analysis.report import ExerciseSummary, Summary, WeeksOfGoal
from tracker.analysis.report_data import ReportData
from tracker.charts.amounts import count_mark
from tracker.charts.printed import event_marks
from tracker.exporting.pdf import questionnaire_section
from tracker.exporting.pdf.formatting import (
    NOTHING,
    capital,
    changed,
    done_of_planned,
    figure,
    made,
    mean,
    of_days,
    paragraphs,
    percent,
    span,
    threshold_label,
)
from tracker.formatting import NB, Formats, listed, plural
from tracker.model import Section

EXERCISES_SHOWN = 6
QUESTIONNAIRES_SHOWN = 2
_LETTERS = 26  # of a place or medicine among others
NO_NAME = "Name not given"
MADE = "Made {at}"
LOGGED = "Pain rated on {days} ({share})"
OVERLAPS = "overlaps the last 28"
STUDIES = (
    "Studies of back pain count a fall of {points} points or {share} % as a clear improvement; "
    "for a rise no figure is agreed on."
)
NO_FLARE_ANSWER, FLARES = "No day says whether it was a flare", "{flares} (answered on {days})"
AVERAGE = "{mean} on average ({days})"
ONE_EPISODE = ("1 episode of {length} day", "1 episode of {length} days")
EPISODES = (
    "{n} episodes, median length {length} day",
    "{n} episodes, median length {length} days",
)
LEG = "on {days} with a place named"
MEDICINES, MEDICINES_AND_MORE = "on {days}: {each}", "on {days}: {each} and {others}"
OFF_WORK = "because of the back, on {days}"
NO_WEEK = "No whole week lies in the period."
LOW_TO_HIGH, OF = "{low} to {high}", "{n} of {all}"
MEAN_OF_WEEKS = "{mean} ({weeks})"
IN_PROGRESS = "{unknown} + {n} in progress"
MORE_EXERCISES = "and {more} in the appendix"
MORE_QUESTIONNAIRES = "and {more} in the appendix"
NOT_PLANNED, WHOLE_PLAN = "not planned", "Whole plan"
WITH_SHARE = "{done} ({share})"


def first_page(contents: ReportData, found: Summary) -> dict[str, Any]:
    """Everything on the first page but its charts; a part that is left out is ``None``."""
    sections = contents.appointment.sections
    return {
        "who": contents.person.name or NO_NAME,
        "period": contents.formats.range_text(found.first, found.last),
        "made": MADE.format(at=made(contents.made_at, formats=contents.formats)),
        "asked": contents.cut_text,
        "logged": LOGGED.format(
            days=contents.formats.out_of(found.days_logged, found.days_in_all, "day"),
            share=percent(found.days_logged, found.days_in_all),
        ),
        "pain": _pain(found, formats=contents.formats),
        "function": _function(found, formats=contents.formats),
        "activity": _activity(found, formats=contents.formats)
        if Section.ACTIVITY in sections
        else None,
        "exercises": _exercises(found, formats=contents.formats)
        if Section.EXERCISES in sections
        else None,
        "questionnaires": (
            _questionnaires(contents, found) if Section.QUESTIONNAIRES in sections else None
        ),
        "questions": (
            paragraphs(contents.appointment.questions) if Section.QUESTIONS in sections else None
        ),
    }


def _pain(found: Summary, *, formats: Formats) -> dict[str, Any]:
    pain = found.pain
    rows = [
        _window("Last 28 days", pain.now, formats=formats),
        _compared("28 days before", pain.before, pain.since_before, formats=formats),
    ]
    if pain.start is not None:
        rows.append(_compared("First 28 days", pain.start, pain.since_start, formats=formats))
        if pain.start_overlaps:
            rows[-1][4:] = [OVERLAPS, NOTHING, NOTHING]
    if (pain.period.first, pain.period.last) != (pain.now.first, pain.now.last):
        rows.append(_window("Whole period", pain.period, formats=formats))
    return {
        "now": mean(pain.now, formats=formats),
        "now_n": formats.out_of(pain.now.n, pain.now.days, "day"),
        "rows": rows,
        "said": STUDIES.format(
            points=formats.number(NOTABLE_POINTS), share=int(NOTABLE_SHARE * 100)
        ),
        "flares": _flares(found, formats=formats),
        "events": event_marks.key(found.events, formats),
    }


def _window(name: str, pain: PainMean, *, formats: Formats) -> list[str]:
    days = of_days(pain.n, pain.days, formats=formats)
    return [
        name,
        span(pain.first, pain.last, formats=formats),
        mean(pain, formats=formats),
        days,
        "",
        "",
        "",
    ]


def _compared(
    name: str, pain: PainMean, change: PainChange | None, *, formats: Formats
) -> list[str]:
    row = _window(name, pain, formats=formats)[:4]
    if change is None:
        return [*row, NOTHING, NOTHING, NOTHING]
    two_points, thirty = change.two_points, change.thirty_per_cent
    return [
        *row,
        changed(change, formats=formats),
        threshold_label(two_points, change),
        threshold_label(thirty, change),
    ]


def _flares(found: Summary, *, formats: Formats) -> str:
    flares = found.flares
    if not flares.answered:
        return NO_FLARE_ANSWER
    answered = formats.out_of(flares.answered, found.days_in_all, "day")
    return FLARES.format(flares=formats.counted(flares.days, "flare day"), days=answered)


def _function(found: Summary, *, formats: Formats) -> list[list[list[str]]]:
    """How the person got on beside pain: two columns of a name and what there is to say of it.

    Only what there is something to say of, one line each; empty without anything.
    """
    said = found.function
    rated = [
        ["Worst pain", _rated(said.worst_pain, formats=formats)],
        ["Interference", _rated(said.interference, formats=formats)],
        ["Sleep (10 is best)", _rated(said.sleep, formats=formats)],
        ["Flares", _episodes(said, formats=formats)],
    ]
    named = [
        ["Hurt most", _places(said.places, formats=formats)],
        ["A leg", _leg(said.places, formats=formats)],
        ["Medicine", _medicines(said.medicines, formats=formats)],
        ["Off work", _off_work(said.off_work_days, formats=formats)],
    ]
    columns = [[row for row in rows if row[1]] for rows in (rated, named)]
    return columns if any(columns) else []


def _rated(rating: RatingMean, *, formats: Formats) -> str:
    if rating.mean is None:
        return ""
    return AVERAGE.format(
        mean=figure(rating.mean, formats=formats), days=formats.counted(rating.n, "day")
    )


def _episodes(said: FunctionSummary, *, formats: Formats) -> str:
    if said.median_episode is None:
        return ""
    words = ONE_EPISODE if len(said.episodes) == 1 else EPISODES
    return plural(said.median_episode, *words).format(
        n=formats.number(len(said.episodes)), length=formats.number(said.median_episode)
    )


def _places(places: Places, *, formats: Formats) -> str:
    first, others = places.most_often[:1], places.most_often[1:]
    named = [f"{_short(place)}{NB}{formats.counted(days, 'day')}" for place, days in first]
    return listed([*named, *(f"{_short(place)}{NB}{days}" for place, days in others)])


def _leg(places: Places, *, formats: Formats) -> str:
    if not places.answered:
        return ""
    return LEG.format(days=formats.out_of(places.leg_days, places.answered, "day"))


def _medicines(medicines: MedicineDays, *, formats: Formats) -> str:
    if not medicines.days:
        return ""
    shown = medicines.each[:MEDICINES_SHOWN]
    more = len(medicines.each) - len(shown)
    return (MEDICINES_AND_MORE if more else MEDICINES).format(
        days=formats.counted(medicines.days, "day"),
        each=listed(f"{_short(name)}{NB}{days}" for name, days in shown),
        others=formats.counted(more, "other"),
    )


def _off_work(days: int, *, formats: Formats) -> str:
    return OFF_WORK.format(days=formats.counted(days, "day")) if days else ""


def _short(name: str) -> str:
    """A name that leaves room for others."""
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"


def _activity(found: Summary, *, formats: Formats) -> dict[str, Any]:
    if not found.weeks:
        return {"rows": [], "said": NO_WEEK}
    goals = {week.minutes_goal for week in found.weeks}
    strength_goals = {week.strength_goal for week in found.weeks}
    return {
        "rows": [
            _goal("Active minutes a week", goals, found.minutes, 0, formats=formats),
            _goal("Strength days a week", strength_goals, found.strength, 1, formats=formats),
        ],
        "said": "",
    }


def _goal(
    name: str, goals: set[int], weeks: WeeksOfGoal, places: int, *, formats: Formats
) -> list[str]:
    low, high = min(goals), max(goals)
    number = formats.number
    goal = number(low)
    if low != high:
        goal = LOW_TO_HIGH.format(low=goal, high=number(high))
    average = NOTHING
    if weeks.mean is not None:
        average = MEAN_OF_WEEKS.format(
            mean=figure(weeks.mean, places, formats=formats),
            weeks=formats.counted(weeks.complete, "week"),
        )
    unknown = number(weeks.unknown)
    if weeks.in_progress:
        unknown = IN_PROGRESS.format(unknown=unknown, n=weeks.in_progress)
    met = OF.format(n=number(weeks.met), all=number(weeks.total))
    return [name, goal, met, number(weeks.missed), unknown, average]


def _exercises(found: Summary, *, formats: Formats) -> dict[str, Any]:
    shown = found.exercises[:EXERCISES_SHOWN]
    more = len(found.exercises) - len(shown)
    return {
        "weeks": len(found.weeks),
        "rows": [
            *(_exercise(row, formats=formats) for row in shown),
            *_whole_plan(found.adherence, formats=formats),
        ],
        "more": MORE_EXERCISES.format(more=formats.counted(more, "more exercise")) if more else "",
    }


def _exercise(row: ExerciseSummary, *, formats: Formats) -> list[str]:
    planned = done_of_planned(row, formats=formats) if row.weeks else NOT_PLANNED
    return [capital(row.exercise), formats.number(row.days_done), planned]


def _whole_plan(adherence: Adherence, *, formats: Formats) -> Iterator[list[str]]:
    """All of the plan together, in days and per cent."""
    if not adherence.planned:
        return
    done = count_mark(adherence.done, exact=not adherence.at_least, formats=formats) or NOTHING
    said = OF.format(n=done, all=formats.number(adherence.planned))
    if not adherence.unknown:
        share = percent(adherence.done, adherence.planned)
        share = share.replace(" %", "+ %") if adherence.at_least else share
        said = WITH_SHARE.format(done=said, share=share)
    yield [WHOLE_PLAN, "", said]


def _questionnaires(contents: ReportData, found: Summary) -> dict[str, Any]:
    shown = found.questionnaires[:QUESTIONNAIRES_SHOWN]
    more = len(found.questionnaires) - len(shown)
    return {
        "rows": [
            {
                "chart": f"scores {number}",
                "title": scores.title,
                "scored": bool(scores.scored),
                **questionnaire_section.compared(
                    questionnaire_section.of(contents, scores.questionnaire),
                    scores,
                    formats=contents.formats,
                ),
            }
            for number, scores in enumerate(shown)
        ],
        "more": (
            MORE_QUESTIONNAIRES.format(more=contents.formats.counted(more, "more questionnaire"))
            if more
            else ""
        ),
    }
