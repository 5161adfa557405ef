"""Tables of other programs from the file to the diary, asked about, answered and remembered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.tables.tables import table, workbook
from tracker.files.entry_types import EntryType
from tracker.files.errors import FileError
from tracker.importing.described_files import ColumnDescription, mapping_of
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parse_result import ParseResult
from tracker.importing.parsing import parse_uploads
from tracker.importing.preview import Preview
from tracker.importing.tables.column_meanings import (
    MEANINGS,
    NAMED,
    ColumnMapping,
    ColumnMeaning,
    DateOrder,
    RowContent,
    TableMapping,
    fingerprint,
    from_text,
    to_text,
)
from tracker.importing.tables.column_requests import ColumnRequest
from tracker.importing.tables.conversion import convert_table
from tracker.model import ExerciseKind, InvalidValue, OwnExercise
from tracker.store import Diary

BERLIN = ZoneInfo("Europe/Berlin")
GYM = "Date;Exercise;Sets;Reps\n03/04/2026;Wall squat;3;10\n04/05/2026;Plank;3;\n"


def read(diary: Diary, content: str | bytes, name: str = "gym log.csv") -> ParseResult:
    data = content.encode() if isinstance(content, str) else content
    return parse_uploads([(name, data)], "Europe/Berlin", described=diary.file_mappings())


def means(*meanings: ColumnMeaning) -> tuple[ColumnMapping, ...]:
    """Columns that mean this, and no more."""
    return tuple(map(ColumnMapping, meanings))


def only(found: ParseResult) -> ColumnRequest:
    (question,) = found.questions
    return question


def bring_in(diary: Diary, question: ColumnRequest, mapping: TableMapping) -> Preview:
    plan = preview(diary, question.answered(mapping, BERLIN))
    apply_preview(diary, replace(plan, mappings=(question.remembering(mapping),)))
    return plan


def test_an_unknown_table_is_refused_with_the_way_to_describe_it(ada: Diary) -> None:
    found = read(ada, GYM.replace("Exercise", "Übung"))
    assert found.candidates == ()
    (rejected,) = found.rejected
    assert "My data" in rejected.reason
    assert "Nothing was imported" in rejected.reason
    assert "two ways" in only(found).mapping.missing


def test_a_described_table_comes_in_and_is_known_the_next_time(ada: Diary) -> None:
    question = only(read(ada, GYM))
    mapping = replace(question.mapping, dates=DateOrder.DAY_FIRST)
    assert bring_in(ada, question, mapping).added == 2
    assert [(e.date, e.exercise, e.sets, e.source) for e in ada.exercises_done()] == [
        (date(2026, 4, 3), "wall sit", 3, "gym log"),
        (date(2026, 5, 4), "plank", 3, "gym log"),
    ]
    longer = GYM + "05/05/2026;Plank;4;\n"
    found = read(ada, longer, "gym log (2).csv")
    assert only(found).read
    assert found.rejected == ()
    plan = preview(ada, found)
    assert (plan.added, plan.unchanged) == (1, 2)


def test_another_header_is_another_table(ada: Diary) -> None:
    question = only(read(ada, GYM))
    bring_in(ada, question, replace(question.mapping, dates=DateOrder.DAY_FIRST))
    assert not only(read(ada, GYM.replace("Reps", "Times"))).read
    assert only(read(ada, GYM.replace("Date;", " DATE ;"))).read, "however it is written"


def test_taking_the_import_back_forgets_what_its_columns_meant(ada: Diary) -> None:
    question = only(read(ada, GYM))
    bring_in(ada, question, replace(question.mapping, dates=DateOrder.MONTH_FIRST))
    ada.undo(by="my data")
    assert (ada.file_mappings(), ada.exercises_done()) == ([], [])


def test_a_workbook_is_asked_about_sheet_by_sheet(ada: Diary) -> None:
    data = workbook(
        [("Date", "Pain"), ("2026-04-03", 4)],
        [("Day", "Duration (min)", "Sport"), ("2026-04-03", 30, "swim")],
    )
    found = read(ada, data, "diary.xlsx")
    assert [q.name for q in found.questions] == ["diary.xlsx: Sheet 1", "diary.xlsx: Sheet 2"]
    assert [q.mapping.what for q in found.questions] == [RowContent.DAY, RowContent.ACTIVITY]
    for question in found.questions:
        bring_in(ada, question, question.mapping)
    assert [c.pain for c in ada.check_ins()] == [4]
    assert [(a.activity, a.minutes) for a in ada.activities()] == [("swimming", 30)]
    assert preview(ada, read(ada, data, "diary.xlsx")).unchanged == 2


def test_our_own_header_with_other_dates_can_be_described_and_ours_stay_ours(ada: Diary) -> None:
    question = only(read(ada, "date,pain\n13.04.2026,4\n", "check_ins.csv"))
    bring_in(ada, question, question.mapping)
    assert [c.date for c in ada.check_ins()] == [date(2026, 4, 13)]
    found = read(ada, "date,pain\n2026-04-14,5\n", "check_ins.csv")
    assert found.questions == ()
    assert preview(ada, found).added == 1


def test_habits_are_read_by_their_names_and_can_be_described(ada: Diary) -> None:
    loop = "Date,Wall squat,Stretch the back,Walked,\n2026-04-03,2,2,2,\n2026-04-02,-1,0,2,\n"
    found = read(ada, loop, "Checkmarks.csv")
    question = only(found)
    assert question.read
    assert {c.given.get("exercise") for c in found.candidates} == {"wall sit"}
    columns = list(question.mapping.columns)
    columns[2] = ColumnMapping(ColumnMeaning.DONE, "cat-camel")
    columns[3] = ColumnMapping(ColumnMeaning.TICK_OF, "walking", 25)
    bring_in(ada, question, replace(question.mapping, columns=tuple(columns)))
    assert sorted(e.exercise for e in ada.exercises_done()) == ["cat-camel", "wall sit"]
    assert [(a.date.day, a.minutes, a.source) for a in ada.activities()] == [
        (2, 25, "Loop"),
        (3, 25, "Loop"),
    ]
    found = read(ada, loop, "Checkmarks.csv")
    assert only(found).remembered
    assert preview(ada, found).added == 0


def test_a_strangers_table_in_a_zip_is_left_alone(ada: Diary) -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("check_ins.csv", "date,pain\n2026-04-14,5\n")
        archive.writestr("household.csv", "item,price\nbread,3\n")
    found = read(ada, out.getvalue(), "all.zip")
    assert (len(found.candidates), found.questions) == (1, ())


# -- rows


def applied(content: str, **mapping: object) -> ParseResult:
    made = TableMapping(dates=DateOrder.YEAR_FIRST, **mapping)  # type: ignore[arg-type]
    return convert_table(table(content), made, BERLIN)


def test_every_bad_row_is_told_and_the_others_are_read() -> None:
    found = applied(
        "Day,Min,Kind\n2026-04-03,30,run\nsomeday,30,run\n2026-04-04,,run\n2026-04-05,long,run\n2026-04-06,0,run\n",
        what=RowContent.ACTIVITY,
        columns=means(ColumnMeaning.DATE, ColumnMeaning.MINUTES, ColumnMeaning.KIND),
    )
    assert [c.row for c in found.candidates] == [2]
    assert [r.row for r in found.rejected] == [3, 4, 5, 6]


def test_a_workout_over_midnight_ends_on_the_next_day() -> None:
    (row,) = applied(
        "Day,From,To\n2026-04-03,23:30,00:15\n",
        what=RowContent.ACTIVITY,
        columns=means(ColumnMeaning.DATE, ColumnMeaning.START, ColumnMeaning.END),
        kind="dancing",
    ).candidates
    assert (row.given["minutes"], row.given["activity"], row.given["date"]) == (
        45,
        "dancing",
        date(2026, 4, 3),
    )


def test_strength_training_is_an_exercise_done() -> None:
    (row,) = applied(
        "Day,Min,Kind\n2026-04-03,30,Weight training\n",
        what=RowContent.ACTIVITY,
        columns=means(ColumnMeaning.DATE, ColumnMeaning.MINUTES, ColumnMeaning.KIND),
    ).candidates
    assert (row.list, row.given["exercise"]) == (EntryType.EXERCISES, "strength workout")


def test_a_day_may_hold_pain_exercises_and_minutes() -> None:
    found = applied(
        "Day,Pain,Wall,Walk,Note\n2026-04-03,4,x,30,ok\n2026-04-04,,,20,\n2026-04-05,,,,lost\n",
        what=RowContent.DAY,
        columns=(
            ColumnMapping(ColumnMeaning.DATE),
            ColumnMapping(ColumnMeaning.PAIN),
            ColumnMapping(ColumnMeaning.DONE, "wall sit"),
            ColumnMapping(ColumnMeaning.MINUTES_OF, "walking"),
            ColumnMapping(ColumnMeaning.NOTE),
        ),
    )
    lists = [(c.row, c.list) for c in found.candidates]
    assert sorted(lists) == [
        (2, EntryType.ACTIVITIES),
        (2, EntryType.CHECK_INS),
        (2, EntryType.EXERCISES),
        (3, EntryType.ACTIVITIES),
        (4, EntryType.CHECK_INS),  # a note alone is one, too
    ]
    assert found.rejected == ()


def test_what_is_not_logged_is_not_zero() -> None:
    found = applied(
        "Day,Pain,Walk\n2026-04-03,-1,-1\n2026-04-04,0,0\n",
        what=RowContent.DAY,
        columns=(
            ColumnMapping(ColumnMeaning.DATE),
            ColumnMapping(ColumnMeaning.PAIN),
            ColumnMapping(ColumnMeaning.MINUTES_OF, "walking"),
        ),
    )
    assert [(c.row, c.given["pain"]) for c in found.candidates] == [(3, 0)]


@pytest.mark.parametrize(
    ("what", "columns", "part"),
    [
        (RowContent.DAY, [ColumnMeaning.PAIN], "date"),
        (RowContent.DAY, [ColumnMeaning.DATE], "pain"),
        (RowContent.ACTIVITY, [ColumnMeaning.DATE], "duration"),
        (
            RowContent.ACTIVITY,
            [ColumnMeaning.DATE, ColumnMeaning.MINUTES, ColumnMeaning.HOURS],
            "duration",
        ),
        (RowContent.ACTIVITY, [ColumnMeaning.DATE, ColumnMeaning.END], "start"),
        (
            RowContent.ACTIVITY,
            [ColumnMeaning.DATE, ColumnMeaning.MINUTES, ColumnMeaning.EXTERNAL_ID],
            "come from",
        ),
        (RowContent.EXERCISE, [ColumnMeaning.DATE], "exercise"),
        (RowContent.READING, [ColumnMeaning.DATE, ColumnMeaning.PAIN], "time"),
        (
            RowContent.DAY,
            [ColumnMeaning.DATE, ColumnMeaning.DATE, ColumnMeaning.PAIN],
            "Two columns",
        ),
        (RowContent.DAY, [ColumnMeaning.DATE, ColumnMeaning.DONE], "Name"),
    ],
)
def test_what_is_missing_is_said_and_nothing_read(
    what: RowContent, columns: list[ColumnMeaning], part: str
) -> None:
    mapping = TableMapping(what, tuple(map(ColumnMapping, columns)), DateOrder.YEAR_FIRST)
    assert part in mapping.missing
    titles = ",".join("abc"[: len(columns)])
    with pytest.raises(FileError, match="Nothing was imported"):
        convert_table(table(f"{titles},z\n1,2,3,4\n"), mapping, BERLIN)


# -- remembering


@given(
    st.builds(
        TableMapping,
        st.sampled_from(RowContent),
        st.lists(
            st.builds(
                ColumnMapping,
                st.none() | st.sampled_from(ColumnMeaning),
                st.text(max_size=9),
                st.integers(1, 600),
            ),
            max_size=30,
        ).map(tuple),
        st.none() | st.sampled_from(DateOrder),
        st.sampled_from(".,"),
        st.text(max_size=20),
        st.text(max_size=20),
        st.text(max_size=20),
    )
)
def test_a_mapping_comes_back_as_it_was(mapping: TableMapping) -> None:
    plain = [c if c.meaning else ColumnMapping() for c in mapping.columns]
    assert from_text(to_text(mapping)) == replace(mapping, columns=tuple(plain))


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"what": "x", "columns": {}, "width": 1}', "null"]
)
def test_a_damaged_one_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        from_text(text)


def test_every_meaning_can_be_chosen_somewhere() -> None:
    assert {meaning for some in MEANINGS.values() for meaning in some} == set(ColumnMeaning)
    assert set(NAMED) <= set(MEANINGS[RowContent.DAY])
    assert fingerprint(["a b"]) != fingerprint(["a", "b"])


def test_any_bytes_are_a_clean_refusal(ada: Diary, another: Callable[[], Diary]) -> None:
    import random

    chance = random.Random(5)
    seeds = [GYM.encode(), workbook([("Date", "Pain"), ("2026-04-03", 4)])]
    for _ in range(150):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found = read(ada, bytes(data[: chance.randint(1, len(data))]))
        for question in found.questions:
            if not question.mapping.missing:
                preview(ada, question.answered(question.mapping, BERLIN))


OWN = OwnExercise("heel slides", ExerciseKind.STRENGTHENING)
HEELS = "Datum;Mood;Heel slides\n2026-04-03;3;1\n2026-04-04;4;0\n2026-04-05;2;1\n"


def test_exercises_of_ones_own_are_known_however_a_table_comes_to_be_guessed() -> None:
    def third_column(asked: ColumnRequest) -> ColumnMapping:
        return mapping_of(asked, ColumnDescription(RowContent.DAY)).columns[2]

    files = [("log.csv", HEELS.encode())]
    (unknown,) = parse_uploads(files, "Europe/Berlin").questions
    assert third_column(unknown).meaning is not ColumnMeaning.DONE
    (question,) = parse_uploads(files, "Europe/Berlin", own=[OWN]).questions
    assert third_column(question) == ColumnMapping(ColumnMeaning.DONE, "heel slides")
    form = question.table.form
    assert form is not None
    again = question.reading_as(form)
    assert third_column(again) == third_column(question)
