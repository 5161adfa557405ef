"""Exercises: the whole library on one screen, for a rerun that costs next to nothing."""

import re
from html import unescape
from itertools import pairwise
from typing import Any

import pytest

from tests.pages.visiting import Visit
from tracker.library import Exercise, activity_kinds, advice, avoid_list, exercises, references
from tracker.library.drawings import drawing
from tracker.store import Diary


def library(visit: Visit) -> str:
    (component,) = [node for node in visit.app.get("bidi_component") if is_library(node)]
    return str(component.proto.html_content)


def is_library(node: Any) -> bool:
    return "bb-library" in node.proto.html_content


@pytest.fixture
def markup() -> str:
    return library(Visit("exercises"))


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup)))


def entry(markup: str, exercise: Exercise) -> str:
    """The markup of one exercise."""
    (found,) = [
        part
        for part in re.findall(r"<details class=\"bb-entry\".*?</details>", markup, re.DOTALL)
        if f"<b>{exercise.name.capitalize()}" in unescape(part)
    ]
    return found


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_an_entry_says_all_that_the_library_knows(markup: str, exercise: Exercise) -> None:
    said = words(entry(markup, exercise)).lower()
    for text in (
        *exercise.other_names, exercise.kind, exercise.position, *exercise.equipment,
        *exercise.steps, *exercise.feel, *exercise.mistakes, *exercise.cautions, exercise.start,
        exercise.progression, *exercise.why, *(dose.words for dose in exercise.doses),
    ):  # fmt: skip
        assert text.lower() in said
    start, other = said.index("start with"), said.find("other recommendations")
    assert start < said.index(exercise.recommended.words.lower())
    assert other < 0 or said.index(exercise.recommended.words.lower()) < other


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_an_entry_is_drawn_once_and_the_drawing_is_said_in_words(
    markup: str, exercise: Exercise
) -> None:
    part = entry(markup, exercise)
    picture = drawing(exercise.name)
    assert picture is not None
    assert part.count("<svg") == 1
    assert picture.svg in part
    assert f"Drawing: {picture.alt}" in words(part)


def test_what_to_avoid_advice_aerobic_kinds_and_texts_are_there(markup: str) -> None:
    said = words(markup)
    for item in avoid_list():
        assert item.why in said
        assert item.instead in said
    for topic in advice():
        assert topic.heading in said
        assert all(point.text in said for point in topic.points)
    for kind in activity_kinds():
        assert kind.why in said
    for source in references():
        assert source.title in said


def test_the_stop_rule_stands_above_the_exercises(markup: str) -> None:
    said = words(markup)
    assert said.index("longer than 15 minutes") < said.index("All exercises")


def test_headings_go_down_one_level_at_a_time(markup: str) -> None:
    levels = [1, *map(int, re.findall(r"<h(\d)", markup))]
    assert set(levels[1:]) == {2, 3, 4}
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_link_inside_the_page_leads_somewhere_and_ids_are_used_once(markup: str) -> None:
    ids = re.findall(r' id="([^"]+)"', markup)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', markup)) <= set(ids)
    assert set(re.findall(r'data-open="([^"]+)"', markup)) <= set(ids)
    assert set(re.findall(r' for="([^"]+)"', markup)) <= set(ids)


def test_the_screen_is_in_the_menu() -> None:
    assert '<a href="exercises">Exercises</a>' in Visit().drawn("bb-menu")


def test_looking_things_up_writes_nothing_into_the_diary(diary: Diary) -> None:
    before = diary.version()
    Visit("exercises").again()
    assert diary.version() == before
