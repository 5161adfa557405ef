"""Answers, forms and visits for the questionnaires' screen."""

from datetime import date

from tests.pages.builders import BERLIN
from tests.pages.visiting import Visit
from tests.questionnaires.files import Fields, written
from tracker.model import Answer, Answers, Questionnaire, Scoring
from tracker.questionnaires import form, peg, score, values
from tracker.ui.formatting import label

PEG = peg().key
FIRST, SECOND, THIRD = (label(one.label) for one in form(peg()).questions)
SAVE = "Save answers"


def numbers(one: int, two: int, three: int) -> tuple[Answer, ...]:
    return (Answer("average", one), Answer("enjoyment", two), Answer("activity", three))


def peg_on(day: date, *given: int) -> Answers:
    answers = numbers(*given)
    made = score(form(peg()), values(answers), Scoring.MEAN)
    return Answers(day, PEG, answers, made, BERLIN.now())


def loaded(made: Fields, scoring: Scoring = Scoring.NONE, **fields: object) -> Questionnaire:
    return Questionnaire(
        str(made["url"]), str(made["title"]), written(made), scoring, **fields  # type: ignore[arg-type]
    )  # fmt: skip


def answering(key: str = PEG, **query: str) -> Visit:
    return Visit("questionnaires", form=key, **query)
