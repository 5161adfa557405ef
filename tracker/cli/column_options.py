"""Options of `backbeat import` that say what the columns of other programs' tables mean."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tracker.cli.output import say

if TYPE_CHECKING:
    from tracker.importing.described_files import ColumnDescription
    from tracker.importing.parsed_files import ParsedFiles
    from tracker.importing.tables.column_meanings import ColumnMapping
    from tracker.model import FileMapping
    from tracker.store import Diary

# As `tracker.importing.tables.column_meanings` has them, which `--help` does without.
ROWS = ("day", "activity", "exercise", "reading")
OF_A_DAY = ("mean", "highest", "last")
DATES = ("day-first", "month-first", "year-first")
SIGNS = {"point": ".", "comma": ","}
MEANINGS = (
    *("date", "year", "month", "day", "start", "end", "minutes", "seconds", "hours", "clock"),
    *("short-clock", "kind", "intensity", "external-id", "pain", "worst-pain", "interference"),
    *("flare", "sleep", "sites", "context", "exercise", "sets", "reps", "hold-seconds", "note"),
)
NAMED = ("done", "minutes-of", "tick-of")
_TICK = 30  # minutes, where a tick says no other


def add_describing(parser: argparse.ArgumentParser) -> None:
    """The options, in a group of their own."""
    group = parser.add_argument_group(
        "tables of other programs",
        "What is said here is remembered for tables with the same header. Columns: "
        f"{', '.join(MEANINGS)}; or done:EXERCISE, minutes-of:ACTIVITY, tick-of:ACTIVITY:MINUTES.",
    )
    group.add_argument("--rows", choices=ROWS, help="what each row is")
    group.add_argument(
        "--column",
        dest="columns",
        type=_column,
        action="append",
        metavar="TITLE=MEANING",
        help="what a column means, such as 'Schmerz=pain'; once for each column",
    )
    group.add_argument(
        "--only",
        type=_pair,
        action="append",
        metavar="TITLE=VALUE",
        help="take only rows where a column has this value; again for more values",
    )
    group.add_argument(
        "--of-a-day", choices=OF_A_DAY, help="which of several ratings of one day counts"
    )
    group.add_argument("--dates", choices=DATES, help="how 03/04/2026 is meant")
    group.add_argument("--decimal", choices=tuple(SIGNS), help="the sign before decimals")
    group.add_argument("--all-are", metavar="NAME", help="the exercise or activity of all rows")
    group.add_argument("--source", metavar="NAME", help="where the entries come from")
    group.add_argument(
        "--long-days",
        action="store_true",
        help="days of more than 12 hours of activity are right",
    )


def column_description(options: argparse.Namespace) -> ColumnDescription | None:
    """What the options say of tables; None where they say nothing."""
    said = (
        options.rows, options.columns, options.only, options.of_a_day, options.dates,
        options.decimal, options.all_are, options.source, options.long_days,
    )  # fmt: skip
    if not any(said):
        return None
    from tracker.importing.described_files import ColumnDescription
    from tracker.importing.tables.column_meanings import DateOrder, RowContent, SameDayRule

    dates = (options.dates or "").replace("-", " ")
    return ColumnDescription(
        RowContent(options.rows) if options.rows else None,
        tuple((title, _made(*meaning)) for title, meaning in options.columns or ()),
        tuple(options.only or ()),
        SameDayRule(options.of_a_day) if options.of_a_day else None,
        DateOrder(dates) if dates else None,
        SIGNS.get(options.decimal, ""),
        " ".join((options.source or "").split()),
        " ".join((options.all_are or "").split()),
        options.long_days,
    )


def as_said(
    found: ParsedFiles, said: ColumnDescription, diary: Diary
) -> tuple[ParsedFiles, tuple[FileMapping, ...]]:
    """What was read, its tables as the options say; what to remember of them anew.

    Each table is told: how many days it has, and what its fullest week would look like.
    """
    from zoneinfo import ZoneInfo

    from tracker.importing.described_files import describe_files, to_remember
    from tracker.importing.tables.sample_week import all_in_words, fullest_week, week_in_words

    person, own = diary.person(), diary.own_exercises(pictures=False)
    found = describe_files(found, said, ZoneInfo(person.time_zone))
    for question in found.questions:
        rows = [row for row in found.candidates if row.file == question.name]
        if week := fullest_week(rows, person.week_start, own):
            say(f"{question.name}: {all_in_words(rows)}. {week_in_words(week)}")
    return found, to_remember(found, diary.file_mappings())


def _pair(text: str) -> tuple[str, str]:
    title, sign, value = text.rpartition("=")
    if not sign or not title.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"{text!r} has to be a title, = and a value.")
    return title.strip(), value.strip()


def _column(text: str) -> tuple[str, tuple[str, str, int]]:
    title, said = _pair(text)
    meaning, _, rest = said.partition(":")
    name, _, minutes = rest.partition(":")
    if meaning in NAMED and name.strip():
        minutes = minutes or str(_TICK)
        if minutes.isascii() and minutes.isdecimal() and 1 <= int(minutes) <= 600:
            return title, (meaning, name.strip(), int(minutes))
    elif meaning in MEANINGS and not rest:
        return title, (meaning, "", _TICK)
    raise argparse.ArgumentTypeError(
        f"{said!r} is no meaning of a column. Meanings are {', '.join(MEANINGS)}; or "
        "done:EXERCISE, minutes-of:ACTIVITY, tick-of:ACTIVITY:MINUTES."
    )


def _made(meaning: str, name: str, minutes: int) -> ColumnMapping:
    from tracker.importing.tables.column_meanings import ColumnMapping, ColumnMeaning

    return ColumnMapping(ColumnMeaning(meaning.replace("-", " ")), name, minutes)
