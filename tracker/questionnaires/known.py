"""The two questionnaires of which it is known how much of a fall matters to people."""

from __future__ import annotations

import re

from tracker.model import Scoring
from tracker.questionnaires.form import Form, ItemType

PEG_CODE = "91148-7"
LOINC = "http://loinc.org"
PEG_POINTS = 1.0
ROLAND_MORRIS_POINTS = 5.0  # Ostelo 2008
ROLAND_MORRIS_SENTENCES = 24

_NAMED_ROLAND_MORRIS = re.compile(r"roland\W{0,3}(and)?\W{0,3}morris|\b(rmdq|rmq|rdq)\b", re.I)


def is_peg(form: Form) -> bool:
    """Whether it is the PEG: three questions from 0 to 10 under its LOINC code."""
    return any(code.system == LOINC and code.code == PEG_CODE for code in form.codes) and [
        (item.type, item.low, item.high) for item in form.questions
    ] == 3 * [(ItemType.INTEGER, 0, 10)]


def is_roland_morris(form: Form) -> bool:
    """Whether it is named for Roland and Morris and has their 24 sentences to tick."""
    names = (form.title, form.key, *(code.display for code in form.codes))
    return (
        any(map(_NAMED_ROLAND_MORRIS.search, names))
        and [item.type for item in form.questions] == [ItemType.BOOLEAN] * ROLAND_MORRIS_SENTENCES
    )


def important_points(form: Form, scoring: Scoring) -> float | None:
    """By how many points a score has to fall to matter to people with back pain.

    None where that isn't known: for every form but the PEG, scored by its mean,
    and the Roland-Morris questionnaire, scored by how many sentences are ticked.
    """
    if scoring is Scoring.MEAN and is_peg(form):
        return PEG_POINTS
    if scoring in (Scoring.COUNT, Scoring.SUM) and is_roland_morris(form):
        return ROLAND_MORRIS_POINTS
    return None
