"""What the command line says: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tracker.analysis.known_days import Amount
    from tracker.analysis.weeks import State, Week
    from tracker.importing.parse_result import Progress, RejectedRow
    from tracker.library import Exercise
    from tracker.model import Day

SHOWN = 20  # lines of a kind that are printed; --json has them all


def week_record(week: Week) -> dict[str, object]:
    """A week with exactly the names that scripts rely on."""
    return {
        "week": week.name,
        "start": week.start.isoformat(),
        "end": week.end.isoformat(),
        "days_logged": week.days_logged,
        "moderate_minutes": week.moderate_minutes,
        "vigorous_minutes": week.vigorous_minutes,
        "light_minutes": week.light_minutes,
        "active_minutes": week.active_minutes,
        "minutes_goal": week.minutes_goal,
        "minutes_state": week.minutes_state.value,
        "minutes_days_known": week.minutes_days_known,
        "strength_days": week.strength_days,
        "strength_goal": week.strength_goal,
        "strength_state": week.strength_state.value,
        "strength_days_known": week.strength_days_known,
        "pain_mean": week.pain_mean,
        "pain_days": week.pain_days,
    }


def week_words(found: Sequence[Week], days: Sequence[Day], today: date) -> Iterator[str]:
    """Weeks as a table: each goal with how many of the days are known for it.

    `days` are the diary's up to the last of the weeks: what that week's end rests on.
    """
    from tracker.analysis.known_days import Measure, unknown_ending
    from tracker.charts.amounts import endings_text, mean_text, standing_text

    def standing(amount: Amount, goal: int, state: State) -> str:
        known = f" ({amount.days_known} of 7 days known)"
        return standing_text(amount, goal, state) + ("" if amount.exact else known)

    rows = [("Week", "Days", "Active minutes", "Strength days", "Pain on average")]
    for week in found:
        pain = "nothing logged"
        if week.pain_mean is not None:
            pain = mean_text(week.pain_mean, week.pain_days, 7)
        rows.append(
            (
                week.name,
                f"{week.start} to {week.end}",
                standing(week.minutes, week.minutes_goal, week.minutes_state),
                standing(week.strength, week.strength_goal, week.strength_state),
                pain,
            )
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip()
    last = found[-1].end
    endings = (unknown_ending(days, measure, last, today) for measure in Measure)
    if said := endings_text(filter(None, endings), last.year):
        yield said


def exercise_words(exercise: Exercise) -> Iterator[str]:
    """All about one exercise."""
    yield f"{exercise.name} ({exercise.kind}, {exercise.region})"
    if exercise.other_names:
        yield f"Also called: {', '.join(exercise.other_names)}"
    yield f"Position: {exercise.position}"
    if exercise.equipment:
        yield f"You need: {', '.join(exercise.equipment)}"
    for number, step in enumerate(exercise.steps, start=1):
        yield f"{number}. {step}"
    yield f"Start with: {exercise.recommended.words} ({exercise.recommended.source.title})"
    yield f"How to start: {exercise.start}"
    yield f"Later: {exercise.progression}"
    for dose in exercise.doses:
        if not dose.recommended:
            yield f"Another text: {dose.words} ({dose.source.title})"
    for label, lines in (
        ("It should feel like", exercise.feel),
        ("Avoid", exercise.mistakes),
        ("Take care", exercise.cautions),
        ("What the sources say it does", exercise.why),
    ):
        yield from (f"{label}: {line}" for line in lines)
    yield f"From: {'; '.join(source.title for source in exercise.sources)}"


def library_record(exercises: Sequence[Exercise], whole: bool) -> dict[str, object]:
    """Exercises with exactly the names that scripts rely on; of the whole, all that is in it.

    A source is the name of its text's file; a range is [lowest, highest], null where the
    text gives no figure.
    """
    from msgspec.structs import asdict

    from tracker.library import activity_kinds, advice, avoid_list, references

    record: dict[str, object] = {"exercises": [exercise_record(e) for e in exercises]}
    if whole:
        record["activities"] = [
            asdict(kind) | {"sources": [source.file for source in kind.sources]}
            for kind in activity_kinds()
        ]
        record["avoid"] = [
            asdict(item) | {"sources": [source.file for source in item.sources]}
            for item in avoid_list()
        ]
        record["advice"] = [
            {
                "topic": entry.topic,
                "heading": entry.heading,
                "points": [
                    {"text": point.text, "sources": [source.file for source in point.sources]}
                    for point in entry.points
                ],
            }
            for entry in advice()
        ]
    found = references() if whole else dict.fromkeys(s for e in exercises for s in e.sources)
    record["sources"] = [
        {"file": source.file, "title": source.title, "site": source.site} for source in found
    ]
    return record


def exercise_record(exercise: Exercise) -> dict[str, object]:
    """One exercise as scripts read it."""
    from msgspec import to_builtins
    from msgspec.structs import asdict

    return asdict(exercise) | {
        "doses": [to_builtins(dose) | {"source": dose.source.file} for dose in exercise.doses]
    }


def progress(label: str) -> Progress | None:
    """Report on stderr what takes over a second, where somebody is looking."""
    if not sys.stderr.isatty():
        return None
    begun = time.monotonic()
    shown = -1

    def report(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // max(total, 1)
        if percent == shown or time.monotonic() - begun < 1:
            return
        shown = percent
        sys.stderr.write(f"\r{label} {percent:3} %" + ("\n" if done >= total else ""))
        sys.stderr.flush()

    return report


def say_rejected(rejected: Sequence[RejectedRow]) -> None:
    """Name what was not imported, and why."""
    for refusal in rejected[:SHOWN]:
        say(f"Not imported: {refusal}")
    if len(rejected) > SHOWN:
        say(f"Not imported: {len(rejected) - SHOWN} more; --json lists them all.")


def print_json(value: object) -> None:
    """Print the one object."""
    sys.stdout.write(json.dumps(value, indent=2) + "\n")


def print_lines(lines: Iterator[str]) -> None:
    """Print lines of a result."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def say(words: str) -> None:
    """Tell something beside the result."""
    sys.stderr.write(f"{words}\n")


def refuse(words: str) -> int:
    """Tell why not; returns the exit code."""
    say(words)
    return 1
