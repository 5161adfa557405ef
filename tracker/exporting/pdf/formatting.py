"""Days, figures and changes as the report prints them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tracker.analysis.pain import PainChange, PainMean
from tracker.analysis.report import ExerciseSummary
from tracker.charts.amounts import count_mark
from tracker.exporting.pdf.font_fallback import from_right
from tracker.formatting import NB, PLAIN, Formats, rounded
from tracker.model import ExerciseDone, PlanItem, SkipReason

NOTHING = "–"
CHANGED = "{points} ({share} %)"

REASONS = {SkipReason.PAIN: "pain", SkipReason.TIME: "no time", SkipReason.FORGOT: "forgotten"}


def long_day(day: date, *, formats: Formats = PLAIN) -> str:
    """A day written out: "21 November 2026"."""
    return formats.day(day)


def dated(day: date, *, formats: Formats = PLAIN) -> str:
    """A day in a table: "21 Nov 2026"."""
    return formats.day(day, month="%b")


def span(first: date, last: date, *, formats: Formats = PLAIN) -> str:
    """A stretch of days in a table: "3–9 Nov 2026"."""
    return formats.span_text(first, last) if first < last else dated(first, formats=formats)


def short_span(first: date, last: date, *, formats: Formats = PLAIN) -> str:
    """A stretch of days under the name of their month: "3–9 Nov"."""
    return (
        formats.span_text(first, last, year=False)
        if first < last
        else formats.day(first, month="%b", year=False)
    )


def made(moment: datetime, *, formats: Formats = PLAIN) -> str:
    """When the report was made: "21 November 2026, 20:15"."""
    return f"{long_day(moment.date(), formats=formats)}, {formats.clock(moment)}"


def of_days(n: int, days: int, *, formats: Formats = PLAIN) -> str:
    """How many of the days are logged: "19 of 28"."""
    return f"{formats.number(n)} of {formats.number(days)}"


def percent(part: int, whole: int) -> str:
    """A share in whole per cent; all or nothing only where it is."""
    if not whole:
        return NOTHING
    share = int(rounded(100 * part / whole))
    if 0 < part < whole:
        share = min(99, max(1, share))
    return f"{share} %"


def figure(value: float | None, places: int = 1, *, formats: Formats = PLAIN) -> str:
    """A figure with its decimals, or a dash."""
    return NOTHING if value is None else formats.number(value, places)


def mean(pain: PainMean, *, formats: Formats = PLAIN) -> str:
    """A mean with one decimal."""
    return figure(pain.mean, formats=formats)


def score(value: float | None, places: int = 0, *, formats: Formats = PLAIN) -> str:
    """A score, with one decimal where it is not whole, or as many as are asked for."""
    if value is None:
        return NOTHING
    one = rounded(value, 1)
    return formats.number(value, places or int(one != one.to_integral_value()))


def signed(value: float, places: int = 1, *, formats: Formats = PLAIN) -> str:
    """A change with its sign; none where it rounds to nothing."""
    return formats.signed(value, places)


def changed(change: PainChange | None, *, formats: Formats = PLAIN) -> str:
    """A change in points and per cent: "−0.4 (−9 %)"."""
    if change is None:
        return NOTHING
    points = signed(change.points, formats=formats)
    if change.percent is None:
        return points
    return CHANGED.format(points=points, share=signed(change.percent, 0, formats=formats))


def threshold_label(reached: bool | None, change: PainChange) -> str:
    """Whether pain fell by as much as a threshold says; a rise is said as one."""
    if reached is None:
        return "too few days"
    return reached_text(reached, change.points)


def reached_text(reached: bool, change: float) -> str:
    """Whether something fell by as much as was asked; a rise is said as one."""
    return "yes" if reached else "no, it rose" if change > 0 else "no"


def rating(value: float | None, *, formats: Formats = PLAIN) -> str:
    """A rating of a day, or nothing."""
    return "" if value is None else formats.rating(value)


def yes_no(value: bool | None) -> str:
    """An answer of a day, or nothing."""
    return "" if value is None else "yes" if value else "no"


def done_of_planned(row: ExerciseSummary, *, formats: Formats = PLAIN) -> str:
    """Days done of those planned: "4 of 6", or "4+ of 6" where more may have been done."""
    return f"{_at_least(row.done_of_planned, row, formats=formats)} of {row.planned_days}"


def weeks_as_planned(row: ExerciseSummary, *, formats: Formats = PLAIN) -> str:
    """Weeks as planned of those it was planned for, as `done_of_planned` tells the days."""
    return f"{_at_least(row.weeks_met, row, formats=formats)} of {row.weeks}"


def _at_least(number: int, row: ExerciseSummary, *, formats: Formats) -> str:
    return count_mark(number, exact=row.exact, formats=formats) or NOTHING


def dose(entry: ExerciseDone | PlanItem, *, formats: Formats = PLAIN) -> str:
    """Sets, repetitions and seconds: "3 × 12, 20 s"."""
    parts = []
    if entry.sets and entry.reps:
        parts.append(f"{entry.sets}{NB}×{NB}{entry.reps}")
    elif entry.sets:
        parts.append(formats.counted(entry.sets, "set").replace(" ", NB))
    elif entry.reps:
        parts.append(f"{entry.reps}{NB}times")
    if entry.hold_seconds:
        parts.append(f"{entry.hold_seconds}{NB}s")
    return ", ".join(parts)


def capital(text: str) -> str:
    """A text at the beginning of a line."""
    return text[:1].upper() + text[1:]


def paragraphs(text: str) -> list[dict[str, Any]]:
    """What a person wrote, line by line, each with the side it is read from."""
    return [
        {"text": line.strip(), "right": from_right(line)}
        for line in text.splitlines()
        if line.strip()
    ]
