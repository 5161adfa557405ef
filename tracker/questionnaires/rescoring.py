"""Saved scores that the present rule doesn't make of the saved answers.

Such a score was made when a form's own total still counted, by another rule, or by another
program. It stays as it was saved until the person has it scored anew; until then it is
compared with nothing and goes into no report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.model import Answers, Questionnaire
from tracker.questionnaires.element import FormRefused
from tracker.questionnaires.fhir_parser import form_of
from tracker.questionnaires.filling import values
from tracker.questionnaires.scoring import score

_ROUNDED = 0.051  # other programs write a mean with one decimal


def scored_anew(questionnaire: Questionnaire, answers: Answers) -> Answers:
    """The answers with the score that the present rule makes of them."""
    made = score(form_of(questionnaire), values(answers.answers), questionnaire.scoring)
    return replace(answers, score=made)


def is_outdated(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Whether the saved score isn't what the present rule makes; not where the form is lost."""
    try:
        made = scored_anew(questionnaire, answers).score
    except FormRefused:
        return False
    if made is None or answers.score is None:
        return made is not answers.score
    return abs(made - answers.score) > _ROUNDED


def without_outdated(
    questionnaires: Iterable[Questionnaire], answers: Iterable[Answers]
) -> tuple[Answers, ...]:
    """The answers, those with an outdated score without it; answers to lost forms stay."""
    by_key = {one.key: one for one in questionnaires}
    return tuple(
        replace(one, score=None)
        if one.score is not None
        and (asked := by_key.get(one.questionnaire)) is not None
        and is_outdated(asked, one)
        else one
        for one in answers
    )
