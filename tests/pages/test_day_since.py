"""The answer to a tap holds what a run of the check-in would have drawn of the day."""

import re
from datetime import date
from typing import Any

import pytest

from tests.pages.builders import BY, ago, check_in, walk
from tests.pages.visiting import Visit
from tracker.store import Diary
from tracker.ui.check_in.day_component import day_since

CLOCK = re.compile(r"Saved [^<]+")


def drawn(diary: Diary, day: date, last: date, locale: str = "en-GB") -> dict[str, Any]:
    return day_since(diary, {"day": str(day), "last": str(last)}, locale)


def timeless(data: dict[str, Any]) -> dict[str, Any]:
    """Without the moment at which it was saved."""
    markup, status = (CLOCK.sub("Saved", data[name]) for name in ("markup", "status"))
    return data | {"markup": markup, "status": status, "fields": list(data["fields"])}


@pytest.mark.parametrize("days", [0, 1, 9])
@pytest.mark.parametrize("locale", ["en-GB", "en-US", "de"])
def test_it_is_the_same(diary: Diary, today: date, days: int, locale: str) -> None:
    day = ago(today, days)
    diary.apply([check_in(ago(today, 3), 4.5), walk(ago(today, 1), 20)], by=BY)
    visit = Visit(day=day.isoformat(), locale=locale).rate(6).type("Note", "<b>stiff</b>")
    assert timeless(drawn(diary, day, day, locale)) == timeless(visit.day_data)


def test_it_is_the_same_on_the_first_day_of_all(diary: Diary, today: date) -> None:
    visit = Visit().rate(6)
    assert timeless(drawn(diary, today, today)) == timeless(visit.day_data)


def test_it_is_the_same_where_older_days_are_looked_at(diary: Diary, today: date) -> None:
    visit = Visit().look_at(ago(today, 7)).rate(6)
    assert timeless(drawn(diary, today, ago(today, 7))) == timeless(visit.day_data)


def test_it_is_the_same_where_something_was_undone_last(diary: Diary, today: date) -> None:
    visit = Visit().rate(6).rate(7).tap("Undo")
    assert visit.pain == 6
    since = timeless(drawn(diary, today, today))
    assert "Redo" in since["markup"]
    assert since == timeless(visit.day_data)


def test_it_is_the_same_where_several_entries_were_changed_at_once(
    diary: Diary, today: date
) -> None:
    visit = Visit().rate(6)
    diary.apply([walk(today, 20), check_in(today, 7)], by=BY)
    visit.again()
    since = timeless(drawn(diary, today, today))
    assert "and 1 more" in since["markup"]
    assert since == timeless(visit.day_data)
