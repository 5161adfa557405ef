"""Minutes of a day beside workouts of the same day: one of them counts, never the sum.

What a watch counts over a whole day includes its workouts, so a day is told by its
workouts where it has any, and by the day's total only where it has none. Of the totals
of two devices the larger counts. That can only leave minutes out, never count them twice.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from tracker.files.entry_types import EntryType
from tracker.importing.parse_result import Candidate, ParseResult
from tracker.importing.sources.candidates import DAY_MARK, DAY_TOTAL, PART_MARK, day_without_minutes
from tracker.model import Intensity

Parsed = TypeVar("Parsed", bound=ParseResult)


def is_day_total(row: Candidate) -> bool:
    """Whether it is what a device counted over a day, rather than a workout."""
    return row.list is EntryType.ACTIVITIES and str(row.given.get("external_id", "")).startswith(
        DAY_MARK
    )


def without_doubled_days(found: Parsed) -> Parsed:
    """Leave out the totals of days that have workouts, or a larger total of another device."""
    rows = list(_with_days_without_minutes(found.candidates))
    totals = [row for row in rows if is_day_total(row)]
    if not totals:
        return replace(found, candidates=tuple(rows))
    days = {row.given["date"] for row in rows if _is_workout(row)}
    best = _best_source(totals)
    kept, workouts, others = [], set(), set()
    for row in rows:
        day, source = row.given.get("date"), row.given.get("source")
        if not is_day_total(row) or (day not in days and best[day] == source):
            kept.append(row)
        elif not row.given["minutes"]:
            continue  # what else is told of that day makes it known
        elif day in days:
            workouts.add(day)
        else:
            others.add(day)
    notices = list(found.notices)
    if workouts:
        notices.append(
            f"{_days(len(workouts))} with workouts: the '{DAY_TOTAL}' of a device include them, so "
            "only the workouts count."
        )
    if others:
        notices.append(f"{_days(len(others))} counted by two devices: the larger counts.")
    return replace(found, candidates=tuple(kept), notices=tuple(notices))


def _with_days_without_minutes(rows: Sequence[Candidate]) -> Iterator[Candidate]:
    """The rows, with one for each day without minutes of which all parts are there."""
    parts: defaultdict[tuple[object, object], dict[str, Candidate]] = defaultdict(dict)
    told = set()
    for row in rows:
        of = row.given.get("source"), row.given.get("date")
        if str(row.given.get("external_id", "")).startswith(PART_MARK):
            parts[of][str(row.given["external_id"]).rpartition(":")[2]] = row
        else:
            if is_day_total(row):
                told.add(of)
            yield row
    for of, kinds in parts.items():
        if kinds.keys() >= set(Intensity) and of not in told:
            row = kinds[Intensity.MODERATE]
            source, day = of
            if isinstance(day, date):
                yield day_without_minutes(row.file, row.row, day=day, source=str(source))


def _is_workout(row: Candidate) -> bool:
    """Whether its minutes are among those of the day; a strengthening one has none to count."""
    return row.list is EntryType.ACTIVITIES and not is_day_total(row)


def _best_source(totals: list[Candidate]) -> dict[object, object]:
    minutes: dict[object, dict[object, int]] = defaultdict(lambda: defaultdict(int))
    for row in totals:
        weight = 2 if row.given.get("intensity") is Intensity.VIGOROUS else 1
        minutes[row.given["date"]][row.given["source"]] += weight * int(str(row.given["minutes"]))
    return {
        day: max(by_source, key=lambda source: by_source[source])
        for day, by_source in minutes.items()
    }


def _days(number: int) -> str:
    return "1 day is" if number == 1 else f"{number:,} days are"
