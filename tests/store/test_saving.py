from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.conftest import ADA
from tests.store.entries import BY, DAY, at, check_in, one_of_each, walk
from tests.store.shared_names import call
from tracker.model import (
    Appointment,
    CheckIn,
    ExerciseDone,
    Goal,
    Intensity,
    InvalidValue,
    Person,
    PlanItem,
    Reading,
    Skip,
    SkipReason,
    WeekStart,
)
from tracker.store import Conflict, Diary, NoSuchPerson, Store, find_diary

ANY_VALUE = st.one_of(
    strategies.check_ins(),
    strategies.readings(),
    strategies.activities(),
    strategies.exercises_done(),
    strategies.goals,
    strategies.plan_items,
    strategies.skips,
    strategies.reminders(),
    strategies.questionnaires,
    strategies.answers(),
    strategies.appointments,
    strategies.medicines(),
    strategies.events(),
    strategies.own_exercises(),
    strategies.people,
)


def stored(diary: Diary, value: object) -> list[Any]:
    """All that a diary holds of a value's kind."""
    read: dict[str, Callable[[], list[Any]]] = {
        "CheckIn": diary.check_ins,
        "Reading": diary.readings,
        "Activity": diary.activities,
        "ExerciseDone": diary.exercises_done,
        "Goal": diary.goals,
        "PlanItem": diary.plan_items,
        "Skip": diary.skips,
        "Reminder": diary.reminders,
        "Questionnaire": diary.questionnaires,
        "Answers": diary.answers,
        "MedicineTaken": diary.medicines,
        "Event": diary.events,
        "OwnExercise": diary.own_exercises,
        "Appointment": lambda: [a for a in [diary.appointment()] if a != Appointment()],
        "LeftOut": diary.left_out,
        "UsualIntensity": diary.usual_intensities,
        "FileMapping": diary.file_mappings,
        "Person": lambda: [diary.person()],
    }
    return read[type(value).__name__]()


def test_everything_that_is_saved_comes_back_the_same(diary: Diary) -> None:
    for version, value in enumerate(one_of_each(), start=1):
        saved = diary.save(value, by=BY)  # type: ignore[type-var]
        assert saved.value == value
        assert saved.version == version == diary.version()
        assert stored(diary, value) == [value]
        assert getattr(saved.value, "uid", None) == getattr(value, "uid", None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=ANY_VALUE)
def test_any_valid_value_survives_to_the_last_character(store: Store, value: Any) -> None:
    diary = store.diary(store.add_person(Person()))
    diary.save(value, diary.person() if isinstance(value, Person) else None, by=BY)
    found = stored(diary, value)
    call(store, diary.person_id, "")  # the name is free again for the next
    if value == Appointment():  # that is what there is where nothing is stored
        return
    assert found == [value]
    assert repr(found) == repr([value])  # offsets and identities too


def test_a_moment_keeps_the_offset_it_had(diary: Diary) -> None:
    summer = diary.save(Reading(datetime.fromisoformat("2025-07-01T23:30:00-03:30"), 3), by=BY)
    assert diary.readings()[0].at.isoformat() == "2025-07-01T23:30:00-03:30"
    moved = replace(summer.value, at=summer.value.at.astimezone(UTC))
    diary.save(moved, summer.value, by=BY)  # the same moment, but another day and hour
    assert diary.readings()[0].at.isoformat() == "2025-07-02T03:00:00+00:00"


def test_saving_what_is_there_already_changes_nothing(diary: Diary) -> None:
    first = diary.save(check_in(), by=BY)
    assert diary.save(first.value, first.value, by=BY) == first
    assert diary.save(check_in(), by=BY) == first
    assert len(diary.history()) == 1


def test_a_check_in_keeps_when_it_was_first_entered(diary: Diary) -> None:
    first = diary.save(check_in(4), by=BY).value
    later = replace(first, pain=5, entered_at=first.entered_at + timedelta(hours=1))
    assert diary.save(later, first, by=BY).value == replace(first, pain=5)


def test_two_windows_that_change_different_fields_go_together(diary: Diary) -> None:
    seen = diary.save(check_in(4), by=BY).value
    diary.save(replace(seen, note="gardening"), seen, by="one window")
    merged = diary.save(replace(seen, pain=6), seen, by="another window")
    assert merged.value == replace(seen, pain=6, note="gardening") == diary.check_in(DAY)


def test_the_later_writer_of_the_same_field_is_told_and_sees_both(diary: Diary) -> None:
    seen = diary.save(check_in(4), by=BY).value
    theirs = diary.save(replace(seen, pain=6), seen, by="one window")
    with pytest.raises(Conflict) as refused:
        diary.save(replace(seen, pain=2, note="mine"), seen, by="another window")
    conflict = refused.value
    assert (conflict.field, conflict.theirs, conflict.mine) == ("pain", 6, 2)
    assert conflict.stored == theirs.value == diary.check_in(DAY)
    assert f"The pain of the check-in of {DAY}" in str(conflict)
    assert "it is 6 there and 2 here" in str(conflict)
    assert diary.version() == theirs.version


def test_nobody_changes_what_was_read_to_be_changed(store: Store, diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    told: list[Conflict] = []

    def another_window() -> None:
        try:
            store.diary(diary.person_id).save(check_in(6), check_in(4), by=BY)
        except Conflict as conflict:
            told.append(conflict)

    other = Thread(target=another_window)
    with diary.changing(BY) as now:
        seen = now.check_in(DAY)
        assert (now.person(), now.identity()) == (ADA, diary.identity())
        other.start()
        assert now.save(check_in(5), seen, by=BY).version == 2
    other.join()
    assert (diary.check_in(DAY), diary.version()) == (check_in(5), 2)
    assert [(one.theirs, one.mine) for one in told] == [(5, 6)]


def test_what_is_saved_one_after_the_other_there_are_changes_of_their_own(diary: Diary) -> None:
    with diary.changing(BY) as now:
        first = now.save(check_in(5), by=BY)
        second = now.save(check_in(6), now.check_in(DAY), by=BY)
    assert (first.version, second.version, diary.version()) == (1, 2, 2)
    assert [(one.version, one.after) for one in diary.history()] == [
        (2, check_in(6)), (1, check_in(5)),
    ]  # fmt: skip


def test_two_windows_that_make_the_same_change_agree(diary: Diary) -> None:
    seen = diary.save(check_in(4), by=BY).value
    there = diary.save(replace(seen, pain=6), seen, by="one window")
    assert diary.save(replace(seen, pain=6), seen, by="another window") == there


def test_two_windows_that_both_begin_a_day(diary: Diary) -> None:
    diary.save(check_in(4, note="gardening"), by="one window")
    with pytest.raises(Conflict) as refused:
        diary.save(check_in(5), by="another window")
    assert (refused.value.field, refused.value.theirs, refused.value.mine) == ("pain", 4, 5)
    merged = diary.save(check_in(4, sleep=7), by="another window")
    assert merged.value == check_in(4, sleep=7, note="gardening")


def test_an_entry_that_another_window_removed_does_not_come_back_silently(diary: Diary) -> None:
    seen = diary.save(check_in(4), by=BY).value
    version = diary.remove(seen, by="one window")
    with pytest.raises(Conflict, match="was removed elsewhere") as refused:
        diary.save(replace(seen, pain=6), seen, by="another window")
    assert refused.value.stored is None
    assert diary.check_in(DAY) is None
    assert diary.version() == version
    assert diary.save(replace(seen, pain=6), by="another window").version == version + 1


def test_changes_that_make_no_sense_together_are_a_conflict(diary: Diary) -> None:
    seen = diary.save(walk(day=DAY), by=BY).value
    diary.save(replace(seen, started_at=at(9)), seen, by="one window")
    with pytest.raises(Conflict) as refused:
        diary.save(replace(seen, date=DAY - timedelta(days=1)), seen, by="another window")
    assert refused.value.field == "started_at"
    assert diary.activities()[0].date == DAY


@pytest.mark.parametrize(
    ("seen", "theirs", "mine", "field"),
    [
        (Goal(DAY), Goal(DAY, 200), Goal(DAY, 100), "active_minutes"),
        (PlanItem("plank"), PlanItem("plank", 3), PlanItem("plank", 5), "days_a_week"),
        (None, Skip(DAY, "plank", SkipReason.PAIN), Skip(DAY, "plank", SkipReason.TIME), "reason"),
        (None, Goal(DAY, 200), Goal(DAY, 150), "active_minutes"),
    ],
)
def test_goals_and_plans_are_not_overwritten_either(
    diary: Diary, seen: Any, theirs: Any, mine: Any, field: str
) -> None:
    if seen is not None:
        diary.save(seen, by=BY)
    diary.save(theirs, seen, by="one window")
    with pytest.raises(Conflict) as refused:
        diary.save(mine, seen, by="another window")
    assert refused.value.field == field


def test_a_person_changes_their_name_in_one_window_and_their_week_in_another(
    diary: Diary,
) -> None:
    seen = diary.person()
    diary.save(replace(seen, name="Ada L."), seen, by="one window")
    diary.save(replace(seen, week_start=WeekStart.SUNDAY), seen, by="another window")
    assert diary.person() == Person("Ada L.", "Europe/Berlin", WeekStart.SUNDAY)


def test_a_day_that_has_not_begun_for_the_person_is_refused(store: Store) -> None:
    diary = store.diary(store.add_person(Person(time_zone="Etc/GMT+12")))  # the last to begin
    kiritimati = Person(time_zone="Pacific/Kiritimati").now()  # 26 hours ahead
    for value in (
        CheckIn(kiritimati.date(), 3, kiritimati),
        Reading(kiritimati, 3),
        walk(day=kiritimati.date()),
        ExerciseDone(kiritimati.date(), "plank"),
        Skip(kiritimati.date(), "plank", SkipReason.TIME),
    ):
        with pytest.raises(InvalidValue, match="a day up to today"):
            diary.save(value, by=BY)  # type: ignore[type-var]
        with pytest.raises(InvalidValue, match="a day up to today"):
            diary.apply([value], by=BY)
    assert diary.version() == 0
    diary.save(Goal(kiritimati.date()), by=BY)  # a goal may start later
    diary.save(PlanItem("plank", starts=kiritimati.date()), by=BY)


def test_removing_takes_only_what_the_writer_saw(diary: Diary) -> None:
    entries = one_of_each()
    diary.apply(entries, by=BY)  # type: ignore[arg-type]
    seen = check_in(4)
    with pytest.raises(Conflict):
        diary.remove(seen, by=BY)  # has other fields by now
    for entry in entries:
        version = diary.version()
        assert diary.remove(entry, by=BY) == version + 1  # type: ignore[arg-type]
        assert stored(diary, entry) == []
        assert diary.remove(entry, by=BY) == version + 1  # type: ignore[arg-type]


def test_a_diary_holds_nothing_else(diary: Diary) -> None:
    with pytest.raises(TypeError, match="does not hold a str"):
        diary.save("pain 4", by=BY)  # type: ignore[type-var]
    with pytest.raises(TypeError, match="cannot lose its person"):
        diary.remove(diary.person(), by=BY)
    with pytest.raises(ValueError, match="another entry"):
        diary.save(check_in(), check_in(day=DAY - timedelta(days=1)), by=BY)


def test_the_first_person_is_added_once(store: Store) -> None:
    diary = find_diary(store, newcomer=Person("Ada"))
    again = find_diary(store, newcomer=Person("Grace"))
    assert diary.person_id == again.person_id
    assert store.people() == [(diary.person_id, Person("Ada"))]
    assert diary.version() == 0


def test_nobody_has_no_diary(store: Store) -> None:
    nobody = store.diary(999)
    for ask in (nobody.version, nobody.person, lambda: nobody.save(check_in(), by=BY)):
        with pytest.raises(NoSuchPerson, match="no such person"):
            ask()


def test_entries_stay_in_the_order_of_entry(diary: Diary) -> None:
    names = ["plank", "bird dog", "wall sit", "bridge"]
    for name in names:
        diary.save(PlanItem(name), by=BY)
        diary.save(ExerciseDone(DAY, name), by=BY)
    done = diary.exercises_done()
    diary.save(replace(done[0], sets=2), done[0], by=BY)
    assert [item.exercise for item in diary.plan()] == names
    assert [item.exercise for item in diary.exercises_done()] == names


def test_activities_come_by_day_and_time(diary: Diary) -> None:
    before = DAY - timedelta(days=1)
    late, none, early, yesterday, also_none = (
        walk(1, started_at=at(20)),
        walk(2),
        walk(3, started_at=at(8)),
        walk(4, before),
        walk(5, intensity=Intensity.LIGHT),
    )
    diary.apply([late, none, early, yesterday, also_none], by=BY)
    assert diary.activities() == [yesterday, early, late, none, also_none]
    assert diary.activities(DAY, DAY) == [early, late, none, also_none]
    assert diary.activities(last=before) == [yesterday]
