"""What the columns of somebody else's table mean: guessed, shown with values, confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from zoneinfo import ZoneInfo

import streamlit as st

from tracker.catalogue import activity_kinds, exercises
from tracker.charts.words import counted
from tracker.exchange.entries import Candidate, Found, Refused, Rejected
from tracker.exchange.mapping.asking import Question
from tracker.exchange.mapping.detect import guess
from tracker.exchange.mapping.meanings import (
    MEANINGS,
    NAMED,
    Column,
    DateOrder,
    Mapping,
    Meaning,
    What,
)
from tracker.exchange.mapping.table import DELIMITERS, ENCODINGS, Form
from tracker.exchange.mapping.values import NUMBERS, read_day
from tracker.model import InvalidValue, Person
from tracker.ui.words import capital, short_day, unmarked

Answers = dict[str, Mapping | None]  # by the table's name; None: it is left out

EXAMPLES = 3  # values of a column that stand beside its title
LOOKED_AT = 2_000  # rows that are read while the columns are being described
ROWS = 5  # rows that show how the table would be read
_WHAT = {
    What.DAY: "A day",
    What.ACTIVITY: "An activity",
    What.EXERCISE: "An exercise",
    What.READING: "A pain rating",
}
_ROW_HELP = {
    What.DAY: "Pain and how the day was; a column may also be an exercise or activity.",
    What.ACTIVITY: "A walk, a ride, a workout: with its minutes.",
    What.EXERCISE: "An exercise done, perhaps with sets and times.",
    What.READING: "Pain at one moment of a day.",
}
_MEANINGS = {
    Meaning.DATE: "Date",
    Meaning.START: "Start: date and time, or time",
    Meaning.END: "End",
    Meaning.MINUTES: "Duration in minutes",
    Meaning.SECONDS: "Duration in seconds",
    Meaning.HOURS: "Duration in hours",
    Meaning.CLOCK: "Duration as h:mm or h:mm:ss",
    Meaning.SHORT_CLOCK: "Duration as mm:ss",
    Meaning.KIND: "Kind of activity",
    Meaning.INTENSITY: "Intensity",
    Meaning.EXTERNAL_ID: "Id in the other program",
    Meaning.PAIN: "Pain, 0 to 10",
    Meaning.WORST_PAIN: "Worst pain, 0 to 10",
    Meaning.INTERFERENCE: "How much it was in the way, 0 to 10",
    Meaning.FLARE: "Flare, yes or no",
    Meaning.SLEEP: "Sleep, 0 to 10",
    Meaning.SITES: "Where it hurt",
    Meaning.CONTEXT: "Before, after, flare or morning",
    Meaning.EXERCISE: "Exercise",
    Meaning.SETS: "Sets",
    Meaning.REPS: "Times",
    Meaning.HOLD_SECONDS: "Seconds held",
    Meaning.NOTE: "Note",
    Meaning.DONE: "An exercise, ticked",
    Meaning.MINUTES_OF: "Minutes of an activity",
    Meaning.TICK_OF: "An activity, ticked",
}
_LEFT_OUT = "Leave it out"
_ORDERS = {
    DateOrder.DAY_FIRST: "day, month, year",
    DateOrder.MONTH_FIRST: "month, day, year",
    DateOrder.YEAR_FIRST: "year, month, day",
}


def with_answers(found: Found, answers: Answers, person: Person) -> Found:
    """What was read, with the rows of each described table as its person has them."""
    changed = [question for question in found.questions if question.name in answers]
    if not changed:
        return found
    names = {question.name for question in changed}
    parts = [
        Found(
            tuple(row for row in found.candidates if row.file not in names),
            tuple(row for row in found.rejected if not _is_about(row.file, changed)),
            tuple(n for n in found.notices if not n.startswith(tuple(f"{m}: " for m in names))),
        )
    ]
    for question in changed:
        mapping = answers[question.name]
        if mapping is not None:
            parts.append(_read(question, mapping, person))
    return Found(
        tuple(c for part in parts for c in part.candidates),
        tuple(r for part in parts for r in part.rejected),
        tuple(n for part in parts for n in part.notices),
    )


def ask_about_columns(found: Found, answers: Answers, person: Person) -> bool:
    """Ask for what isn't known yet, one table at a time; whether all is known."""
    for question in found.questions:
        answered = question.name in answers or question.read
        if not answered or st.session_state.get("describing") == question.name:
            _ask(question, answers, person)
            return False
    for place, question in enumerate(found.questions):
        _told(question, answers, place)
    return True


def _told(question: Question, answers: Answers, place: int) -> None:
    """How a table is read, and the way to change that."""
    mapping = answers.get(question.name, question.mapping)
    name = unmarked(question.name)
    with st.container(horizontal=True, vertical_alignment="center"):
        if mapping is None:
            st.markdown(f"{name} is left out.", width="content")
        else:
            how = "as last time" if question.remembered and question.name not in answers else ""
            row = _WHAT[mapping.what].lower()
            words = f"{name}: each row is {row}{', ' + how if how else ''}."
            st.markdown(words, width="content")
        st.button(
            "Change its columns",
            key=f"describe-{place}",
            type="tertiary",
            on_click=_describe,
            args=(question.name,),
        )


def _ask(question: Question, answers: Answers, person: Person) -> None:
    with st.container(border=True, key="describing-now"):
        st.subheader(f"What do the columns of {unmarked(question.name)} mean?", anchor=False)
        question = _as_text(question)
        before = answers.get(question.name) or question.mapping
        turn = f"{question.name}-{question.table.form}"
        mapping = _ask_rows(question, before, turn)
        mapping = replace(mapping, columns=_ask_columns(question, mapping, turn))
        mapping = _ask_dates(question, mapping, turn)
        mapping = _ask_the_rest(question, mapping, turn)
        usable = _show_reading(question, mapping, person)
        with st.container(horizontal=True):
            if usable:
                st.button(
                    "Use these columns",
                    type="primary",
                    key="use-columns",
                    on_click=_answer,
                    args=(question, mapping),
                )
            st.button(
                "Leave this file out",
                key="leave-file-out",
                on_click=_answer,
                args=(question, None),
            )


def _as_text(question: Question) -> Question:
    """Encoding, separator and the row of the titles, for texts; folded away."""
    form = question.table.form
    if form is None or question.habits:
        return question
    turn = question.name
    with st.expander("Letters or columns look wrong?", key=f"form-{turn}"):
        codes = list(dict.fromkeys([form.encoding, *ENCODINGS]))
        encoding = st.selectbox(
            "Letters are written in",
            codes,
            format_func=lambda code: ENCODINGS.get(code, code),
            key=f"encoding-{turn}",
        )
        signs = list(dict.fromkeys([form.delimiter, *DELIMITERS]))
        delimiter = st.selectbox(
            "Between columns stands a",
            signs,
            format_func=lambda sign: DELIMITERS.get(sign, sign),
            key=f"delimiter-{turn}",
        )
        header = st.number_input(
            "The titles are in row (0: there are none)", 0, 50, form.header, key=f"header-{turn}"
        )
    chosen = Form(encoding or form.encoding, delimiter or form.delimiter, int(header))
    if chosen == form:
        return question
    try:
        return question.reading_as(chosen)
    except Refused as refused:
        st.error(unmarked(refused.reason))
        return question


def _ask_rows(question: Question, before: Mapping, turn: str) -> Mapping:
    if question.habits:
        st.caption("Each row is a day. Say what each habit is; ticks become exercises done.")
        return before
    what = st.segmented_control(
        "Each row is",
        list(What),
        default=before.what,
        required=True,
        format_func=_WHAT.__getitem__,
        key=f"what-{turn}",
    )
    what = What(what or before.what)
    st.caption(_ROW_HELP[what])
    return before if what is before.what else guess(question.table, question.file.name, what)


def _ask_columns(question: Question, mapping: Mapping, turn: str) -> tuple[Column, ...]:
    columns = []
    options: list[Meaning | None] = [None, *MEANINGS[mapping.what]]
    for place, title in enumerate(question.table.titles):
        examples = list(islice(dict.fromkeys(question.table.column(place)), EXAMPLES))
        values = ", ".join(value if len(value) <= 24 else f"{value[:23]}…" for value in examples)
        label = f"**{unmarked(title)}**: {unmarked(values)}" if values else f"**{unmarked(title)}**"
        known = mapping.columns[place] if place < len(mapping.columns) else Column()
        key = f"{mapping.what}-{place}-{turn}"
        meaning = st.selectbox(
            label,
            options,
            index=options.index(known.meaning) if known.meaning in options else 0,
            format_func=lambda meaning: _MEANINGS[meaning] if meaning else _LEFT_OUT,
            key=f"column-{key}",
        )
        column = Column(meaning)
        if meaning in NAMED:
            column = _ask_name(column, known, title, key)
        columns.append(column)
    return tuple(columns)


def _ask_name(column: Column, known: Column, title: str, key: str) -> Column:
    """Which exercise or activity a column is about, and what a tick stands for."""
    exercise = column.meaning is Meaning.DONE
    names = [e.name for e in exercises()] if exercise else [k.name for k in activity_kinds()]
    default = known.name or (title if title in names else "")
    if default and default not in names:
        names = [default, *names]
    with st.container(horizontal=True):
        name = st.selectbox(
            f"Which {'exercise' if exercise else 'activity'} is {unmarked(title)}?",
            names,
            index=names.index(default) if default else None,
            format_func=capital,
            placeholder="Choose",
            key=f"name-{column.meaning}-{key}",
        )
        minutes = known.minutes
        if column.meaning is Meaning.TICK_OF:
            minutes = st.number_input(
                "Minutes for a tick", 1, 600, known.minutes, key=f"minutes-{key}"
            )
    return replace(column, name=name or "", minutes=int(minutes))


def _ask_dates(question: Question, mapping: Mapping, turn: str) -> Mapping:
    """How dates and decimals are written, wherever that is to be seen in the values."""
    sample = _dated(question, mapping)
    if sample is not None:
        options = _readings_of(sample)
        order = st.segmented_control(
            f"{unmarked(sample)} is",
            list(options),
            default=mapping.dates if mapping.dates in options else None,
            format_func=lambda order: f"{options[order]} ({_ORDERS[order]})",
            key=f"dates-{turn}",
        )
        mapping = replace(mapping, dates=order)
    elif mapping.dates is None:  # every date means the same in whatever order
        mapping = replace(mapping, dates=DateOrder.DAY_FIRST)
    if broken := _decimal(question, mapping):
        sign = st.segmented_control(
            f"{unmarked(broken)} has its decimals after the",
            [".", ","],
            default=mapping.decimal,
            required=True,
            format_func=lambda sign: "point" if sign == "." else "comma",
            key=f"decimal-{turn}",
        )
        mapping = replace(mapping, decimal=sign or mapping.decimal)
    return mapping


def _dated(question: Question, mapping: Mapping) -> str | None:
    """A date that doesn't itself say how it is meant; None where nothing is open.

    One that can only be meant in one way, if there is one; else one that differs.
    """
    telling = None
    for place, column in enumerate(mapping.columns):
        if column.meaning not in (Meaning.DATE, Meaning.START, Meaning.END):
            continue
        for cell in islice(question.table.column(place), 2_000):
            numbers = NUMBERS.match(cell)
            if not numbers or len(numbers[1]) == 4:
                continue
            ways = _readings_of(numbers[0])
            if len(ways) == 1:
                return numbers[0]
            if telling is None and len(set(ways.values())) > 1:
                telling = numbers[0]
    return telling


def _readings_of(text: str) -> dict[DateOrder, str]:
    found = {}
    for order in DateOrder:
        try:
            day = read_day(text, order)
        except InvalidValue:
            continue
        found[order] = f"{day.day} {day:%B} {day.year}"
    return found


def _decimal(question: Question, mapping: Mapping) -> str | None:
    figures = {*_MEANINGS} - {
        Meaning.DATE, Meaning.START, Meaning.END, Meaning.NOTE, Meaning.KIND, Meaning.EXTERNAL_ID,
        Meaning.EXERCISE, Meaning.SITES, Meaning.CONTEXT,
    }  # fmt: skip
    for place, column in enumerate(mapping.columns):
        if column.meaning in figures:
            for cell in islice(question.table.column(place), 2_000):
                if cell.replace(",", "").replace(".", "").isdigit() and not cell.isdigit():
                    return cell
    return None


def _ask_the_rest(question: Question, mapping: Mapping, turn: str) -> Mapping:
    if mapping.what is What.ACTIVITY and not mapping.has(Meaning.KIND):
        kind = _ask_one("All of it is", [k.name for k in activity_kinds()], mapping.kind, turn)
        mapping = replace(mapping, kind=kind)
    if mapping.what is What.EXERCISE and not mapping.has(Meaning.EXERCISE):
        name = _ask_one("All of it is", [e.name for e in exercises()], mapping.exercise, turn)
        mapping = replace(mapping, exercise=name)
    if not question.habits and (
        mapping.what in (What.ACTIVITY, What.EXERCISE) or mapping.has(*NAMED)
    ):
        source = st.text_input(
            "Where it comes from",
            mapping.source,
            max_chars=60,
            key=f"source-{turn}",
            help="So that the next file from there is known, and nothing comes in twice.",
        )
        mapping = replace(mapping, source=" ".join(source.split()))
    return mapping


def _ask_one(label: str, names: Sequence[str], known: str, turn: str) -> str:
    return (
        st.selectbox(
            label,
            names,
            index=list(names).index(known) if known in names else None,
            format_func=capital,
            placeholder="Choose",
            key=f"all-of-it-{turn}",
        )
        or ""
    )


def _show_reading(question: Question, mapping: Mapping, person: Person) -> bool:
    """How the first rows would be read; whether any can be."""
    if mapping.missing:
        st.text(mapping.missing)
        return False
    whole = question.table.rows
    some = replace(question, table=replace(question.table, rows=whole[:LOOKED_AT]))
    found = _read(some, mapping, person)
    number = len({row.row for row in found.candidates})
    if found.candidates:
        of = f" of the first {LOOKED_AT:,}" if len(whole) > LOOKED_AT else ""
        st.text(f"{counted(number, 'row')}{of} can be read. The first are:")
        st.table(
            [{"Row": row.row, "It says": _said(row)} for row in found.candidates[:ROWS]],
            hide_index=True,
            height="content",
        )
    if found.rejected:
        rows = counted(len(found.rejected), "row")
        st.text(f"{rows} can't be read, such as row {found.rejected[0].row}:")
        st.text(found.rejected[0].reason)
    for notice in found.notices:
        st.text(notice)
    if not found.candidates and not found.rejected:
        st.text("No row says anything by these columns.")
    return bool(found.candidates)


def _said(row: Candidate) -> str:
    """What a row says, in a line."""
    given = dict(row.given)
    at = given.get("at") or given.get("started_at")
    day = given.get("date")
    parts = [short_day(day) if day else ""]  # type: ignore[arg-type]
    if at is not None:
        parts = [f"{at:%a} {at.day} {at:%b} {at.year}, {at:%H:%M}"]  # type: ignore[attr-defined]
    elif day is not None and str(day.year) not in parts[0]:  # type: ignore[attr-defined]
        parts = [f"{parts[0]} {day.year}"]  # type: ignore[attr-defined]
    for field, value in given.items():
        match field:
            case "date" | "at" | "started_at" | "source" | "external_id":
                continue
            case "activity" | "exercise":
                parts.append(capital(str(value)))
            case "minutes":
                parts.append(f"{value} min")
            case "note":
                words = " ".join(str(value).split())
                parts.append(f"“{words[:40]}{'…' if len(words) > 40 else ''}”")
            case "sites" if isinstance(value, tuple):
                parts.append(", ".join(value))
            case _:
                parts.append(f"{field.replace('_', ' ')} {_plain(value)}")
    return unmarked(" · ".join(parts))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _read(question: Question, mapping: Mapping, person: Person) -> Found:
    try:
        return question.answered(mapping, ZoneInfo(person.time_zone))
    except Refused as refused:
        return Found(rejected=(Rejected(question.name, refused.row, refused.reason),))


def _is_about(file: str, questions: Sequence[Question]) -> bool:
    """Whether a refusal is of a table, or of the file that it is a sheet of."""
    return any(file in (question.name, question.file.name) for question in questions)


def _describe(name: str) -> None:
    st.session_state["describing"] = name


def _answer(question: Question, mapping: Mapping | None) -> None:
    st.session_state.pop("describing", None)
    st.session_state["answers"] = {**st.session_state["answers"], question.name: mapping}
    found: Found = st.session_state["found"]
    questions = tuple(
        question if asked.name == question.name else asked for asked in found.questions
    )
    st.session_state["found"] = replace(found, questions=questions)
