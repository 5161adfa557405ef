"""Scores of a questionnaire compared: means of four answers, never one with one.

One answer against one is noise: of pairs of PEG scores between which nothing changed, about
a third fell by a point, which studies call a change that matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

ANSWERS = 4


@dataclass(frozen=True, slots=True)
class Scored:
    """A score and the day that the answers are of."""

    date: date
    score: float


@dataclass(frozen=True, slots=True)
class ScoreMean:
    """The mean of the scores of some answers: how many they are, the first and the last day."""

    mean: float
    n: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """Two means of four answers each that have no answer in common."""

    before: ScoreMean
    now: ScoreMean

    @property
    def change(self) -> float:
        """The later mean less the earlier one, in points."""
        return self.now.mean - self.before.mean


def since_before(scored: Sequence[Scored]) -> ScoreChange | None:
    """The last four scores and the four before them, by date; None with fewer than eight."""
    return _compared(scored[-2 * ANSWERS : -ANSWERS], scored[-ANSWERS:])


def since_first(scored: Sequence[Scored]) -> ScoreChange | None:
    """The last four scores and the first four, by date; None with fewer than eight."""
    return _compared(scored[:ANSWERS], scored[max(ANSWERS, len(scored) - ANSWERS) :])


def _compared(before: Sequence[Scored], now: Sequence[Scored]) -> ScoreChange | None:
    if len(before) < ANSWERS or len(now) < ANSWERS:
        return None
    return ScoreChange(_mean(before), _mean(now))


def _mean(scored: Sequence[Scored]) -> ScoreMean:
    total = sum(Fraction(str(one.score)) for one in scored)
    return ScoreMean(float(total / len(scored)), len(scored), scored[0].date, scored[-1].date)
