"""How answers become one figure; held against plain arithmetic."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.questionnaires.files import (
    Fields,
    choice,
    everything,
    item,
    questionnaire,
    scale,
    sentences,
    when,
    written,
)
from tests.questionnaires.test_filling import answered_forms, flat, is_asked
from tracker.model import Scoring
from tracker.questionnaires import Range, read, score, score_range, scorings
from tracker.questionnaires.scoring import answered_of, made_of

NUMBERS = questionnaire(scale("a"), item("b", "decimal"), choice("c", 0, 2.5, None), item("d"))
ANSWERS = {"a": 4, "b": 0.1, "c": "b", "d": True}


def scored(form: Fields, scoring: Scoring, answers: dict[str, Any]) -> float | None:
    return score(read(written(form)), answers, scoring)


def test_numbers_weights_and_yes_add_up() -> None:
    assert scored(NUMBERS, Scoring.SUM, ANSWERS) == 7.6
    assert scored(NUMBERS, Scoring.MEAN, ANSWERS) == 1.9
    assert scored(NUMBERS, Scoring.COUNT, ANSWERS) == 1
    assert scored(NUMBERS, Scoring.NONE, ANSWERS) is None


def test_tenths_add_up_as_on_paper() -> None:
    form = questionnaire(*(item(str(n), "decimal") for n in range(10)))
    answers = {str(n): 0.1 for n in range(10)}
    assert scored(form, Scoring.SUM, answers) == 1
    assert scored(form, Scoring.MEAN, answers) == 0.1


def test_yes_or_no_without_an_answer_is_not_a_no() -> None:
    asked = questionnaire(item("a", required=True), item("b"), item("c"), scale("d"))
    assert not any(one.tick for one in read(written(asked)).questions)
    assert scored(asked, Scoring.COUNT, {"a": True, "b": False, "c": True}) == 2
    assert scored(asked, Scoring.COUNT, {"a": False, "b": False, "c": False}) == 0
    for missing in "abc":
        rest = {link_id: True for link_id in "abc" if link_id != missing}
        assert scored(asked, Scoring.COUNT, rest) is None


def test_yes_or_no_that_is_not_asked_is_not_missing() -> None:
    hangs = [when("a", "=", answerBoolean=True)]
    asked = questionnaire(item("a", required=True), item("b", enableWhen=hangs), scale("c"))
    assert scored(asked, Scoring.COUNT, {"a": False}) == 0
    assert scored(asked, Scoring.COUNT, {"a": True}) is None
    assert scored(asked, Scoring.COUNT, {"a": True, "b": True}) == 2


@pytest.mark.parametrize("scoring", [Scoring.SUM, Scoring.MEAN])
@pytest.mark.parametrize("missing", ["a", "b", "c", "d"])
def test_without_one_answer_there_is_no_score(scoring: Scoring, missing: str) -> None:
    rest = {link_id: value for link_id, value in ANSWERS.items() if link_id != missing}
    assert scored(NUMBERS, scoring, rest) is None


@pytest.mark.parametrize("scoring", [Scoring.SUM, Scoring.MEAN])
def test_an_option_without_a_weight_is_no_zero_and_leaves_no_score(scoring: Scoring) -> None:
    assert scored(NUMBERS, scoring, ANSWERS | {"c": "a"}) is not None
    assert scored(NUMBERS, scoring, ANSWERS | {"c": "c"}) is None
    alone = questionnaire(choice("c", 1, None))
    assert scored(alone, Scoring.SUM, {"c": "b"}) is None


def test_only_what_is_asked_counts() -> None:
    form = questionnaire(
        scale("a"), scale("b", enableWhen=[when("a", ">", answerInteger=5)]), item("c", "text")
    )
    assert scored(form, Scoring.SUM, {"a": 3, "b": 9}) == 3
    assert scored(form, Scoring.SUM, {"a": 6, "b": 9}) == 15
    assert scored(form, Scoring.SUM, {"a": 6}) is None


def test_ticks_are_counted_and_none_is_a_score_of_zero() -> None:
    ticked = {f"s{number}": True for number in (1, 5, 24)}
    assert scored(sentences(), Scoring.COUNT, ticked) == 3
    assert scored(sentences(), Scoring.SUM, ticked) == 3
    assert scored(sentences(), Scoring.COUNT, {}) == 0
    assert scored(sentences(), Scoring.COUNT, {f"s{n}": True for n in range(1, 25)}) == 24


def test_a_form_of_words_has_no_score() -> None:
    form = questionnaire(item("a", "text"), choice("b", None, None))
    for scoring in Scoring:
        assert scored(form, scoring, {"a": "words", "b": "a"}) is None
    assert scorings(read(written(form))) == (Scoring.NONE,)


def test_the_usual_scoring_comes_first() -> None:
    assert scorings(read(written(sentences())))[0] is Scoring.COUNT
    alike = questionnaire(scale("a"), scale("b"), item("c", "text"))
    assert scorings(read(written(alike)))[0] is Scoring.SUM
    weighted = questionnaire(choice("a", 0, 1), choice("b", 0, 2, 4), choice("c", None, None))
    assert scorings(read(written(weighted)))[0] is Scoring.SUM
    assert Scoring.COUNT not in scorings(read(written(questionnaire(scale("a")))))


@pytest.mark.parametrize(
    "mixed",
    [
        [scale("a"), choice("b", 0, 1)],
        [scale("a"), item("b"), scale("c")],
        [scale("a"), scale("b", 0, 100)],
        [item("a", "decimal"), item("b", "decimal")],
        [choice("a", 0, 1), item("b")],
    ],
)
def test_no_scoring_is_proposed_where_kinds_are_mixed(mixed: list[Fields]) -> None:
    found = scorings(read(written(questionnaire(*mixed))))
    assert found[0] is Scoring.NONE
    assert Scoring.SUM in found, "it can be chosen all the same"


def test_what_a_score_can_be() -> None:
    three = read(written(questionnaire(scale("a"), scale("b", 1, 5), choice("c", 2, -1))))
    assert score_range(three, Scoring.SUM) == Range(0, 17)
    assert score_range(three, Scoring.MEAN) == Range(-1, 10)
    assert score_range(three, Scoring.NONE) is None
    assert score_range(read(written(sentences())), Scoring.COUNT) == Range(0, 24)
    assert score_range(read(written(everything())), Scoring.SUM) is None, "kilograms have no end"


def test_what_may_not_be_asked_may_count_nothing() -> None:
    form = questionnaire(
        scale("a", 1, 5),
        item("g", "group", enableWhen=[when("a", "=", answerInteger=1)], item=[scale("b", 2, 3)]),
    )
    assert score_range(read(written(form)), Scoring.SUM) == Range(1, 8)


def test_how_many_of_what_counts_is_answered() -> None:
    form = read(written(NUMBERS))
    assert answered_of(form, {"a": 4, "d": False}, Scoring.SUM) == (2, 4)
    assert answered_of(form, {"a": 4, "d": False}, Scoring.COUNT) == (1, 1)


def test_a_score_is_made_of_the_answers_that_are_a_figure() -> None:
    form = read(written(NUMBERS))
    assert made_of(form, ANSWERS, Scoring.MEAN) == 4
    assert made_of(form, ANSWERS | {"c": "c"}, Scoring.MEAN) == 3
    assert answered_of(form, ANSWERS | {"c": "c"}, Scoring.MEAN) == (4, 4)


def by_hand(form: Fields, given: dict[str, Any], scoring: Scoring) -> Decimal | None:
    """From the file itself, with decimals."""
    numbers: list[Decimal | None] = []
    ticks: list[bool | None] = []
    for one in flat(form["item"]):
        link_id = one["linkId"]
        if one["type"] == "group" or not is_asked(link_id, form, given):
            continue
        answer = given.get(link_id)
        if one["type"] == "boolean":
            ticks.append(answer)
        weights = {
            option["valueCoding"]["code"]: option["valueCoding"]["extension"][0]["valueDecimal"]
            for option in one.get("answerOption", [])
            if "extension" in option["valueCoding"]
        }
        if one["type"] == "choice" and not weights:
            continue
        if answer is None:
            numbers.append(None)
        elif one["type"] != "choice":
            numbers.append(Decimal(int(answer)))
        else:
            weight = weights.get(answer)
            numbers.append(None if weight is None else Decimal(str(weight)))
    if scoring is Scoring.COUNT:
        return Decimal(ticks.count(True)) if ticks and None not in ticks else None
    if scoring is Scoring.NONE or not numbers or None in numbers:
        return None
    total = sum(number for number in numbers if number is not None)
    return Decimal(total) / (len(numbers) if scoring is Scoring.MEAN else 1)


@given(answered_forms(), st.sampled_from(Scoring))
@settings(max_examples=300, deadline=None)
def test_scores_agree_with_a_second_reading(
    made: tuple[Fields, dict[str, Any]], scoring: Scoring
) -> None:
    form, given = made
    found, expected = scored(form, scoring, given), by_hand(form, given, scoring)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found == pytest.approx(float(expected), abs=1e-12)
        bounds = score_range(read(written(form)), scoring)
        assert bounds is not None
        assert bounds.low <= found <= bounds.high
