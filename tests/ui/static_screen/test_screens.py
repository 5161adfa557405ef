"""Week and Trends as they come with the page say what Streamlit's screens say, in their order."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest

from tests.pages.builders import BY, ago, check_in, walk
from tests.pages.conftest import *  # noqa: F403 - the diary that Streamlit's screens open
from tests.pages.visiting import Visit
from tracker.demo import write_demo
from tracker.identity.identity import THIS_COMPUTER
from tracker.store import Diary
from tracker.ui import first_screen
from tracker.web import static_assets

NAMES = {"week": "Week", "trends": "Trends"}


@pytest.fixture(autouse=True)
def loaded() -> Iterator[None]:
    first_screen.loaded.set()
    yield
    first_screen.loaded.clear()


def sent(screen: str, query: str = "", locale: str = "en-GB", cookie: str = "") -> str:
    """What the page of a screen holds when it is sent."""
    cookies = {"backbeat-charts": cookie} if cookie else {}
    visit = static_assets.Visit(THIS_COMPUTER, query, locale, cookies, "./style.css")
    return first_screen.AT_ONCE[screen].markup(visit)


def drawn(screen: str, locale: str = "en-GB", **query: str) -> list[str]:
    """What Streamlit's screen is given as markup, below the frame, but for what is not seen."""
    visit = Visit(screen, locale=locale, **query)
    markup = [str(part.proto.body) for part in visit.app.main.get("html")]
    others = ("bb-frame", "bb-help", "<i hidden")
    return [part for part in markup if not any(one in part for one in others)]


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", markup)).split())


@pytest.mark.parametrize("locale", ["en-GB", "en-US", "de"])
@pytest.mark.parametrize("screen", ["week", "trends"])
def test_they_hold_the_same_markup_in_the_same_order(
    diary: Diary, today: date, screen: str, locale: str
) -> None:
    write_demo(diary, today)
    page = sent(screen, locale=locale)
    places = [page.find(part) for part in drawn(screen, locale)]
    assert len(places) >= 2
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("screen", ["week", "trends"])
def test_of_a_diary_of_one_day_too(diary: Diary, today: date, screen: str) -> None:
    diary.apply([check_in(today, 4), walk(today)], by=BY)
    page = sent(screen)
    assert all(part in page for part in drawn(screen))


@pytest.mark.parametrize("screen", ["week", "trends"])
def test_of_an_empty_diary_too(diary: Diary, screen: str) -> None:
    page = sent(screen)
    assert page
    assert all(part in page for part in drawn(screen))


def test_the_week_and_the_range_that_the_address_asks_for_are_shown(
    diary: Diary, today: date
) -> None:
    write_demo(diary, today)
    year, week, _ = ago(today, 21).isocalendar()
    named = f"{year}-W{week:02}"
    assert all(part in sent("week", f"week={named}") for part in drawn("week", week=named))
    assert "This week</h1>" not in sent("week", f"week={named}")
    assert all(part in sent("trends", "range=1y") for part in drawn("trends", range="1y"))


def test_dates_of_one_s_own_are_left_to_the_field_that_shows_them(
    diary: Diary, today: date
) -> None:
    write_demo(diary, today)
    assert sent("trends", f"from={ago(today, 9)}&to={today}") == ""


def test_unknown_days_can_be_pressed_as_they_are_offered(diary: Diary, today: date) -> None:
    diary.apply([check_in(ago(today, days), 3) for days in range(14)], by=BY)
    year, week, _ = ago(today, 7).isocalendar()
    named = f"{year}-W{week:02}"
    visit = Visit("week", week=named)
    said = words(sent("week", f"week={named}"))
    for button in visit.app.button:
        assert unescape(button.label) in said
    assert "Days that are unknown" in said


def test_all_that_can_be_pressed_has_one_that_streamlit_draws(diary: Diary, today: date) -> None:
    write_demo(diary, today)
    for screen in NAMES:
        visit = Visit(screen)
        keys = {str(one.key) for one in (*visit.app.button, *visit.app.get("button_group")) if one}
        keys |= {str(one.key) for one in visit.app.selectbox}
        asked = set(re.findall(r'data-then="\.st-key-([\w-]+)', sent(screen)))
        asked -= {"help"} | {key for key in asked if key.startswith(("print-",))}
        assert {key for key in asked if not key.endswith("-table")} <= keys


@pytest.mark.parametrize(
    ("screen", "charts"), [("week", ("weeks", "year")), ("trends", ("trends",))]
)
def test_charts_are_drawn_for_the_places_that_they_had(
    diary: Diary, today: date, screen: str, charts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_demo(diary, today)
    monkeypatch.setattr("tracker.charts.svg.ready", lambda: True)
    cookie = "dark=false&text=1&" + "&".join(f"{name}=358x500" for name in charts)
    assert sent(screen, cookie=cookie).count('viewBox="0 0 358 500"') == len(charts)
    assert 'class="marks"' not in sent(screen), "of a browser that was never here nothing is known"


def test_until_charts_can_be_drawn_the_page_comes_without(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_demo(diary, today)
    monkeypatch.setattr("tracker.charts.svg.ready", lambda: False)
    page = sent("trends", cookie="dark=false&text=1&trends=358x500")
    assert "Pain, 28 days compared" in page
    assert 'class="marks"' not in page
