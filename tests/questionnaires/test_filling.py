"""What is asked, given what is answered; held against a second reading of the same files."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.questionnaires.files import (
    Fields,
    choice,
    display,
    everything,
    item,
    questionnaire,
    scale,
    sentences,
    when,
    written,
)
from tracker.model import Answer
from tracker.questionnaires import Value, fill, read, values


def asked(form: Fields, **answers: Value) -> list[str]:
    filled = fill(read(written(form)), answers)
    return [one["linkId"] for one in flat(form["item"]) if one["linkId"] in filled.asked]


def flat(items: list[Fields]) -> list[Fields]:
    return [inner for one in items for inner in (one, *flat(one.get("item", [])))]


def test_what_a_condition_holds_back_is_neither_asked_nor_kept() -> None:
    form = read(written(everything()))
    given = {"works": True, "hours": 38.5, "lifting": "much", "weight": 20}
    assert fill(form, given).answers == given
    assert fill(form, given | {"lifting": "some"}).answers == {
        "works": True,
        "hours": 38.5,
        "lifting": "some",
    }
    assert fill(form, given | {"works": False}).answers == {"works": False}


def test_what_is_held_back_answers_nothing_to_others() -> None:
    form = questionnaire(
        item("a"),
        item("b", enableWhen=[when("a", "=", answerBoolean=True)]),
        item("c", enableWhen=[when("b", "=", answerBoolean=True)]),
        scale("d"),
    )
    assert asked(form, a=True, b=True) == ["a", "b", "c", "d"]
    assert asked(form, a=False, b=True) == ["a", "d"]


@pytest.mark.parametrize(
    ("operator", "answer", "given"),
    [
        ("exists", {"answerBoolean": True}, {0, 3, 5, 7, 10}),
        ("exists", {"answerBoolean": False}, {None}),
        ("=", {"answerInteger": 5}, {5}),
        ("!=", {"answerInteger": 5}, {None, 0, 3, 7, 10}),
        (">", {"answerDecimal": 5.0}, {7, 10}),
        ("<", {"answerDecimal": 4.5}, {0, 3}),
        (">=", {"answerInteger": 5}, {5, 7, 10}),
        ("<=", {"answerInteger": 5}, {0, 3, 5}),
    ],
)
def test_each_comparison_holds_for_what_it_says(
    operator: str, answer: dict[str, Any], given: set[int | None]
) -> None:
    form = questionnaire(scale("a"), item("b", enableWhen=[when("a", operator, **answer)]))
    numbers = (None, 0, 3, 5, 7, 10)
    found = {n for n in numbers if "b" in asked(form, **({} if n is None else {"a": n}))}
    assert found == given


def test_a_choice_is_compared_by_its_code() -> None:
    form = questionnaire(
        choice("a", 1, 2), item("b", enableWhen=[when("a", "!=", answerCoding={"code": "b"})])
    )
    assert [asked(form, **given) for given in ({}, {"a": "a"}, {"a": "b"})] == [
        ["a", "b"],
        ["a", "b"],
        ["a"],
    ]


def test_sentences_that_are_not_ticked_are_answered_with_no() -> None:
    filled = fill(read(written(sentences())), {"s3": True})
    assert len(filled.answers) == 24
    assert [link_id for link_id, value in filled.answers.items() if value] == ["s3"]
    assert filled.missing == ()


def test_answers_that_no_item_accepts_are_left_out() -> None:
    form = read(written(everything()))
    wrong: dict[str, Value] = {
        "works": 1,
        "rested": 11,
        "help": "z",
        "steps": True,
        "why": "x" * 61,
        "more": "  ",
        "nobody": 3,
    }
    assert fill(form, wrong).answers == {}
    assert fill(form, {"rested": True}).answers == {}
    assert fill(form, {"rested": 5.0}).answers == {}
    assert fill(form, {"steps": 1.0}).answers == {}


def test_what_is_required_and_asked_is_missing_until_it_is_answered() -> None:
    form = read(written(everything()))
    assert [one.link_id for one in fill(form, {}).missing] == ["works", "help"]
    assert [one.link_id for one in fill(form, {"works": False}).missing] == ["help"]
    assert fill(form, {"works": False, "help": "a"}).missing == ()


def test_a_required_group_wants_one_answer_of_what_it_asks() -> None:
    form = read(
        written(
            questionnaire(
                item("g", "group", required=True, item=[scale("a"), scale("b")]),
                item("t", "group", required=True, item=[display("x", "Only words")]),
            )
        )
    )
    assert [one.link_id for one in fill(form, {}).missing] == ["g"]
    assert fill(form, {"b": 0}).missing == ()


def test_answers_are_kept_in_the_order_of_the_form() -> None:
    form = read(written(questionnaire(scale("b"), scale("a"))))
    filled = fill(form, {"a": 1, "b": 2})
    assert filled.to_save == (Answer("b", 2), Answer("a", 1))
    assert values(filled.to_save) == {"b": 2, "a": 1}


# -- a second reading, straight from the file

KINDS = ("boolean", "integer", "choice")
ANSWERS: dict[str, list[Any]] = {
    "boolean": [True, False],
    "integer": [0, 1, 2, 3],
    "choice": ["a", "b", "c"],
}


@st.composite
def forms(draw: st.DrawFn) -> Fields:
    """Questions, some in groups, whose conditions look at any question before them."""
    questions: list[tuple[str, str]] = []

    def condition() -> Fields:
        if not questions or not draw(st.booleans()):
            return {}
        tests = []
        for _ in range(draw(st.integers(1, 3))):
            link_id, kind = draw(st.sampled_from(questions))
            orders = ["exists", "=", "!="] + ([">", "<", ">=", "<="] if kind == "integer" else [])
            operator = draw(st.sampled_from(orders))
            answer = draw(st.sampled_from(ANSWERS[kind]))
            if operator == "exists":
                tests.append(when(link_id, operator, answerBoolean=draw(st.booleans())))
            elif kind == "choice":
                tests.append(when(link_id, operator, answerCoding={"code": answer}))
            else:
                tests.append(when(link_id, operator, **{f"answer{kind.capitalize()}": answer}))
        return {"enableWhen": tests, "enableBehavior": draw(st.sampled_from(["all", "any"]))}

    def question() -> Fields:
        kind = draw(st.sampled_from(KINDS))
        link_id = f"q{len(questions)}"
        condition_ = condition()
        questions.append((link_id, kind))
        required = {"required": draw(st.booleans())}
        if kind == "choice":
            weights = draw(st.lists(st.none() | st.integers(-3, 9), min_size=3, max_size=3))
            return choice(link_id, *weights, **condition_, **required)
        if kind == "integer":
            return scale(link_id, 0, 3, **condition_, **required)
        return item(link_id, kind, **condition_, **required)

    items: list[Fields] = [scale("first", 0, 3)]  # so that none is a list to tick
    questions.append(("first", "integer"))
    for number in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            conditions = condition()
            inner = [question() for _ in range(draw(st.integers(1, 3)))]
            items.append(item(f"g{number}", "group", item=inner, **conditions))
        else:
            items.append(question())
    return questionnaire(*items)


@st.composite
def answered_forms(draw: st.DrawFn) -> tuple[Fields, dict[str, Any]]:
    form = draw(forms())
    given = {}
    for one in flat(form["item"]):
        if one["type"] in ANSWERS and draw(st.integers(0, 3)):
            given[one["linkId"]] = draw(st.sampled_from(ANSWERS[one["type"]]))
    return form, given


def is_asked(link_id: str, form: Fields, given: dict[str, Any]) -> bool:
    """By the words of the standard, from the file itself, without any memory."""
    path = path_to(link_id, form["item"])
    return all(meets(one, form, given) for one in path)


def path_to(link_id: str, items: list[Fields]) -> list[Fields]:
    for one in items:
        if one["linkId"] == link_id:
            return [one]
        if inner := path_to(link_id, one.get("item", [])):
            return [one, *inner]
    return []


def meets(one: Fields, form: Fields, given: dict[str, Any]) -> bool:
    results = []
    for test in one.get("enableWhen", []):
        question = test["question"]
        answer = given.get(question) if is_asked(question, form, given) else None
        (wanted,) = [value for name, value in test.items() if name.startswith("answer")]
        wanted = wanted["code"] if isinstance(wanted, dict) else wanted
        match test["operator"]:
            case "exists":
                results.append((answer is not None) is wanted)
            case "=":
                results.append(answer is not None and answer == wanted)
            case "!=":
                results.append(answer is None or answer != wanted)
            case operator:
                compared = f"answer {operator} wanted"
                results.append(answer is not None and bool(eval(compared)))  # noqa: S307
    if not results:
        return True
    return all(results) if one["enableBehavior"] == "all" else any(results)


@given(answered_forms())
@settings(max_examples=300, deadline=None)
def test_conditions_agree_with_a_second_reading(made: tuple[Fields, dict[str, Any]]) -> None:
    form, given = made
    filled = fill(read(written(form)), given)
    expected = {i["linkId"] for i in flat(form["item"]) if is_asked(i["linkId"], form, given)}
    assert filled.asked == expected
    assert filled.answers == {
        link_id: value for link_id, value in given.items() if link_id in expected
    }
    assert {one.link_id for one in filled.missing} == {
        one["linkId"]
        for one in flat(form["item"])
        if one.get("required") and one["linkId"] in expected and one["linkId"] not in given
    }
