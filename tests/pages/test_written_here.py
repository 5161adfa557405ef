"""Every screen writes days, clocks and numbers in one manner: that of the browser's region."""

import re
from calendar import month_abbr, month_name
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tests.pages.builders import BY, ago, check_in, strength, walk
from tests.pages.visiting import Visit
from tracker.model import Context, MedicineTaken, Reading
from tracker.store import Diary

MONTHS = "|".join(sorted(filter(None, [*month_name, *month_abbr]), key=len, reverse=True))
DAY_FIRST, MONTH_FIRST = rf"\b\d{{1,2}} ({MONTHS})\b", rf"\b({MONTHS}) \d{{1,2}}\b(?!\d)"
CLOCK_24, CLOCK_12 = r"\b([01]?\d|2[0-3]):\d\d\b(?!\s?[ap]m)", r"\b1?\d:\d\d\s[ap]m\b"
POINT, COMMA = r"\b\d+\.\d\b", r"\b\d+,\d\b"
HERE = {  # what is written there, and what is not
    "de-DE": ((DAY_FIRST, CLOCK_24, COMMA), (MONTH_FIRST, CLOCK_12, POINT)),
    "en-US": ((MONTH_FIRST, CLOCK_12, POINT), (DAY_FIRST, CLOCK_24, COMMA)),
}
SCREENS = ("check_in", "week", "trends", "days", "exercises", "report", "data", "settings")


@pytest.fixture
def seen(diary: Diary, today: date) -> None:
    """A diary with all that is written in a manner: days, times, decimals."""
    berlin = ZoneInfo("Europe/Berlin")
    days = [ago(today, number) for number in range(1, 40)]
    at = datetime.combine(days[0], time(21, 5), berlin)
    diary.apply(
        [
            *(check_in(day, 4 if number % 3 else 5) for number, day in enumerate(days)),
            *(walk(day, 75) for day in days[::2]),
            *(strength(day) for day in days[::3]),
            Reading(at, 4, Context.FLARE),
            MedicineTaken(days[0], "ibuprofen", "400 mg", taken_at=at),
        ],
        by=BY,
    )


@pytest.mark.parametrize("locale", HERE)
@pytest.mark.usefixtures("seen")
def test_every_screen_writes_in_the_manner_of_the_browser_s_region(
    locale: str, today: date
) -> None:
    written, foreign = HERE[locale]
    words = ""
    for screen in SCREENS:
        said = Visit(screen, locale=locale).words
        for manner in foreign:
            assert not found(manner, said, written), screen
        words += said
    words += (day := Visit(locale=locale, day=ago(today, 1).isoformat()).open("more").words)
    assert not any(found(manner, day, written) for manner in foreign)
    assert all(re.search(manner, words) for manner in written)


def found(manner: str, words: str, written: tuple[str, ...]) -> list[str]:
    """What is written in a manner; of "Oct 26 Nov 2" along an axis nothing is "26 Nov"."""
    rest = re.sub(written[0], "", words)
    return [match[0] for match in re.finditer(manner, rest)]


@pytest.mark.usefixtures("seen")
def test_who_comes_with_another_browser_sees_another_manner() -> None:
    """What is kept of a version of the diary is kept for each manner."""
    german, british = (Visit("week", locale=locale).words for locale in ("de-DE", "en-GB"))
    assert re.search(COMMA, german)
    assert not re.search(COMMA, british)
    assert re.search(POINT, british)
