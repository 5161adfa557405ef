"""When an item is asked: reading its conditions, and whether they can ever be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from tracker.questionnaires.element import Element, FormRefused
from tracker.questionnaires.form import Condition, Item, ItemType, One, Operator, Test, Value, walk
from tracker.questionnaires.options import coding

_ORDERS = (Operator.GREATER, Operator.LESS, Operator.AT_LEAST, Operator.AT_MOST)


class _Behaviour(StrEnum):
    ALL = "all"
    ANY = "any"


def condition(item: Element) -> Condition | None:
    """The condition of an item; None where it is always asked."""
    tests = tuple(_test(item, element) for element in item.elements("enableWhen"))
    every = True
    if item.has("enableBehavior"):
        every = item.choice("enableBehavior", _Behaviour) is _Behaviour.ALL
    elif len(tests) > 1:
        raise item.refuse("has several conditions but no enableBehavior (all or any)")
    return Condition(tests, every) if tests else None


def _test(item: Element, element: Element) -> Test:
    question = element.text("question")
    operator = element.choice("operator", Operator)
    given = element.values()
    if len(given) != 1:
        raise item.refuse("has a condition that doesn't name exactly one answer")
    (name,) = given
    answer: One | None
    match name:
        case "answerBoolean":
            answer = element.flag(name)
        case "answerInteger":
            answer = element.whole(name)
        case "answerDecimal":
            answer = element.number(name)
        case "answerString":
            answer = element.text(name)
        case "answerCoding":
            within = element.element(name)
            code = coding(within) if within is not None else None
            answer = (code.code or code.display) if code is not None else None
        case _:
            raise item.refuse(f"has a condition on {name}, which Backbeat doesn't support")
    element.end()
    if answer is None or answer == "":
        raise item.refuse("has a condition without an answer")
    if operator is Operator.EXISTS and not isinstance(answer, bool):
        raise item.refuse("asks whether an answer exists, but not with true or false")
    return Test(question, operator, answer)


def order(items: tuple[Item, ...]) -> tuple[str, ...]:
    """The link ids, each after all that decide whether it is asked.

    Raises :class:`FormRefused` for a condition that names nothing that can be
    answered, compares what can't be compared, or hangs on itself.
    """
    by_id = {item.link_id: item for item in walk(items)}
    needs: dict[str, list[str]] = {}
    _collect(items, None, needs)
    for item in by_id.values():
        for test in item.condition.tests if item.condition and not item.not_asked else ():
            _check(item, by_id.get(test.question), test)
            needs[item.link_id].append(test.question)
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = ", ".join(dict.fromkeys(error.args[1]))
        raise FormRefused(
            f"The conditions of these items hang on each other in a circle: {circle[:300]}."
        ) from None


def holds(condition: Condition, answers: Mapping[str, Value]) -> bool:
    """Whether a condition holds for what is answered; what isn't asked is not in `answers`."""
    results = (_holds(test, answers.get(test.question)) for test in condition.tests)
    return all(results) if condition.every else any(results)


def _collect(items: Iterable[Item], group: str | None, needs: dict[str, list[str]]) -> None:
    for item in items:
        needs[item.link_id] = [] if group is None else [group]
        _collect(item.items, item.link_id, needs)


def _check(item: Item, question: Item | None, test: Test) -> None:
    where = f"Item {item.link_id}"
    if question is None:
        raise FormRefused(f"{where} depends on item {test.question[:60]}, which isn't in the file.")
    if question.not_asked:
        return
    if not question.is_question:
        raise FormRefused(f"{where} depends on item {question.link_id}, which isn't a question.")
    if test.operator is Operator.EXISTS:
        return
    if not _comparable(question, test.answer):
        raise FormRefused(
            f"{where} depends on the answer “{str(test.answer)[:60]}” to item "
            f"{question.link_id}, which can't be answered so."
        )
    if test.operator in _ORDERS and (
        isinstance(test.answer, bool | str) or question.type is ItemType.BOOLEAN
    ):
        raise FormRefused(
            f"{where} depends on which of two answers is greater, but item {question.link_id} "
            "isn't answered with a number."
        )


def _comparable(question: Item, answer: One) -> bool:
    if question.options:
        numbers = all(isinstance(option.value, int) for option in question.options)
        return question.option(answer) is not None or (
            numbers and isinstance(answer, int | float) and not isinstance(answer, bool)
        )
    match question.type:
        case ItemType.BOOLEAN:
            return isinstance(answer, bool)
        case ItemType.INTEGER | ItemType.DECIMAL:
            return isinstance(answer, int | float) and not isinstance(answer, bool)
        case _:
            return isinstance(answer, str)


def _holds(test: Test, given: Value | None) -> bool:
    """Whether a comparison holds; for several answers, whether it does for one of them.

    Several differ from an answer where none of them is it.
    """
    if isinstance(given, tuple) and test.operator is not Operator.EXISTS:
        found = [_holds(test, one) for one in given]
        return all(found) if test.operator is Operator.NOT_EQUAL else any(found)
    if test.operator is Operator.EXISTS:
        return (given is not None) == test.answer
    if given is None:  # nothing is equal to it, greater or less
        return test.operator is Operator.NOT_EQUAL
    wanted = test.answer
    if isinstance(given, tuple):
        return False
    match test.operator:
        case Operator.EQUAL:
            return given == wanted
        case Operator.NOT_EQUAL:
            return given != wanted
    if isinstance(given, str) or isinstance(wanted, str):
        return False
    match test.operator:
        case Operator.GREATER:
            return given > wanted
        case Operator.LESS:
            return given < wanted
        case Operator.AT_LEAST:
            return given >= wanted
        case _:
            return given <= wanted
