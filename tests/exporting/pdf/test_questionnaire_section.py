"""Questionnaires on the report: scores, changes and what was answered."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.exporting.pdf.reading import LAST, at, pegged, report, said, year
from tracker.analysis.report import ScoreRow, ScoresSummary
from tracker.exporting.pdf import questionnaire_section
from tracker.model import Answer, Answers, Questionnaire, Scoring
from tracker.questionnaires import peg

TICKED = Questionnaire(
    "https://example.org/ticked",
    "Twenty-four sentences",
    json.dumps(
        {
            "resourceType": "Questionnaire",
            "url": "https://example.org/ticked",
            "title": "Roland-Morris Disability Questionnaire",
            "status": "active",
            "item": [
                {"linkId": f"s{number}", "type": "boolean", "text": f"Sentence {number}."}
                for number in range(1, 25)
            ],
        }
    ),
    Scoring.COUNT,
)


def scored(questionnaire: Questionnaire, *scores: float | None) -> ScoresSummary:
    days = (LAST - timedelta(days=7 * n) for n in range(len(scores) - 1, -1, -1))
    found = tuple(ScoreRow(day, score) for day, score in zip(days, scores, strict=True))
    return ScoresSummary(questionnaire.key, questionnaire.title, found)


@pytest.mark.parametrize(
    ("questionnaire", "before", "now", "told"),
    [
        (peg(), 13 / 3, 10 / 3, "Fell by 1 point or more, a change that studies say matters: yes"),
        (peg(), 13 / 3, 11 / 3, "Fell by 1 point or more, a change that studies say matters: no"),
        (
            peg(),
            3.0,
            5.0,
            "Fell by 1 point or more, a change that studies say matters: no, it rose",
        ),
        (TICKED, 13.0, 8.0, "Fell by 5 points or more, a change that studies say matters: yes"),
        (TICKED, 13.0, 9.0, "Fell by 5 points or more, a change that studies say matters: no"),
        (replace(TICKED, scoring=Scoring.MEAN), 13.0, 1.0, ""),
    ],
)
def test_a_change_of_means_is_stated_for_the_two_that_have_a_threshold(
    questionnaire: Questionnaire, before: float, now: float, told: str
) -> None:
    scores = scored(questionnaire, *4 * [before], 20.0, *4 * [now])
    assert questionnaire_section.compared(questionnaire, scores)["said"] == told


def test_means_of_four_are_compared_and_never_one_answer_with_one() -> None:
    eight = questionnaire_section.compared(
        peg(), scored(peg(), 6.0, 5.0, None, 7.0, 6.0, 4.0, 4.0, 3.0, 5.0)
    )
    assert eight == {
        "first": "6.0 (mean of 4, 26 Sep–24 Oct 2026)",
        "last": "4.0 (mean of 4, 31 Oct–21 Nov 2026)",
        "change": "−2.0",
        "said": "Fell by 1 point or more, a change that studies say matters: yes",
    }
    seven = questionnaire_section.compared(
        peg(), scored(peg(), 9.0, 9.0, 9.0, None, 9.0, 2.0, 2.0, 1.0)
    )
    assert seven == {"first": "", "last": "last of 7: 1.0 on 21 Nov 2026", "change": "", "said": ""}
    alone = questionnaire_section.compared(peg(), scored(peg(), None, 4.0))
    assert alone == {"first": "", "last": "4.0 on 21 Nov 2026", "change": "", "said": ""}


def test_answers_without_a_score_have_none() -> None:
    assert questionnaire_section.compared(peg(), scored(peg(), None))["last"] == "no score"


def test_an_axis_has_the_limits_of_the_score_or_of_what_was_scored() -> None:
    assert questionnaire_section.limits(peg(), scored(peg(), 4.0)) == (0, 10)
    assert questionnaire_section.limits(TICKED, scored(TICKED, 4.0)) == (0, 24)
    unreadable = replace(TICKED, definition="{}")
    assert questionnaire_section.limits(unreadable, scored(unreadable, 4.0, 7.0)) == (0, 7)
    assert questionnaire_section.limits(unreadable, scored(unreadable, 0.0)) == (0, 1)


def test_every_sentence_and_what_was_ticked_is_in_the_appendix() -> None:
    ticks = tuple(Answer(f"s{number}", number in (2, 5, 24)) for number in range(1, 25))
    given = Answers(LAST, TICKED.key, ticks, 3.0, at(LAST))
    text = said(report(year(30, questionnaires=[TICKED], answers=[given])))
    appendix = text.split("Appendix: questionnaires")[1]
    assert all(f"{number}. Sentence {number}." in appendix for number in range(1, 25))
    assert "21 Nov 2026 3 Ticked: 2, 5, 24" in appendix


def test_what_matters_is_said_of_a_fall_and_not_of_a_rise() -> None:
    text = said(report(year(30, questionnaires=[peg()], answers=[pegged(LAST, 3)])))
    assert (
        "A fall of about 1 point of the PEG and of 5 points of the Roland-Morris questionnaire "
        "(Ostelo 2008) is what studies say matters to people; for a rise no figure is agreed on."
    ) in text
    assert "PEG (Krebs" not in text


def test_a_form_that_cannot_be_read_any_more_still_shows_its_answers() -> None:
    lost = replace(TICKED, definition="{}")
    given = Answers(LAST, lost.key, (Answer("s1", "often"), Answer("s9", 4)), None, at(LAST))
    text = said(report(year(30, questionnaires=[lost], answers=[given])))
    assert "1. Question s1" in text
    assert "1: often; 2: 4" in text
