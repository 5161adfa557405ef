from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies as some
from tests.store.entries import BY, DAY
from tracker.model import PlanItem, Skip, SkipReason
from tracker.store import Conflict, Diary, Store

BEFORE = DAY - timedelta(days=30)


def test_a_past_day_keeps_the_plan_of_its_time(diary: Diary) -> None:
    first = PlanItem("bird dog", 3, 2, 5, 10, starts=BEFORE)
    now = replace(first, days_a_week=5, starts=DAY)
    diary.save(first, by=BY)
    diary.save(now, by=BY)
    assert diary.plan() == diary.plan(DAY) == [now]
    assert diary.plan(DAY - timedelta(days=1)) == [first]
    assert diary.plan(BEFORE - timedelta(days=1)) == []
    assert diary.plan_items() == [first, now]


def test_what_is_no_longer_planned_was_planned_before(diary: Diary) -> None:
    diary.save(PlanItem("plank", 3, starts=BEFORE), by=BY)
    diary.save(PlanItem("plank", 0, starts=DAY), by=BY)
    assert diary.plan() == []
    assert [item.exercise for item in diary.plan(DAY - timedelta(days=1))] == ["plank"]
    diary.undo(by=BY)
    assert diary.plan() == [PlanItem("plank", 3, starts=BEFORE)]


def test_a_day_has_one_reason_for_each_exercise(diary: Diary) -> None:
    plank = diary.save(Skip(DAY, "plank", SkipReason.TIME), by=BY).value
    diary.save(Skip(DAY, "bird dog", SkipReason.PAIN), by=BY)
    diary.save(Skip(DAY - timedelta(days=1), "plank", SkipReason.FORGOT), by=BY)
    diary.save(replace(plank, reason=SkipReason.PAIN), plank, by=BY)
    assert diary.skips(DAY, DAY) == [
        Skip(DAY, "plank", SkipReason.PAIN),
        Skip(DAY, "bird dog", SkipReason.PAIN),
    ]
    with pytest.raises(Conflict, match=f"reason of the skip of {DAY}"):
        diary.save(replace(plank, reason=SkipReason.FORGOT), plank, by=BY)


def test_the_first_day_may_be_one_on_which_nothing_went(diary: Diary) -> None:
    diary.save(Skip(DAY, "plank", SkipReason.FORGOT), by=BY)
    assert diary.first_day() == DAY


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30
)
@given(values=st.lists(some.plan_items | some.skips, max_size=8))
def test_many_plans_and_skips_at_once_are_those_of_one_by_one(
    store: Store, values: list[PlanItem | Skip]
) -> None:
    one, other = (store.diary(store.add_person(some.Person())) for _ in range(2))
    one.apply(values, by=BY)
    for value in values:
        other.apply([value], by=BY)
    assert one.plan_items() == other.plan_items()
    assert sorted(map(repr, one.skips())) == sorted(map(repr, other.skips()))
    one.apply([], values, by=BY)
    assert one.plan_items() == one.skips() == []
