"""Which questionnaires the check-in asks for, and when."""

from dataclasses import replace
from datetime import date

import pytest

from tests.pages.answering import loaded, peg_on
from tests.pages.builders import BY, ago, check_in
from tests.pages.visiting import Visit
from tests.questionnaires.files import questionnaire, scale
from tracker.questionnaires import peg
from tracker.store import Diary

DUE = "Answer PEG pain scale"


def due(visit: Visit) -> list[str]:
    return [link.proto.label for link in visit.app.get("page_link") if "Answer" in link.proto.label]


def test_a_newcomer_is_not_asked_and_after_a_week_is(diary: Diary, today: date) -> None:
    assert due(Visit()) == []
    diary.save(check_in(ago(today, 6)), by=BY)
    assert due(Visit()) == []
    diary.save(check_in(ago(today, 7)), by=BY)
    assert due(Visit()) == [DUE]


@pytest.mark.parametrize(("days", "asked"), [(0, []), (6, []), (7, [DUE]), (400, [DUE])])
def test_the_peg_is_due_a_week_after_it_was_answered(
    diary: Diary, today: date, days: int, asked: list[str]
) -> None:
    diary.apply([check_in(ago(today, 60)), peg(), peg_on(ago(today, days), 1, 2, 3)], by=BY)
    assert due(Visit()) == asked


def test_not_this_week_holds_for_a_week_in_every_window(diary: Diary, today: date) -> None:
    diary.save(check_in(ago(today, 60)), by=BY)
    visit = Visit().tap("Not this week")
    assert due(visit) == []
    assert due(Visit()) == []
    (kept,) = diary.questionnaires()
    assert kept == replace(peg(), not_before=ago(today, -7))
    diary.apply([replace(kept, not_before=today)], by=BY)
    assert due(Visit()) == [DUE]


def test_who_wants_no_reminder_gets_none(diary: Diary, today: date) -> None:
    diary.apply([check_in(ago(today, 60)), replace(peg(), every_days=None)], by=BY)
    assert due(Visit()) == []


def test_a_loaded_form_with_a_reminder_is_due_at_once(diary: Diary, today: date) -> None:
    made = loaded(questionnaire(scale("a"), title="A form of a rather long name indeed"))
    diary.apply([check_in(today), replace(made, every_days=14)], by=BY)
    assert due(Visit()) == ["Answer A form of a rather long nam…"]
    diary.save(check_in(ago(today, 7)), by=BY)
    assert due(Visit()) == ["Answer 2 questionnaires"]


def test_it_is_read_after_last_week_and_the_last_note(diary: Diary, today: date) -> None:
    diary.apply([check_in(ago(today, 60)), check_in(ago(today, 9), note="stiff")], by=BY)
    diary.save(check_in(ago(today, 3), note="stiff again"), by=BY)
    words = Visit().words
    assert "stiff again" in words
    assert words.index("stiff again") < words.index("A questionnaire is due")


def test_an_earlier_day_asks_for_nothing(diary: Diary, today: date) -> None:
    diary.save(check_in(ago(today, 60)), by=BY)
    assert due(Visit(day=ago(today, 1).isoformat())) == []


def test_a_tap_of_pain_does_not_look_for_questionnaires(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary.save(check_in(ago(today, 60)), by=BY)
    visit = Visit()
    asked: list[str] = []
    for name in ("questionnaires", "answers"):
        original = getattr(Diary, name)
        monkeypatch.setattr(
            Diary, name, lambda self, *a, o=original, n=name: asked.append(n) or o(self, *a)
        )
    visit.rate(3, whole=False)
    assert diary.check_in(today) is not None
    assert asked == []
    visit.app.run()
    assert asked == ["questionnaires", "answers"], "once for a version of the diary"
    visit.app.run()
    assert len(asked) == 2
