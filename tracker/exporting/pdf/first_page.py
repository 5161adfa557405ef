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
    NB,
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
from tracker.formatting import counted, range_text
from tracker.model import Section

EXERCISES_SHOWN = 6
QUESTIONNAIRES_SHOWN = 2
_LETTERS = 26  # of a place or medicine among others
_MEASURE = f"{NOTABLE_POINTS} points or {int(NOTABLE_SHARE * 100)} %"


def first_page(contents: ReportData, found: Summary) -> dict[str, Any]:
    """Everything on the first page but its charts; a part that is left out is ``None``."""
    sections = contents.appointment.sections
    return {
        "who": contents.person.name or "Name not given",
        "period": range_text(found.first, found.last),
        "made": f"Made {made(contents.made_at)}",
        "asked": contents.cut_text,
        "logged": f"Pain rated on {of_days(found.days_logged, found.days_in_all)} days "
        f"({percent(found.days_logged, found.days_in_all)})",
        "pain": _pain(found),
        "function": _function(found),
        "activity": _activity(found) if Section.ACTIVITY in sections else None,
        "exercises": _exercises(found) if Section.EXERCISES in sections else None,
        "questionnaires": (
            _questionnaires(contents, found) if Section.QUESTIONNAIRES in sections else None
        ),
        "questions": (
            paragraphs(contents.appointment.questions) if Section.QUESTIONS in sections else None
        ),
    }


def _pain(found: Summary) -> dict[str, Any]:
    pain = found.pain
    rows = [
        _window("Last 28 days", pain.now),
        _compared("28 days before", pain.before, pain.since_before),
    ]
    if pain.start is not None:
        rows.append(_compared("First 28 days", pain.start, pain.since_start))
        if pain.start_overlaps:
            rows[-1][4:] = ["overlaps the last 28", NOTHING, NOTHING]
    if (pain.period.first, pain.period.last) != (pain.now.first, pain.now.last):
        rows.append(_window("Whole period", pain.period))
    return {
        "now": mean(pain.now),
        "now_n": f"{of_days(pain.now.n, pain.now.days)} days",
        "rows": rows,
        "said": f"Studies of back pain count a fall of {_MEASURE} as a clear improvement; "
        "for a rise no figure is agreed on.",
        "flares": _flares(found),
        "events": event_marks.key(found.events),
    }


def _window(name: str, pain: PainMean) -> list[str]:
    days = of_days(pain.n, pain.days)
    return [name, span(pain.first, pain.last), mean(pain), days, "", "", ""]


def _compared(name: str, pain: PainMean, change: PainChange | None) -> list[str]:
    row = _window(name, pain)[:4]
    if change is None:
        return [*row, NOTHING, NOTHING, NOTHING]
    two_points, thirty = change.two_points, change.thirty_per_cent
    return [
        *row,
        changed(change),
        threshold_label(two_points, change),
        threshold_label(thirty, change),
    ]


def _flares(found: Summary) -> str:
    flares = found.flares
    if not flares.answered:
        return "No day says whether it was a flare"
    answered = of_days(flares.answered, found.days_in_all)
    return f"{counted(flares.days, 'flare day')} (answered on {answered} days)"


def _function(found: Summary) -> list[list[list[str]]]:
    """How the person got on beside pain: two columns of a name and what there is to say of it.

    Only what there is something to say of, one line each; empty without anything.
    """
    said = found.function
    rated = [
        ["Worst pain", _rated(said.worst_pain)],
        ["Interference", _rated(said.interference)],
        ["Sleep (10 is best)", _rated(said.sleep)],
        ["Flares", _episodes(said)],
    ]
    named = [
        ["Hurt most", _places(said.places)],
        ["A leg", _leg(said.places)],
        ["Medicine", _medicines(said.medicines)],
        ["Off work", _off_work(said.off_work_days)],
    ]
    columns = [[row for row in rows if row[1]] for rows in (rated, named)]
    return columns if any(columns) else []


def _rated(rating: RatingMean) -> str:
    if rating.mean is None:
        return ""
    return f"{figure(rating.mean)} on average ({counted(rating.n, 'day')})"


def _episodes(said: FunctionSummary) -> str:
    if said.median_episode is None:
        return ""
    length = f"{said.median_episode:g}"
    median = f"{length} {'day' if said.median_episode == 1 else 'days'}"
    if len(said.episodes) == 1:
        return f"1 episode of {median}"
    return f"{counted(len(said.episodes), 'episode')}, median length {median}"


def _places(places: Places) -> str:
    first, others = places.most_often[:1], places.most_often[1:]
    named = [f"{_short(place)}{NB}{counted(days, 'day')}" for place, days in first]
    return ", ".join([*named, *(f"{_short(place)}{NB}{days}" for place, days in others)])


def _leg(places: Places) -> str:
    if not places.answered:
        return ""
    return f"on {of_days(places.leg_days, places.answered)} days that name a place"


def _medicines(medicines: MedicineDays) -> str:
    if not medicines.days:
        return ""
    shown = medicines.each[:MEDICINES_SHOWN]
    each = ", ".join(f"{_short(name)}{NB}{days}" for name, days in shown)
    more = len(medicines.each) - len(shown)
    others = f" and {counted(more, 'other')}" if more else ""
    return f"on {counted(medicines.days, 'day')}: {each}{others}"


def _off_work(days: int) -> str:
    return f"because of the back, on {counted(days, 'day')}" if days else ""


def _short(name: str) -> str:
    """A name that leaves room for others."""
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"


def _activity(found: Summary) -> dict[str, Any]:
    if not found.weeks:
        return {"rows": [], "said": "No whole week lies in the period."}
    goals = {week.minutes_goal for week in found.weeks}
    strength_goals = {week.strength_goal for week in found.weeks}
    return {
        "rows": [
            _goal("Active minutes a week", goals, found.minutes, 0),
            _goal("Strength days a week", strength_goals, found.strength, 1),
        ],
        "said": "",
    }


def _goal(name: str, goals: set[int], weeks: WeeksOfGoal, places: int) -> list[str]:
    low, high = min(goals), max(goals)
    goal = f"{low}" if low == high else f"{low} to {high}"
    average = NOTHING
    if weeks.mean is not None:
        average = f"{figure(weeks.mean, places)} ({counted(weeks.complete, 'week')})"
    unknown = str(weeks.unknown)
    if weeks.in_progress:
        unknown += f" + {weeks.in_progress} in progress"
    met = f"{weeks.met} of {weeks.total}"
    return [name, goal, met, str(weeks.missed), unknown, average]


def _exercises(found: Summary) -> dict[str, Any]:
    shown = found.exercises[:EXERCISES_SHOWN]
    more = len(found.exercises) - len(shown)
    return {
        "weeks": len(found.weeks),
        "rows": [*map(_exercise, shown), *_whole_plan(found.adherence)],
        "more": f"and {counted(more, 'more exercise')} in the appendix" if more else "",
    }


def _exercise(row: ExerciseSummary) -> list[str]:
    planned = done_of_planned(row) if row.weeks else "not planned"
    return [capital(row.exercise), str(row.days_done), planned]


def _whole_plan(adherence: Adherence) -> Iterator[list[str]]:
    """All of the plan together, in days and per cent."""
    if not adherence.planned:
        return
    done = count_mark(adherence.done, exact=not adherence.at_least) or NOTHING
    said = f"{done} of {adherence.planned:,}"
    if not adherence.unknown:
        share = percent(adherence.done, adherence.planned)
        said += f" ({share.replace(' %', '+ %') if adherence.at_least else share})"
    yield ["Whole plan", "", said]


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
                    questionnaire_section.of(contents, scores.questionnaire), scores
                ),
            }
            for number, scores in enumerate(shown)
        ],
        "more": f"and {counted(more, 'more questionnaire')} in the appendix" if more else "",
    }
