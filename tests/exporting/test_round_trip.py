import csv
import io
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies as some
from tests.store.entries import own_exercise
from tracker.exporting.diary_files import csv_files, csv_zip, export_csv, export_json, json_file
from tracker.files.csv_text import escape_formulas, unescape_formulas
from tracker.files.entry_types import COLUMNS
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parsing import parse_paths, parse_uploads
from tracker.importing.preview import Preview
from tracker.model import (
    Activity,
    Appointment,
    CheckIn,
    Event,
    ExerciseKind,
    Goal,
    Intensity,
    MedicineTaken,
    Occasion,
    OwnExercise,
    Person,
    PlanItem,
    Reminder,
    Skip,
    SkipReason,
)
from tracker.store import Diary, find_diary, open_store

DAY = date(2026, 3, 1)
patiently = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def bring_in(diary: Diary, files: dict[str, bytes]) -> None:
    found = parse_uploads(files.items(), "Asia/Tokyo")  # every time in a file has its own offset
    plan = preview(diary, found)
    assert plan.rejected == ()
    apply_preview(diary, plan)


@patiently
@given(entries=some.diaries())
def test_any_diary_survives_csv_byte_for_byte(
    another: Callable[[], Diary], entries: some.Entries
) -> None:
    first, second = another(), another()
    first.apply(entries.values, by="Ada")
    files = csv_files(first)
    bring_in(second, files)
    assert csv_files(second) == files
    assert second.check_ins() == sorted(entries.check_ins, key=lambda check_in: check_in.date)
    for kept, given_in in (
        (second.readings(), entries.readings),
        (second.activities(), entries.activities),
        (second.exercises_done(), entries.exercises),
    ):
        assert sorted(map(repr_without_uid, kept)) == sorted(map(repr_without_uid, given_in))
    assert all(check_in.entered_at.utcoffset() is not None for check_in in second.check_ins())


def repr_without_uid(value: object) -> str:
    return repr(value).partition(", uid=")[0]


@patiently
@given(entries=some.diaries())
def test_any_diary_survives_json_and_a_zip(
    another: Callable[[], Diary], entries: some.Entries
) -> None:
    first, second, third = another(), another(), another()
    first.apply(entries.values, by="Ada")
    told, zipped = json_file(first), csv_zip(first)
    bring_in(second, {"diary.json": told})
    bring_in(third, {"diary.zip": csv_zip(second)})
    assert json_file(second) == json_file(third) == told
    assert csv_zip(third) == zipped


PREPARED = st.tuples(
    st.lists(some.reminders(), max_size=3, unique_by=lambda one: one.occasion),
    st.lists(some.questionnaires, max_size=3, unique_by=lambda one: one.key),
    st.lists(some.answers(), max_size=4),
    st.lists(some.goals, max_size=3, unique_by=lambda one: one.starts),
    st.lists(some.plan_items, max_size=3, unique_by=lambda one: (one.exercise, one.starts)),
    st.lists(some.skips, max_size=3, unique_by=lambda one: (one.date, one.exercise)),
    some.appointments,
)


@patiently
@given(entries=some.diaries(max_size=2), prepared=PREPARED)
def test_json_and_csv_carry_all_that_is_prepared_and_asked(
    another: Callable[[], Diary], entries: some.Entries, prepared: Any
) -> None:
    *lists, appointment = prepared
    reminders, questionnaires, answers, goals, plan, skips = lists
    first, second, third = another(), another(), another()
    first.apply([*entries.values, *(one for some in lists for one in some), appointment], by="Ada")
    told, files = json_file(first), csv_files(first)
    bring_in(second, {"diary.json": told})
    bring_in(third, files)
    assert json_file(second) == json_file(third) == told
    assert csv_files(third) == files
    assert sorted(second.goals(), key=repr) == sorted(goals, key=repr)
    assert sorted(second.skips(), key=repr) == sorted(skips, key=repr)
    assert sorted(second.plan_items(), key=repr) == sorted(plan, key=repr)
    assert {r.occasion: r for r in second.reminders()} == {r.occasion: r for r in reminders}
    assert {q.key: q for q in second.questionnaires()} == {q.key: q for q in questionnaires}
    assert sorted(map(repr_without_uid, second.answers())) == sorted(map(repr_without_uid, answers))
    assert second.appointment() == appointment
    assert json_file(second) == told
    again = preview(second, parse_uploads([("diary.json", told)], "UTC"))
    assert (again.added, again.updated, again.rejected) == (0, 0, ())


def test_a_json_file_of_an_earlier_backbeat_still_comes_in(
    ada: Diary, take: Callable[..., Preview]
) -> None:
    ada.apply([Reminder(Occasion.CHECK_IN, time(20)), Appointment("Swim?")], by="Ada")
    lists = ("check_ins", "readings", "activities", "exercises", "goals", "plan", "skips")
    earlier = {name: [] for name in lists} | {"check_ins": [{"date": "2026-03-01", "pain": 4}]}
    taken = take(json.dumps(earlier), "diary.json")
    assert (taken.added, taken.updated, taken.rejected, taken.notices) == (1, 0, (), ())
    assert ada.reminders() == [Reminder(Occasion.CHECK_IN, time(20))]
    assert ada.appointment() == Appointment("Swim?")


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("reminders", {"occasion": "tea", "begins": "09:00"}, "occasion is"),
        ("reminders", {"occasion": "check-in", "begins": "late"}, "begins is"),
        ("reminders", {"occasion": "check-in", "begins": "09:00", "weekdays": 3}, "weekdays is"),
        ("reminders", {"occasion": "check-in", "begins": "09:00", "weekdays": [{}]}, "weekdays is"),
        ("questionnaires", {"key": "k", "title": "t", "scoring": "sum"}, "definition is empty"),
        (
            "questionnaires",
            {"key": "k", "title": "t", "scoring": "guess", "definition": "{}"},
            "scoring is",
        ),
        ("answers", {"date": "2026-03-01", "questionnaire": "k", "answers": "yes"}, "answers is"),
        ("answers", {"date": "2026-03-01", "questionnaire": "k", "answers": [1]}, "answers is"),
        (
            "answers",
            {"date": "2026-03-01", "questionnaire": "k", "answers": [{"link_id": "a"}]},
            "value is",
        ),
        (
            "answers",
            {
                "date": "2026-03-01",
                "questionnaire": "k",
                "answers": [{"link_id": "a", "value": [1]}],
            },
            "value is",
        ),
        (
            "answers",
            {
                "date": "2026-03-01",
                "questionnaire": "k",
                "answers": [{"link_id": "a", "value": 1}],
                "score": "ten",
            },
            "score is",
        ),
        ("medicines", {"date": "2026-03-01"}, "medicine is empty"),
        ("medicines", {"date": "2026-03-01", "medicine": "x", "kind": "stolen"}, "kind is"),
        ("events", {"date": "2026-03-01", "kind": "other"}, "text is"),
        ("events", {"date": "2026-03-02", "kind": "fall", "ends": "2026-03-01"}, "ends is"),
        ("own_exercises", {"name": "x", "kind": "strengthening", "picture": "?"}, "picture is"),
        ("own_exercises", {"name": "x", "kind": "strengthening", "picture": "R0lG"}, "picture is"),
        ("appointments", {"sections": ["everything"]}, "sections is"),
        ("appointments", {"sections": "notes; everything"}, "sections is"),
    ],
)
def test_a_row_that_is_none_of_its_list_is_refused_with_its_reason(
    ada: Diary, take: Callable[..., Preview], name: str, row: dict[str, object], said: str
) -> None:
    plan = take(json.dumps({name: [row]}), "diary.json")
    assert [said in rejected.reason for rejected in plan.rejected] == [True], plan.rejected
    assert ada.version() == 0


ARRANGED = st.tuples(
    st.lists(some.goals, max_size=4, unique_by=lambda goal: goal.starts),
    st.lists(some.plan_items, max_size=5, unique_by=lambda item: (item.exercise, item.starts)),
    st.lists(some.skips, max_size=5, unique_by=lambda skip: (skip.exercise, skip.date)),
)


@patiently
@given(entries=some.diaries(max_size=3), arranged=ARRANGED)
def test_json_carries_goals_the_plan_of_every_day_and_what_was_skipped(
    another: Callable[[], Diary],
    entries: some.Entries,
    arranged: tuple[list[Goal], list[PlanItem], list[Skip]],
) -> None:
    goals, plan, skips = arranged
    first, second = another(), another()
    first.apply([*entries.values, *skips, *plan, *goals], by="Ada")
    bring_in(second, {"diary.json": json_file(first)})
    assert second.goals() == sorted(goals, key=lambda goal: goal.starts)
    assert second.plan_items() == first.plan_items() == sorted(plan, key=lambda i: i.starts)
    assert set(second.skips()) == set(skips)
    assert json_file(second) == json_file(first)
    again = preview(second, parse_uploads([("diary.json", json_file(first))], "UTC"))
    assert (again.added, again.updated, again.rejected) == (0, 0, ())
    assert again.unchanged == len(entries.values) + len(goals) + len(plan) + len(skips)


@patiently
@given(
    medicines=st.lists(some.medicines(), max_size=4),
    events=st.lists(some.events(), max_size=4),
    own=st.lists(some.own_exercises(), max_size=3, unique_by=lambda own: own.name_lower),
)
def test_medicines_events_and_own_exercises_survive_every_file_of_ours(
    another: Callable[[], Diary],
    medicines: list[MedicineTaken],
    events: list[Event],
    own: list[OwnExercise],
) -> None:
    first = another()
    first.apply([*medicines, *events, *own], by="Ada")
    for files in (csv_files(first), {"diary.json": json_file(first)}):
        second = another()
        bring_in(second, files)
        assert sorted(map(repr, second.own_exercises())) == sorted(map(repr, own))
        assert json_file(second) == json_file(first)
        again = preview(second, parse_uploads(files.items(), "UTC"))
        assert (again.added, again.updated, again.rejected) == (0, 0, ())
        assert again.unchanged == len(medicines) + len(events) + len(own)


def test_a_file_changes_the_own_exercise_of_its_name_however_it_is_spelled(
    ada: Diary, take: Callable[..., Preview]
) -> None:
    ada.save(own_exercise("Wall slide"), by="Ada")
    row = {"name": "wall SLIDE", "kind": "stretching", "sets": 4}
    plan = take(json.dumps({"own_exercises": [row]}), "diary.json")
    assert (plan.added, plan.updated) == (0, 1)
    (own,) = ada.own_exercises()
    assert (own.name, own.kind, own.sets) == ("Wall slide", ExerciseKind.STRETCHING, 4)
    assert own.picture == own_exercise().picture, "what a file doesn't say stays"


def test_a_file_changes_the_days_of_the_plan_and_the_reason_that_are_stored(
    ada: Diary, take: Callable[..., Preview]
) -> None:
    ada.apply([PlanItem("plank", 3, 2, starts=DAY), Skip(DAY, "plank", SkipReason.TIME)], by="Ada")
    shown = take(
        json.dumps(
            {
                "plan": [{"starts": "2026-03-01", "exercise": "plank", "days_a_week": 5}],
                "skips": [{"date": "2026-03-01", "exercise": "plank", "reason": "Pain"}],
            }
        ),
        "diary.json",
    )
    assert [(update.day, len(update.differences)) for update in shown.updates] == [(DAY, 1)] * 2
    assert ada.plan() == [PlanItem("plank", 5, 2, starts=DAY)]
    assert ada.skips() == [Skip(DAY, "plank", SkipReason.PAIN)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"exercise": "plank", "days_a_week": 3}, "starts is empty"),
        ({"exercise": ["plank"], "days_a_week": 3, "starts": "2026-03-01"}, "exercise is"),
        ({"exercise": "plank", "days_a_week": 8, "starts": "2026-03-01"}, "from 0 to 7"),
        ({"exercise": "plank", "days_a_week": 3, "starts": "soon"}, "a date written"),
    ],
)
def test_a_row_that_is_no_plan_is_refused_with_its_reason(
    ada: Diary, take: Callable[..., Preview], row: dict[str, object], said: str
) -> None:
    (rejected,) = take(json.dumps({"plan": [row]}), "diary.json").rejected
    assert said in rejected.reason
    assert ada.plan() == []


def test_the_plan_of_an_export_stays_in_the_order_in_which_it_was_chosen(
    ada: Diary, another: Callable[[], Diary]
) -> None:
    plan = [PlanItem(name, starts=DAY) for name in ("plank", "bridge", "wall sit", "bird dog")]
    ada.apply(plan, by="Ada")
    diary = another()
    bring_in(diary, {"diary.json": json_file(ada)})
    assert diary.plan() == plan


@patiently
@given(entries=some.diaries())
def test_importing_ones_own_export_changes_nothing(
    another: Callable[[], Diary], entries: some.Entries
) -> None:
    diary = another()
    diary.apply(entries.values, by="Ada")
    version = diary.version()
    for files in (csv_files(diary), {"diary.json": json_file(diary)}):
        plan = preview(diary, parse_uploads(files.items(), "UTC"))
        assert (plan.added, plan.updated, plan.rejected) == (0, 0, ())
        assert plan.unchanged == len(entries.values)
        assert apply_preview(diary, plan) == version


@given(st.lists(st.text()))
def test_cells_of_any_kind_come_back_from_their_escape(row: list[str]) -> None:
    assert unescape_formulas(escape_formulas(row)) == row


@given(st.text(alphabet="'=+-@\t\r ax"))
def test_no_written_cell_begins_like_a_formula(cell: str) -> None:
    (written,) = escape_formulas([cell])
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("note", ["=1+1", "+49", "-3", "@me", "\t=x", "'=1", "''-", "'"])
def test_a_note_that_looks_like_a_formula_is_harmless_and_comes_back(
    ada: Diary, another: Callable[[], Diary], note: str
) -> None:
    ada.apply([CheckIn(DAY, 3, datetime(2026, 3, 1, 20, tzinfo=UTC), note=note)], by="Ada")
    files = csv_files(ada)
    (row,) = csv.DictReader(io.StringIO(files["check_ins.csv"].decode()))
    assert row["note"].startswith("'")
    diary = another()
    bring_in(diary, files)
    assert diary.check_ins()[0].note == note


def test_the_files_are_those_of_the_design(ada: Diary) -> None:
    assert list(csv_files(ada)) == [
        "check_ins.csv", "readings.csv", "activities.csv", "exercises.csv", "goals.csv",
        "plan.csv", "skips.csv", "reminders.csv", "questionnaires.csv", "answers.csv",
        "appointments.csv", "medicines.csv", "events.csv", "own_exercises.csv",
    ]  # fmt: skip
    assert csv_files(ada)["readings.csv"] == b"at,pain,context,exercise,note\n"
    assert csv_files(ada)["check_ins.csv"].decode() == (
        "date,pain,worst_pain,interference,flare,sleep,sites,note,no_activity,no_exercises,"
        "off_work,entered_at\n"
    )
    assert json.loads(json_file(ada)) == {name: [] for name in COLUMNS}


def test_two_equal_walks_a_day_both_survive(ada: Diary, another: Callable[[], Diary]) -> None:
    walks = [Activity(DAY, "walking", 30, Intensity.MODERATE) for _ in range(2)]
    ada.apply(walks, by="Ada")
    diary = another()
    bring_in(diary, csv_files(ada))
    assert diary.activities() == walks
    bring_in(diary, csv_files(ada))
    assert diary.activities() == walks


def test_only_the_days_asked_for_are_exported(ada: Diary) -> None:
    walks = [Activity(date(2026, 3, day), "walking", day, Intensity.MODERATE) for day in (1, 2, 3)]
    ada.apply(walks, by="Ada")
    lines = csv_files(ada, date(2026, 3, 2), date(2026, 3, 2))["activities.csv"].splitlines()
    assert lines[1:] == [b"2026-03-02,walking,2,moderate,,,,"]


def test_order_of_entry_does_not_show_in_an_export(
    ada: Diary, another: Callable[[], Diary]
) -> None:
    walks = [Activity(DAY, name, 30, Intensity.MODERATE) for name in ("b", "a", "c")]
    ada.apply(walks, by="Ada")
    diary = another()
    diary.apply(reversed(walks), by="Ada")
    assert csv_files(ada) == csv_files(diary)


def test_the_real_diary_comes_in_and_stays_the_same() -> None:
    real = Path(__file__).parents[3] / "shared" / "data" / "real_diary"
    if not real.is_dir():
        pytest.skip("the real diary is not on this machine")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/diary.db")
        diary = find_diary(store, newcomer=Person(time_zone="America/New_York"))
        plan = preview(diary, parse_paths([real], "America/New_York"))
        assert (plan.added, plan.updated, plan.unchanged, plan.rejected) == (862 + 66, 0, 0, ())
        apply_preview(diary, plan)
        assert len(diary.check_ins()) == 862
        assert len(diary.activities()) == 66
        export_csv(diary, Path(folder, "out"))
        export_json(diary, Path(folder, "out.json"))
        for path in (real, Path(folder, "out"), Path(folder, "out.json")):
            plan = preview(diary, parse_paths([path], "America/New_York"))
            assert (plan.added, plan.updated, plan.unchanged) == (0, 0, 928)
        store.close()
