"""Days, stretches of days and counts as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

KINDS = {  # what the store calls an entry, and how a person reads one and many
    "activity": ("activity", "activities"),
    "exercise done": ("exercise done", "exercises done"),
    "plan item": ("item of the plan", "items of the plan"),
    "skip": ("exercise not done", "exercises not done"),
    "answers": ("answered questionnaire", "answered questionnaires"),
    "medicine": ("medicine taken", "medicines taken"),
    "own exercise": ("exercise of your own", "exercises of your own"),
    "left out": ("double left out", "doubles left out"),
    "usual intensity": ("usual intensity", "usual intensities"),
    "file mapping": ("remembered file", "remembered files"),
    "person": ("change of your settings", "changes of your settings"),
}


def day_text(day: date) -> str:
    """A day in short: "Mon 16 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def range_text(first: date, last: date) -> str:
    """A stretch of days in a sentence: "1 September to 21 November 2026"."""
    end = f"{last.day} {last:%B} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {first:%B} {first.year} to {end}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {end}"
    return f"{first.day} to {end}"


def span_text(first: date, last: date, year: bool = True) -> str:
    """A stretch of days in short: "16–22 Nov 2026", or without its year."""
    end = f"{last.day} {last:%b} {last.year}" if year else f"{last.day} {last:%b}"
    if first.year != last.year and year:
        return f"{first.day} {first:%b} {first.year}–{end}"
    if first.month != last.month:
        return f"{first.day} {first:%b}–{end}"
    return f"{first.day}–{end}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 week", "3 weeks"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def counted_kinds(counts: Mapping[str, int]) -> str:
    """Entries by the name of their kind: "1,204 check-ins, 3 activities"."""
    parts = [counted(number, *KINDS.get(kind, (kind,))) for kind, number in counts.items()]
    return ", ".join(parts)
