"""The questions about a table: what a row is, what each column means, how dates are meant."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import streamlit as st

from tracker.importing.tables.column_guesses import guess_mapping
from tracker.importing.tables.column_meanings import (
    MEANINGS,
    NAMED,
    ColumnMapping,
    ColumnMeaning,
    DateOrder,
    RowContent,
    RowFilter,
    SameDayRule,
    TableMapping,
    plain_value,
)
from tracker.importing.tables.column_requests import ColumnRequest
from tracker.importing.tables.table import Table
from tracker.importing.tables.values import NUMBERS, read_day
from tracker.library import activity_kinds, exercises_with
from tracker.model import InvalidValue, OwnExercise
from tracker.ui.formatting import capital, label
from tracker.ui.regional import counted, day_words

LONGEST_SOURCE = 60  # characters
VALUES = 50  # different ones that a column may have for rows to be chosen by it
EXAMPLES = 3  # values of a column that stand beside its title
ROWS_ARE = {
    RowContent.DAY: "A day",
    RowContent.ACTIVITY: "An activity",
    RowContent.EXERCISE: "An exercise",
    RowContent.READING: "A pain rating",
}
_ROW_HELP = {
    RowContent.DAY: "Pain and how the day was; a column may also be an exercise or activity.",
    RowContent.ACTIVITY: "A walk, a ride, a workout: with its minutes.",
    RowContent.EXERCISE: "An exercise done, perhaps with sets and times.",
    RowContent.READING: "Pain at one moment of a day.",
}
_MEANINGS = {
    ColumnMeaning.DATE: "Date",
    ColumnMeaning.YEAR: "Year of the date",
    ColumnMeaning.MONTH: "Month of the date",
    ColumnMeaning.DAY: "Day of the month",
    ColumnMeaning.START: "Start: date and time, or time",
    ColumnMeaning.END: "End",
    ColumnMeaning.MINUTES: "Duration in minutes",
    ColumnMeaning.SECONDS: "Duration in seconds",
    ColumnMeaning.HOURS: "Duration in hours",
    ColumnMeaning.CLOCK: "Duration as h:mm or h:mm:ss",
    ColumnMeaning.SHORT_CLOCK: "Duration as mm:ss",
    ColumnMeaning.KIND: "Kind of activity",
    ColumnMeaning.INTENSITY: "Intensity",
    ColumnMeaning.EXTERNAL_ID: "Id in the other program",
    ColumnMeaning.PAIN: "Pain, 0 to 10",
    ColumnMeaning.WORST_PAIN: "Worst pain, 0 to 10",
    ColumnMeaning.INTERFERENCE: "Interference with daily life, 0 to 10",
    ColumnMeaning.FLARE: "Flare, yes or no",
    ColumnMeaning.SLEEP: "Sleep, 0 to 10",
    ColumnMeaning.SITES: "Where it hurt",
    ColumnMeaning.CONTEXT: "Before, after, flare or morning",
    ColumnMeaning.EXERCISE: "Exercise",
    ColumnMeaning.SETS: "Sets",
    ColumnMeaning.REPS: "Times",
    ColumnMeaning.HOLD_SECONDS: "Seconds held",
    ColumnMeaning.NOTE: "Note",
    ColumnMeaning.DONE: "An exercise, ticked",
    ColumnMeaning.MINUTES_OF: "Minutes of an activity",
    ColumnMeaning.TICK_OF: "An activity, ticked",
}
_OF_DAY = {
    SameDayRule.MEAN: "Their mean",
    SameDayRule.HIGHEST: "The highest",
    SameDayRule.LAST: "The last",
}
_LEFT_OUT = "Leave it out"
_ORDERS = {
    DateOrder.DAY_FIRST: "day, month, year",
    DateOrder.MONTH_FIRST: "month, day, year",
    DateOrder.YEAR_FIRST: "year, month, day",
}

WHICH_EXERCISE, WHICH_ACTIVITY = "Which exercise is {title}?", "Which activity is {title}?"


def ask_meaning(
    question: ColumnRequest,
    before: TableMapping,
    chosen: bool,
    turn: str,
    own: Sequence[OwnExercise] = (),
) -> TableMapping:
    """What the person says the table means, beginning with what was said `before`.

    Their `own` exercises are offered before the library's.

    `chosen` is whether they said that themselves. `turn` tells these questions from those
    about another table, or the same read otherwise.
    """
    mapping = _ask_rows(question, before, chosen, turn)
    exercises = [exercise.name for exercise in exercises_with(own)]
    if mapping.what is None:
        _show_columns(question)
        return mapping
    mapping = replace(mapping, columns=_ask_columns(question, mapping, turn, exercises))
    if not question.habits:
        mapping = replace(mapping, only=_ask_only(question, mapping, turn))
    mapping = _ask_dates(question, mapping, turn)
    return _ask_the_rest(question, mapping, turn, exercises)


def ask_of_day(mapping: TableMapping, example: str, days: int, turn: str) -> TableMapping:
    """What is made of several rows about one day, of which there are `days`."""
    of_day = st.segmented_control(
        f"Several rows rate one day, such as {example} ({counted(days, 'day')}). Take",
        list(SameDayRule),
        default=mapping.of_day,
        format_func=_OF_DAY.__getitem__,
        key=f"of-day-{turn}",
        help="The last is the latest by its time where the date has one, else the lowest row.",
    )
    return replace(mapping, of_day=SameDayRule(of_day) if of_day else None)


def _ask_rows(
    question: ColumnRequest,
    before: TableMapping,
    chosen: bool,
    turn: str,
) -> TableMapping:
    if question.habits:
        st.caption("Each row is a day. Say what each habit is; ticks become exercises done.")
        return before
    what = st.segmented_control(
        "Each row is",
        list(RowContent),
        default=before.what if chosen else None,
        format_func=ROWS_ARE.__getitem__,
        key=f"what-{turn}",
    )
    if what is None:
        return replace(before, what=None)
    what = RowContent(what)
    st.caption(_ROW_HELP[what])
    if chosen and what is before.what:
        return before
    return _guessed(question, what)


def _guessed(question: ColumnRequest, what: RowContent) -> TableMapping:
    """What is certain of a table, found once for what its rows are."""
    kept: dict[object, TableMapping] = st.session_state.setdefault("mapping-guesses", {})
    identity = (question.name, question.table.form, what)
    if identity not in kept:
        kept[identity] = guess_mapping(question.table, question.file.name, question.own, what)
    return kept[identity]


def _show_columns(question: ColumnRequest) -> None:
    """What the table looks like, before anything is said of it."""
    st.text("Choose what a row of this table is. Its columns are:")
    st.markdown(
        "\n".join(f"- {_described(question, place)}" for place in range(len(question.table.titles)))
    )


def _described(question: ColumnRequest, place: int) -> str:
    """A column by its title and a few of its values."""
    examples = list(islice(dict.fromkeys(question.table.column(place)), EXAMPLES))
    values = ", ".join(value if len(value) <= 24 else f"{value[:23]}…" for value in examples)
    title = question.table.titles[place]
    return label(f"{title}: {values}" if values else title)


def _ask_only(question: ColumnRequest, mapping: TableMapping, turn: str) -> RowFilter | None:
    """Which rows count: all, or those where a column says one of some values."""
    table = question.table
    counts = {place: _values(table, place) for place in range(len(table.titles))}
    places = [place for place, values in counts.items() if 2 <= len(values) <= VALUES]
    known = mapping.only
    if known and known.column not in places:
        places = [*places, known.column]
    if not places:
        return None
    place = st.selectbox(
        "Rows that count",
        [None, *places],
        index=places.index(known.column) + 1 if known else 0,
        format_func=lambda place: (
            "All rows" if place is None else f"Only some, by {table.titles[place]}"
        ),
        key=f"only-{turn}",
    )
    if place is None:
        return None
    values = counts[place]
    before = known.values if known and known.column == place else ()
    chosen = st.multiselect(
        label(f"Only where {table.titles[place]} is"),
        list(dict.fromkeys([*before, *values])),
        default=before,
        format_func=lambda value: f"{value} ({counted(values.get(value, 0), 'row')})",
        placeholder="Choose",
        key=f"only-values-{place}-{turn}",
    )
    return RowFilter(place, tuple(chosen))


def _values(table: Table, place: int) -> dict[str, int]:
    """The values of a column, however they are written, each with its rows, the most first."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for cell in table.column(place):
        counts[written.setdefault(plain_value(cell), cell)] += 1
        if len(counts) > VALUES:
            break
    return dict(counts.most_common())


def _ask_columns(
    question: ColumnRequest, mapping: TableMapping, turn: str, exercises: Sequence[str]
) -> tuple[ColumnMapping, ...]:
    columns = []
    options: list[ColumnMeaning | None] = [None, *(MEANINGS[mapping.what] if mapping.what else ())]
    for place, title in enumerate(question.table.titles):
        known = mapping.columns[place] if place < len(mapping.columns) else ColumnMapping()
        key = f"{mapping.what}-{place}-{turn}"
        meaning = st.selectbox(
            _described(question, place),
            options,
            index=options.index(known.meaning) if known.meaning in options else 0,
            format_func=lambda meaning: _MEANINGS[meaning] if meaning else _LEFT_OUT,
            key=f"column-{key}",
        )
        column = ColumnMapping(meaning)
        if meaning in NAMED:
            column = _ask_name(column, known, title, key, exercises)
        columns.append(column)
    return tuple(columns)


def _ask_name(
    column: ColumnMapping, known: ColumnMapping, title: str, key: str, exercises: Sequence[str]
) -> ColumnMapping:
    """Which exercise or activity a column is about, and what a tick stands for."""
    exercise = column.meaning is ColumnMeaning.DONE
    names = [*exercises] if exercise else [k.name for k in activity_kinds()]
    default = known.name or (title if title in names else "")
    if default and default not in names:
        names = [default, *names]
    with st.container(horizontal=True):
        name = st.selectbox(
            label((WHICH_EXERCISE if exercise else WHICH_ACTIVITY).format(title=title)),
            names,
            index=names.index(default) if default else None,
            format_func=capital,
            placeholder="Choose",
            key=f"name-{column.meaning}-{key}",
        )
        minutes = known.minutes
        if column.meaning is ColumnMeaning.TICK_OF:
            minutes = st.number_input(
                "Minutes for a tick", 1, 600, known.minutes, key=f"minutes-{key}"
            )
    return replace(column, name=name or "", minutes=int(minutes))


def _ask_dates(question: ColumnRequest, mapping: TableMapping, turn: str) -> TableMapping:
    """How dates and decimals are written, wherever that is to be seen in the values."""
    sample = _dated(question, mapping)
    if sample is not None:
        options = _readings_of(sample)
        order = st.segmented_control(
            label(f"{sample} is"),
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
            f"{label(broken)} has its decimals after the",
            [".", ","],
            default=mapping.decimal,
            required=True,
            format_func=lambda sign: "point" if sign == "." else "comma",
            key=f"decimal-{turn}",
        )
        mapping = replace(mapping, decimal=sign or mapping.decimal)
    return mapping


def _dated(question: ColumnRequest, mapping: TableMapping) -> str | None:
    """A date that doesn't itself say how it is meant; None where nothing is open.

    One that can only be meant in one way, if there is one; else one that differs.
    """
    ambiguous = None
    for place, column in enumerate(mapping.columns):
        if column.meaning not in (ColumnMeaning.DATE, ColumnMeaning.START, ColumnMeaning.END):
            continue
        for cell in islice(question.table.column(place), 2_000):
            numbers = NUMBERS.match(cell)
            if not numbers or len(numbers[1]) == 4:
                continue
            readings = _readings_of(numbers[0])
            if len(readings) == 1:
                return numbers[0]
            if ambiguous is None and len(set(readings.values())) > 1:
                ambiguous = numbers[0]
    return ambiguous


def _readings_of(text: str) -> dict[DateOrder, str]:
    found = {}
    for order in DateOrder:
        try:
            day = read_day(text, order)
        except InvalidValue:
            continue
        found[order] = day_words(day, weekday="", year=True)
    return found


def _decimal(question: ColumnRequest, mapping: TableMapping) -> str | None:
    figures = {*_MEANINGS} - {
        ColumnMeaning.DATE, ColumnMeaning.START, ColumnMeaning.END, ColumnMeaning.NOTE,
        ColumnMeaning.KIND, ColumnMeaning.EXTERNAL_ID, ColumnMeaning.EXERCISE,
        ColumnMeaning.SITES, ColumnMeaning.CONTEXT,
    }  # fmt: skip
    for place, column in enumerate(mapping.columns):
        if column.meaning in figures:
            for cell in islice(question.table.column(place), 2_000):
                if cell.replace(",", "").replace(".", "").isdigit() and not cell.isdigit():
                    return cell
    return None


def _ask_the_rest(
    question: ColumnRequest, mapping: TableMapping, turn: str, exercises: Sequence[str]
) -> TableMapping:
    if mapping.what is RowContent.ACTIVITY and not mapping.has(ColumnMeaning.KIND):
        kind = _ask_one("All of it is", [k.name for k in activity_kinds()], mapping.kind, turn)
        mapping = replace(mapping, kind=kind)
    if mapping.what is RowContent.EXERCISE and not mapping.has(ColumnMeaning.EXERCISE):
        name = _ask_one("All of it is", exercises, mapping.exercise, turn)
        mapping = replace(mapping, exercise=name)
    if not question.habits and (
        mapping.what in (RowContent.ACTIVITY, RowContent.EXERCISE) or mapping.has(*NAMED)
    ):
        source = st.text_input(
            "Where it comes from",
            mapping.source,
            key=f"source-{turn}",
            help="This keeps the same entries from being imported twice.",
        )
        named = " ".join(source.split())
        if len(named) > LONGEST_SOURCE:
            st.caption(f"Up to {LONGEST_SOURCE} characters are kept of a name, the first ones.")
        mapping = replace(mapping, source=named[:LONGEST_SOURCE].rstrip())
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
