"""Tables of other programs from the file to the diary, asked about, answered and remembered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.mapping.tables import table, workbook
from tracker.exchange.entries import Found, List, Refused
from tracker.exchange.importing import carry_out, preview
from tracker.exchange.mapping.applying import apply
from tracker.exchange.mapping.asking import Question
from tracker.exchange.mapping.meanings import (
    MEANINGS,
    NAMED,
    Column,
    DateOrder,
    Mapping,
    Meaning,
    What,
    fingerprint,
    from_text,
    to_text,
)
from tracker.exchange.plans import Preview
from tracker.exchange.reading import read_uploads
from tracker.model import InvalidValue
from tracker.store import Diary

BERLIN = ZoneInfo("Europe/Berlin")
GYM = "Date;Exercise;Sets;Reps\n03/04/2026;Wall squat;3;10\n04/05/2026;Plank;3;\n"


def read(diary: Diary, content: str | bytes, name: str = "gym log.csv") -> Found:
    data = content.encode() if isinstance(content, str) else content
    return read_uploads([(name, data)], "Europe/Berlin", described=diary.file_mappings())


def only(found: Found) -> Question:
    (question,) = found.questions
    return question


def bring_in(diary: Diary, question: Question, mapping: Mapping) -> Preview:
    plan = preview(diary, question.answered(mapping, BERLIN))
    carry_out(diary, replace(plan, mappings=(question.remembering(mapping),)))
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
    assert [q.mapping.what for q in found.questions] == [What.DAY, What.ACTIVITY]
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
    columns[2] = Column(Meaning.DONE, "cat-camel")
    columns[3] = Column(Meaning.TICK_OF, "walking", 25)
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


def applied(content: str, **mapping: object) -> Found:
    made = Mapping(dates=DateOrder.YEAR_FIRST, **mapping)  # type: ignore[arg-type]
    return apply(table(content), made, BERLIN)


def test_every_bad_row_is_told_and_the_others_are_read() -> None:
    found = applied(
        "Day,Min,Kind\n2026-04-03,30,run\nsomeday,30,run\n2026-04-04,,run\n2026-04-05,long,run\n2026-04-06,0,run\n",
        what=What.ACTIVITY,
        columns=(Column(Meaning.DATE), Column(Meaning.MINUTES), Column(Meaning.KIND)),
    )
    assert [c.row for c in found.candidates] == [2]
    assert [r.row for r in found.rejected] == [3, 4, 5, 6]


def test_a_workout_over_midnight_ends_on_the_next_day() -> None:
    (row,) = applied(
        "Day,From,To\n2026-04-03,23:30,00:15\n",
        what=What.ACTIVITY,
        columns=(Column(Meaning.DATE), Column(Meaning.START), Column(Meaning.END)),
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
        what=What.ACTIVITY,
        columns=(Column(Meaning.DATE), Column(Meaning.MINUTES), Column(Meaning.KIND)),
    ).candidates
    assert (row.list, row.given["exercise"]) == (List.EXERCISES, "strength workout")


def test_a_day_may_hold_pain_exercises_and_minutes() -> None:
    found = applied(
        "Day,Pain,Wall,Walk,Note\n2026-04-03,4,x,30,ok\n2026-04-04,,,20,\n2026-04-05,,,,lost\n",
        what=What.DAY,
        columns=(
            Column(Meaning.DATE),
            Column(Meaning.PAIN),
            Column(Meaning.DONE, "wall sit"),
            Column(Meaning.MINUTES_OF, "walking"),
            Column(Meaning.NOTE),
        ),
    )
    lists = [(c.row, c.list) for c in found.candidates]
    assert sorted(lists) == [
        (2, List.ACTIVITIES),
        (2, List.CHECK_INS),
        (2, List.EXERCISES),
        (3, List.ACTIVITIES),
        (4, List.CHECK_INS),  # a note alone is one, too
    ]
    assert found.rejected == ()


def test_what_is_not_logged_is_not_zero() -> None:
    found = applied(
        "Day,Pain,Walk\n2026-04-03,-1,-1\n2026-04-04,0,0\n",
        what=What.DAY,
        columns=(Column(Meaning.DATE), Column(Meaning.PAIN), Column(Meaning.MINUTES_OF, "walking")),
    )
    assert [(c.row, c.given["pain"]) for c in found.candidates] == [(3, 0)]


@pytest.mark.parametrize(
    ("what", "columns", "part"),
    [
        (What.DAY, [Meaning.PAIN], "date"),
        (What.DAY, [Meaning.DATE], "pain"),
        (What.ACTIVITY, [Meaning.DATE], "duration"),
        (What.ACTIVITY, [Meaning.DATE, Meaning.MINUTES, Meaning.HOURS], "duration"),
        (What.ACTIVITY, [Meaning.DATE, Meaning.END], "start"),
        (What.ACTIVITY, [Meaning.DATE, Meaning.MINUTES, Meaning.EXTERNAL_ID], "come from"),
        (What.EXERCISE, [Meaning.DATE], "exercise"),
        (What.READING, [Meaning.DATE, Meaning.PAIN], "time"),
        (What.DAY, [Meaning.DATE, Meaning.DATE, Meaning.PAIN], "Two columns"),
        (What.DAY, [Meaning.DATE, Meaning.DONE], "Name"),
    ],
)
def test_what_is_missing_is_said_and_nothing_read(
    what: What, columns: list[Meaning], part: str
) -> None:
    mapping = Mapping(what, tuple(map(Column, columns)), DateOrder.YEAR_FIRST)
    assert part in mapping.missing
    titles = ",".join("abc"[: len(columns)])
    with pytest.raises(Refused, match="Nothing was imported"):
        apply(table(f"{titles},z\n1,2,3,4\n"), mapping, BERLIN)


# -- remembering


@given(
    st.builds(
        Mapping,
        st.sampled_from(What),
        st.lists(
            st.builds(
                Column,
                st.none() | st.sampled_from(Meaning),
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
def test_a_mapping_comes_back_as_it_was(mapping: Mapping) -> None:
    plain = [c if c.meaning else Column() for c in mapping.columns]
    assert from_text(to_text(mapping)) == replace(mapping, columns=tuple(plain))


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"what": "x", "columns": {}, "width": 1}', "null"]
)
def test_a_damaged_one_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        from_text(text)


def test_every_meaning_can_be_chosen_somewhere() -> None:
    assert {meaning for some in MEANINGS.values() for meaning in some} == set(Meaning)
    assert set(NAMED) <= set(MEANINGS[What.DAY])
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
