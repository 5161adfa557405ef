"""Questionnaires as the report prints them: scores, what was asked, what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.analysis.report import ScoreRow, ScoresSummary, answers_to
from tracker.analysis.report_data import ReportData
from tracker.analysis.scores import ScoreMean
from tracker.exporting.pdf.formatting import dated, reached_text, score, signed, span
from tracker.model import Answers, Questionnaire, Scoring
from tracker.questionnaires import (
    Form,
    FormRefused,
    Item,
    form,
    important_change,
    score_range,
)

SCORINGS = {
    Scoring.SUM: "sum of the answers",
    Scoring.MEAN: "mean of the answers",
    Scoring.COUNT: "number ticked",
    Scoring.NONE: "no score",
}


def of(contents: ReportData, key: str) -> Questionnaire:
    """The questionnaire of that key."""
    return next(asked for asked in contents.questionnaires if asked.key == key)


def read(questionnaire: Questionnaire) -> Form | None:
    """Its form; ``None`` where the file cannot be read any more."""
    try:
        return form(questionnaire)
    except FormRefused:
        return None


def limits(questionnaire: Questionnaire, scores: ScoresSummary) -> tuple[float, float]:
    """The least and the most of the axis: what the score can be, or what it was."""
    asked = read(questionnaire)
    bounds = score_range(asked, questionnaire.scoring) if asked else None
    if bounds is not None and bounds.low < bounds.high:
        return bounds.low, bounds.high
    found = [at.score for at in scores.scores if at.score is not None]
    low, high = min([0.0, *found]), max([0.0, *found])
    return low, high if high > low else low + 1


def places(questionnaire: Questionnaire) -> int:
    """How many decimals its scores have."""
    return 1 if questionnaire.scoring is Scoring.MEAN else 0


def compared(questionnaire: Questionnaire, scores: ScoresSummary) -> dict[str, str]:
    """The last score of the period; with eight or more, its first four beside its last four."""
    scored = scores.scored
    if not scored:
        return {"first": "", "last": "no score", "change": "", "said": ""}
    decimals = places(questionnaire)
    change = scores.change
    if change is None:
        last = _at(scored[-1], decimals)
        if len(scored) > 1:
            last = f"last of {len(scored)}: {last}"
        return {"first": "", "last": last, "change": "", "said": ""}
    points = important_change(questionnaire) if read(questionnaire) else None
    important = ""
    if points is not None:
        reaches = round(change.change, 6) <= -points  # a third and a third and a third are one
        named = f"{score(points)} point{'' if points == 1 else 's'}"
        important = (
            f"Fell by {named} or more, a change that studies say matters: "
            f"{reached_text(reaches, change.change)}"
        )
    return {
        "first": _mean(change.before),
        "last": _mean(change.now),
        "change": signed(change.change),
        "said": important,
    }


def whole(contents: ReportData, scores: ScoresSummary, most: int | None) -> dict[str, Any]:
    """What was asked and answered in the period, for the appendix; the latest `most` of it."""
    questionnaire = of(contents, scores.questionnaire)
    asked = read(questionnaire)
    every = answers_to(questionnaire, contents)
    given = every[-most:] if most else every
    numbers = _numbers(asked, given)
    items = {item.link_id: item for item in asked.questions} if asked else {}
    bounds = score_range(asked, questionnaire.scoring) if asked else None
    scored = f"Score: {SCORINGS[questionnaire.scoring]}"
    if bounds is not None:
        scored += f", {score(bounds.low)} to {score(bounds.high)}"
    if len(given) < len(every):
        scored += f". The last {len(given)} of {len(every):,} times"
    return {
        "title": questionnaire.title,
        "scored": scored,
        "source": asked.copyright if asked else "",
        "items": [
            {"number": str(number), "text": _text(items.get(link_id), link_id)}
            for link_id, number in numbers.items()
        ],
        "answers": [
            [
                dated(answers.date),
                score(answers.score, places(questionnaire)),
                _answers_text(answers, items, numbers),
            ]
            for answers in given
        ],
    }


def _numbers(asked: Form | None, given: list[Answers]) -> dict[str, int]:
    """A number for each question, in the form's order, then for what it no longer asks."""
    links = [item.link_id for item in asked.questions] if asked else []
    answered = (answer.link_id for answers in given for answer in answers.answers)
    return {link: number for number, link in enumerate(dict.fromkeys([*links, *answered]), 1)}


def _text(item: Item | None, link_id: str) -> str:
    if item is None:
        return f"Question {link_id}"
    ends = [words for words in (item.lowest, item.highest) if words]
    if len(ends) == 2 and item.low is not None and item.high is not None:
        return f"{item.text} ({score(item.low)} {ends[0]}; {score(item.high)} {ends[1]})"
    return item.text or f"Question {link_id}"


def _answers_text(answers: Answers, items: dict[str, Item], numbers: dict[str, int]) -> str:
    ticked = [answer for answer in answers.answers if isinstance(answer.value, bool)]
    if len(ticked) == len(answers.answers) and len(ticked) > 3:
        yes = sorted(numbers[answer.link_id] for answer in ticked if answer.value)
        return "Ticked: " + (", ".join(map(str, yes)) if yes else "none")
    return "; ".join(_answers(answers, items, numbers))


def _answers(answers: Answers, items: dict[str, Item], numbers: dict[str, int]) -> Iterator[str]:
    for answer in answers.answers:
        item = items.get(answer.link_id)
        said = item.said(answer.value) if item else str(answer.value)
        yield f"{numbers[answer.link_id]}: {said}"


def _mean(found: ScoreMean) -> str:
    return f"{score(found.mean, 1)} (mean of {found.n}, {span(found.first, found.last)})"


def _at(found: ScoreRow, decimals: int) -> str:
    return f"{score(found.score, decimals)} on {dated(found.date)}"
