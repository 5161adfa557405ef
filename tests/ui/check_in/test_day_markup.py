"""A day's strip, pain and note as markup: all of it can be read before any script has run."""

import re
from datetime import date, datetime, timedelta
from html import unescape

import pytest

from tests.pages.builders import BERLIN
from tracker.ui.check_in.day_markup import ShownDay, day_markup
from tracker.ui.check_in.day_strip import Strip, StripDay
from tracker.ui.formatting import long_day

TODAY = date.today()
YESTERDAY = TODAY - timedelta(days=1)
LATE = datetime(TODAY.year, TODAY.month, TODAY.day, 8, 5, tzinfo=BERLIN.now().tzinfo)


def week(*pains: float | None) -> tuple[StripDay, ...]:
    first = TODAY - timedelta(days=len(pains) - 1)
    return tuple(
        StripDay(first + timedelta(days=number), pain) for number, pain in enumerate(pains)
    )


def shown(day: date = TODAY, pain: float | None = None, note: str = "", **other: object) -> str:
    strip = Strip((week(None, 0, 3, None, 4.5, 10, pain),), 0)
    return day_markup(ShownDay(day, TODAY, pain, note, strip, **other))  # type: ignore[arg-type]


def links(markup: str) -> list[tuple[str, str]]:
    found = re.findall(r'<li><a href="([^"]*)"[^>]*aria-label="([^"]+)"', markup)
    return [(href, unescape(label)) for href, label in found]


def test_every_day_is_a_link_that_says_which_day_and_which_pain() -> None:
    assert links(shown(pain=6)) == [
        (f"?day={day}", f"{long_day(day)}, {said}")
        for day, said in zip(
            [TODAY - timedelta(days=ago) for ago in range(6, 0, -1)],
            ["no rating", "pain 0", "pain 3", "no rating", "pain 4.5", "pain 10"],
            strict=True,
        )
    ] + [("?", f"Today, {long_day(TODAY)}, pain 6")]


def test_the_shown_day_alone_is_the_current_one() -> None:
    current = re.findall(r'data-day="([^"]+)" aria-current="date"', shown(YESTERDAY))
    assert current == [YESTERDAY.isoformat()]


def test_a_day_without_a_rating_is_outlined_and_has_no_figure() -> None:
    cells = re.findall(r'<span class="(rated[^"]*)">([^<]*)</span>', shown())
    assert cells == [
        ("rated missing", ""),
        ("rated", "0"),
        ("rated", "3"),
        ("rated missing", ""),
        ("rated", "4.5"),
        ("rated", "10"),
        ("rated missing", ""),
    ]


@pytest.mark.parametrize("pain", [*range(11), None, 4.5, 5.333])
def test_the_rating_is_checked_and_a_decimal_is_said_beside(pain: float | None) -> None:
    markup = shown(pain=pain)
    checked = re.findall(r'role="radio" value="(\d+)" aria-checked="true"', markup)
    assert checked == ([str(pain)] if isinstance(pain, int) else [])
    recorded = re.findall(r'<p class="recorded"[^>]*(?<! hidden)>([^<]*)</p>', markup)
    assert recorded == {4.5: ["Recorded as 4.5"], 5.333: ["Recorded as 5.3"]}.get(pain or 0, [])
    assert len(re.findall(r'role="radio"[^>]*tabindex="0"', markup)) <= 1


def test_what_was_entered_later_says_when() -> None:
    assert "Entered" not in shown(YESTERDAY)
    assert ", 08:05" in shown(YESTERDAY, entered_at=LATE)


def test_a_note_is_text_whatever_is_in_it() -> None:
    note = '</textarea><script>alert(1)</script><img src="https://example.com/x.png"> & 🙂'
    markup = shown(note=note)
    assert "<script" not in markup
    assert "<img" not in markup
    assert unescape(re.search(r"<textarea[^>]*>(.*)</textarea>", markup)[1]) == note
