"""Scores and changes in words."""

import pytest

from tests.questionnaires.files import (
    choice,
    everything,
    item,
    questionnaire,
    scale,
    sentences,
    written,
)
from tracker.model import Scoring
from tracker.questionnaires import (
    change_words,
    figure,
    form,
    important_words,
    peg,
    read,
    score,
    score_words,
)
from tracker.questionnaires.form import Value

PEG = form(peg())


@pytest.mark.parametrize(
    ("value", "scoring", "said"),
    [
        (16 / 3, Scoring.MEAN, "5.3"),
        (4.0, Scoring.MEAN, "4.0"),
        (14.0, Scoring.SUM, "14"),
        (7.6, Scoring.SUM, "7.6"),
        (2.125, Scoring.SUM, "2.13"),
        (-0.001, Scoring.SUM, "0"),
        (100.0, Scoring.SUM, "100"),
        (3.0, Scoring.COUNT, "3"),
    ],
)
def test_a_figure_has_the_places_that_say_something(
    value: float, scoring: Scoring, said: str
) -> None:
    assert figure(value, scoring) == said


def said(made: dict[str, object], answers: dict[str, Value], scoring: Scoring) -> str:
    asked = read(written(made))
    return score_words(asked, answers, scoring, score(asked, answers, scoring))


def test_a_score_says_what_it_can_be_and_what_it_is_made_of() -> None:
    three: dict[str, Value] = {"average": 6, "enjoyment": 4, "activity": 5}
    assert score_words(PEG, three, Scoring.MEAN, 5.0) == "5.0 of 10, mean of 3 answers"
    assert said(sentences(), {"s1": True, "s2": True}, Scoring.COUNT) == "2 of 24 ticked"
    two = questionnaire(scale("a", 1, 5), choice("b", 1, 3))
    assert said(two, {"a": 2, "b": "b"}, Scoring.SUM) == "5, from 2 to 8, sum of 2 answers"
    free = questionnaire(item("a", "decimal"))
    assert said(free, {"a": 2.5}, Scoring.SUM) == "2.5, sum of 1 answer"
    yes = questionnaire(item("a"), item("b"), scale("c"))
    assert said(yes, {"a": True, "b": False}, Scoring.COUNT) == "1 of 2 answered yes"


def test_no_score_says_why() -> None:
    two: dict[str, Value] = {"average": 6, "enjoyment": 4}
    assert score_words(PEG, two, Scoring.MEAN, None) == (
        "No score: 2 of 3 questions that count answered"
    )
    yes = questionnaire(item("a"), item("b"), scale("c"))
    assert said(yes, {"a": True}, Scoring.COUNT) == (
        "No score: 1 of 2 questions that count answered"
    )
    assert said(everything(), {}, Scoring.NONE) == "No score is made of these answers"


def test_an_answer_that_is_no_figure_is_named() -> None:
    made = questionnaire(scale("a"), choice("b", 4, None))
    assert said(made, {"a": 2, "b": "b"}, Scoring.MEAN) == "No score: 1 of 2 answers has no figure"
    assert said(made, {"a": 2, "b": "a"}, Scoring.MEAN) == "3.0 of 10, mean of 2 answers"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (3.3, 5.3, "2.0 points lower than"),
        (5.0, 4.0, "1.0 point higher than"),
        (4.02, 4.0, "The same as"),
        (7.25, 8.0, "0.8 points lower than"),
    ],
)
def test_a_change_is_stated(now: float, before: float, words: str) -> None:
    assert change_words(now, before) == words


def test_what_matters_is_one_sentence_and_about_a_fall_alone() -> None:
    assert important_words(1.0) == (
        "Studies count a fall of 1 point or more as a change that matters to people; for a rise "
        "no figure is agreed on."
    )
    assert important_words(5.0).startswith("Studies count a fall of 5 points or more as a change")
