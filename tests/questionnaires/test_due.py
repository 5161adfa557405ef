"""Which questionnaires there are, and whose turn it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.questionnaires.files import item, questionnaire, written
from tracker.model import Answer, Answers, Person, Questionnaire, Scoring
from tracker.questionnaires import is_due, last_answered, offered, peg

TODAY = date(2026, 11, 21)
LOADED = Questionnaire("k", "Loaded", written(questionnaire(item("1"))), Scoring.COUNT, 14)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_peg_comes_first_and_as_the_person_set_it() -> None:
    assert offered([]) == (peg(),)
    monthly = replace(peg(), every_days=28)
    assert offered([LOADED, monthly]) == (monthly, LOADED)


@pytest.mark.parametrize(("days", "due"), [(0, False), (13, False), (14, True), (5000, True)])
def test_a_turn_comes_after_its_days(days: int, due: bool) -> None:
    assert is_due(LOADED, ago(days), ago(400), TODAY) is due


def test_never_answered_is_due_but_for_the_peg_of_a_young_diary() -> None:
    assert is_due(LOADED, None, None, TODAY)
    assert not is_due(peg(), None, None, TODAY)
    assert not is_due(peg(), None, ago(6), TODAY)
    assert is_due(peg(), None, ago(7), TODAY)


def test_without_an_interval_nothing_is_due() -> None:
    assert not is_due(replace(LOADED, every_days=None), None, ago(400), TODAY)


def test_not_before_a_day_means_from_that_day_on() -> None:
    assert not is_due(replace(LOADED, not_before=TODAY + timedelta(1)), None, ago(9), TODAY)
    assert is_due(replace(LOADED, not_before=TODAY), None, ago(9), TODAY)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 900)), max_size=9))
def test_the_last_day_of_each_is_found_in_any_order(given_: list[tuple[str, int]]) -> None:
    now = Person().now()
    entries = [Answers(ago(n), key, (Answer("1", True),), None, now) for key, n in given_]
    found = last_answered(entries)
    assert found == {k: max(ago(n) for key, n in given_ if key == k) for k, _ in given_}
