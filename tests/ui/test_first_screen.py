"""What the pages of screens hold when they are sent, and when they come without."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.pages.builders import BERLIN, BY, check_in, walk
from tracker.identity.identity import THIS_COMPUTER
from tracker.store import Store, find_diary, open_store
from tracker.ui import first_screen
from tracker.ui.check_in import day_in_page  # noqa: F401 - before a test's database is in place
from tracker.ui.formatting import long_day
from tracker.web import open_store as opening
from tracker.web.static_assets import Visit

DAY = 'id="day-in-page"'


def day_markup(query: str, locale: str = "") -> str:
    """The day of who is at this computer."""
    return first_screen.AT_ONCE[""].markup(Visit(THIS_COMPUTER, query, locale, {}, "./style.css"))


def since(store: Store, day: date, last: date | None = None) -> dict[str, Any]:
    """What the answer to a tap on a day holds of the screen."""
    diary = find_diary(store, newcomer=BERLIN)
    return first_screen.drawn_since(diary, {"day": str(day), "last": str(last or day)}, "en-GB")


@pytest.fixture
def store(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The process's open database, with nobody's diary in it."""
    store = open_store(sqlite_url)
    monkeypatch.setattr(opening, "open_database", lambda: store)
    first_screen.loaded.set()
    yield store
    first_screen.loaded.clear()
    store.close()


def test_it_holds_the_day_that_the_address_asks_for(store: Store) -> None:
    diary, today = find_diary(store, newcomer=BERLIN), BERLIN.today()
    diary.save(check_in(today.replace(year=today.year - 1, day=1), 2), by=BY)
    first = today.replace(year=today.year - 1, day=1)
    assert f"<h1>{long_day(today)}</h1>" in day_markup("")
    assert f"<h1>{long_day(first)}</h1>" in day_markup(f"day={first}&x=%00")
    assert f"<h1>{long_day(today)}</h1>" in day_markup("day=&day=nonsense")


def test_it_is_written_as_in_the_region_of_the_browser_that_asks(store: Store) -> None:
    find_diary(store, newcomer=BERLIN)
    today = BERLIN.today()
    month_first = f"<h1>{today:%A}, {today:%B} {today.day}</h1>"
    assert month_first in day_markup("", "en-US")
    assert month_first not in day_markup("", "de")
    assert month_first not in day_markup("", "*")


def test_a_region_that_the_person_chose_goes_before_the_browser_s(store: Store) -> None:
    diary = find_diary(store, newcomer=BERLIN)
    diary.save(replace(BERLIN, region="en-US"), BERLIN, by=BY)
    today = BERLIN.today()
    markup = day_markup("", "de")
    assert f"<h1>{today:%A}, {today:%B} {today.day}</h1>" in markup
    assert 'data-region="en-US"' in markup, "its scripts write numbers so, too"


def test_before_anybody_has_a_diary_it_comes_without(store: Store) -> None:
    assert day_markup("") == ""
    assert store.people() == [], "to look at the page makes nobody's diary"
    find_diary(store, newcomer=BERLIN)
    assert DAY in day_markup("")


def test_while_the_server_starts_it_comes_without(store: Store) -> None:
    find_diary(store, newcomer=BERLIN)
    first_screen.loaded.clear()
    assert day_markup("") == ""


def test_a_diary_that_cannot_be_read_is_left_to_the_screen(store: Store, tmp_path: Path) -> None:
    find_diary(store, newcomer=BERLIN)
    store.close()
    (file,) = (path for path in tmp_path.rglob("*") if path.suffix == ".db")
    file.write_bytes(b"no database" * 1000)
    assert day_markup("") == ""


def test_after_a_tap_it_holds_the_day_as_it_is_since(store: Store) -> None:
    diary, today = find_diary(store, newcomer=BERLIN), BERLIN.today()
    diary.save(check_in(today, 7), by=BY)
    drawn = since(store, today)
    assert drawn["day"] == str(today)
    assert 'value="7" aria-checked="true"' in drawn["markup"]
    assert "Undo pain 7 on" in drawn["markup"]
    assert drawn["fields"][0]["stored"] == "7"
    assert drawn["fields"][0]["version"] == diary.version()
    assert drawn["status"].startswith("Saved ")
    assert not drawn["unsaved"]


def test_after_a_tap_the_strip_shows_the_days_that_were_looked_at(store: Store) -> None:
    find_diary(store, newcomer=BERLIN)
    today = BERLIN.today()
    last = today - timedelta(days=14)
    assert 'data-at="1"' in since(store, today, last)["markup"]
    assert f'data-last="{last}"' in since(store, today, last)["markup"]
    assert f'data-last="{last}"' not in since(store, today)["markup"]


def test_it_tells_whether_more_than_the_day_looks_different_since(store: Store) -> None:
    diary, today = find_diary(store, newcomer=BERLIN), BERLIN.today()
    before = since(store, today)["rest"]
    diary.save(check_in(today, 7), by=BY)
    first = since(store, today)["rest"]
    assert first != before, "the diary has begun, and the first days are led through"
    stored = diary.check_in(today)
    diary.save(replace(stored, pain=3), stored, by=BY)
    assert since(store, today)["rest"] == first
    diary.save(walk(today, 20), by=BY)
    assert since(store, today)["rest"] != first, "the week has minutes now"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"day": "0001-01-01", "last": "0001-01-01"},
        {"day": "9999-12-31", "last": "9999-12-31"},
        {"day": ["x"], "last": None},
        "2026-11-28",
        None,
        7,
    ],
)
def test_of_what_is_no_day_nothing_is_drawn(
    store: Store, asked: object, capsys: pytest.CaptureFixture[str]
) -> None:
    diary = find_diary(store, newcomer=BERLIN)
    assert first_screen.drawn_since(diary, asked, "") == {}
    assert capsys.readouterr().err == "", "and nothing is noted: anybody can ask for that"


def test_what_is_saved_stays_so_where_nothing_can_be_drawn(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    find_diary(store, newcomer=BERLIN)

    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("tracker.ui.check_in.day_component.strip_of", broken)
    assert since(store, BERLIN.today()) == {}
    first_screen.loaded.clear()
    assert since(store, BERLIN.today()) == {}


def test_what_nobody_expected_is_noted_and_left_to_the_screen(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for variable in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    find_diary(store, newcomer=BERLIN)

    def broken(*_: object) -> str:
        raise ZeroDivisionError("my note about Tuesday")

    monkeypatch.setattr("tracker.ui.check_in.day_in_page.day_in_page", broken)
    assert day_markup("") == ""
    (log,) = tmp_path.rglob("backbeat.log")
    assert "ZeroDivisionError" in log.read_text()
    said = capsys.readouterr().err
    assert str(log) in said
    assert "my note" not in said + log.read_text()
