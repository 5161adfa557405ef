"""Tables of other programs: their columns are asked about, shown with values, and remembered."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.importing.tables.tables import workbook
from tests.pages.visiting import Visit
from tracker.importing.tables.column_meanings import (
    ColumnMeaning,
    DateOrder,
    RowContent,
    SameDayRule,
)
from tracker.model import ExerciseKind, OwnExercise
from tracker.store import Diary

Give = Callable[..., Visit]
GYM = "Datum;Übung;Sätze;Wdh;Gewicht\n03/04/2026;Wall squat;3;10;42,5\n04/05/2026;Plank;3;;0,0\n"
FRENCH = (
    "Activités\nDate,Calories brûlées,Pas,Distance,Minutes Sédentaire,Minutes Peu Actives,"
    "Minutes Assez Actives,Minutes Très actif\n"
    '"01-02-2021","3101","13282","9,87","1131","180","77","52"\n'
    '"28-02-2021","2346","6010","4,47","1279","153","4","4"\n'
)
PLACES = (
    "name,startday,startmonth,startyear,intensity\nLow back pain,3,4,2026,4\n"
    "low back pain ,3,4,2026,6\nhappiness,3,4,2026,9\nKnee Pain,4,4,2026,8\n"
    "Low back pain,4,4,2026,2\n"
)


@pytest.fixture
def give() -> Give:
    """A window of My data that was given files, as name and content."""

    def given(*files: tuple[str, str | bytes]) -> Visit:
        visit = Visit("data")
        for name, content in files:
            data = content.encode() if isinstance(content, str) else content
            visit.app.file_uploader[0].upload(name, data)
        return visit.again()

    return given


def can_be_used(visit: Visit) -> bool:
    """Whether the primary button can be pressed."""
    (button,) = [b for b in visit.app.button if b.label == "Use these columns"]
    return not button.disabled


def labels(visit: Visit) -> str:
    """What is above the fields."""
    return "\n".join(getattr(widget, "label", "") for widget in visit.app.main)


def warned(visit: Visit) -> str:
    """What the page warns of."""
    return "\n".join(warning.value for warning in visit.app.warning)


def readings(visit: Visit) -> list[dict[str, Any]]:
    """How the first rows would be read."""
    (table,) = visit.app.table
    rows: list[dict[str, Any]] = [dict(row) for _, row in table.value.iterrows()]
    return rows


def test_dates_that_can_be_read_in_two_ways_are_asked_about_and_never_guessed(
    give: Give, diary: Diary
) -> None:
    visit = give(("gym log.csv", GYM)).choose("Each row is", RowContent.EXERCISE)
    assert "can be read in two ways" in visit.words
    assert not can_be_used(visit)
    assert visit.options("03/04/2026 is") == [
        "3 April 2026 (day, month, year)",
        "4 March 2026 (month, day, year)",
    ]
    visit.choose("03/04/2026 is", DateOrder.DAY_FIRST)
    assert [row["It says"].replace("\\", "") for row in readings(visit)] == [
        "Fri 3 Apr 2026 · Wall sit · sets 3 · reps 10",
        "Mon 4 May 2026 · Plank · sets 3",
    ]
    assert diary.exercises_done() == []
    visit.tap("Use these columns").tap("Import 2 entries")
    assert [e.date for e in diary.exercises_done()] == [date(2026, 4, 3), date(2026, 5, 4)]


def test_the_same_columns_are_known_the_next_time_and_can_be_changed(
    give: Give, diary: Diary
) -> None:
    visit = give(("gym log.csv", GYM)).choose("Each row is", RowContent.EXERCISE)
    visit.choose("03/04/2026 is", DateOrder.DAY_FIRST)
    visit.tap("Use these columns").tap("Import 2 entries")
    visit = give(("gym log May.csv", GYM + "05/05/2026;Plank;4;;0,0\n"))
    assert "each row is an exercise, as last time." in visit.words.replace("\\", "")
    assert "1 new (1 exercise done) · 0 would change · 2 already there" in visit.words
    visit.tap("Change its columns")
    assert visit.value("03/04/2026 is") == DateOrder.DAY_FIRST
    visit.choose("Wdh", None).tap("Use these columns")
    assert "Import" in " ".join(visit.buttons)


def test_a_column_may_be_an_exercise_or_an_activity(give: Give, diary: Diary) -> None:
    visit = give(("days.csv", "Day,How bad,Squats,Cardio\n2026-04-03,4,1,20\n2026-04-04,5,0,\n"))
    visit.choose("Each row is", RowContent.DAY)
    visit.choose("How bad", ColumnMeaning.PAIN)
    visit.choose("Squats", ColumnMeaning.DONE)
    assert "Name the exercise" in visit.words
    visit.choose("Which exercise is Squats?", "wall sit")
    visit.choose("Cardio", ColumnMeaning.MINUTES_OF)
    visit.choose("Which activity is Cardio?", "walking")
    visit.tap("Use these columns").tap("Import 4 entries")
    assert [c.pain for c in diary.check_ins()] == [4, 5]
    assert [e.exercise for e in diary.exercises_done()] == ["wall sit"]
    assert [(a.activity, a.minutes) for a in diary.activities()] == [("walking", 20)]


def test_what_a_row_is_can_be_changed(give: Give, diary: Diary) -> None:
    visit = give(("pain.csv", "When;Score\n13.04.2026 08:00;4\n14.04.2026 20:00;5\n"))
    visit.choose("Each row is", RowContent.DAY).choose("Each row is", RowContent.READING)
    assert visit.value("Score") is None, "a score is no pain before somebody says so"
    visit.choose("Score", ColumnMeaning.PAIN).tap("Use these columns").tap("Import 2 entries")
    assert [r.pain for r in diary.readings()] == [4, 5]


def test_letters_and_separators_can_be_put_right(give: Give) -> None:
    visit = give(("x.csv", "Дата;Боль\n13.04.2026;4\n".encode("cp1251")))
    visit.choose("Text encoding", "cp1251").choose("Each row is", RowContent.DAY)
    assert visit.offers("Дата")
    visit.choose("Columns are separated by", ",")
    assert "holds no table" in visit.words, "and it is said where that doesn't work"


def test_a_file_may_be_left_out_and_the_others_go_on(give: Give, diary: Diary) -> None:
    visit = give(("gym.csv", GYM), ("check_ins.csv", "date,pain\n2026-03-01,4\n"))
    visit.tap("Leave this file out")
    assert "gym.csv is left out." in visit.words.replace("\\", "")
    visit.tap("Import 1 entry")
    assert diary.file_mappings() == []


def test_sheets_of_a_workbook_are_asked_about_one_by_one(give: Give, diary: Diary) -> None:
    book = workbook(
        [("Date", "Pain"), ("2026-04-03", 4)],
        [("Day", "Minutes", "Sport"), ("2026-04-03", 30, "swim")],
    )
    visit = give(("diary.xlsx", book))
    assert any("Sheet 1" in header.value for header in visit.app.subheader)
    visit.choose("Each row is", RowContent.DAY).tap("Use these columns")
    assert any("Sheet 2" in header.value for header in visit.app.subheader)
    visit.choose("Each row is", RowContent.ACTIVITY).choose("Minutes", ColumnMeaning.MINUTES)
    visit.tap("Use these columns").tap("Import 2 entries")
    assert (len(diary.check_ins()), len(diary.activities())) == (1, 1)


def test_habits_come_in_by_their_names_and_can_be_named(give: Give, diary: Diary) -> None:
    loop = "Date,Wall squat,Stretch the back,\n2026-04-03,2,2,\n2026-04-02,-1,0,\n"
    visit = give(("Checkmarks.csv", loop))
    assert "1 new (1 exercise done)" in visit.words
    visit.tap("Change its columns").choose("Stretch the back", ColumnMeaning.DONE)
    visit.choose("Which exercise is Stretch the back?", "cat-camel")
    visit.tap("Use these columns").tap("Import 2 entries")
    assert sorted(e.exercise for e in diary.exercises_done()) == ["cat-camel", "wall sit"]


def test_a_ticked_habit_is_no_pain_and_may_be_an_exercise(give: Give, diary: Diary) -> None:
    visit = give(("Checkmarks.csv", "Date,Wall squat,Pain,\n2026-04-03,2,2,\n2026-04-02,2,-1,\n"))
    assert "'Pain' is ticked, which is no rating from 0 to 10." in visit.words
    assert "2 new (2 exercises done)" in visit.words
    visit.tap("Change its columns")
    assert "'Pain' is ticked, which is no rating from 0 to 10." in visit.words
    visit.choose("Pain", ColumnMeaning.DONE).choose("Which exercise is Pain?", "cat-camel")
    visit.tap("Use these columns")
    assert "is ticked" not in visit.words
    visit.tap("Import 3 entries")
    assert (len(diary.exercises_done()), diary.check_ins()) == (3, [])


def test_what_a_table_says_is_shown_as_text(give: Give) -> None:
    hostile = "![](https://example.com/x.png)"
    visit = give(("x.csv", f"Day,{hostile},Score\n2026-04-03,{hostile},4\n"))
    assert "![](" not in "".join(element.value for element in visit.app.markdown)
    visit.choose("Each row is", RowContent.DAY)
    labels = [getattr(widget, "label", "") for widget in visit.app.main]
    assert any(label.startswith("!\\[\\]") for label in labels)
    assert not any("![](" in label for label in labels)


def test_rows_that_cannot_be_read_are_said_before_anything_is_used(give: Give) -> None:
    visit = give(("pain.csv", "Tag,Schmerz\n2026-04-03,4\n2026-04-04,mild\n2026-04-05,12\n"))
    visit.choose("Each row is", RowContent.DAY)
    assert visit.value("Schmerz") is None, "not all of it is a rating"
    visit.choose("Schmerz", ColumnMeaning.PAIN)
    assert "Of 3 rows 1 can be read, 2 can't be read." in visit.words
    assert "2 rows can't be read, such as row 3:" in visit.words
    visit.tap("Use these columns")
    assert "1 new" in visit.words
    assert "2 refused" in visit.words


def test_the_primary_button_waits_until_somebody_has_said_what_a_row_is(give: Give) -> None:
    visit = give(("pain.csv", "Day,Pain\n2026-04-03,4\n2026-04-04,5\n"))
    assert (visit.value("Each row is"), can_be_used(visit)) == (None, False)
    assert "- Pain: 4, 5" in visit.words
    visit.choose("Each row is", RowContent.DAY)
    assert can_be_used(visit)


def test_a_week_is_shown_in_words_before_anything_is_used(give: Give) -> None:
    visit = give(("fitbit.csv", FRENCH))
    visit.choose("Each row is", RowContent.ACTIVITY)
    meanings = [visit.value(title) for title in FRENCH.splitlines()[1].split(",")]
    assert meanings == [ColumnMeaning.DATE, *[None] * 7]
    visit.choose("Minutes Assez Actives", ColumnMeaning.MINUTES)
    assert (
        "2 days from 1 to 28 February 2021. The fullest week, 1 to 7 February 2021, would have "
        "77 minutes of activity on 1 day." in visit.words
    )
    visit.choose("Minutes Assez Actives", None).choose("Minutes Sédentaire", ColumnMeaning.MINUTES)
    assert "2 days would have more than 12 hours of activity: 1,279 minutes" in warned(visit)
    assert "“Minutes Sédentaire” seems to count sleep, sitting" in visit.words
    assert not can_be_used(visit)
    visit.choose("These long days are correct", True)
    assert "would have 1,279 minutes of activity on 1 day" in visit.words
    assert can_be_used(visit)


def test_the_counts_are_those_of_the_whole_file(give: Give) -> None:
    days = [date(2010, 1, 1) + timedelta(days=n) for n in range(3_000)]
    rows = "".join(f"{day},{n % 11}\n" for n, day in enumerate(days)) + "2020-01-01,bad\n"
    visit = give(("pain.csv", f"Date,How bad\n{rows}"))
    visit.choose("Each row is", RowContent.DAY).choose("How bad", ColumnMeaning.PAIN)
    assert "Of 3,001 rows 3,000 can be read, 1 can't be read." in visit.words
    visit.tap("Use these columns")
    assert "3,000 new" in visit.words
    assert "1 refused" in visit.words


def test_only_some_rows_count_and_one_of_several_a_day(give: Give, diary: Diary) -> None:
    visit = give(("pain.csv", PLACES))
    visit.choose("Each row is", RowContent.DAY).choose("intensity", ColumnMeaning.PAIN)
    assert "Several rows rate one day, such as 3 April 2026 (2 days)" in labels(visit)
    visit.choose("Rows that count", 0)
    assert "Choose which rows count." in visit.words
    assert not can_be_used(visit)
    assert visit.options("Only where name is") == [
        "Low back pain (3 rows)", "happiness (1 row)", "Knee Pain (1 row)",
    ]  # fmt: skip
    visit.choose("Only where name is", ["Low back pain"])
    assert "Say what counts where several rows rate one day." in visit.words
    visit.choose("Several rows rate one day", SameDayRule.HIGHEST)
    assert "Of 5 rows 3 can be read, 2 left out by your choice." in visit.words
    visit.tap("Use these columns")
    assert "name is not 'Low back pain' there" in visit.words
    visit.tap("Import 2 entries")
    assert [(c.date.day, c.pain) for c in diary.check_ins()] == [(3, 6), (4, 2)]
    visit = give(("pain again.csv", PLACES))
    assert "each row is a day, only where name is Low back pain, as last time." in visit.words
    assert "2 already there" in visit.words


def test_another_file_of_the_same_name_is_counted_anew(give: Give) -> None:
    visit = give(("pain.csv", "Day,How bad\n2026-04-03,4\n"))
    visit.choose("Each row is", RowContent.DAY).choose("How bad", ColumnMeaning.PAIN)
    assert "Of 1 row 1 can be read." in visit.words
    longer = b"Day,How bad\n2026-04-03,4\n2026-04-04,5\n"
    visit.app.file_uploader[0].set_value(("pain.csv", longer, "text/csv"))
    visit.again()
    assert "Of 2 rows 2 can be read." in visit.words


def test_exercises_of_ones_own_are_known_offered_and_counted(give: Give, diary: Diary) -> None:
    own = OwnExercise("heel slides", ExerciseKind.STRENGTHENING, other_names="slow slides")
    diary.save(own, by="a test")
    habits = "Datum;Mood;Heel slides\n2026-04-03;3;1\n2026-04-04;4;0\n2026-04-05;2;1\n"
    visit = give(("habits.csv", habits)).choose("Each row is", RowContent.DAY)
    assert visit.value("Which exercise is Heel slides?") == "heel slides"
    assert visit.options("Which exercise is Heel slides?")[0] == "Heel slides"
    assert "exercises on 2 days, which makes 2 strength days" in visit.words


def test_an_exercise_is_counted_under_a_name_that_it_had(give: Give, diary: Diary) -> None:
    own = OwnExercise("heel slides", ExerciseKind.STRENGTHENING, other_names="slow slides")
    diary.save(own, by="a test")
    log = "Datum;Übung;Sätze\n2026-04-03;Slow Slides;2\n2026-04-05;Plank;2\n"
    visit = give(("log.csv", log)).choose("Each row is", RowContent.EXERCISE)
    assert "which makes 2 strength days" in visit.words
