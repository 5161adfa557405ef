import pytest

from tests.importing.tables.tables import table
from tracker.importing.tables.column_guesses import guess_mapping
from tracker.importing.tables.column_meanings import (
    DURATIONS,
    ColumnMeaning,
    DateOrder,
    RowContent,
    TableMapping,
)


def guessed(content: str, name: str = "table.csv", what: RowContent | None = None) -> TableMapping:
    return guess_mapping(table(content), name, (), what)


def meanings(mapping: TableMapping) -> list[str]:
    return [column.meaning.value if column.meaning else "" for column in mapping.columns]


def dated(*days: str) -> TableMapping:
    return guessed("Date,Pain\n" + "".join(f"{day},4\n" for day in days))


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["03/04/2026", "05/06/2026"], None),
        (["03/04/2026", "13/06/2026"], DateOrder.DAY_FIRST),
        (["03/04/2026", "06/13/2026"], DateOrder.MONTH_FIRST),
        (["03.04.26", "05.06.26"], None),
        (["32-04-03", "26-05-06"], DateOrder.YEAR_FIRST),
        (["2026-04-03", "2026-05-06"], DateOrder.YEAR_FIRST),
        (["3 Apr 2026", "4 Apr 2026"], DateOrder.YEAR_FIRST),
        (["13/04/2026", "04/13/2026"], None),
    ],
)
def test_how_dates_are_meant_is_found_or_left_to_the_person(
    days: list[str], order: DateOrder | None
) -> None:
    mapping = dated(*days)
    assert mapping.dates is order
    assert bool(mapping.missing) is (order is None)


@pytest.mark.parametrize(
    ("content", "what", "expected"),
    [
        (
            "Datum;Schmerz;Notiz\n13.04.2026;4;a\n14.04.2026;5;b\n",
            RowContent.DAY,
            ["date", "pain", "note"],
        ),
        (
            "Day,Average pain,Worst pain,Sleep quality (0-10),Flare\n2026-04-03,4,6,7,yes\n",
            RowContent.DAY,
            ["date", "pain", "worst pain", "sleep", "flare"],
        ),
        (
            "Data;Ból (0-10);Uwagi\n2026-04-03;4,5;źle\n",
            RowContent.DAY,
            ["date", "pain", "note"],
        ),
        (
            "Activity Type,Start Time,Duration,Distance\nRun,2026-04-03 10:00,0:45:00,7\n",
            RowContent.ACTIVITY,
            ["kind", "start", "clock", ""],
        ),
        (
            "date,sport,duration_min,effort\n2026-04-03,swim,30,hard\n",
            RowContent.ACTIVITY,
            ["date", "kind", "minutes", "intensity"],
        ),
        (
            "Start,End,Type\n2026-04-03 10:00,2026-04-03 10:45,Yoga\n",
            RowContent.ACTIVITY,
            ["start", "end", "kind"],
        ),
        (
            "Activity Id,Date,Type,Duration,Notes\na1,2026-04-03 10:00,Running,45:30,good\n",
            RowContent.ACTIVITY,
            ["external id", "start", "kind", "short clock", "note"],
        ),
        (
            "Date,Exercise,Sets,Reps,Weight\n2026-04-03,Plank,3,10,0\n",
            RowContent.EXERCISE,
            ["date", "exercise", "sets", "reps", ""],
        ),
        (
            "Date,Wall squat,Walking (min),Walking,Meditate,Swim\n"
            "2026-04-03,1,30,2.5,1,x\n2026-04-04,0,45,4,1,\n",
            RowContent.DAY,
            ["date", "done", "minutes of", "", "", ""],
        ),
        (
            "Year,Month,Day,Pain\n2026,4,3,4\n2026,4,4,2\n",
            RowContent.DAY,
            ["year", "month", "day", "pain"],
        ),
    ],
)
def test_what_is_certain_is_guessed(content: str, what: RowContent, expected: list[str]) -> None:
    mapping = guessed(content)
    assert (mapping.what, meanings(mapping)) == (what, expected)


@pytest.mark.parametrize(
    ("content", "what", "expected"),
    [
        (
            "timestamp,pain\n2026-04-03 10:00,4\n2026-04-03 20:00,5\n",
            RowContent.READING,
            ["start", "pain"],
        ),
        (
            "timestamp,pain\n2026-04-03 10:00,4\n2026-04-03 20:00,5\n",
            RowContent.DAY,
            ["date", "pain"],
        ),
        (
            "Date,Time,Duration (s)\n2026-04-03,10:00,1800\n",
            RowContent.ACTIVITY,
            ["date", "start", "seconds"],
        ),
        (
            "name,startday,startmonth,startyear,intensity\nKnee Pain,22,10,2018,3\n",
            RowContent.DAY,
            ["", "day", "month", "year", ""],
        ),
    ],
)
def test_what_rows_are_is_asked_where_it_is_not_certain(
    content: str, what: RowContent, expected: list[str]
) -> None:
    unsaid = guessed(content)
    assert (unsaid.what, set(meanings(unsaid)), unsaid.missing) == (
        None,
        {""},
        "Say what each row is.",
    )
    assert meanings(guessed(content, what=what)) == expected


MONTH = (
    "Activités\nDate,Calories brûlées,Pas,Distance,Minutes Sédentaire,Minutes Peu Actives,"
    "Minutes Assez Actives,Minutes Très actif\n"
    '"01-02-2021","3101","13282","9,87","1131","180","77","52"\n'
    '"28-02-2021","2346","6010","4,47","1279","153","4","4"\n'
)
SLEEPING = "Date,Start,End,Duration (min),Sleep score\n2026-04-03,22:30,06:30,480,82\n"
WORKED = (
    "Project,Start date,Start time,Duration\nWebsite,2026-04-03,09:00:00,02:30:00\n"
    "Website,2026-04-03,13:00:00,04:00:00\n"
)
SETS_OF_A_GYM = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Seconds\n"
    + "".join(f"2026-04-03 18:00:00,Legs,55m,Squat,{n},60,8,0\n" for n in range(1, 16))
)


@pytest.mark.parametrize(
    "content",
    [
        MONTH,
        SLEEPING,
        WORKED,
        SETS_OF_A_GYM,
        "WorkoutDay,Workout Type,Training Stress Score\n2026-04-03,Run,4\n2026-04-04,Bike,5\n",
        "Date,Score\n2026-04-03,4\n2026-04-04,5\n",
        "Date,Rating\n2026-04-03,4\n2026-04-04,5\n",
        "date,category,rating/amount\n2026-04-03,Symptom,2\n2026-04-04,Symptom,3\n",
        "Date,Mood score,Back pain (0-100)\n2026-04-03,7,40\n",
        "Date,Pain (1-5)\n2026-04-03,4\n",
        "Date,Pain\n2026-04-03,1\n2026-04-04,0\n",
        "Date,Pain\n2026-04-03,40\n2026-04-04,55\n",
        "Date,Pain,Back pain\n2026-04-03,4,5\n",
        "Date,Painkillers,Pain medication\n2026-04-03,2,3\n",
        "Date,Headache pain,Knee Pain\n2026-04-03,2,3\n",
        "Date,Light sleep (s),Deep sleep (s)\n2026-04-03,12000,5400\n",
        "Start,End,Cycle length\n2026-04-03,2026-04-08,28\n2026-05-01,2026-05-06,29\n",
        "Date,Type,Minutes\n2026-04-03,Run,30\n",
        "Date,Type,s\n2026-04-03,Run,1800\n",
        "Date,Type,Duration\n2026-04-03,Run,30\n",
        "Date,Type,Duration\n2026-04-03,Run,12:30\n",
        "Start,End,Value\n2026-04-03 22:30,2026-04-04 06:30,Asleep\n",
        "Start time,End time,Sleep stage\n2026-04-03 22:30,2026-04-04 06:30,rem\n",
        "Date,Walking,Swim\n2026-04-03,8500,x\n",
        "Date,Type,Duration (min)\n2026-04-03,Run,45\n2026-04-04,Run,900\n",
        "com.samsung.shealth.exercise,6101100,7\n"
        "exercise_type,start_time,duration\n1001,2026-04-03 10:00:00.000,1800000\n",
    ],
)
@pytest.mark.parametrize("what", [None, *RowContent])
def test_pain_and_minutes_are_never_guessed_from_what_may_be_something_else(
    content: str, what: RowContent | None
) -> None:
    """Whatever the person says that the rows are."""
    numbers = {"pain", "worst pain", "end", "minutes of", "tick of", *map(str, DURATIONS)}
    assert not numbers & set(meanings(guessed(content, what=what)))


@pytest.mark.parametrize("what", [None, *RowContent])
def test_nothing_is_guessed_of_a_file_whose_days_nobody_could_do(what: RowContent | None) -> None:
    mapping = guessed(
        "Date,Type,Duration (min),Notes\n2026-04-03,Run,45,a\n2026-04-04,Run,900,b\n", what=what
    )
    if what in (None, RowContent.ACTIVITY):
        assert set(meanings(mapping)) == {""}


def test_exercises_get_the_names_of_the_library() -> None:
    mapping = guessed("Date,Wall squat,Walk (min)\n2026-04-03,1,30\n2026-04-04,0,45\n")
    assert [column.name for column in mapping.columns] == ["", "wall sit", "walking"]


def test_minutes_and_seconds_are_told_apart_by_hours() -> None:
    mapping = guessed("Date,Type,Duration\n2026-04-03,Run,45:30\n2026-04-04,Run,28:10\n")
    assert mapping.columns[2].meaning is ColumnMeaning.SHORT_CLOCK


@pytest.mark.parametrize(
    ("content", "decimal"),
    [
        ("Date;Type;Minutes\n13.04.2026;Run;30,5\n", ","),
        ('Date,Type,Minutes\n2026-04-03,Run,"30,5"\n', ","),
        ("Date;Type;Minutes\n13.04.2026;Run;30.5\n", "."),
        ("Date,Type,Minutes\n2026-04-03,Run,30\n", "."),
    ],
)
def test_the_decimal_sign_is_found(content: str, decimal: str) -> None:
    assert guessed(content).decimal == decimal


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("gym log 2026-03-01.csv", "gym log"), ("gym_log (2).xlsx", "gym log"),
        ("export.zip: Strong_20260301.csv", "Strong"), ("2026.csv", "table"),
    ],
)  # fmt: skip
def test_the_next_export_of_a_program_has_the_same_source(name: str, source: str) -> None:
    assert guessed("Date,Pain\n2026-04-03,4\n", name).source == source
