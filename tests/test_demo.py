from collections.abc import Callable
from datetime import timedelta

from tracker.analysis.weeks import State, weeks
from tracker.demo import write_demo
from tracker.exporting.diary_files import csv_files, json_file
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parsing import parse_uploads
from tracker.library import find_exercise_with, strengthening
from tracker.model import EventKind, MedicineKind, Outcome, Person
from tracker.store import Diary, Store


def test_a_demo_is_a_believable_year(ada: Diary) -> None:
    today = ada.person().today()
    write_demo(ada, today)
    check_ins = ada.check_ins()
    assert ada.first_day() == today - timedelta(days=364)
    assert 280 <= len(check_ins) < 364
    assert check_ins[-1].date < today  # today is left to enter
    assert 3 <= sum(c.pain for c in check_ins) / len(check_ins) <= 6
    assert len({c.pain for c in check_ins}) >= 6
    assert any(c.flare for c in check_ins)
    assert any(c.entered_late for c in check_ins)
    assert any("\n" in c.note for c in check_ins)
    own = ada.own_exercises()
    done = {done.exercise for done in ada.exercises_done()}
    assert all(find_exercise_with(own, name) for name in done)
    assert {one.name for one in own} <= done
    assert {activity.source for activity in ada.activities()} == {"", "phone", "watch"}
    assert ada.readings()
    assert len(ada.goals()) == 2
    assert ada.plan()
    answers = ada.answers()
    assert 35 <= len(answers) <= 51
    assert all(day.date.weekday() == 6 for day in answers)
    for answered in answers:
        assert answered.score == sum(int(one.value) for one in answered.answers) / 3
    assert ada.appointment().questions


def test_a_demo_has_medicines_events_and_days_off_work(ada: Diary) -> None:
    today = ada.person().today()
    write_demo(ada, today)
    taken = ada.medicines()
    assert 15 <= len({one.date for one in taken}) <= 120
    assert {one.kind for one in taken} == set(MedicineKind)
    assert any(one.taken_at for one in taken)
    assert any(one.taken_at is None for one in taken)
    assert {one.kind for one in ada.events()} == set(EventKind) - {
        EventKind.INJECTION, EventKind.OTHER,
    }  # fmt: skip
    assert any(event.ends for event in ada.events())
    off_work = [check_in for check_in in ada.check_ins() if check_in.off_work]
    assert 2 <= len(off_work) <= 30
    assert all(check_in.flare and check_in.date.weekday() < 5 for check_in in off_work)
    assert sum(one.worst_pain is not None for one in ada.check_ins()) >= 80


def test_a_demo_has_weeks_met_missed_unknown_and_in_progress(ada: Diary) -> None:
    today = ada.person().today()
    write_demo(ada, today)
    found = weeks(
        ada.days(None, None, strengthening()), ada.goals(), ada.person().week_start, today
    )
    states = [week.minutes_state for week in found]
    for state in (State.MET, State.MISSED, State.UNKNOWN):
        assert states.count(state) >= 3
        assert state in [week.strength_state for week in found]


def test_a_demo_says_none_on_some_days_and_leaves_others_unknown(ada: Diary) -> None:
    today = ada.person().today()
    write_demo(ada, today)
    days = ada.days(None, None, strengthening())
    for known, none in (
        ([day.minutes_known for day in days], [day.no_activity for day in days]),
        ([day.exercises_known for day in days], [day.no_exercises for day in days]),
    ):
        assert 30 <= known.count(False) <= len(days) // 2
        assert none.count(True) >= 30
    assert all(day.pain is not None for day in days if not (day.activities or day.exercises))


def test_some_exercises_of_a_demo_are_done_partly_or_stopped_for_pain(ada: Diary) -> None:
    write_demo(ada, ada.person().today())
    outcomes = [done.outcome for done in ada.exercises_done()]
    assert all(outcomes.count(ended) >= 5 for ended in Outcome)
    assert outcomes.count(Outcome.DONE) > len(outcomes) * 0.8


def test_a_demo_is_the_same_every_time(another: Callable[[], Diary]) -> None:
    one, two, other = another(), another(), another()
    today = one.person().today()
    write_demo(one, today, days=60)
    write_demo(two, today, days=60)
    write_demo(other, today, days=60, seed=3)
    assert csv_files(one) == csv_files(two)
    assert csv_files(one) != csv_files(other)


def test_a_demo_comes_back_from_files_on_every_database(store: Store, diary: Diary) -> None:
    write_demo(diary, diary.person().today())
    second = store.diary(store.add_person(Person()))
    apply_preview(second, preview(second, parse_uploads(csv_files(diary).items(), "UTC")))
    assert csv_files(second) == csv_files(diary)
    again = preview(second, parse_uploads([("diary.json", json_file(diary))], "UTC"))
    assert (again.additions, again.updates, again.rejected) == ((), (), ())
    assert second.appointment() == diary.appointment()


def test_a_demo_may_be_of_any_length(another: Callable[[], Diary]) -> None:
    for days in (1, 2, 3_650):
        diary = another()
        today = diary.person().today()
        write_demo(diary, today, days=days)
        assert (diary.first_day() or today) >= today - timedelta(days=days - 1)
