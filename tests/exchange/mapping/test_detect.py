import pytest

from tests.exchange.mapping.tables import table
from tracker.exchange.mapping.detect import guess
from tracker.exchange.mapping.meanings import DateOrder, Mapping, Meaning, What


def guessed(content: str, name: str = "table.csv") -> Mapping:
    return guess(table(content), name)


def meanings(mapping: Mapping) -> list[str]:
    return [column.meaning.value if column.meaning else "" for column in mapping.columns]


def dated(*days: str) -> Mapping:
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
            What.DAY,
            ["date", "pain", "note"],
        ),
        (
            "Day,Average pain,Worst pain,Sleep,Flare\n2026-04-03,4,6,7,yes\n",
            What.DAY,
            ["date", "pain", "worst pain", "sleep", "flare"],
        ),
        (
            "Activity Type,Start Time,Duration,Distance\nRun,2026-04-03 10:00,0:45:00,7\n",
            What.ACTIVITY,
            ["kind", "start", "clock", ""],
        ),
        (
            "date,sport,minutes,effort\n2026-04-03,swim,30,hard\n",
            What.ACTIVITY,
            ["date", "kind", "minutes", "intensity"],
        ),
        (
            "Start,End,Type\n2026-04-03 10:00,2026-04-03 10:45,Yoga\n",
            What.ACTIVITY,
            ["start", "end", "kind"],
        ),
        (
            "Date,Time,Duration (s)\n2026-04-03,10:00,1800\n",
            What.ACTIVITY,
            ["date", "start", "seconds"],
        ),
        (
            "Date,Exercise,Sets,Reps,Weight\n2026-04-03,Plank,3,10,0\n",
            What.EXERCISE,
            ["date", "exercise", "sets", "reps", ""],
        ),
        (
            "timestamp,pain\n2026-04-03 10:00,4\n2026-04-03 20:00,5\n",
            What.READING,
            ["start", "pain"],
        ),
        (
            "Date,Wall squat,Walking,Meditate,Swim\n2026-04-03,1,30,1,x\n2026-04-04,0,45,1,\n",
            What.DAY,
            ["date", "done", "minutes of", "", "tick of"],
        ),
    ],
)
def test_what_a_table_probably_means(content: str, what: What, expected: list[str]) -> None:
    mapping = guessed(content)
    assert (mapping.what, meanings(mapping)) == (what, expected)


def test_habits_get_the_names_of_the_library() -> None:
    mapping = guessed("Date,Wall squat,Walk\n2026-04-03,1,30\n2026-04-04,0,45\n")
    assert [column.name for column in mapping.columns] == ["", "wall sit", "walking"]


def test_minutes_and_seconds_are_told_apart_by_hours() -> None:
    mapping = guessed("Date,Type,Duration\n2026-04-03,Run,45:30\n2026-04-04,Run,28:10\n")
    assert mapping.columns[2].meaning is Meaning.SHORT_CLOCK


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
