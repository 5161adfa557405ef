"""Scores compared by means of four, held against plain arithmetic."""

import random
from datetime import date, timedelta
from statistics import fmean

import pytest

from tracker.analysis.scores import Scored, ScoreMean, since_before, since_first

DAY = date(2026, 11, 21)


def weekly(*scores: float) -> list[Scored]:
    return [
        Scored(DAY - timedelta(weeks=len(scores) - 1 - number), score)
        for number, score in enumerate(scores)
    ]


@pytest.mark.parametrize("many", range(8))
def test_fewer_than_eight_are_not_compared(many: int) -> None:
    scored = weekly(*map(float, range(many)))
    assert since_before(scored) is None
    assert since_first(scored) is None


def test_means_of_four_have_no_answer_in_common() -> None:
    found = since_first(weekly(8, 8, 8, 8, 4, 4, 4, 5))
    assert found is not None
    assert found.before == ScoreMean(8, 4, date(2026, 10, 3), date(2026, 10, 24))
    assert found.now == ScoreMean(4.25, 4, date(2026, 10, 31), DAY)
    assert found.change == -3.75
    assert found == since_before(weekly(8, 8, 8, 8, 4, 4, 4, 5))


@pytest.mark.parametrize("many", range(8, 40))
def test_the_last_four_are_held_against_the_four_before_and_the_first_four(many: int) -> None:
    numbers = random.Random(many)
    scores = [round(numbers.uniform(0, 10), 1) for _ in range(many)]
    before, first = since_before(weekly(*scores)), since_first(weekly(*scores))
    assert before is not None
    assert first is not None
    assert before.now == first.now
    assert before.now.mean == pytest.approx(fmean(scores[-4:]))
    assert before.before.mean == pytest.approx(fmean(scores[-8:-4]))
    assert first.before.mean == pytest.approx(fmean(scores[:4]))


def test_chance_alone_makes_a_point_less_often_than_between_two_answers() -> None:
    """Scores around one level: how often a fall of a point or more appears."""
    numbers = random.Random(7)
    alone = compared = 0
    for _ in range(2_000):
        scored = weekly(*(numbers.gauss(5, 1.4) for _ in range(8)))
        alone += scored[-1].score - scored[-2].score <= -1
        found = since_before(scored)
        compared += found is not None and found.change <= -1
    assert alone > 500
    assert compared < alone / 1.8
