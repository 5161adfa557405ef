"""Which questionnaires there are to answer, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tracker.model import Answers, Questionnaire
from tracker.questionnaires.peg import peg

LEAST_DIARY = timedelta(days=7)  # the PEG asks about the past week: a newcomer has none yet


def offered(stored: Iterable[Questionnaire]) -> tuple[Questionnaire, ...]:
    """The PEG, as it ships or as the person has set it, then what they loaded."""
    by_key = {peg().key: peg()} | {one.key: one for one in stored}
    return tuple(by_key.values())


def is_due(
    questionnaire: Questionnaire, last: date | None, first_day: date | None, today: date
) -> bool:
    """Whether its turn has come: it was last answered on `last`, the diary begins on `first_day`.

    What was never answered is due at once, the PEG once the diary is a week old.
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
