"""How a person got on beside pain."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.function import (
    Adherence,
    FlareEpisode,
    RatingMean,
    flare_episodes,
    function_summary,
    is_of_leg,
)
from tracker.model import CheckIn, MedicineTaken

FIRST = date(2026, 3, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def said(number: int, pain: float | None = 4, **fields: object) -> CheckIn:
    at = datetime(2026, 3, 1, 20, tzinfo=UTC) + timedelta(days=number)
    return CheckIn(day(number), pain, at, **fields)  # type: ignore[arg-type]


def lengths(marks: str) -> list[int]:
    """The episodes of days in a row: F a flare, - none, ? not answered."""
    answers = {"F": True, "-": False, "?": None}
    flares = {day(number): answers[mark] for number, mark in enumerate(marks)}
    return [episode.days for episode in flare_episodes(flares)]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("", []),
        ("-?-", []),
        ("F", [1]),
        ("FFF", [3]),
        ("FF-F", [2, 1]),
        ("FF?F", [4]),
        ("FF??F", [2, 1]),
        ("F?-F", [1, 1]),
        ("?FF?", [2]),
        ("F?F?F", [5]),
    ],
)
def test_flare_days_in_a_row_are_one_episode_and_one_day_unanswered_ends_none(
    marks: str, expected: list[int]
) -> None:
    assert lengths(marks) == expected


def test_a_day_without_a_check_in_is_one_that_is_not_answered() -> None:
    assert flare_episodes({day(0): True, day(2): True}) == [FlareEpisode(day(0), day(2))]
    assert len(flare_episodes({day(0): True, day(3): True})) == 2


@given(st.text("F-?", max_size=40))
def test_episodes_hold_every_flare_day_once_and_never_a_day_without_one(marks: str) -> None:
    answers = {"F": True, "-": False, "?": None}
    flares = {day(number): answers[mark] for number, mark in enumerate(marks)}
    episodes = flare_episodes(flares)
    inside = [
        episode.first + timedelta(days=n) for episode in episodes for n in range(episode.days)
    ]
    assert len(set(inside)) == len(inside)
    assert {at for at, flare in flares.items() if flare} <= set(inside)
    assert all(flares[at] is not False for at in inside)
    assert all(one.last < other.first for one, other in pairwise(episodes))


def test_means_are_of_the_days_that_say_so() -> None:
    found = function_summary(
        [said(0, worst_pain=7.1, sleep=0), said(1, worst_pain=4), said(2, pain=None, sleep=5)], []
    )
    assert found.worst_pain == RatingMean(float(Fraction("11.1") / 2), 2)
    assert found.sleep == RatingMean(2.5, 2)
    assert found.interference == RatingMean(None, 0)


def test_the_places_with_the_most_days_come_first_and_legs_are_counted() -> None:
    found = function_summary(
        [
            said(0, sites=("lower back", "left foot")),
            said(1, sites=("lower back", "back of left upper leg")),
            said(2, sites=("neck", "lower back", "hip")),
            said(3),
        ],
        [],
    ).places
    assert found.answered == 3
    assert found.most_often == (("lower back", 3), ("back of left upper leg", 1), ("hip", 1))
    assert found.leg_days == 2


def test_a_place_is_one_whatever_its_case_and_once_a_day() -> None:
    found = function_summary(
        [said(0, sites=("Hip",)), said(1, sites=("hip", "HIP")), said(2, sites=("neck",))], []
    ).places
    assert (found.answered, found.most_often) == (3, (("Hip", 2), ("neck", 1)))


@pytest.mark.parametrize(
    ("site", "leg"),
    [
        ("left leg", True), ("Right calf", True), ("front of left lower leg", True),
        ("right foot", True), ("big toe", True), ("left thigh", True), ("behind the knee", True),
        ("both knees", True), ("My feet", True), ("ankles", True), ("left hamstring", True),
        ("left buttock", False), ("lower back", False), ("groin", False), ("legacy scar", False),
    ],
)  # fmt: skip
def test_a_leg_begins_at_the_thigh(site: str, leg: bool) -> None:
    assert is_of_leg(site) is leg


def test_days_with_a_medicine_are_counted_once_by_its_name_whatever_its_case() -> None:
    taken = [
        MedicineTaken(day(0), "ibuprofen", "400 mg"),
        MedicineTaken(day(0), "Ibuprofen"),
        MedicineTaken(day(1), "ibuprofen"),
        MedicineTaken(day(1), "tramadol"),
    ]
    found = function_summary([], taken).medicines
    assert (found.days, found.each) == (2, (("ibuprofen", 2), ("tramadol", 1)))
    assert function_summary([], []).medicines.days == 0


def test_only_ticked_days_are_days_off_work() -> None:
    assert function_summary([said(0, off_work=True), said(1)], []).off_work_days == 1


def test_the_median_of_flares_is_in_days() -> None:
    flares = [said(n, flare=True) for n in (0, 1, 5, 9, 10, 11)]
    found = function_summary(flares, [])
    assert [episode.days for episode in found.episodes] == [2, 1, 3]
    assert found.median_episode == 2
    assert function_summary([], []).median_episode is None


def test_nothing_planned_has_no_share() -> None:
    assert Adherence(0, 0, at_least=False).per_cent is None
    assert Adherence(3, 4, at_least=True).per_cent == 75


def test_a_plan_of_which_nothing_is_known_has_no_share_either() -> None:
    assert Adherence(0, 4, at_least=True).per_cent is None
    assert Adherence(0, 4, at_least=False).per_cent == 0
