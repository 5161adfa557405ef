"""Questionnaires that a person answers: read from FHIR R4, asked, counted.

>>> form(peg()).questions[0].text
'What number best describes your pain on average in the past week?'
>>> score(form(peg()), {"average": 6, "enjoyment": 4, "activity": 5}, Scoring.MEAN)
5.0
"""

from tracker.model import Questionnaire, Scoring
from tracker.questionnaires.crisis import asks_about_self_harm, is_about_self_harm
from tracker.questionnaires.element import FormRefused
from tracker.questionnaires.fhir_parser import decoded, form_of, read
from tracker.questionnaires.filling import Filled, fill, values
from tracker.questionnaires.form import (
    Code,
    Condition,
    Form,
    Item,
    ItemType,
    NotAsked,
    One,
    Operator,
    Option,
    Test,
    Value,
    walk,
)
from tracker.questionnaires.formatting import change_words, figure, important_words, score_words
from tracker.questionnaires.known_forms import important_points, is_peg, is_roland_morris
from tracker.questionnaires.languages import in_language, language_name, languages
from tracker.questionnaires.peg import CITATION, SCORE_CODE, is_due, last_answered, offered, peg
from tracker.questionnaires.scoring import (
    Range,
    is_outdated,
    score,
    score_range,
    scored_anew,
    scorings,
    without_outdated,
)

__all__ = [
    "CITATION",
    "SCORE_CODE",
    "Code",
    "Condition",
    "Filled",
    "Form",
    "FormRefused",
    "Item",
    "ItemType",
    "NotAsked",
    "One",
    "Operator",
    "Option",
    "Range",
    "Scoring",
    "Test",
    "Value",
    "asks_about_self_harm",
    "change_words",
    "decoded",
    "figure",
    "fill",
    "form",
    "important_change",
    "important_points",
    "important_words",
    "in_language",
    "is_about_self_harm",
    "is_due",
    "is_outdated",
    "is_peg",
    "is_roland_morris",
    "language_name",
    "languages",
    "last_answered",
    "offered",
    "peg",
    "read",
    "score",
    "score_range",
    "score_words",
    "scored_anew",
    "scorings",
    "values",
    "walk",
    "without_outdated",
]


form = form_of


def important_change(questionnaire: Questionnaire) -> float | None:
    """How many points of a fall matter to people with back pain, where that is known."""
    return important_points(form(questionnaire), questionnaire.scoring)
