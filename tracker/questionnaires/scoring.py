"""How answers become one figure, what that figure can be, and saved ones made otherwise.

Only what is asked counts (:mod:`tracker.questionnaires.filling`). Numbers count
as they are, a yes as 1 and a no as 0, a choice as the weight of its option. Texts,
choices of several, choices without weights and what is known not to belong to a
total don't count. An option without a weight among others that have one ("does not
apply") has no figure: chosen, it leaves no score, as a missing answer does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tracker.model import Answers, Questionnaire, Scoring
from tracker.questionnaires.element import FormRefused
from tracker.questionnaires.fhir_parser import form_of
from tracker.questionnaires.filling import Filled, fill, values
from tracker.questionnaires.form import Form, Item, ItemType, Value
from tracker.questionnaires.known_forms import APART_CODES, is_peg
from tracker.questionnaires.unasked import has_code

_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)
_ROUNDED = 0.051  # other programs write a mean with one decimal


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a score can be."""

    low: float
    high: float


def score(form: Form, answers: Mapping[str, Value], scoring: Scoring) -> float | None:
    """What the answers come to.

    Parameters
    ----------
    form
        The form that was answered.
    answers
        Values by link id; what isn't asked, given the others, doesn't count.
    scoring
        Sum, mean or count of what counts, or none.

    Returns
    -------
    float or None
        None where none is wanted, where nothing counts, and where a question that counts is
        unanswered or its answer has no figure: a missing answer is never a zero.
    """
    filled = fill(form, answers)
    counting = [item for item in filled.questions if _counts(item, scoring)]
    if scoring is Scoring.NONE or not counting:
        return None
    if any(item.link_id not in filled.answers for item in counting):
        return None
    if scoring is Scoring.COUNT:
        return float(sum(filled.answers[item.link_id] is True for item in counting))
    numbers = _numbers(filled, counting)
    if len(numbers) < len(counting):
        return None
    total = sum(numbers)
    return float(total / len(numbers) if scoring is Scoring.MEAN else total)


def scorings(form: Form) -> tuple[Scoring, ...]:
    """The scorings that make something of this form, the usual one first."""
    numbers = [item for item in form.questions if _counts(item, Scoring.SUM)]
    ticks = [item for item in form.questions if _counts(item, Scoring.COUNT)]
    if not numbers:
        return (Scoring.NONE,)
    possible = (Scoring.SUM, Scoring.MEAN, *[Scoring.COUNT] * bool(ticks), Scoring.NONE)
    usual = _usual(form, numbers)
    return (usual, *(one for one in possible if one is not usual))


def _usual(form: Form, numbers: list[Item]) -> Scoring:
    """None where questions of more than one kind would be added up."""
    if is_peg(form):
        return Scoring.MEAN
    if len(set(map(_kind, numbers))) > 1 or any(map(_is_open, numbers)):
        return Scoring.NONE
    return Scoring.COUNT if numbers[0].type is ItemType.BOOLEAN else Scoring.SUM


def _kind(item: Item) -> tuple[object, ...]:
    """What has to be alike to be added up; weights are made for it, numbers need one range."""
    if item.type is ItemType.BOOLEAN:
        return ("yes or no",)
    if item.options:
        return ("weights",)
    return "numbers", item.low, item.high, item.unit


def _is_open(item: Item) -> bool:
    return item.type in _NUMBERS and not item.options and (item.low is None or item.high is None)


def score_range(form: Form, scoring: Scoring) -> Range | None:
    """The least and the most that a score can be.

    Parameters
    ----------
    form
        The form; a question that may not be asked can leave a sum without its figure.
    scoring
        Sum, mean or count of what counts, or none.

    Returns
    -------
    Range or None
        None where nothing counts, and where the form doesn't say the ends of all that does.
    """
    counting = [item for item in form.questions if _counts(item, scoring)]
    if scoring is Scoring.NONE or not counting:
        return None
    if scoring is Scoring.COUNT:
        return Range(0, len(counting))
    bounds = [_bounds(item) for item in counting]
    known = [bound for bound in bounds if bound is not None]
    if len(known) < len(bounds):
        return None
    if scoring is Scoring.MEAN:
        return Range(min(b.low for b in known), max(b.high for b in known))
    always = [_always_counts(form, item) for item in counting]
    lows = (b.low if sure else min(0.0, b.low) for b, sure in zip(known, always, strict=True))
    highs = (b.high if sure else max(0.0, b.high) for b, sure in zip(known, always, strict=True))
    return Range(sum(lows), sum(highs))


def answered_of(form: Form, answers: Mapping[str, Value], scoring: Scoring) -> tuple[int, int]:
    """How many of how many questions that are asked and count have an answer."""
    filled = fill(form, answers)
    counting = [item for item in filled.questions if _counts(item, scoring)]
    return sum(item.link_id in filled.answers for item in counting), len(counting)


def made_of(form: Form, answers: Mapping[str, Value], scoring: Scoring) -> int:
    """How many answers a sum or mean is made of: those that are a figure."""
    filled = fill(form, answers)
    return len(_numbers(filled, [item for item in filled.questions if _counts(item, scoring)]))


def _counts(item: Item, scoring: Scoring) -> bool:
    if item.several or has_code(item, APART_CODES):
        return False
    if scoring is Scoring.COUNT:
        return item.type is ItemType.BOOLEAN
    if item.options:
        return any(option.weight is not None for option in item.options)
    return item.type is ItemType.BOOLEAN or item.type in _NUMBERS


def _numbers(filled: Filled, counting: Iterable[Item]) -> list[Fraction]:
    figures = (item.figure(filled.answers.get(item.link_id)) for item in counting)
    return [Fraction(str(figure)) for figure in figures if figure is not None]


def _bounds(item: Item) -> Range | None:
    if item.options:
        weights = [option.weight for option in item.options if option.weight is not None]
        return Range(min(weights), max(weights))
    if item.type is ItemType.BOOLEAN:
        return Range(0, 1)
    if item.low is None or item.high is None:
        return None
    return Range(item.low, item.high)


def _always_counts(form: Form, item: Item) -> bool:
    return not any(
        one.condition is not None and (one is item or item in _inside(one)) for one in form.walk()
    )


def _inside(group: Item) -> list[Item]:
    return [inner for one in group.items for inner in (one, *_inside(one))]


# -- saved scores that the present rule doesn't make
#
# Such a score was made when a form's own total still counted, by another rule, or by another
# program. It stays as it was saved until the person has it scored anew; until then it is
# compared with nothing and goes into no report.


def scored_anew(questionnaire: Questionnaire, answers: Answers) -> Answers:
    """The answers with the score that the present rule makes of them."""
    made = score(form_of(questionnaire), values(answers.answers), questionnaire.scoring)
    return replace(answers, score=made)


def is_outdated(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Whether the saved score isn't what the present rule makes; not where the form is lost."""
    try:
        made = scored_anew(questionnaire, answers).score
    except FormRefused:
        return False
    if made is None or answers.score is None:
        return made is not answers.score
    return abs(made - answers.score) > _ROUNDED


def without_outdated(
    questionnaires: Iterable[Questionnaire], answers: Iterable[Answers]
) -> tuple[Answers, ...]:
    """The answers, those with an outdated score without it; answers to lost forms stay."""
    by_key = {one.key: one for one in questionnaires}
    return tuple(
        replace(one, score=None)
        if one.score is not None
        and (asked := by_key.get(one.questionnaire)) is not None
        and is_outdated(asked, one)
        else one
        for one in answers
    )
