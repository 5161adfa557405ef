"""Medicines, events, days off work and exercises of one's own in a diary."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.entries import BY, DAY, PICTURE, at, check_in, own_exercise
from tracker.model import (
    Event,
    EventKind,
    ExerciseDone,
    ExerciseKind,
    InvalidValue,
    MedicineKind,
    MedicineTaken,
    Outcome,
    Person,
)
from tracker.store import Conflict, Diary, Store

BEFORE = DAY - timedelta(days=1)
IBUPROFEN = MedicineTaken(DAY, "ibuprofen", "400 mg", MedicineKind.OVER_THE_COUNTER)


def test_the_medicines_of_lately_are_each_there_once_newest_first(diary: Diary) -> None:
    other = MedicineTaken(DAY, "tramadol", kind=MedicineKind.PRESCRIBED)
    for value in (replace(IBUPROFEN, date=BEFORE), other, IBUPROFEN, replace(other, amount="2")):
        diary.save(MedicineTaken(value.date, value.medicine, value.amount, value.kind), by=BY)
    found = [(taken.date, taken.medicine, taken.amount) for taken in diary.recent_medicines()]
    assert found == [
        (DAY, "tramadol", "2"), (DAY, "ibuprofen", "400 mg"), (DAY, "tramadol", ""),
    ]  # fmt: skip
    assert len(diary.recent_medicines(2)) == 2
    assert diary.medicines(BEFORE, BEFORE)[0].date == BEFORE


def test_medicines_and_events_are_undone_and_restored_like_all_else(diary: Diary) -> None:
    fall = Event(DAY, EventKind.FALL, "on ice")
    version = diary.apply([IBUPROFEN, fall], by=BY)
    diary.save(replace(fall, ends=DAY), fall, by=BY)
    diary.remove(IBUPROFEN, by=BY)
    assert diary.medicines() == []
    diary.undo(by=BY)
    assert diary.medicines() == [IBUPROFEN]
    diary.restore_day(DAY, version, by=BY)
    assert diary.events() == [fall]
    diary.remove_days(DAY, DAY, by=BY)
    assert (diary.medicines(), diary.events()) == ([], [])


def test_nothing_is_taken_or_begins_on_a_day_to_come(diary: Diary) -> None:
    ahead = diary.person().today() + timedelta(days=1)
    with pytest.raises(InvalidValue):
        diary.save(MedicineTaken(ahead, "ibuprofen"), by=BY)
    with pytest.raises(InvalidValue):
        diary.save(Event(ahead, EventKind.FALL), by=BY)


def test_a_diary_begins_with_its_first_medicine_but_not_with_an_event_of_long_ago(
    diary: Diary,
) -> None:
    diary.save(Event(BEFORE - timedelta(days=2000), EventKind.FALL), by=BY)
    assert diary.first_day() is None
    diary.save(IBUPROFEN, by=BY)
    assert diary.first_day() == DAY


def test_a_tick_that_says_off_work_makes_a_check_in_and_goes_with_it(diary: Diary) -> None:
    said = diary.save(replace(check_in(), pain=None, off_work=True), by=BY).value
    assert diary.check_in(DAY) == said
    diary.save(replace(said, off_work=False), said, by=BY)
    assert diary.check_in(DAY) is None


# -- exercises of one's own


@pytest.mark.parametrize(
    ("kind", "outcome", "strong"),
    [
        (ExerciseKind.STRENGTHENING, Outcome.DONE, True),
        (ExerciseKind.STRENGTHENING, Outcome.PARTLY, True),
        (ExerciseKind.STRENGTHENING, Outcome.STOPPED, False),
        (ExerciseKind.MOBILITY, Outcome.DONE, False),
    ],
)
@pytest.mark.parametrize("archived", [False, True])
def test_an_own_exercise_makes_a_strength_day_by_its_kind(
    diary: Diary, kind: ExerciseKind, outcome: Outcome, strong: bool, archived: bool
) -> None:
    diary.save(replace(own_exercise("Wall slide"), kind=kind, archived=archived), by=BY)
    diary.save(ExerciseDone(DAY, "wall SLIDE", outcome=outcome), by=BY)
    (day,) = diary.days(DAY, DAY, {"bridge"})
    assert day.strength is strong


def test_an_own_exercise_of_somebody_else_counts_for_nobody(store: Store, diary: Diary) -> None:
    store.diary(store.add_person(Person())).save(own_exercise("Wall slide"), by=BY)
    diary.save(ExerciseDone(DAY, "Wall slide"), by=BY)
    assert not diary.days(DAY, DAY, {"bridge"})[0].strength


def test_there_is_one_own_exercise_of_a_name_however_it_is_spelled(diary: Diary) -> None:
    first = diary.save(own_exercise("Wall slide"), by=BY).value
    with pytest.raises(Conflict, match="name of the own exercise “Wall slide”"):
        diary.save(own_exercise("wall slide"), by=BY)
    diary.save(replace(first, name="wall slide"), first, by=BY)
    assert [own.name for own in diary.own_exercises()] == ["wall slide"]
    assert diary.own_exercise("WALL SLIDE") == replace(first, name="wall slide")
    assert diary.own_exercise("wall") is None


def test_own_exercises_are_read_without_their_pictures_where_these_are_not_needed(
    diary: Diary,
) -> None:
    saved = diary.save(own_exercise(), by=BY).value
    assert saved.picture == PICTURE
    assert diary.own_exercises(pictures=False) == [replace(saved, picture=None)]
    assert diary.own_exercises() == [saved]


def test_two_who_change_the_picture_are_told_so_without_its_bytes(diary: Diary) -> None:
    seen = diary.save(own_exercise(), by=BY).value
    diary.save(replace(seen, picture=PICTURE + b"1"), seen, by=BY)
    with pytest.raises(Conflict, match="it is a picture there and a picture here"):
        diary.save(replace(seen, picture=PICTURE + b"2"), seen, by=BY)


def test_when_a_medicine_was_taken_keeps_its_offset(diary: Diary) -> None:
    taken = replace(IBUPROFEN, taken_at=at(9))
    diary.save(taken, by=BY)
    assert repr(diary.medicines()) == repr([taken])
