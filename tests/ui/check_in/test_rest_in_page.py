"""What is below the check-in's day in its page says what Streamlit's screen says there."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest

from tests.pages.builders import BY, PLAN, ago, check_in, walk
from tests.pages.conftest import *  # noqa: F403 - the diary that Streamlit's screens open
from tests.pages.visiting import Visit, unescaped
from tracker.demo import write_demo
from tracker.model import (
    Activity,
    ExerciseDone,
    ExerciseKind,
    Intensity,
    Outcome,
    OwnExercise,
    Skip,
    SkipReason,
)
from tracker.store import Diary
from tracker.ui.check_in.day_in_page import day_in_page

STYLE = "./style.css"
JOINER = "\N{WORD JOINER}"


def sent(diary: Diary, day: str = "", locale: str = "en-GB") -> str:
    """The page of the check-in from where its day ends."""
    page = day_in_page(diary, day, locale, style=STYLE)
    return page[page.index('role="status" hidden') :]


def below(diary: Diary, day: str = "") -> list[str]:
    """What the page says below the day, control by control."""
    rest = re.search(r'<div class="rest">.*?</template></div>', sent(diary, day), re.DOTALL)
    return words(re.sub(r"<style>.*?</style>", "", rest[0], flags=re.DOTALL)) if rest else []


def words(markup: str) -> list[str]:
    parts = re.split(r"</?(?:h2|button|p|a|span|div|section|template)\b[^>]*>", markup)
    plain = (unescape(re.sub(r"<[^>]*>", "", part)).strip() for part in parts)
    return [part for part in plain if part]


def drawn(visit: Visit) -> list[str]:
    """What Streamlit's screen says below the day, in its order."""
    entry = visit.app.main.children[1].children[0]
    said = [word for node in entry.children.values() for word in said_by(node)]
    return said[said.index("Exercises") :]


def said_by(node: Any) -> list[str]:
    if node.type in ("expander", "popover"):
        return [node.label if node.type == "expander" else node.proto.popover.label]
    if hasattr(node, "children"):
        return [word for child in node.children.values() for word in said_by(child)]
    match node.type:
        case "html":
            return words(str(node.value))
        case "button_group":
            return [as_seen(option.content) for option in node.proto.options]
        case "selectbox":
            return [node.proto.placeholder]
        case "header" | "text" | "caption":
            return [as_seen(str(node.value))]
        case "button" | "page_link":
            return [as_seen(node.proto.label)]
    return []


def classes(node: Any) -> Iterator[str]:
    """The classes that Streamlit gives what has a key."""
    proto = node.proto.popover if node.type == "popover" else node.proto
    if key := re.fullmatch(r"\$\$ID-[0-9a-f]+-(.*)", getattr(proto, "id", "")):
        yield f"st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', key[1])}"
    for child in getattr(node, "children", {}).values():
        yield from classes(child)


def as_seen(text: str) -> str:
    return unescaped(re.sub(r"^\*(.)\*", r"\1", text)).replace(JOINER, "")


def everything(diary: Diary, today: date) -> None:
    """A plan, exercises done in all ways, reasons for what was not, activities of all kinds."""
    write_demo(diary, today)
    done = [ExerciseDone(today, "wall sit", 1, outcome=Outcome.PARTLY)]
    done += [ExerciseDone(today, "my <b>*own*</b> one", outcome=Outcome.STOPPED)]
    owned = OwnExercise("my <b>*own*</b> one", ExerciseKind.STRENGTHENING)
    missing = [item.exercise for item in diary.plan(today) if item.exercise != "wall sit"]
    long = "gardening *with* <b>me</b> at www.example.org -> :+1:"
    activities = [walk(today, 20), walk(ago(today, 1), 1240, "light", long)]
    by_watch = Activity(today, "watch", 0, Intensity.MODERATE, source="watch")
    diary.apply([owned, *done, Skip(today, missing[0], SkipReason.PAIN), *activities], by=BY)
    diary.apply([by_watch], by=BY)


def planned(diary: Diary, today: date) -> None:
    diary.apply([*PLAN, check_in(ago(today, 9))], by=BY)
    diary.apply([walk(today)], by=BY)


def said_none(diary: Diary, today: date) -> None:
    none = check_in(today, 3, no_activity=True, no_exercises=True)
    diary.apply([none, check_in(ago(today, 9)), walk(ago(today, 2))], by=BY)


@pytest.mark.parametrize("fill", [write_demo, everything, planned, said_none])
def test_it_says_what_streamlit_says(diary: Diary, today: date, fill: Any) -> None:
    fill(diary, today)
    assert below(diary) == drawn(Visit())


@pytest.mark.parametrize("days", [1, 3, 40])
def test_of_another_day_too(diary: Diary, today: date, days: int) -> None:
    write_demo(diary, today)
    day = str(ago(today, days))
    assert below(diary, day) == drawn(Visit(day=day))


def test_of_an_empty_diary_down_to_where_an_activity_is_asked_for(diary: Diary) -> None:
    page, screen = below(diary), drawn(Visit())
    assert page == screen[: screen.index("Add an activity")]
    assert 'class="cut"' in day_in_page(diary, "", style=STYLE)


def test_nothing_is_shown_below_a_card_of_the_first_days(diary: Diary, today: date) -> None:
    diary.apply([check_in(today), walk(today)], by=BY)
    assert below(diary) == []
    assert 'class="cut"' in day_in_page(diary, "", style=STYLE)
    yesterday = str(ago(today, 1))
    assert below(diary, yesterday) == drawn(Visit(day=yesterday))


def test_nor_below_the_question_of_a_morning(diary: Diary, today: date) -> None:
    planned(diary, today)
    diary.apply([ExerciseDone(ago(today, 1), "bridge", source="session")], by=BY)
    assert below(diary) == []


def test_what_is_due_and_the_way_to_all_days_stand_beside(diary: Diary, today: date) -> None:
    planned(diary, today)
    beside = words(sent(diary))[-4:]
    assert beside == [
        "A questionnaire is due",
        "Answer PEG pain scale",
        "Not this week",
        "All days, one by one",
    ]
    visit = Visit()
    assert visit.links[-2:] == [beside[1], beside[3]]
    assert visit.drawn(beside[0])
    assert beside[2] in visit.buttons


@pytest.mark.parametrize("fill", [write_demo, everything, planned, said_none])
def test_all_that_can_be_pressed_has_one_that_streamlit_draws(
    diary: Diary, today: date, fill: Any
) -> None:
    fill(diary, today)
    there = Counter(classes(Visit().app.main))
    asked = re.findall(r'data-then="\.(st-key-[\w-]+) ', sent(diary))
    assert len(asked) > 4
    assert [there[control] for control in set(asked)] == [1] * len(set(asked))


def test_a_name_is_nothing_but_text(diary: Diary, today: date) -> None:
    hostile = "</template><script>alert(1)</script>"
    diary.apply(
        [OwnExercise(hostile, ExerciseKind.STRENGTHENING), ExerciseDone(today, hostile)], by=BY
    )
    diary.apply([check_in(ago(today, 9)), walk(ago(today, 1), kind=hostile)], by=BY)
    page = sent(diary)
    assert "<script" not in page
    assert page.count("</template>") == 1
