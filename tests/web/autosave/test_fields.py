"""Fields that save as one types: each is written where it belongs, and nothing of two is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pages.builders import BY, check_in, strength, walk
from tracker.model import (
    NOTE_LIMIT,
    SITE_LIMIT,
    Appointment,
    Event,
    EventKind,
    InvalidValue,
    MedicineTaken,
    Occasion,
    PlanItem,
    Reading,
    Reminder,
)
from tracker.store import Diary
from tracker.ui.exercises.plan import change
from tracker.web.autosave.fields import (
    ALL_KEPT,
    NOT_NONE,
    ChangedElsewhere,
    FieldGone,
    merge_sites,
    merge_texts,
    save_field,
)


@pytest.fixture
def today(diary: Diary) -> date:
    return diary.person().today()


def note(diary: Diary, day: date) -> str:
    stored = diary.check_in(day)
    return stored.note if stored else ""


def test_a_note_is_saved_beside_what_else_the_day_says(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4), by=BY)
    saved = save_field(diary, f"check-in/{today}/note", "one\r\ntwo", "")
    assert (saved.text, saved.version) == ("one\ntwo", diary.version())
    assert (diary.check_in(today).pain, note(diary, today)) == (4, "one\ntwo")


def test_a_note_alone_makes_a_check_in_and_goes_with_it(diary: Diary, today: date) -> None:
    save_field(diary, f"check-in/{today}/note", "alone", "")
    assert (diary.check_in(today).pain, note(diary, today)) == (None, "alone")
    save_field(diary, f"check-in/{today}/note", "", "alone")
    assert diary.check_in(today) is None


def test_the_same_text_sent_twice_is_saved_once(diary: Diary, today: date) -> None:
    for _ in range(2):  # the answer to the first was lost on the way
        save_field(diary, f"check-in/{today}/note", "again", "")
    assert note(diary, today) == "again"
    assert diary.version() == 1


def test_an_own_text_that_was_under_way_is_no_other_window(diary: Diary, today: date) -> None:
    save_field(diary, f"check-in/{today}/note", "I feel", "")
    saved = save_field(diary, f"check-in/{today}/note", "I feel fine", "", ["I feel"])
    assert (saved.text, saved.said, note(diary, today)) == ("I feel fine", "", "I feel fine")


def test_what_another_window_wrote_is_kept_with_mine(diary: Diary, today: date) -> None:
    save_field(diary, f"check-in/{today}/note", "theirs", "")
    saved = save_field(diary, f"check-in/{today}/note", "mine", "")
    assert saved.text == note(diary, today) == "theirs\n\nmine"
    assert "Both texts are kept" in saved.said


def test_two_texts_too_long_together_overwrite_nothing(diary: Diary, today: date) -> None:
    save_field(diary, f"check-in/{today}/note", "t" * NOTE_LIMIT, "")
    with pytest.raises(InvalidValue):
        save_field(diary, f"check-in/{today}/note", "mine", "")
    assert note(diary, today) == "t" * NOTE_LIMIT


@given(st.text(), st.text(), st.text())
def test_both_texts_are_in_what_is_kept(base: str, mine: str, theirs: str) -> None:
    kept = merge_texts(base, mine, theirs)
    assert theirs in kept
    own = mine[len(base) :].lstrip() if base and mine.startswith(base) else mine
    assert own in kept


@given(*[st.lists(st.sampled_from("abcde"), unique=True)] * 3)
def test_of_two_lists_of_places_all_is_kept_that_was_added_and_gone_what_was_taken_away(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    kept = merge_sites(*(";".join(places) for places in (base, mine, theirs))).split(";")
    for place in "abcde":
        added = place not in base and (place in mine or place in theirs)
        stayed = place in base and place in mine and place in theirs
        assert (place in kept) is (added or stayed)


def test_places_that_another_window_added_stay(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4, sites=("neck", "groin")), by=BY)
    saved = save_field(diary, f"check-in/{today}/sites", "groin;left foot", "groin")
    assert diary.check_in(today).sites == ("neck", "groin", "left foot")
    assert (saved.text, saved.said) == ("neck;groin;left foot", ALL_KEPT)


def test_a_place_too_long_is_refused_and_nothing_is_written(diary: Diary, today: date) -> None:
    with pytest.raises(InvalidValue):
        save_field(diary, f"check-in/{today}/sites", "x" * (SITE_LIMIT + 1), "")
    assert diary.check_in(today) is None


def figures(diary: Diary, today: date) -> dict[str, Callable[[], object]]:
    """A field of each sort, and what the diary says of it."""
    bout, done = walk(today, 30), replace(strength(today), sets=2)
    reading = Reading(diary.person().now(), 5)
    reminder = Reminder(Occasion.CHECK_IN, time(20, 30))
    plan = PlanItem("own/exercise", 3, 2)
    taken, event = MedicineTaken(today, "ibuprofen"), Event(today, EventKind.FALL)
    diary.apply([bout, done, reading, reminder, plan, taken, event], by=BY)
    return {
        f"activity/{today}/{bout.uid}/minutes": lambda: diary.activities()[0].minutes,
        f"exercise/{today}/{done.uid}/sets": lambda: diary.exercises_done()[0].sets,
        f"reading/{today}/{reading.uid}/note": lambda: diary.readings()[0].note,
        f"medicine/{today}/{taken.uid}/note": lambda: diary.medicines()[0].note,
        f"event/{today}/{event.uid}/note": lambda: diary.events()[0].note,
        "reminder/check-in/begins": lambda: diary.reminders()[0].begins,
        "plan/own/exercise/sets": lambda: diary.plan()[0].sets,
        "appointment/questions": lambda: diary.appointment().questions,
        "person/name": lambda: diary.person().name,
    }


@pytest.mark.parametrize(
    ("sort", "base", "text", "value"),
    [
        ("activity", "30", "45", 45),
        ("exercise", "2", "", None),
        ("reading", "", "after lifting", "after lifting"),
        ("medicine", "", "helped\na little", "helped\na little"),
        ("event", "", "on ice", "on ice"),
        ("reminder", "20:30", "21:15", time(21, 15)),
        ("plan", "2", "4", 4),
        ("appointment", "", "May I swim?", "May I swim?"),
        ("person", "Ada", " Grace ", "Grace"),
    ],
)
def test_every_field_is_written_where_it_belongs(
    diary: Diary, today: date, sort: str, base: str, text: str, value: object
) -> None:
    fields = figures(diary, today)
    name = next(name for name in fields if name.startswith(sort))
    assert save_field(diary, name, text, base).text == text
    assert fields[name]() == value


def test_a_plan_changed_today_stays_known_as_it_was(diary: Diary, today: date) -> None:
    diary.save(PlanItem("wall sit", 3, 2), by=BY)
    save_field(diary, "plan/wall sit/sets", "4", "2")
    yesterday = today - timedelta(days=1)
    assert [item.sets for item in (*diary.plan(yesterday), *diary.plan(today))] == [2, 4]


def test_of_two_numbers_the_person_says_which(diary: Diary, today: date) -> None:
    bout = walk(today, 30)
    diary.save(bout, by=BY)
    diary.save(replace(bout, minutes=20), bout, by="another window")
    with pytest.raises(ChangedElsewhere) as changed:
        save_field(diary, f"activity/{today}/{bout.uid}/minutes", "45", "30")
    assert (changed.value.other, diary.activities()[0].minutes) == ("20", 20)


@pytest.mark.parametrize("typed", ["-5", "5000", "1.5", "ten", "1" * 30, ""])
def test_what_is_no_number_of_minutes_is_refused(diary: Diary, today: date, typed: str) -> None:
    bout = walk(today, 30)
    diary.save(bout, by=BY)
    with pytest.raises(InvalidValue):
        save_field(diary, f"activity/{today}/{bout.uid}/minutes", typed, "30")
    assert diary.activities()[0].minutes == 30


def test_what_is_not_there_any_more_is_told(diary: Diary, today: date) -> None:
    bout = walk(today, 30)
    for name in (f"activity/{today}/{bout.uid}/minutes", "plan/wall sit/sets", "check-in/x/mood"):
        with pytest.raises(FieldGone):
            save_field(diary, name, "1", "2")
    assert diary.appointment() == Appointment()


# -- times of day


def test_a_time_of_day_is_on_the_day_of_its_entry_and_can_be_taken_away(
    diary: Diary, today: date
) -> None:
    day = today - timedelta(days=1)
    taken = MedicineTaken(day, "ibuprofen")
    diary.save(taken, by=BY)
    name = f"medicine/{day}/{taken.uid}/taken_at"
    assert save_field(diary, name, "08:05", "").text == "08:05"
    stored = diary.medicines()[0].taken_at
    assert (stored.date(), f"{stored:%H:%M}") == (day, "08:05")
    assert stored.utcoffset() == stored.astimezone(ZoneInfo(diary.person().time_zone)).utcoffset()
    assert save_field(diary, name, "", "08:05").text == ""
    assert diary.medicines()[0].taken_at is None


@pytest.mark.parametrize("text", ["8", "noon", "24:30"])
def test_what_is_no_time_of_day_is_refused(diary: Diary, today: date, text: str) -> None:
    taken = MedicineTaken(today - timedelta(days=1), "ibuprofen")
    diary.save(taken, by=BY)
    with pytest.raises(InvalidValue):
        save_field(diary, f"medicine/{taken.date}/{taken.uid}/taken_at", text, "")


# -- pain


def test_a_pain_is_saved_beside_what_else_the_day_says(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4, note="kept", flare=True), by=BY)
    saved = save_field(diary, f"check-in/{today}/pain", "0", "4")
    assert (saved.text, saved.version) == ("0", diary.version())
    stored = diary.check_in(today)
    assert (stored.pain, stored.note, stored.flare) == (0, "kept", True)


def test_a_retried_tap_changes_nothing_twice(diary: Diary, today: date) -> None:
    for _ in range(3):  # the answers were lost on the way
        assert save_field(diary, f"check-in/{today}/pain", "7", "").text == "7"
    assert diary.version() == 1
    assert len(diary.history()) == 1


def test_a_late_tap_of_mine_is_no_other_window(diary: Diary, today: date) -> None:
    save_field(diary, f"check-in/{today}/pain", "3", "")
    save_field(diary, f"check-in/{today}/pain", "5", "", ["3"])
    assert diary.check_in(today).pain == 5


def test_a_pain_taken_away_leaves_the_note_and_an_empty_day_is_gone(
    diary: Diary, today: date
) -> None:
    diary.save(check_in(today, 4, note="kept"), by=BY)
    save_field(diary, f"check-in/{today}/pain", "", "4")
    assert (diary.check_in(today).pain, diary.check_in(today).note) == (None, "kept")
    save_field(diary, f"check-in/{today}/note", "", "kept")
    assert diary.check_in(today) is None


def test_a_pain_that_another_window_changed_is_not_overwritten(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 6), by=BY)
    with pytest.raises(ChangedElsewhere) as changed:
        save_field(diary, f"check-in/{today}/pain", "9", "4")
    assert changed.value.other == "6"
    assert diary.check_in(today).pain == 6


def test_a_decimal_of_another_program_is_said_as_everywhere(diary: Diary, today: date) -> None:
    diary.save(replace(check_in(today), pain=5.333), by=BY)
    with pytest.raises(ChangedElsewhere) as changed:
        save_field(diary, f"check-in/{today}/pain", "9", "4")
    assert (changed.value.other, changed.value.said) == ("5.333", "5.3")


def test_a_decimal_of_another_program_gives_way_to_a_tap(diary: Diary, today: date) -> None:
    diary.save(replace(check_in(today), pain=4.5), by=BY)
    assert save_field(diary, f"check-in/{today}/pain", "4", "4.5").text == "4"


@pytest.mark.parametrize("text", ["11", "-1", "4.5", "four", "4 5"])
def test_what_is_no_rating_is_refused(diary: Diary, today: date, text: str) -> None:
    with pytest.raises(InvalidValue):
        save_field(diary, f"check-in/{today}/pain", text, "")
    assert diary.check_in(today) is None


def test_a_pain_of_a_day_to_come_is_refused(diary: Diary, today: date) -> None:
    with pytest.raises(InvalidValue):
        save_field(diary, f"check-in/{today + timedelta(days=1)}/pain", "4", "")


# -- what was said without seeing the diary

HOUR = timedelta(hours=1)


def test_what_was_kept_for_a_while_has_the_time_at_which_it_was_entered(
    diary: Diary, today: date
) -> None:
    now, yesterday = diary.person().now(), today - timedelta(days=1)
    noon = now.replace(hour=12, minute=0, second=0) - timedelta(days=1)
    save_field(diary, f"check-in/{yesterday}/pain", "6", None, ago=now - noon)
    assert timedelta() <= diary.check_in(yesterday).entered_at - noon < timedelta(minutes=5)


def test_a_moment_before_the_day_had_begun_is_not_believed(diary: Diary, today: date) -> None:
    now = diary.person().now()
    save_field(diary, f"check-in/{today}/pain", "6", None, ago=timedelta(days=3))
    assert diary.check_in(today).entered_at >= now


def test_a_later_word_takes_the_place_of_an_earlier_and_says_so(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4), by=BY)
    saved = save_field(diary, f"check-in/{today}/pain", "6", None)
    assert saved.said == "Saved. Before that, 4 was recorded."
    assert diary.check_in(today).pain == 6
    again = save_field(diary, f"check-in/{today}/pain", "6", None)
    assert (again.said, again.version) == ("", saved.version)


def test_what_was_recorded_since_is_asked_about_and_stays(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4), by=BY)
    with pytest.raises(ChangedElsewhere) as asked:
        save_field(diary, f"check-in/{today}/pain", "6", None, ago=HOUR)
    assert (asked.value.other, diary.check_in(today).pain) == ("4", 4)


def test_a_note_joins_what_was_there_once_however_often_it_comes(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4, note="In the morning."), by=BY)
    for _ in range(3):
        save_field(diary, f"check-in/{today}/note", "In the evening.", None, ago=HOUR)
    assert note(diary, today) == "In the morning.\n\nIn the evening."


def test_none_today_is_kept_unless_something_is_recorded(diary: Diary, today: date) -> None:
    saved = save_field(diary, f"check-in/{today}/no_activity", "yes", None)
    assert (saved.text, saved.said, diary.check_in(today).no_activity) == ("yes", "", True)
    diary.apply([strength(today)], by=BY)
    saved = save_field(diary, f"check-in/{today}/no_exercises", "yes", None)
    assert (saved.text, saved.said) == ("", NOT_NONE)
    assert not diary.check_in(today).no_exercises
    save_field(diary, f"check-in/{today}/no_activity", "", "yes")
    assert diary.check_in(today) is None


def test_none_today_is_yes_or_nothing(diary: Diary, today: date) -> None:
    with pytest.raises(InvalidValue):
        save_field(diary, f"check-in/{today}/no_activity", "maybe", "")


@pytest.mark.parametrize("planned_before", [False, True], ids=["planned long ago", "changed today"])
@pytest.mark.parametrize("first", ["the dose", "the days"])
def test_of_a_plan_the_dose_and_the_days_that_are_changed_at_the_same_time_are_both_kept(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch, first: str, planned_before: bool
) -> None:
    item = (
        PlanItem("wall sit", 3, 3, starts=today) if planned_before else PlanItem("wall sit", 3, 3)
    )
    diary.apply([item], by=BY)

    def dose() -> None:
        save_field(diary, "plan/wall sit/sets", "8", "3")

    def days() -> None:
        change(diary, "wall sit", today, days_a_week=5)

    one, other = (dose, days) if first == "the dose" else (days, dose)
    read, another = Diary.plan, Thread(target=other)

    def read_before_the_other(asked: Diary, day: date | None = None) -> list[PlanItem]:
        found = read(asked, day)
        if another.ident is None:
            another.start()
            if first == "the days":  # who saves a dose has others wait until it is saved
                another.join()
        return found

    monkeypatch.setattr(Diary, "plan", read_before_the_other)
    one()
    another.join()
    (now,) = read(diary, today)
    assert (now.sets, now.days_a_week) == (8, 5)


def test_days_that_are_chosen_as_they_are_change_nothing(diary: Diary, today: date) -> None:
    diary.apply([PlanItem("wall sit", 3, 3)], by=BY)
    version = diary.version()
    change(diary, "wall sit", today, days_a_week=3)
    assert diary.version() == version
