"""The strip: seven days and their neighbours, however old the diary is."""

from datetime import date, timedelta

import pytest

from tests.pages.builders import BY, ago, check_in
from tracker.model import EARLIEST_DAY
from tracker.store import Diary
from tracker.ui.check_in.day_strip import last_of_seven, read_strip


@pytest.fixture
def today(diary: Diary) -> date:
    return diary.person().today()


def days(strip_week: tuple[object, ...]) -> list[date]:
    return [day.date for day in strip_week]  # type: ignore[attr-defined]


def test_today_stands_last(diary: Diary, today: date) -> None:
    strip = read_strip(diary, today, today)
    assert days(strip.weeks[strip.at]) == [ago(today, number) for number in range(6, -1, -1)]
    assert len(strip.weeks) == 2, "nothing comes after today"


@pytest.mark.parametrize(("days_ago", "last"), [(0, 0), (6, 0), (7, 7), (13, 7), (14, 14)])
def test_a_day_stands_among_the_same_seven_whatever_is_shown(
    today: date, days_ago: int, last: int
) -> None:
    assert last_of_seven(ago(today, days_ago), today) == ago(today, last)


def test_older_days_have_neighbours_on_both_sides_without_a_gap(diary: Diary, today: date) -> None:
    strip = read_strip(diary, ago(today, 100), today)
    shown = [day for week in strip.weeks for day in days(week)]
    assert strip.at == 1
    assert ago(today, 100) in days(strip.weeks[1])
    assert shown == [shown[0] + timedelta(days=number) for number in range(21)]


def test_each_day_has_its_pain_and_a_note_alone_has_none(diary: Diary, today: date) -> None:
    diary.apply([check_in(ago(today, 1), 0), check_in(ago(today, 8), 6)], by=BY)
    diary.save(check_in(ago(today, 2), None, note="only words"), by=BY)  # type: ignore[arg-type]
    rated = {day.date: day.pain for week in read_strip(diary, today, today).weeks for day in week}
    assert (rated[ago(today, 1)], rated[ago(today, 8)]) == (0, 6)
    assert rated[ago(today, 2)] is None
    assert rated[today] is None


def test_it_ends_where_the_calendar_begins(diary: Diary, today: date) -> None:
    strip = read_strip(diary, EARLIEST_DAY, today)
    assert strip.at == 0
    assert strip.weeks[0][0].date == EARLIEST_DAY
    assert len(strip.weeks[0]) <= 7


def test_ten_years_of_diary_are_not_read_for_it(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    check_ins = Diary.check_ins

    def noted(of: Diary, first: date, last: date) -> object:
        asked.append((last - first).days + 1)
        return check_ins(of, first, last)

    monkeypatch.setattr(Diary, "check_ins", noted)
    read_strip(diary, ago(today, 2000), today)
    assert asked == [21]
