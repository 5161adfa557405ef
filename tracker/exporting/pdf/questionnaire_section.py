"""Questionnaires as the report prints them: scores, what was asked, what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.analysis.report import ScoreRow, ScoresSummary, answers_to
from tracker.analysis.report_data import ReportData
from tracker.analysis.scores import ScoreMean
from tracker.exporting.pdf.formatting import dated, reached_text, score, signed, span
from tracker.formatting import PLAIN, Formats, listed, plural
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

SCORE = "Score: {scoring}"
SCORE_WITHIN = "Score: {scoring}, {low} to {high}"
LAST_TIMES = "{scored}. The last {n} of {all} times"
NO_SCORE, LAST_OF = "no score", "last of {n}: {last}"
MEAN = "{mean} (mean of {n}, {days})"
ON_DAY = "{score} on {day}"
IMPORTANT = (
    "Fell by {points} point or more, a change that studies say matters: {reached}",
    "Fell by {points} points or more, a change that studies say matters: {reached}",
)
QUESTION = "Question {link}"
TICKED, NONE_TICKED = "Ticked: {numbers}", "Ticked: none"


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


def compared(
    questionnaire: Questionnaire, scores: ScoresSummary, *, formats: Formats = PLAIN
) -> dict[str, str]:
    """The last score of the period; with eight or more, its first four beside its last four."""
    scored = scores.scored
    if not scored:
        return {"first": "", "last": NO_SCORE, "change": "", "said": ""}
    decimals = places(questionnaire)
    change = scores.change
    if change is None:
        last = _at(scored[-1], decimals, formats=formats)
        if len(scored) > 1:
            last = LAST_OF.format(n=len(scored), last=last)
        return {"first": "", "last": last, "change": "", "said": ""}
    points = important_change(questionnaire) if read(questionnaire) else None
    important = ""
    if points is not None:
        reaches = round(change.change, 6) <= -points  # a third and a third and a third are one
        important = plural(points, *IMPORTANT).format(
            points=score(points, formats=formats), reached=reached_text(reaches, change.change)
        )
    return {
        "first": _mean(change.before, formats=formats),
        "last": _mean(change.now, formats=formats),
        "change": signed(change.change, formats=formats),
        "said": important,
    }


def whole(contents: ReportData, scores: ScoresSummary, most: int | None) -> dict[str, Any]:
    """What was asked and answered in the period, for the appendix; the latest `most` of it."""
    formats = contents.formats
    questionnaire = of(contents, scores.questionnaire)
    asked = read(questionnaire)
    every = answers_to(questionnaire, contents)
    given = every[-most:] if most else every
    numbers = _numbers(asked, given)
    items = {item.link_id: item for item in asked.questions} if asked else {}
    bounds = score_range(asked, questionnaire.scoring) if asked else None
    scored = SCORE.format(scoring=SCORINGS[questionnaire.scoring])
    if bounds is not None:
        scored = SCORE_WITHIN.format(
            scoring=SCORINGS[questionnaire.scoring],
            low=score(bounds.low, formats=formats),
            high=score(bounds.high, formats=formats),
        )
    if len(given) < len(every):
        scored = LAST_TIMES.format(
            scored=scored, n=formats.number(len(given)), all=formats.number(len(every))
        )
    return {
        "title": questionnaire.title,
        "scored": scored,
        "source": asked.copyright if asked else "",
        "items": [
            {"number": str(number), "text": _text(items.get(link_id), link_id, formats)}
            for link_id, number in numbers.items()
        ],
        "answers": [
            [
                dated(answers.date, formats=formats),
                score(answers.score, places(questionnaire), formats=formats),
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


def _text(item: Item | None, link_id: str, formats: Formats) -> str:
    if item is None:
        return QUESTION.format(link=link_id)
    ends = [words for words in (item.lowest, item.highest) if words]
    if len(ends) == 2 and item.low is not None and item.high is not None:
        low, high = (score(end, formats=formats) for end in (item.low, item.high))
        return f"{item.text} ({low} {ends[0]}; {high} {ends[1]})"
    return item.text or QUESTION.format(link=link_id)


def _answers_text(answers: Answers, items: dict[str, Item], numbers: dict[str, int]) -> str:
    ticked = [answer for answer in answers.answers if isinstance(answer.value, bool)]
    if len(ticked) == len(answers.answers) and len(ticked) > 3:
        yes = sorted(numbers[answer.link_id] for answer in ticked if answer.value)
        return TICKED.format(numbers=listed(map(str, yes))) if yes else NONE_TICKED
    return "; ".join(_answers(answers, items, numbers))


def _answers(answers: Answers, items: dict[str, Item], numbers: dict[str, int]) -> Iterator[str]:
    for answer in answers.answers:
        item = items.get(answer.link_id)
        said = item.said(answer.value) if item else str(answer.value)
        yield f"{numbers[answer.link_id]}: {said}"


def _mean(found: ScoreMean, *, formats: Formats) -> str:
    return MEAN.format(
        mean=score(found.mean, 1, formats=formats),
        n=found.n,
        days=span(found.first, found.last, formats=formats),
    )


def _at(found: ScoreRow, decimals: int, *, formats: Formats) -> str:
    return ON_DAY.format(
        score=score(found.score, decimals, formats=formats),
        day=dated(found.date, formats=formats),
    )
