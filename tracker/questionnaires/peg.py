"""Which questionnaires there are, the PEG that ships before all others, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from tracker.model import Answers, Questionnaire, Scoring
from tracker.places import DATA
from tracker.questionnaires.fhir_parser import decoded, read
from tracker.questionnaires.form import Code
from tracker.questionnaires.known_forms import LOINC

FILE = DATA / "questionnaires" / "peg.json"
EVERY_DAYS = 7  # it asks about the past week
SCORE_CODE = Code(LOINC, "91147-9")
CITATION = (
    "Krebs EE, Lorenz KA, Bair MJ, Damush TM, Wu J, Sutherland JM, Asch SM, Kroenke K. "
    "Development and initial validation of the PEG, a three-item scale assessing pain intensity "
    "and interference. J Gen Intern Med 2009;24(6):733-738."
)
LEAST_DIARY = timedelta(days=7)  # the PEG asks about the past week: a newcomer has none yet


@cache
def peg() -> Questionnaire:
    """The PEG as it ships, asked every week; its score is the mean of its three answers."""
    definition = decoded(FILE.read_bytes())
    form = read(definition)
    return Questionnaire(form.key, form.title, definition, Scoring.MEAN, EVERY_DAYS)


def offered(stored: Iterable[Questionnaire]) -> tuple[Questionnaire, ...]:
    """The PEG, as it ships or as the person has set it, then what they loaded."""
    by_key = {peg().key: peg()} | {one.key: one for one in stored}
    return tuple(by_key.values())


def is_due(
    questionnaire: Questionnaire, last: date | None, first_day: date | None, today: date
) -> bool:
    """Whether a questionnaire's turn has come.

    Parameters
    ----------
    questionnaire
        With its interval in days; one without never has a turn.
    last
        The day of its latest answers, None where it was never answered: then it is due at
        once, the PEG once the diary is a week old.
    first_day
        The first day with anything recorded, None for an empty diary.
    today
        The day to be told about, on the person's own clock.
    """
    if questionnaire.every_days is None:
        return False
    if questionnaire.not_before is not None and today < questionnaire.not_before:
        return False
    if last is not None:
        return today >= last + timedelta(days=questionnaire.every_days)
    if questionnaire.key != peg().key:
        return True
    return first_day is not None and today >= first_day + LEAST_DIARY


def last_answered(answers: Iterable[Answers]) -> dict[str, date]:
    """When each questionnaire was last answered, by key."""
    found: dict[str, date] = {}
    for one in answers:
        found[one.questionnaire] = max(one.date, found.get(one.questionnaire, one.date))
    return found
