"""Days, clocks, numbers and counts as a person reads them.

The words are English; the order, the marks and the clock are those of a `Formats`, which who
shows something passes on: a screen the browser's, a report the person's. The functions of this
module are those of `PLAIN`, for messages and files that nobody's region is known of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

NB = "\N{NO-BREAK SPACE}"  # a number stays with what belongs to it
MORNING, EVENING = "am", "pm"
MINUS = "\N{MINUS SIGN}"

KINDS = {  # what the store calls an entry, and how a person reads one and many
    "check-in": ("check-in", "check-ins"),
    "reading": ("reading", "readings"),
    "activity": ("activity", "activities"),
    "exercise done": ("exercise done", "exercises done"),
    "plan item": ("item of the plan", "items of the plan"),
    "skip": ("exercise not done", "exercises not done"),
    "answers": ("answered questionnaire", "answered questionnaires"),
    "medicine": ("medicine taken", "medicines taken"),
    "own exercise": ("exercise of your own", "exercises of your own"),
    "left out": ("duplicate left out", "duplicates left out"),
    "usual intensity": ("usual intensity", "usual intensities"),
    "file mapping": ("remembered file", "remembered files"),
    "person": ("change of your settings", "changes of your settings"),
}


@dataclass(frozen=True, slots=True)
class Formats:
    """How days, clocks and numbers are written in a region.

    Attributes
    ----------
    month_first
        Whether the month stands before the day: "November 21".
    typed
        How a day is typed, such as "DD.MM.YYYY".
    decimal, thousands
        The marks of a number: "1,204.5" has "." and ",".
    hundreds
        Whether numbers are grouped by two from the second mark on: "1,20,400".
    twelve_hours
        Whether a clock goes to twelve: "9:05 pm".
    """

    month_first: bool = False
    typed: str = "DD/MM/YYYY"
    decimal: str = "."
    thousands: str = ","
    hundreds: bool = False
    twelve_hours: bool = False

    def day(self, day: date, *, weekday: str = "", month: str = "%B", year: bool = True) -> str:
        """A day as it is read: "21 November 2026"; with a `weekday` "Saturday 21 November 2026"."""
        if self.month_first:
            named = f"{day:{weekday}}, " if weekday else ""
            return f"{named}{day:{month}} {day.day}" + (f", {day.year}" if year else "")
        named = f"{day:{weekday}} " if weekday else ""
        return f"{named}{day.day} {day:{month}}" + (f" {day.year}" if year else "")

    def day_text(self, day: date) -> str:
        """A day in short: "Mon 16 Nov 2026"."""
        return self.day(day, weekday="%a", month="%b")

    def range_text(self, first: date, last: date) -> str:
        """A stretch of days in a sentence: "1 September to 21 November 2026"."""
        end = self.day(last)
        if first == last:
            return end
        same_month = (first.year, first.month) == (last.year, last.month)
        if same_month and self.month_first:
            return f"{self.day(first, year=False)} to {last.day}, {last.year}"
        if same_month:
            return f"{first.day} to {end}"
        return f"{self.day(first, year=first.year != last.year)} to {end}"

    def span_text(self, first: date, last: date, year: bool = True) -> str:
        """A stretch of days in short: "16–22 Nov 2026", or without its year."""
        same_month = (first.year, first.month) == (last.year, last.month)
        begin = self.day(first, month="%b", year=year and first.year != last.year)
        if not same_month:
            return f"{begin}–{self.day(last, month='%b', year=year)}"
        if not self.month_first:
            return f"{first.day}–{self.day(last, month='%b', year=year)}"
        return f"{begin}–{last.day}" + (f", {last.year}" if year else "")

    def clock(self, at: time | datetime) -> str:
        """A time of day: "21:05" or "9:05 pm"."""
        if not self.twelve_hours:
            return f"{at:%H:%M}"
        half = MORNING if at.hour < 12 else EVENING
        return f"{at.hour % 12 or 12}:{at:%M}{NB}{half}"

    def number(self, value: float, places: int | None = None) -> str:
        """A number with its marks: "1,204", "4.1"; as many decimals as it has, or `places`.

        A half goes up: see `rounded`.
        """
        if isinstance(value, int) and places is None:
            whole, fraction = str(abs(value)), ""
        else:
            size = abs(value)
            written = f"{size:.10g}" if places is None else f"{rounded(size, places)}"
            whole, _, fraction = written.partition(".")
        sign = MINUS if value < 0 and (whole + fraction).strip("0") else ""
        return f"{sign}{self._grouped(whole)}{self.decimal if fraction else ''}{fraction}"

    def signed(self, value: float, places: int) -> str:
        """A change with its sign, "+0.4" or "−0.4"; without one where it rounds to nothing."""
        written = self.number(value, places)
        return written if written.startswith(MINUS) or not written.strip("0.,") else f"+{written}"

    def rating(self, value: float) -> str:
        """A rating: the whole number that was tapped, or an imported one to a decimal."""
        return self.number(value, 1) if isinstance(value, float) else self.number(value)

    def counted(self, count: int, one: str, many: str | None = None) -> str:
        """A number with its noun: "1 week", "3 weeks"."""
        return f"{self.number(count)} {plural(count, one, many)}"

    def out_of(self, count: int, total: int, one: str, many: str | None = None) -> str:
        """Some of all, with their noun: "0 of 1 day", "19 of 28 days"."""
        return f"{self.number(count)} of {self.counted(total, one, many)}"

    def counted_kinds(self, counts: Mapping[str, int]) -> str:
        """Entries by the name of their kind: "1,204 check-ins, 3 activities"."""
        return listed(
            self.counted(number, *KINDS.get(kind, (kind,))) for kind, number in counts.items()
        )

    def _grouped(self, whole: str) -> str:
        size = 2 if self.hundreds else 3
        groups = [whole[-3:]]
        rest = whole[:-3]
        while rest:
            groups.append(rest[-size:])
            rest = rest[:-size]
        return self.thousands.join(reversed(groups))


PLAIN = Formats()

counted = PLAIN.counted
counted_kinds = PLAIN.counted_kinds
day_text = PLAIN.day_text
range_text = PLAIN.range_text
span_text = PLAIN.span_text


def rounded(value: float, places: int = 0) -> Decimal:
    """A figure to so many decimals, as a person and a spreadsheet round: a half away from zero."""
    stored = Decimal(f"{value:.9f}")  # 5.15 is stored as a little less
    return stored.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def plural(count: float, one: str, many: str | None = None) -> str:
    """The form of a noun, or of a whole sentence, that goes with a number."""
    return one if count == 1 else many or f"{one}s"


def listed(words: Iterable[str]) -> str:
    """Words one after the other: "pain 6, off work"."""
    return ", ".join(words)
