"""Goals: those that held in the period, as two targets each."""

from datetime import UTC, date, datetime
from typing import Any

from tests.exporting.fhir.checks import problems
from tests.exporting.fhir.diary import resources
from tests.exporting.report_builders import contents
from tracker.exporting.fhir.bundle import bundle
from tracker.model import EARLIEST_DAY, Goal

EARLY, NOW, LATER = (
    Goal(date(2026, 8, 1), 100, 1),
    Goal(date(2026, 10, 5), 150, 2),
    Goal(date(2026, 12, 1), 200, 3),
)


def sent(first: date, last: date, *goals: Goal) -> list[dict[str, Any]]:
    made_at = datetime(2026, 11, 20, 18, tzinfo=UTC)
    data = bundle(contents(first, last, goals=goals, made_at=made_at))
    assert problems(data) == []
    return resources(data, "Goal")


def targets(found: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [
        (
            goal["target"][0]["measure"]["coding"][0]["code"],
            goal["target"][0]["detailQuantity"]["value"],
            goal["target"][0]["detailQuantity"]["code"],
            goal["lifecycleStatus"],
            goal.get("startDate"),
            goal["target"][0]["dueDate"],
        )
        for goal in found
    ]


def test_a_goal_is_due_at_the_end_of_this_week_and_one_given_up_before_the_next() -> None:
    assert targets(sent(date(2026, 9, 1), date(2026, 11, 20), EARLY, NOW, LATER)) == [
        ("82290-8", 100, "min/wk", "completed", "2026-08-01", "2026-10-04"),
        ("82291-6", 1, "d/wk", "completed", "2026-08-01", "2026-10-04"),
        ("82290-8", 150, "min/wk", "active", "2026-10-05", "2026-11-22"),
        ("82291-6", 2, "d/wk", "active", "2026-10-05", "2026-11-22"),
    ]


def test_only_goals_of_the_period_are_sent_with_how_they_stand_today() -> None:
    found = sent(date(2026, 8, 10), date(2026, 8, 20), EARLY, NOW, LATER)
    assert [one[3] for one in targets(found)] == ["completed", "completed"]
    found = sent(date(2026, 10, 5), date(2026, 11, 20), EARLY, NOW, LATER)
    assert [one[1] for one in targets(found)] == [150, 2]


def test_a_goal_without_beginning_has_no_start() -> None:
    found = sent(date(2026, 10, 5), date(2026, 11, 20), Goal(EARLIEST_DAY))
    assert [one[4] for one in targets(found)] == [None, None]


def test_a_goal_that_nobody_set_is_not_sent() -> None:
    assert sent(date(2026, 10, 5), date(2026, 11, 20)) == []


def test_the_words_say_that_vigorous_minutes_count_twice() -> None:
    minutes, strength = sent(date(2026, 10, 5), date(2026, 11, 20), Goal(NOW.starts, 150, 1))
    assert minutes["description"]["text"] == (
        "At least 150 active minutes every week, vigorous ones counted twice"
    )
    assert strength["description"]["text"] == (
        "Muscle-strengthening exercises on at least 1 day of every week"
    )
