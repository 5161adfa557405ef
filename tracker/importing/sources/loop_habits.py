"""Checkmarks.csv of Loop Habit Tracker: a row a day, a column a habit.

2 is a yes that the person gave; 1 is one that Loop assumed, as for a habit of three
days a week, and says nothing of the day; 0 is no, 3 skipped and -1 not logged, none
of which a diary records. Newer versions write words for them. Habits with numbers
are a thousand times what they say.

What a habit means is told by a mapping, by default by its name. A habit that is only
ticked is never a rating: that a day was one of pain is no 1 of 10.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.csv_text import numbered_rows
from tracker.files.entry_types import EntryType
from tracker.files.errors import FileError
from tracker.files.head import FileHead
from tracker.importing.parse_result import Candidate, RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.activity_names import is_known, lookup_activity
from tracker.importing.sources.candidates import SHORTEST, round_minutes
from tracker.importing.sources.localized_dates import day
from tracker.importing.sources.service_csv import decoded
from tracker.library import find_exercise, find_workout
from tracker.model import TERM_LIMIT

SOURCE = "Loop"
YES, NO, UNLOGGED = "2", "0", "-1"
_WORDS = {"YES_MANUAL": "2", "YES_AUTO": "1", "NO": "0", "SKIP": "3", "UNKNOWN": "-1"}
_MARKS = frozenset(_WORDS.values())
_TICKS = frozenset({YES, _WORDS["YES_AUTO"]})
_CELL = re.compile(r"-?\d{1,9}")
_WITH_DECIMALS = ("pain", "worst_pain")
_RATINGS = {  # of a check-in, by the names that people give such habits
    "pain": ("pain", "back pain", "average pain", "pain level", "schmerz", "rückenschmerzen"),
    "worst_pain": ("worst pain",),
    "interference": ("interference",),
    "sleep": ("sleep", "sleep quality", "slept well", "schlaf"),
    "flare": ("flare", "flare up", "flare-up"),
}


@dataclass(frozen=True, slots=True)
class HabitMapping:
    """What a habit means: a rating of the check-in, an exercise done or an activity.

    `name` is the field, exercise or activity. `minutes` are those of a tick of an
    activity, for a habit that only says yes.
    """

    list: EntryType
    name: str
    minutes: int | None = None


Mapped = Mapping[str, HabitMapping | None]  # by the habit's name; None: left out


def recognises(head: FileHead) -> bool:
    """By its first title and its cells, which hold marks or a thousandfold."""
    rows = [row for row in head.table[1:] if any(row)]
    if head.titles[:1] != ["Date"] or len(head.titles) < 2 or not rows:
        return False
    cells = {cell for row in rows for cell in row[1:] if cell}
    plain = all(cell in _WORDS or _CELL.fullmatch(cell) for cell in cells)
    signed = head.titles[-1] == "" or not cells.isdisjoint({*_WORDS, UNLOGGED})
    return plain and bool(cells) and signed


def habits(head: FileHead) -> tuple[str, ...]:
    """The names of the habits in a file, for whoever wants to map them."""
    return tuple(title for title in head.titles[1:] if title)


def default_mapping(names: Sequence[str]) -> dict[str, HabitMapping | None]:
    """What habits mean by their names; None for what we don't know."""
    return {name: _by_name(name) for name in names}


def read(
    stream: IO[bytes], file: str, zone: ZoneInfo, mapping: Mapped | None = None
) -> Iterator[ParsedItem]:
    """A row a day; `mapping` says what the habits mean, else their names do."""
    titles, rows = _table(stream)
    names = titles[1:]
    chosen = default_mapping(names) if mapping is None else mapping
    uses = {place: use for place, name in enumerate(names) if (use := chosen.get(name))}
    columns = {place: _Column([cells[place + 1] for _, cells in rows]) for place in uses}
    yield from _told(file, names, uses, columns)
    unrated = _unrated(uses, columns)
    uses = {place: use for place, use in uses.items() if place not in unrated}
    for number, cells in rows:
        try:
            when = day(cells[0])
        except (ValueError, OverflowError):
            yield RejectedRow(file, number, f"Its date cannot be read: {cells[0][:60]!r}.")
            continue
        said = {place: columns[place].amount(cells[place + 1]) for place in uses}
        for place, use in uses.items():
            if use.list is not EntryType.CHECK_INS and said[place] is not None:
                yield from _done(file, number, when, names[place], use, columns[place], said[place])
        yield from _check_in(
            file, number, when, {use.name: said[p] for p, use in uses.items() if _rates(use)}
        )


class _Column:
    """A habit's cells, which tell whether it holds numbers or only yes and no."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.numeric = any(cell and cell not in _MARKS for cell in cells)
        self.ticked = not self.numeric and not _TICKS.isdisjoint(cells)

    def amount(self, cell: str) -> float | None:
        """What it says: an amount, 1 for a yes; None for no, skipped, assumed or not logged."""
        if self.numeric:
            return int(cell) / 1000 if cell and (cell == NO or cell not in _MARKS) else None
        return 1.0 if cell == YES else None


def _table(stream: IO[bytes]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with decoded(stream) as lines:
        numbered = numbered_rows(csv.reader(lines))
        _, titles = next(numbered, (1, []))
        width = len(titles)
        titles = [title.strip() for title in titles]
        while titles and not titles[-1]:
            titles.pop()
        rows = []
        for number, cells in numbered:
            if not any(cells):
                continue
            marks = [_WORDS.get(cell.strip(), cell.strip()) for cell in cells]
            if len(marks) != width or any(marks[len(titles) :]):
                raise FileError(
                    "This row has other cells than the header. If a habit's name has a comma in "
                    "it, rename it in Loop and export again.",
                    number,
                )
            if not all(_CELL.fullmatch(mark) for mark in marks[1 : len(titles)] if mark):
                raise FileError("This row holds what Loop doesn't write.", number)
            rows.append((number, marks))
    return titles, rows


def _by_name(name: str) -> HabitMapping | None:
    plain = " ".join(name.lower().split())
    for field, names in _RATINGS.items():
        if plain in names:
            return HabitMapping(EntryType.CHECK_INS, field)
    if (found := find_exercise(name) or find_workout(name)) is not None:
        return HabitMapping(EntryType.EXERCISES, found.name)
    if is_known(name) and (meant := lookup_activity(name)).exercise:
        return HabitMapping(
            EntryType.EXERCISES if meant.strengthens else EntryType.ACTIVITIES, meant.name
        )
    return None


def _rates(use: HabitMapping) -> bool:
    return use.list is EntryType.CHECK_INS


def _told(
    file: str,
    names: Sequence[str],
    uses: Mapping[int, HabitMapping],
    columns: Mapping[int, _Column],
) -> Iterator[str]:
    left = [name for place, name in enumerate(names) if place not in uses]
    if left:
        yield f"{file}: left out, because a diary has nothing of that name: {', '.join(left)}."
    for place, use in uses.items():
        if _without_minutes(use, columns[place]):
            yield (
                f"{file}: left out, because '{names[place]}' is ticked without minutes: an "
                "activity needs them."
            )
    for place in _unrated(uses, columns):
        yield (
            f"{file}: left out, because '{names[place]}' is ticked, which is no rating from 0 "
            "to 10."
        )


def _unrated(uses: Mapping[int, HabitMapping], columns: Mapping[int, _Column]) -> list[int]:
    """Of a check-in: what is ticked without being a flare."""
    return [place for place, use in uses.items() if _is_no_rating(use, columns[place])]


def _is_no_rating(use: HabitMapping, column: _Column) -> bool:
    return _rates(use) and use.name != "flare" and column.ticked


def _without_minutes(use: HabitMapping, column: _Column) -> bool:
    return use.list is EntryType.ACTIVITIES and use.minutes is None and not column.numeric


def _done(
    file: str,
    number: int,
    when: date,
    habit: str,
    use: HabitMapping,
    column: _Column,
    amount: float | None,
) -> Iterator[ParsedItem]:
    if not amount or _without_minutes(use, column):
        return
    given: dict[str, object] = {"date": when, "source": SOURCE}
    if use.list is EntryType.EXERCISES:
        yield Candidate(use.list, file, number, given | {"exercise": use.name}, recorded=True)
        return
    minutes = 60 * (amount if column.numeric else use.minutes or 0)
    if minutes < SHORTEST:
        return
    given |= {
        "activity": use.name,
        "minutes": round_minutes(minutes),
        "external_id": f"{when}:{habit}"[:TERM_LIMIT].strip(),
    }
    yield Candidate(use.list, file, number, given, recorded=True)


def _check_in(
    file: str, number: int, when: date, said: Mapping[str, float | None]
) -> Iterator[ParsedItem]:
    """A check-in of what the day says; of pain, decimals are kept."""
    given: dict[str, object] = {"date": when}
    for name, amount in said.items():
        if amount is None:
            continue
        if name == "flare":
            given[name] = bool(amount)
        elif amount == int(amount):
            given[name] = int(amount)
        elif name in _WITH_DECIMALS:
            given[name] = amount
        else:
            yield RejectedRow(file, number, f"{name} is {amount:g}; allowed is a whole number.")
            return
    if len(given) > 1:
        yield Candidate(EntryType.CHECK_INS, file, number, given, recorded=True)
