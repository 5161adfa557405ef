"""A questionnaire's scores on paper, small, over the period's time axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.analysis.report import ScoreRow, ScoresSummary
from tracker.charts.palette import LIGHT
from tracker.charts.printed.sheet import Panel, Span, calendar, layer, sheet, words
from tracker.formatting import PLAIN, Formats, rounded

NO_SCORE = "Chart of the scores: no answers make a score."
ONE = "Chart of the scores: {last} on {days}."
ALT = "Chart of {scores}, {days}: the first {first}, the last {last}."
_APART = 24  # points between figures, so that they do not touch each other


def spec(
    scores: Sequence[ScoreRow], span: Span, height: float, low: float, high: float, places: int = 0
) -> dict[str, Any]:
    """The chart with its data.

    Parameters
    ----------
    scores
        A questionnaire's scores by date.
    span
        The time axis.
    height
        Of the drawing, in points.
    low, high
        The ends of the axis.
    places
        Decimals of the figures, or one where a score is not whole.

    Returns
    -------
    dict
        A Vega spec.
    """
    rows = [
        {
            "x": span.at(score.date) + 0.5,
            "score": score.score,
            "text": _figure(score.score, places, span.formats),
        }
        for score in scores
        if score.score is not None
    ]
    panel = Panel(0, height, low, high)
    named = rows if len(rows) * _APART <= span.width else [rows[0], rows[-1]]
    square = {"type": "symbol", "shape": "square", "size": 16 if len(rows) <= 25 else 7}
    x, y = span.x(), panel.y("score")
    return sheet(
        [
            *panel.lines((low, high), span),
            layer(rows, {"type": "line", "stroke": LIGHT.text, "strokeWidth": 1}, x=x, y=y),
            layer(rows, square | {"fill": LIGHT.text}, x=x, y=y),
            words(named, x=x, y=y, align="center", baseline="bottom", dy=-3, fill=LIGHT.text),
            *calendar(span, height),
        ],
        span.width,
        height,
        top=10,
    )


def _figure(score: float, places: int, formats: Formats) -> str:
    one = rounded(score, 1)
    return formats.number(score, 1 if places else int(one != one.to_integral_value()))


def alt(scores: ScoresSummary, formats: Formats = PLAIN) -> str:
    """The chart in one sentence, with its figures; the title is left to the page."""
    scored = [(score.date, score.score) for score in scores.scores if score.score is not None]
    if not scored:
        return NO_SCORE
    (first, one), (last, latest) = scored[0], scored[-1]
    return (ONE if len(scored) == 1 else ALT).format(
        scores=formats.counted(len(scored), "score"),
        days=formats.range_text(first, last),
        first=formats.number(one, 1),
        last=formats.number(latest, 1),
    )
