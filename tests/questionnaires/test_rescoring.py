"""Saved scores held against what the present rule makes of the answers."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from tests.questionnaires.files import item, questionnaire, scale, written
from tracker.model import Answer, Answers, Questionnaire, Scoring
from tracker.questionnaires import is_outdated, peg, scored_anew, without_outdated

AT = datetime(2026, 11, 18, 20, 14, tzinfo=timezone(timedelta(hours=1)))
FORM = Questionnaire(
    "k",
    "T",
    written(questionnaire(scale("a"), scale("b"), item("t", "decimal", "Total"))),
    Scoring.SUM,
)
GIVEN = (Answer("a", 3), Answer("b", 4))


def answered(score: float | None, *given: Answer, key: str = "k") -> Answers:
    return Answers(date(2026, 11, 18), key, given or GIVEN, score, AT)


@pytest.mark.parametrize(
    ("saved", "outdated"), [(7.0, False), (14.0, True), (6.9, True), (None, True), (0.0, True)]
)
def test_a_score_fits_its_answers_or_is_outdated(saved: float | None, outdated: bool) -> None:
    assert is_outdated(FORM, answered(saved)) is outdated
    assert scored_anew(FORM, answered(saved)) == answered(7.0)


def test_a_mean_that_was_rounded_fits() -> None:
    thirds = (Answer("average", 4), Answer("enjoyment", 4), Answer("activity", 5))
    for saved, outdated in ((13 / 3, False), (4.3, False), (4.33, False), (4.0, True)):
        assert is_outdated(peg(), answered(saved, *thirds, key=peg().key)) is outdated


def test_half_a_form_has_no_score_however_it_was_saved() -> None:
    assert is_outdated(FORM, answered(3.0, Answer("a", 3)))
    assert not is_outdated(FORM, answered(None, Answer("a", 3)))


def test_into_a_report_goes_no_outdated_score_and_every_answer() -> None:
    lost, fits, wrong = answered(5.0, key="gone"), answered(7.0), answered(14.0)
    found = without_outdated([FORM], [lost, fits, wrong])
    assert found == (lost, fits, replace(wrong, score=None))
    unreadable = replace(FORM, definition="{}")
    assert without_outdated([unreadable], [wrong]) == (wrong,)
