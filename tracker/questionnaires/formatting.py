"""Scores and their changes as a person reads them: stated, not judged."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.formatting import PLAIN, Formats, plural, rounded
from tracker.model import Scoring
from tracker.questionnaires.form import Form, Value
from tracker.questionnaires.scoring import answered_of, made_of, score_range

NOT_SCORED = "No score is made of these answers"
NOT_ALL_ANSWERED = "No score: {questions} that count answered"
WITHOUT_FIGURE = (
    "No score: {answers} has no figure",
    "No score: {answers} have no figure",
)
NONE = "No score"
TICKED, ANSWERED_YES = "{score} of {asked} ticked", "{score} of {asked} answered yes"
OUT_OF, WITHIN = "{score} of {high}", "{score}, from {low} to {high}"
MADE_OF = ("{score}, {scoring} of {n} answer", "{score}, {scoring} of {n} answers")
SAME = "The same as"
LOWER = ("{points} point lower than", "{points} points lower than")
HIGHER = ("{points} point higher than", "{points} points higher than")
IMPORTANT = (
    "Studies count a fall of {points} point or more as a change that matters to people; "
    "for a rise no figure is agreed on.",
    "Studies count a fall of {points} points or more as a change that matters to people; "
    "for a rise no figure is agreed on.",
)


def figure(value: float, scoring: Scoring, formats: Formats = PLAIN) -> str:
    """A score: a mean with one decimal place, anything else with as many as it has, up to two."""
    if scoring is Scoring.MEAN:
        return formats.number(value, 1)
    return formats.number(float(rounded(value, 2)))


def score_words(
    form: Form,
    answers: Mapping[str, Value],
    scoring: Scoring,
    score: float | None,
    formats: Formats = PLAIN,
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
    formats
        How numbers are written.
    """
    if scoring is Scoring.NONE:
        return NOT_SCORED
    answered, asked = answered_of(form, answers, scoring)
    if score is None and answered < asked:
        return NOT_ALL_ANSWERED.format(questions=formats.out_of(answered, asked, "question"))
    if score is None:
        without = asked - made_of(form, answers, scoring)
        of_all = formats.out_of(without, asked, "answer")
        return plural(without, *WITHOUT_FIGURE).format(answers=of_all) if without else NONE
    said = figure(score, scoring, formats)
    if scoring is Scoring.COUNT:
        ticked = all(item.tick for item in form.questions)
        return (TICKED if ticked else ANSWERED_YES).format(score=said, asked=asked)
    bounds = score_range(form, scoring)
    low, high = (
        (figure(bound, Scoring.SUM, formats) for bound in (bounds.low, bounds.high))
        if bounds
        else ("", "")
    )
    words = WITHIN if bounds and bounds.low else OUT_OF if bounds else "{score}"
    n = made_of(form, answers, scoring)
    return plural(n, *MADE_OF).format(
        score=words.format(score=said, low=low, high=high), scoring=scoring, n=n
    )


def change_words(now: float, before: float, formats: Formats = PLAIN) -> str:
    """How far a mean of scores lies from an earlier one: "2.0 points lower than"."""
    change = rounded(abs(now - before), 1)
    if not change:
        return SAME
    words = LOWER if now < before else HIGHER
    return plural(float(change), *words).format(points=formats.number(float(change), 1))


def important_words(points: float, formats: Formats = PLAIN) -> str:
    """How much of a fall matters to people, in one sentence: studies describe improvement."""
    return plural(points, *IMPORTANT).format(points=formats.number(points))
