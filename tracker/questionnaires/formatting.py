"""Scores and their changes as a person reads them: stated, not judged."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.model import Scoring
from tracker.questionnaires.form import Form, Value
from tracker.questionnaires.scoring import answered_of, made_of, score_range


def figure(value: float, scoring: Scoring) -> str:
    """A score: a mean with one decimal place, anything else with as many as it has, up to two."""
    if scoring is Scoring.MEAN:
        return f"{value:.1f}"
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def score_words(
    form: Form, answers: Mapping[str, Value], scoring: Scoring, score: float | None
) -> str:
    """A score with what it can be and how many answers it is made of.

    Parameters
    ----------
    form
        The form that was answered.
    answers
        Values by link id.
    scoring
        How they were made one figure.
    score
        The figure as it was saved; None where there is none, and the words say why.
    """
    if scoring is Scoring.NONE:
        return "No score is made of these answers"
    answered, asked = answered_of(form, answers, scoring)
    if score is None and answered < asked:
        return f"No score: {answered} of {asked} questions that count are answered"
    if score is None:
        without = asked - made_of(form, answers, scoring)
        noun = "answers has" if without == 1 else "answers have"
        return f"No score: {without} of {asked} {noun} no figure" if without else "No score"
    said = figure(score, scoring)
    if scoring is Scoring.COUNT:
        ticked = all(item.tick for item in form.questions)
        return f"{said} of {asked} {'ticked' if ticked else 'answered yes'}"
    bounds = score_range(form, scoring)
    if bounds is not None and bounds.low == 0:
        said += f" of {figure(bounds.high, Scoring.SUM)}"
    elif bounds is not None:
        low, high = (figure(bound, Scoring.SUM) for bound in (bounds.low, bounds.high))
        said += f", from {low} to {high}"
    n = made_of(form, answers, scoring)
    return f"{said}, {scoring} of {n} {'answer' if n == 1 else 'answers'}"


def change_words(now: float, before: float) -> str:
    """How far a mean of scores lies from an earlier one: "2.0 points lower than"."""
    points = f"{abs(now - before):.1f}"
    if float(points) == 0:
        return "The same as"
    noun = "point" if float(points) == 1 else "points"
    return f"{points} {noun} {'lower' if now < before else 'higher'} than"


def important_words(points: float) -> str:
    """How much of a fall matters to people, in one sentence: studies describe improvement."""
    noun = "point" if points == 1 else "points"
    return (
        f"Studies count a fall of {points:g} {noun} or more as a change that matters to people; "
        "for a rise no figure is agreed on."
    )
