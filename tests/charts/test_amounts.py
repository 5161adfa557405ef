"""Lower bounds in words."""

from datetime import date

import pytest

from tracker.analysis.known_days import Amount, Ending, Measure
from tracker.analysis.weeks import State
from tracker.charts.amounts import (
    amount_mark,
    amount_text,
    ending_text,
    endings_text,
    goal_label,
    known_text,
    met_text,
    standing_text,
    unknown_days_text,
)

EXACT, LEAST, UNKNOWN = Amount(60, 7, 7), Amount(1060, 3, 7), Amount(0, 3, 7)
MET, IN_PROGRESS, MISSED, NOT_KNOWN = State


def test_an_amount_is_said_as_what_it_is() -> None:
    assert [amount_text(one) for one in (EXACT, LEAST, UNKNOWN)] == [
        "60",
        "at least 1,060",
        "unknown",
    ]
    assert amount_text(Amount(0, 7, 7)) == "0"
    assert amount_text(Amount(2.25, 5, 28), 1) == "at least 2.3"


def test_where_there_is_little_room_a_lower_bound_has_a_plus() -> None:
    assert [amount_mark(one) for one in (EXACT, LEAST, UNKNOWN)] == ["60", "1,060+", ""]


@pytest.mark.parametrize(
    ("amount", "state", "said"),
    [
        (Amount(160, 7, 7), MET, "160 of 150, met"),
        (Amount(160, 4, 7), MET, "160+ of 150, met"),
        (Amount(0, 7, 7), MISSED, "0 of 150, missed"),
        (Amount(60, 4, 7), NOT_KNOWN, "60+ of 150, unknown"),
        (Amount(0, 4, 7), NOT_KNOWN, "unknown"),
        (Amount(30, 2, 7), IN_PROGRESS, "30 of 150 so far"),
        (Amount(0, 1, 7), IN_PROGRESS, "0 of 150 so far"),
        (Amount(0, 0, 7), IN_PROGRESS, "– of 150 so far"),
    ],
)
def test_a_week_says_how_it_stands(amount: Amount, state: State, said: str) -> None:
    assert standing_text(amount, 150, state, short=True) == said
    at_least = f"at least {said.replace('+', '')}" if "+" in said else said
    assert standing_text(amount, 150, state) == at_least


def test_what_a_figure_rests_on_is_counted() -> None:
    assert known_text(5, 7) == "known on 5 of 7 days"
    assert known_text(1, 1) == "known on 1 of 1 day"
    assert unknown_days_text(Amount(60, 6, 7)) == "1 of 7 days is unknown"
    assert unknown_days_text(LEAST) == "4 of 7 days are unknown"
    assert unknown_days_text(EXACT) == ""


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        (Ending(Measure.ACTIVITY, date(2026, 10, 30)), "last activity recorded 30 October"),
        (Ending(Measure.EXERCISES, date(2025, 10, 30)), "last exercise recorded 30 October 2025"),
        (Ending(Measure.ACTIVITY, None), "no activity recorded"),
        (
            Ending(Measure.EXERCISES, date(2026, 11, 2), none=True),
            "no exercises on 2 November, nothing recorded since",
        ),
    ],
)
def test_what_the_last_days_rest_on_is_said(ending: Ending, said: str) -> None:
    assert ending_text(ending, 2026) == said


def test_both_measures_are_one_sentence() -> None:
    endings = [Ending(Measure.ACTIVITY, date(2026, 10, 30)), Ending(Measure.EXERCISES, None)]
    assert endings_text(endings, 2026) == (
        "Last activity recorded 30 October; no exercise recorded."
    )
    assert endings_text([], 2026) == ""


def test_a_goal_that_changed_says_what_it_was_before() -> None:
    assert goal_label([150, 150]) == "– –  goal 150"
    assert goal_label([90, 120, 150, 150]) == "– –  goal 150, before 120"
    assert goal_label([]) == ""


def test_weeks_that_are_not_known_are_told_apart_from_those_that_are() -> None:
    states = [State.MET, State.MISSED, State.UNKNOWN, State.UNKNOWN, State.IN_PROGRESS]
    assert met_text(states, "it") == "1 of 5 weeks met it, 2 are unknown, 1 is in progress"
    assert met_text([State.MET], "it") == "1 of 1 week met it"
