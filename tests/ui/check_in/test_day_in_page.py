"""The day as it is sent with the page: what it holds, and that a note in it is nothing but text."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.pages.builders import BERLIN, BY, ago, check_in, walk
from tracker.model import CheckIn
from tracker.store import Diary, StoreError, find_diary, open_store
from tracker.ui.check_in.day_in_page import day_in_page
from tracker.ui.formatting import html, long_day

HOSTILE = "</textarea></template></script><img src=x onerror=alert(1)> 'quoted' \"twice\" & done"


@pytest.fixture
def diary(sqlite_url: str) -> Iterator[Diary]:
    store = open_store(sqlite_url)
    yield find_diary(store, newcomer=BERLIN)
    store.close()


@pytest.fixture
def today() -> date:
    return BERLIN.today()


class Elements(HTMLParser):
    """The names of all elements of a page, and how many are open at its end."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.open: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)
        if tag not in ("img", "input", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def given(markup: str) -> dict[str, Any]:
    """What the script of the page is given."""
    found = re.search(r'data-given="([^"]*)"', markup)
    assert found
    values: dict[str, Any] = json.loads(unescape(found[1]))
    return values


def heading(markup: str) -> str:
    return re.findall("<h1>(.*?)</h1>", markup)[0]


def checked(markup: str) -> list[str]:
    return re.findall(r'value="(\d+)" aria-checked="true"', markup)


def test_today_is_there_with_what_was_entered_and_the_way_to_save_it(
    diary: Diary, today: date
) -> None:
    diary.apply([check_in(today, 6, note="Stiff"), walk(today)], by=BY)
    markup = day_in_page(diary, "")
    assert heading(markup) == long_day(today)
    assert checked(markup) == ["6"]
    assert ">Stiff</textarea>" in markup
    assert "This week so far" in markup
    pain, note = given(markup)["fields"]
    assert (pain["field"], pain["stored"]) == (f"check-in/{today}/pain", "6")
    assert (note["field"], note["stored"]) == (f"check-in/{today}/note", "Stiff")
    assert {pain["diary"], note["diary"]} == {str(diary.identity())}
    assert pain["version"] == diary.version()
    assert given(markup)["zone"] == "Europe/Berlin"


def test_a_past_day_is_there_where_the_address_asks_for_it(diary: Diary, today: date) -> None:
    past = ago(today, 9)
    diary.save(check_in(past, 3), by=BY)
    markup = day_in_page(diary, past.isoformat())
    assert heading(markup) == long_day(past)
    assert checked(markup) == ["3"]
    assert given(markup)["day"] == past.isoformat()
    assert given(markup)["today"] == today.isoformat()


@pytest.mark.parametrize("asked", ["", "tomorrow", "1066-10-14", "<script>", "2026-02-30"])
def test_a_day_that_may_not_be_entered_is_today(diary: Diary, today: date, asked: str) -> None:
    assert heading(day_in_page(diary, asked)) == long_day(today)


def test_tomorrow_is_today(diary: Diary, today: date) -> None:
    tomorrow = today + timedelta(days=1)
    assert heading(day_in_page(diary, tomorrow.isoformat())) == long_day(today)


def test_a_day_without_a_rating_has_no_target_chosen(diary: Diary, today: date) -> None:
    diary.save(CheckIn(today, None, BERLIN.now(), note="Tired"), by=BY)
    markup = day_in_page(diary, "")
    assert checked(markup) == []
    assert given(markup)["fields"][0]["stored"] == ""


def test_an_empty_diary_is_welcomed_and_others_are_not(diary: Diary, today: date) -> None:
    assert "Welcome to your diary" in day_in_page(diary, "")
    diary.save(check_in(today), by=BY)
    assert "Welcome to your diary" not in day_in_page(diary, "")


def test_a_note_is_text_wherever_it_stands(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4), by=BY)
    plain = Elements(day_in_page(diary, ""))
    diary.save(check_in(today, 4, note=HOSTILE), diary.check_in(today), by=BY)
    markup = day_in_page(diary, "")
    assert Elements(markup).names == plain.names
    assert Elements(markup).open == []
    assert f">{html(HOSTILE)}</textarea>" in markup
    assert given(markup)["fields"][1]["stored"] == HOSTILE


def test_nothing_in_it_runs_by_itself(diary: Diary) -> None:
    markup = day_in_page(diary, "")
    assert "script" not in Elements(markup).names
    assert not re.search(r"\son\w+=", markup)


def test_a_diary_that_cannot_be_read_is_not_shown_in_part(diary: Diary, sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    store.erase(diary.person_id)
    store.close()
    with pytest.raises(StoreError):
        day_in_page(diary, "")
