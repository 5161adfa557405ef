"""Events: what began on a day, until when, and what goes on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.pages.builders import BY, ago
from tests.pages.visiting import Visit
from tracker.model import Event, EventKind
from tracker.store import Diary
from tracker.ui.formatting import short_day


def filled(day: date, **values: str) -> Visit:
    visit = Visit(day=day.isoformat()).open("more").open(f"event-add-{day}")
    return visit.fill(f"event-form-{day}", values)


def rows(day: date) -> list[str]:
    return Visit(day=day.isoformat()).open("more").recorded


def test_an_event_has_a_kind_and_the_day_it_is_entered_on(diary: Diary, today: date) -> None:
    day = ago(today, 2)
    filled(day, kind="fall")
    assert diary.events() == [Event(day, EventKind.FALL)]
    assert rows(day) == ["Fall"]


def test_it_can_have_words_and_an_end(diary: Diary, today: date) -> None:
    end = today + timedelta(days=30)
    filled(today, kind="treatment began", text="physiotherapy", ends=end.isoformat())
    assert diary.events() == [Event(today, EventKind.TREATMENT, "physiotherapy", end)]
    assert rows(today) == [f"Physiotherapy (treatment began), until {short_day(end)}"]


def test_ones_own_words_say_what_no_kind_does(diary: Diary, today: date) -> None:
    filled(today, kind="other", text="moved house")
    assert diary.events() == [Event(today, EventKind.OTHER, "moved house")]
    assert rows(today) == ["Moved house"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "choose what it was"),
        ({"kind": "earthquake"}, "choose what it was"),
        ({"kind": "other"}, "say in your words what it was"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_added(
    diary: Diary, today: date, values: dict[str, str], said: str
) -> None:
    assert said in filled(today, **values).redrawn
    assert diary.events() == []


@pytest.mark.parametrize("ends", ["2000-01-01", "soon"])
def test_an_end_that_can_be_none_is_refused_in_words(diary: Diary, today: date, ends: str) -> None:
    visit = filled(today, kind="illness", ends=ends)
    assert "Not added." in visit.redrawn
    assert diary.events() == []


def test_what_goes_on_is_shown_until_it_ends(diary: Diary, today: date) -> None:
    began = ago(today, 40)
    flu = Event(began, EventKind.ILLNESS, "flu", ago(today, 5))
    course = Event(began, EventKind.TREATMENT, "physiotherapy")
    fall = Event(began, EventKind.FALL)
    diary.apply([flu, course, fall], by=BY)
    since = f"since {short_day(began)}"
    assert rows(today) == [f"Physiotherapy (treatment began), {since}"]
    assert rows(ago(today, 5)) == [
        f"Flu (illness), {since}, until {short_day(ago(today, 5))}",
        f"Physiotherapy (treatment began), {since}",
    ]
    assert rows(ago(today, 41)) == []


def test_what_never_got_an_end_is_not_shown_for_ever(diary: Diary, today: date) -> None:
    diary.save(Event(ago(today, 121), EventKind.TREATMENT, "yoga"), by=BY)
    assert rows(today) == []


def test_it_can_be_changed_ended_and_removed(diary: Diary, today: date) -> None:
    event = Event(ago(today, 10), EventKind.ILLNESS)
    diary.save(event, by=BY)
    visit = Visit().open("more").open(f"change-{event.uid}").type("In your words", "flu")
    visit.app.date_input(key=f"event-ends-{event.uid}").set_value(today)
    visit.again()
    visit.app.date_input(key=f"event-first-{event.uid}").set_value(ago(today, 12))
    visit.again()
    assert diary.events() == [Event(ago(today, 12), EventKind.ILLNESS, "flu", today)]
    visit.app.button_group(key=f"event-kind-{event.uid}").set_value(EventKind.OTHER)
    visit.again()
    assert diary.events()[0].kind is EventKind.OTHER
    visit.app.button(key=f"remove-{event.uid}").click()
    visit.again()
    assert diary.events() == []
    visit.tap("Undo")
    assert diary.events()[0].text == "flu"


def test_a_note_of_it_is_shown_changed_and_taken_back(diary: Diary, today: date) -> None:
    event = Event(today, EventKind.FALL, note="on ice")
    diary.save(event, by=BY)
    assert rows(today) == ["Fall on ice"]
    visit = Visit().open("more").open(f"change-{event.uid}")
    visit.type("Note about this event", "on the stairs\n<b>*not*</b> ice")
    assert diary.events()[0].note == "on the stairs\n<b>*not*</b> ice"
    assert visit.recorded == ["Fall on the stairs <b>*not*</b> ice"]
    visit.tap("Undo")
    assert diary.events() == [event]
    assert visit.toasts == [f"Undone: changing fall on {short_day(today)}"]


def test_it_is_removed_also_where_its_words_were_typed_since(diary: Diary, today: date) -> None:
    event = Event(today, EventKind.FALL)
    diary.save(event, by=BY)
    visit = Visit().open("more").open(f"change-{event.uid}")
    visit.send("In your words", "on the stairs")  # the page has not been drawn again
    visit.send("Note about this event", "wet")
    visit.app.button(key=f"remove-{event.uid}").click()
    visit.again()
    assert diary.events() == []


def test_what_another_window_changed_is_not_removed(diary: Diary, today: date) -> None:
    event = Event(today, EventKind.FALL)
    diary.save(event, by=BY)
    visit = Visit().open("more").open(f"change-{event.uid}")
    diary.save(replace(event, kind=EventKind.ILLNESS), event, by="another window")
    visit.app.button(key=f"remove-{event.uid}").click()
    visit.again()
    assert "left as it is now" in visit.words
    assert len(diary.events()) == 1


def test_its_own_words_cannot_be_taken_from_what_has_nothing_else(
    diary: Diary, today: date
) -> None:
    event = Event(today, EventKind.OTHER, "moved house")
    diary.save(event, by=BY)
    visit = Visit().open("more").open(f"change-{event.uid}").type("In your words", "")
    assert "refused" in visit.answer
    assert diary.events() == [event]
