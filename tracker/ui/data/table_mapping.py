"""What the columns of somebody else's table mean: guessed, shown with values, confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from tracker.files.csv_text import DELIMITERS, ENCODINGS
from tracker.files.errors import FileError
from tracker.formatting import listed, plural
from tracker.importing.parse_result import Candidate
from tracker.importing.parsed_files import ParsedFiles
from tracker.importing.tables.column_meanings import DURATIONS, ColumnMeaning, TableMapping
from tracker.importing.tables.column_requests import ColumnRequest
from tracker.importing.tables.conversion import ConversionResult
from tracker.importing.tables.sample_week import all_in_words, fullest_week, week_in_words
from tracker.importing.tables.table import CsvDialect
from tracker.importing.tables.titles import title_of
from tracker.model import OwnExercise, Person
from tracker.ui.data.column_questions import ROWS_ARE, ask_meaning, ask_of_day
from tracker.ui.formatting import capital, escape_markdown
from tracker.ui.regional import clock_text, counted, day_words, formats, number_text

Answers = dict[str, TableMapping | None]  # by the table's name; None: it is left out
OUTCOMES = 3  # mappings whose rows are kept as they were read
ROWS = 5  # rows that show how the table would be read

ONLY_WHERE, ALTERNATIVELY = ", only where {column} is {values}", " or "
ROWS_OF = "Of {rows} {parts}."
READ, LEFT_OUT = "{n} can be read", "{n} left out by your choice"
UNREADABLE, SILENT = "{n} can't be read", "{n} empty in these columns"
REFUSED_ROWS = "{rows} can't be read, such as row {row}:"
LONG_DAYS = (
    "{n} day would have more than 12 hours of activity: {minutes} minutes on {day}. Is that column "
    "really time that you were active?",
    "{n} days would have more than 12 hours of activity: {minutes} minutes on {day}. Is that "
    "column really time that you were active?",
)


def forget_what_was_read() -> None:
    """Forget what tables came to while they were being described: others may have their names."""
    for name in ("mapping-outcomes", "mapping-guesses"):
        st.session_state.pop(name, None)


def ask_about_columns(
    found: ParsedFiles, answers: Answers, person: Person, own: Sequence[OwnExercise] = ()
) -> bool:
    """Ask for what isn't known yet, one table at a time; whether all is known."""
    for question in found.questions:
        answered = question.name in answers or question.read
        if not answered or st.session_state.get("describing") == question.name:
            _ask(question, answers, person, own)
            return False
    for place, question in enumerate(found.questions):
        _show_mapping(question, answers, place)
    return True


def _show_mapping(question: ColumnRequest, answers: Answers, place: int) -> None:
    """How a table is read, and the way to change that."""
    mapping = answers.get(question.name, question.mapping)
    name = escape_markdown(question.name)
    with st.container(horizontal=True, vertical_alignment="center"):
        if mapping is None:
            st.markdown(f"{name} is left out.", width="content")
        else:
            how = "as last time" if question.remembered and question.name not in answers else ""
            row = ROWS_ARE[mapping.what].lower() if mapping.what else "not described"
            words = (
                f"{name}: each row is {row}{_only(question, mapping)}{', ' + how if how else ''}."
            )
            st.markdown(words, width="content")
        st.button(
            "Change its columns",
            key=f"describe-{place}",
            type="tertiary",
            on_click=_describe,
            args=(question.name,),
        )


def _only(question: ColumnRequest, mapping: TableMapping) -> str:
    """Which rows count, where not all do."""
    if not mapping.only:
        return ""
    return escape_markdown(
        ONLY_WHERE.format(
            column=question.table.titles[mapping.only.column],
            values=ALTERNATIVELY.join(mapping.only.values),
        )
    )


def _ask(
    question: ColumnRequest, answers: Answers, person: Person, own: Sequence[OwnExercise]
) -> None:
    with st.container(border=True, key="describing-now"):
        st.subheader(f"What do the columns of {escape_markdown(question.name)} mean?", anchor=False)
        st.caption(
            "Press “Use these columns” when you're done. None of this is in your diary yet. If you "
            "leave this page first, choose the file again."
        )
        question = _as_text(question)
        before = answers.get(question.name) or question.mapping
        wanted = question.remembered or bool(answers.get(question.name))
        turn = f"{question.name}-{question.table.form}"
        mapping = ask_meaning(question, before, wanted, turn, own)
        mapping, usable = _show_reading(question, mapping, person, turn, own)
        with st.container(horizontal=True):
            used = st.button(
                "Use these columns", type="primary", key="use-columns", disabled=not usable
            )
            left_out = st.button("Leave this file out", key="leave-file-out")
    # Answered by this very run: one that a press had carried along would lack what was typed
    # just before it.
    if left_out or (used and usable):
        _answer(question, None if left_out else mapping)
        st.rerun()


def _as_text(question: ColumnRequest) -> ColumnRequest:
    """Encoding, separator and the row of the titles, for texts; folded away."""
    form = question.table.form
    if form is None or question.habits:
        return question
    turn = question.name
    with st.expander("Text or columns look wrong?", key=f"form-{turn}"):
        codes = list(dict.fromkeys([form.encoding, *ENCODINGS]))
        encoding = st.selectbox(
            "Text encoding",
            codes,
            format_func=lambda code: ENCODINGS.get(code, code),
            key=f"encoding-{turn}",
        )
        signs = list(dict.fromkeys([form.delimiter, *DELIMITERS]))
        delimiter = st.selectbox(
            "Columns are separated by",
            signs,
            format_func=lambda sign: DELIMITERS.get(sign, sign),
            key=f"delimiter-{turn}",
        )
        header = st.number_input(
            "Column titles are in row (0: none)", 0, 50, form.header, key=f"header-{turn}"
        )
    wanted = CsvDialect(encoding or form.encoding, delimiter or form.delimiter, int(header))
    if wanted == form:
        return question
    try:
        return question.reading_as(wanted)
    except FileError as refused:
        st.error(escape_markdown(refused.reason))
        return question


def _show_reading(
    question: ColumnRequest,
    mapping: TableMapping,
    person: Person,
    turn: str,
    own: Sequence[OwnExercise],
) -> tuple[TableMapping, bool]:
    """What all the rows come to and how the first would be read; whether any can be.

    The mapping comes back with what the rows themselves have raised.
    """
    if mapping.what is None:  # which is asked above
        return mapping, False
    if mapping.missing:
        st.text(mapping.missing)
        return mapping, False
    outcome = _outcome(question, mapping, person)
    if outcome is None:
        return mapping, False
    if outcome.several:
        example = outcome.example
        day = day_words(example, weekday="", year=True) if example else ""
        mapping = ask_of_day(mapping, day, outcome.several, turn)
        if mapping.of_day is None:
            st.text("Say what counts where several rows rate one day.")
            return mapping, False
        outcome = _outcome(question, mapping, person) or outcome
    if outcome.long_days:
        mapping = _ask_long_days(mapping, outcome, turn)
        outcome = _outcome(question, mapping, person) or outcome
    found = outcome.found
    st.text(_counts(outcome))
    for title in _no_activity(question, mapping):
        st.text(f"“{title}” seems to count sleep, sitting or something else that is no activity.")
    if week := fullest_week(found.candidates, person.week_start, own):
        st.text(
            f"{all_in_words(found.candidates, formats())}. {week_in_words(week, formats())}",
            width="stretch",
        )
        st.text("The first rows would say:")
        st.table(
            [{"Row": row.row, "It says": _said(row)} for row in found.candidates[:ROWS]],
            hide_index=True,
            height="content",
        )
    if found.rejected:
        rows = counted(len(found.rejected), "row")
        st.text(REFUSED_ROWS.format(rows=rows, row=found.rejected[0].row))
        st.text(found.rejected[0].reason)
    for notice in found.notices:
        st.text(notice)
    return mapping, bool(found.candidates)


def _counts(outcome: ConversionResult) -> str:
    """What becomes of all the rows of the table."""
    refused = len({refusal.row for refusal in outcome.found.rejected})
    silent = outcome.rows - outcome.read - outcome.others - refused
    numbers = {READ: outcome.read, LEFT_OUT: outcome.others, UNREADABLE: refused, SILENT: silent}
    parts = (words.format(n=number_text(n)) for words, n in numbers.items() if n or words == READ)
    return ROWS_OF.format(rows=counted(outcome.rows, "row"), parts=listed(parts))


def _ask_long_days(mapping: TableMapping, outcome: ConversionResult, turn: str) -> TableMapping:
    """Whether days of more activity than anybody is likely to do are right."""
    day, minutes = max(outcome.long_days.items(), key=lambda long: long[1])
    number = len(outcome.long_days)
    st.warning(
        plural(number, *LONG_DAYS).format(
            n=number_text(number),
            minutes=number_text(minutes),
            day=day_words(day, weekday="", year=True),
        )
    )
    right = st.checkbox("These long days are correct", mapping.long_days, key=f"long-days-{turn}")
    return replace(mapping, long_days=right)


def _no_activity(question: ColumnRequest, mapping: TableMapping) -> list[str]:
    """The titles of columns taken for minutes of activity that name something else."""
    counted_as = (*DURATIONS, ColumnMeaning.MINUTES_OF, ColumnMeaning.TICK_OF)
    pairs = zip(question.table.titles, mapping.columns, strict=True)
    return [
        title
        for title, column in pairs
        if column.meaning in counted_as and title_of(title).is_no_activity
    ]


def _outcome(
    question: ColumnRequest, mapping: TableMapping, person: Person
) -> ConversionResult | None:
    """What all rows come to, computed once for a mapping; None, and said why, for none."""
    kept = st.session_state.setdefault("mapping-outcomes", {})
    identity = (question.name, question.table.form, mapping, person.time_zone)
    if identity not in kept:
        while len(kept) >= OUTCOMES:
            del kept[next(iter(kept))]
        try:
            kept[identity] = question.outcome(mapping, ZoneInfo(person.time_zone))
        except FileError as refused:
            st.text(escape_markdown(refused.reason))
            return None
    outcome: ConversionResult = kept[identity]
    return outcome


def _said(row: Candidate) -> str:
    """What a row says, in a line."""
    given = dict(row.given)
    at = given.get("at") or given.get("started_at")
    day = given.get("date")
    parts = []
    if isinstance(at, datetime):
        parts = [f"{formats().day_text(at)}, {clock_text(at)}"]
    elif isinstance(day, date):
        parts = [formats().day_text(day)]
    for field, value in given.items():
        match field:
            case "date" | "at" | "started_at" | "source" | "external_id":
                continue
            case "activity" | "exercise":
                parts.append(capital(str(value)))
            case "minutes":
                parts.append(f"{_plain(value)} min")
            case "note":
                words = " ".join(str(value).split())
                parts.append(f"“{words[:40]}{'…' if len(words) > 40 else ''}”")
            case "sites" if isinstance(value, tuple):
                parts.append(", ".join(value))
            case _:
                parts.append(f"{field.replace('_', ' ')} {_plain(value)}")
    return escape_markdown(" · ".join(parts))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number_text(value) if isinstance(value, int | float) else str(value)


def _describe(name: str) -> None:
    st.session_state["describing"] = name


def _answer(question: ColumnRequest, mapping: TableMapping | None) -> None:
    st.session_state.pop("describing", None)
    forget_what_was_read()
    st.session_state["answers"] = {**st.session_state["answers"], question.name: mapping}
    found: ParsedFiles = st.session_state["found"]
    questions = tuple(
        question if asked.name == question.name else asked for asked in found.questions
    )
    st.session_state["found"] = replace(found, questions=questions)
