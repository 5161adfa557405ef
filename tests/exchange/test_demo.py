from collections.abc import Callable
from datetime import timedelta

from tracker.analysis.weeks import State, weeks
from tracker.catalogue import find_exercise, strengthening
from tracker.exchange.demo import write_demo
from tracker.exchange.exporting import csv_files, json_file
from tracker.exchange.importing import carry_out, preview
from tracker.exchange.reading import read_uploads
from tracker.model import Person
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
    assert all(find_exercise(done.exercise) for done in ada.exercises_done())
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
    carry_out(second, preview(second, read_uploads(csv_files(diary).items(), "UTC")))
    assert csv_files(second) == csv_files(diary)
    again = preview(second, read_uploads([("diary.json", json_file(diary))], "UTC"))
    only_in_json = [
        *(*diary.goals(), *diary.plan_items(), *diary.skips()),
        *(*diary.questionnaires(), *diary.answers()),
    ]
    assert set(again.additions) == set(only_in_json)
    assert [update.after for update in again.updates] == [diary.appointment()]
    assert again.rejected == ()


def test_a_demo_may_be_of_any_length(another: Callable[[], Diary]) -> None:
    for days in (1, 2, 3_650):
        diary = another()
        today = diary.person().today()
        write_demo(diary, today, days=days)
        assert (diary.first_day() or today) >= today - timedelta(days=days - 1)
