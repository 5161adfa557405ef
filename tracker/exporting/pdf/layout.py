"""How high the first page's charts may be, so that all of it stays on one page.

What is beside them is estimated from above, in points; the questions for the
appointment take what is left over and go on in the appendix.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from tracker.exporting.paper_size import Paper

_PAGE = {"a4": 766.0, "us-letter": 716.0}  # between the margins of data/report/report.typ
_HEAD = 60.0
_PAIN = 136.0  # heading, averages and the words around its chart
_ACTIVITY = 88.0
_GAPS = 14.0
_LETTERS_A_LINE = 95
_LEAST_FOR_QUESTIONS = 70.0
_MOST_FOR_QUESTIONS = 110.0
_LEAST_PAIN, _MOST_PAIN = 60.0, 170.0
_LEAST_ACTIVITY, _MOST_ACTIVITY = 92.0, 180.0


def chart_heights(first: dict[str, Any], paper: Paper) -> tuple[float, float]:
    """The height of the chart of pain, and of that of activity, for this first page."""
    room = _PAGE[paper] - _HEAD - _PAIN
    room -= _GAPS + _parts(first)
    if first["questions"] is not None:
        room -= _questions(first["questions"])
    if first["activity"] is None:
        return min(max(_LEAST_PAIN, room), _MOST_PAIN), 0
    room -= _ACTIVITY
    pain = min(max(_LEAST_PAIN, 0.44 * room), _MOST_PAIN)
    return pain, min(max(_LEAST_ACTIVITY, 0.56 * room), _MOST_ACTIVITY)


def _questions(lines: list[dict[str, Any]]) -> float:
    count = sum(ceil(len(line["text"]) / _LETTERS_A_LINE) for line in lines)
    return min(max(_LEAST_FOR_QUESTIONS, 34 + 12.5 * count), _MOST_FOR_QUESTIONS)


def _parts(first: dict[str, Any]) -> float:
    """Exercises and questionnaires, side by side."""
    exercises = questionnaires = 0.0
    if first["exercises"] is not None:
        exercises = 48 + 11.0 * len(first["exercises"]["rows"])
    if first["questionnaires"] is not None:
        rows = first["questionnaires"]["rows"]
        scored = any(row["scored"] for row in rows)
        lines = {0: 1, 1: 2}.get(len(rows), 5)
        more = 12 if first["questionnaires"]["more"] else 0
        questionnaires = 34 + 11 * lines + (58 if scored else 0) + more
    return max(exercises, questionnaires)
