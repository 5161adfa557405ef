"""A gentler exercise is one of the library that asks less of the same region."""

import pytest

from tracker.library import exercises, find_exercise
from tracker.library.suggestion import gentler_than


def gentler(name: str) -> list[str]:
    exercise = find_exercise(name)
    assert exercise is not None
    return [other.name for other in gentler_than(exercise, exercises())]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("plank", "bird dog"),
        ("bird dog", "pelvic tilt"),
        ("wall sit", "bridge"),
        ("superman", "cat-camel"),
        ("cat-camel", "knee-to-chest stretch"),
    ],
)
def test_the_likest_that_asks_less_comes_first(name: str, first: str) -> None:
    assert gentler(name)[0] == first


def test_what_asks_least_has_none() -> None:
    for name in ("pelvic tilt", "hamstring stretch", "child's pose"):
        assert gentler(name) == []


def test_nobody_is_led_in_a_circle_or_to_another_region_or_to_what_has_no_figures() -> None:
    for exercise in exercises():
        for other in gentler_than(exercise, exercises()):
            assert other.region is exercise.region
            assert exercise.name not in gentler(other.name)
            assert other.name != "side-lying leg lift"  # no text gives it a dose
