"""Days, stretches of days and means as charts and their descriptions write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.analysis.weeks import State

KINDS = {  # what the store calls an entry, and how a person reads one and many
    "activity": ("activity", "activities"),
    "exercise done": ("exercise done", "exercises done"),
    "plan item": ("item of the plan", "items of the plan"),
    "skip": ("exercise not done", "exercises not done"),
    "answers": ("answered questionnaire", "answered questionnaires"),
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


def goal_label(goals: Sequence[int]) -> str:
    """What a dashed line stands for: the last of `goals`, and the one before where it changed."""
    if not goals:
        return ""
    before = next((goal for goal in reversed(goals) if goal != goals[-1]), None)
    return f"– –  goal {goals[-1]}" + (f", before {before}" if before is not None else "")


def met_text(states: Sequence[State], goal: str) -> str:
    """How many weeks met `goal`, and how many cannot be said to have missed it."""
    said = f"{states.count(State.MET)} of {counted(len(states), 'week')} met {goal}"
    for state in (State.UNKNOWN, State.IN_PROGRESS):
        count = states.count(state)
        if count:
            said += f", {count} {'is' if count == 1 else 'are'} {state}"
    return said
