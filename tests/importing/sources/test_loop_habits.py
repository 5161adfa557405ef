import io
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from tests.importing.sources.reading import read, reasons, strength, workouts, zipped
from tracker.files.entry_types import EntryType
from tracker.files.head import FileHead
from tracker.importing.parse_result import Candidate
from tracker.importing.sources import loop_habits

HEAD = "Date,Wall sit,Walk,Back pain,Weight training,Read,\n"
DAYS = (
    "2024-05-04,2,30000,4000,0,2,\n"
    "2024-05-03,1,0,-1,2,2,\n"
    "2024-05-02,0,45500,0,3,-1,\n"
    "2024-05-01,-1,-1,7000,-1,-1,\n"
)


def test_habits_mean_what_their_names_say() -> None:
    found = read(HEAD + DAYS)
    assert strength(found) == [("2024-05-04", "wall sit"), ("2024-05-03", "strength workout")]
    assert workouts(found) == [("2024-05-04", "walking", 30), ("2024-05-02", "walking", 46)]
    assert [
        (str(row.given["date"]), row.given["pain"])
        for row in found.candidates
        if row.list is EntryType.CHECK_INS
    ] == [("2024-05-04", 4), ("2024-05-02", 0), ("2024-05-01", 7)]
    assert any("Read" in notice for notice in found.notices)


@pytest.mark.parametrize(
    ("mark", "done"),
    [("2", True), ("1", False), ("0", False), ("3", False), ("-1", False), ("", False),
     ("YES_MANUAL", True), ("YES_AUTO", False), ("NO", False), ("SKIP", False), ("UNKNOWN", False)],
)  # fmt: skip
def test_only_a_yes_that_the_person_gave_is_done(mark: str, done: bool) -> None:
    content = f"Date,Wall sit,\n2024-05-02,-1,\n2024-05-01,{mark},\n"
    assert bool(strength(read(content))) is done


def test_a_number_that_was_skipped_or_not_logged_is_none() -> None:
    rows = "2024-05-01,SKIP,\n2024-05-02,UNKNOWN,\n2024-05-03,0,\n2024-05-04,7000,\n"
    found = read(f"Date,Pain,\n{rows}")
    assert [(str(row.given["date"]), row.given["pain"]) for row in found.candidates] == [
        ("2024-05-03", 0), ("2024-05-04", 7),
    ]  # fmt: skip
    assert found.rejected == ()


def test_a_tick_of_an_activity_needs_minutes_which_a_mapping_may_give() -> None:
    content = "Date,Walk,\n2024-05-01,2,\n2024-05-02,-1,\n"
    found = read(content)
    assert found.candidates == ()
    assert "without minutes" in found.notices[0]
    mapping = {"Walk": loop_habits.HabitMapping(EntryType.ACTIVITIES, "dancing", minutes=20)}
    items = list(loop_habits.read(io.BytesIO(content.encode()), "f", ZoneInfo("UTC"), mapping))
    (row,) = [item for item in items if isinstance(item, Candidate)]
    assert (row.given["activity"], row.given["minutes"]) == ("dancing", 20)


def mapped(content: str, mapping: loop_habits.Mapped | None) -> list[object]:
    return list(loop_habits.read(io.BytesIO(content.encode()), "f", ZoneInfo("UTC"), mapping))


NO_RATING = "f: left out, because '{}' is ticked, which is no rating from 0 to 10."


@pytest.mark.parametrize("cells", ["2,2", "1,1", "YES_MANUAL,YES_AUTO", "2,3"])
@pytest.mark.parametrize("asked", [False, True])
def test_a_tick_is_no_rating_whatever_the_habit_is_called(cells: str, asked: bool) -> None:
    content = f"Date,Back pain,Slept well\n2026-11-01,{cells}\n2026-11-02,2,2\n2026-11-03,0,\n"
    ratings = {
        "Back pain": loop_habits.HabitMapping(EntryType.CHECK_INS, "pain"),
        "Slept well": loop_habits.HabitMapping(EntryType.CHECK_INS, "sleep"),
    }
    assert loop_habits.default_mapping(["Back pain", "Slept well"]) == ratings
    told = mapped(content, ratings if asked else None)
    assert told == [NO_RATING.format("Back pain"), NO_RATING.format("Slept well")]


def test_a_ticked_habit_leaves_the_ratings_beside_it() -> None:
    told = mapped("Date,Pain,Sleep\n2026-11-01,4000,2\n2026-11-02,0,0\n", None)
    assert told[0] == NO_RATING.format("Sleep")
    assert [item.given for item in told if isinstance(item, Candidate)] == [
        {"date": date(2026, 11, 1), "pain": 4},
        {"date": date(2026, 11, 2), "pain": 0},
    ]


def test_a_tick_may_be_a_flare_or_an_exercise_and_none_of_them_a_pain() -> None:
    content = "Date,Pain,Bad day,Stretched\n2026-11-01,5000,2,2\n2026-11-02,3000,0,\n"
    mapping = {
        "Pain": loop_habits.HabitMapping(EntryType.CHECK_INS, "pain"),
        "Bad day": loop_habits.HabitMapping(EntryType.CHECK_INS, "flare"),
        "Stretched": loop_habits.HabitMapping(EntryType.EXERCISES, "cat-camel"),
    }
    told = mapped(content, mapping)
    assert [item.given for item in told if isinstance(item, Candidate)] == [
        {"date": date(2026, 11, 1), "source": "Loop", "exercise": "cat-camel"},
        {"date": date(2026, 11, 1), "pain": 5, "flare": True},
        {"date": date(2026, 11, 2), "pain": 3},
    ]
    assert len(told) == 3, "nothing else is told"


def test_without_a_pain_that_is_rated_the_rest_of_a_check_in_is_kept() -> None:
    content = "Date,Pain,Sleep,Flare,Plank\n2026-11-01,2,7000,2,2\n2026-11-02,2,6000,0,0\n"
    plain, *rows = mapped(content, None)
    assert plain == NO_RATING.format("Pain")
    assert [row.given for row in rows if isinstance(row, Candidate)] == [
        {"date": date(2026, 11, 1), "source": "Loop", "exercise": "plank"},
        {"date": date(2026, 11, 1), "sleep": 7, "flare": True},
        {"date": date(2026, 11, 2), "sleep": 6},
    ]


def test_decimals_of_pain_are_kept() -> None:
    (row,) = mapped("Date,Pain,\n2024-05-01,4500,\n", None)
    assert isinstance(row, Candidate)
    assert row.given["pain"] == 4.5


def test_a_mapping_overrides_the_names() -> None:
    mapping = {
        "Read": loop_habits.HabitMapping(EntryType.EXERCISES, "plank"),
        "Back pain": loop_habits.HabitMapping(EntryType.CHECK_INS, "pain"),
        "Walk": loop_habits.HabitMapping(EntryType.CHECK_INS, "flare"),
        "Wall sit": None,
    }
    items = list(
        loop_habits.read(io.BytesIO((HEAD + DAYS).encode()), "f", ZoneInfo("UTC"), mapping)
    )
    rows = [item for item in items if isinstance(item, Candidate)]
    assert [row.given.get("exercise") for row in rows if row.list is EntryType.EXERCISES] == [
        "plank"
    ] * 2
    flares = [row.given.get("flare") for row in rows if row.list is EntryType.CHECK_INS]
    assert flares == [True, False, True, None]


def test_a_files_habits_and_what_they_mean_can_be_asked_for() -> None:
    head = FileHead((HEAD + DAYS).encode())
    names = loop_habits.habits(head)
    assert names == ("Wall sit", "Walk", "Back pain", "Weight training", "Read")
    assert loop_habits.default_mapping(names) == {
        "Wall sit": loop_habits.HabitMapping(EntryType.EXERCISES, "wall sit"),
        "Walk": loop_habits.HabitMapping(EntryType.ACTIVITIES, "walking"),
        "Back pain": loop_habits.HabitMapping(EntryType.CHECK_INS, "pain"),
        "Weight training": loop_habits.HabitMapping(EntryType.EXERCISES, "strength workout"),
        "Read": None,
    }


@pytest.mark.parametrize(
    "content",
    [
        "Date,Wall sit,\n2024-05-01,0.9123,\n",  # Scores.csv
        "Date,Pain\n2024-05-01,4\n",  # anybody's table
        "date,pain\n2024-05-01,4\n",
        "Date,\n",
        "Date,A,\nx,y,\n",
    ],
)
def test_what_only_looks_alike_is_none(content: str) -> None:
    assert not loop_habits.recognises(FileHead(content.encode()))


def test_a_whole_export_is_read_once() -> None:
    found = read(
        zipped(
            {
                "Habits.csv": "Position,Name,Type\n1,Wall sit,YES_NO\n",
                "Scores.csv": "Date,Wall sit,\n2024-05-01,0.5,\n",
                "Checkmarks.csv": "Date,Wall sit,\n2024-05-01,2,\n",
                "001 Wall sit/Scores.csv": "Date,Score\n2024-05-01,0.5\n",
            }
        )
    )
    assert strength(found) == [("2024-05-01", "wall sit")]
    assert found.rejected == ()


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("Date,Walk, far,\n2024-05-01,2,\n2024-05-02,-1,\n", "comma"),
        (f"{HEAD}soon,2,3000,4000,0,2,\n", "date cannot be read"),
        ("Date,Pain,Sleep,\n2024-05-01,-1,3500,\n", "whole number"),
    ],
)
def test_what_is_wrong_is_told(content: str, part: str) -> None:
    assert part in reasons(read(content))[0][1]
