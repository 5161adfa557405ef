"""How large a browser's charts are, as its cookie says it: believed if one can draw by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ui.static_screen.chart_places import UNKNOWN, place, read_places


def test_each_chart_has_the_size_that_it_had_last() -> None:
    places = read_places("dark=true&text=1.25&weeks=358x580&year=358x356")
    assert (places.dark, places.text_size) == (True, 1.25)
    assert places.size("weeks") == (358, 580)
    assert places.size("year") == (358, 356)
    assert places.size("trends") is None


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "nonsense",
        "dark=true&weeks=358x580",
        "text=1&weeks=358x580",
        "dark=true&text=nan&weeks=358x580",
        "dark=true&text=9999&weeks=358x580",
        "dark=true&text=1&weeks=358",
        "dark=true&text=1&weeks=-1x580",
        "dark=true&text=1&weeks=358x0",
        "dark=true&text=1&weeks=358x5800000",
    ],
)
def test_by_what_cannot_be_a_size_nothing_is_drawn(cookie: str) -> None:
    assert read_places(cookie) == UNKNOWN


@given(st.text())
def test_whatever_a_cookie_says_the_page_comes(cookie: str) -> None:
    for _, (width, height) in read_places(cookie).sizes:
        assert 0 < width <= 4000
        assert 0 < height <= 4000


def test_what_a_chart_says_is_read_as_words() -> None:
    assert 'aria-label="&lt;b&gt; &amp; &quot;more&quot;"' in place("year", '<b> & "more"', "")
