"""“None today”: said in one tap, taken back by another or by an entry."""

from datetime import date

import pytest

from tests.pages.builders import BY, ago, strength, walk
from tests.pages.visiting import Visit
from tracker.model import PlanItem
from tracker.store import Diary

NONE = {"no_activity": "No activity", "no_exercises": "No exercises"}


def said(diary: Diary, day: date) -> dict[str, bool]:
    check_in = diary.check_in(day)
    return {kind: bool(check_in and getattr(check_in, kind)) for kind in NONE}


@pytest.mark.parametrize("kind", NONE)
@pytest.mark.parametrize("days", [0, 1])
def test_each_is_said_and_taken_back_by_itself(
    diary: Diary, today: date, kind: str, days: int
) -> None:
    day = ago(today, days)
    visit = Visit() if day == today else Visit(day=day.isoformat())
    (words,) = visit.options(NONE[kind])
    assert words == ("None today" if day == today else "None that day")
    visit.choose(NONE[kind], [words])
    assert said(diary, day) == {one: one == kind for one in NONE}
    check_in = diary.check_in(day)
    assert check_in is not None
    assert check_in.pain is None, "it says nothing of pain"
    assert visit.value(NONE[kind]) == [words]
    visit.choose(NONE[kind], [])
    assert said(diary, day) == dict.fromkeys(NONE, False)


def test_an_entry_takes_it_back_and_is_asked_no_more(diary: Diary, today: date) -> None:
    diary.save(PlanItem("wall sit", 3), by=BY)
    visit = Visit().choose("No activity", ["None today"]).choose("No exercises", ["None today"])
    visit.choose("Exercises done", ["wall sit"])
    assert said(diary, today) == {"no_activity": True, "no_exercises": False}
    assert not visit.offers("No exercises")
    assert visit.offers("No activity")


def test_it_is_not_offered_beside_what_was_done(diary: Diary, today: date) -> None:
    diary.apply([walk(today, 30), strength(today)], by=BY)
    visit = Visit()
    assert not visit.offers("No activity")
    assert not visit.offers("No exercises")
