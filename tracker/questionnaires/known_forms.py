"""What is known of certain questionnaires, beyond what their files say."""

from __future__ import annotations

import re

from tracker.model import Scoring
from tracker.questionnaires.form import Form, Item, ItemType

PEG_CODE = "91148-7"
LOINC = "http://loinc.org"
# Of the PHQ-9 and GAD-7: how difficult the problems made things. It is no part of their totals.
APART_CODES = frozenset({"69722-7"})
PEG_POINTS = 1.0
ROLAND_MORRIS_POINTS = 5.0  # Ostelo 2008
ROLAND_MORRIS_SENTENCES = 24

_NAMED_ROLAND_MORRIS = re.compile(r"roland\W{0,3}(and)?\W{0,3}morris|\b(rmdq|rmq|rdq)\b", re.I)


def is_peg(form: Form) -> bool:
    """Whether it is the PEG: three questions from 0 to 10 under its LOINC code."""
    return any(code.system == LOINC and code.code == PEG_CODE for code in form.codes) and [
        _ends(item) for item in form.questions
    ] == 3 * [(0, 10)]


def is_roland_morris(form: Form) -> bool:
    """Whether it is named for Roland and Morris and has their 24 sentences to tick."""
    names = (form.title, form.key, *(code.display for code in form.codes))
    return (
        any(map(_NAMED_ROLAND_MORRIS.search, names))
        and [item.type for item in form.questions] == [ItemType.BOOLEAN] * ROLAND_MORRIS_SENTENCES
    )


def _ends(item: Item) -> tuple[float | None, float | None]:
    """The least and the most of a whole number, or of a scale of options written out."""
    weights = [option.weight for option in item.options if option.weight is not None]
    if len(weights) == len(item.options) == 11 and not item.several:
        return min(weights), max(weights)
    return (item.low, item.high) if item.type is ItemType.INTEGER else (None, None)


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
