"""Which single files of activities an export lists as well: those, and no others, are left out."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tracker.importing.parse_result import Began, Candidate, ParseResult

SAME_START = 60.0  # seconds
LATE_START = 300.0  # seconds that a satellite may take to be found


class ActivityList:
    """The activities that the lists of an export hold, by when they began."""

    def __init__(self) -> None:
        self._held: list[tuple[float, float]] = []  # when it began and ended, in seconds
        self._longest = 0.0

    def hold(self, rows: Iterable[Candidate]) -> None:
        """Remember what a list says."""
        for row in rows:
            if row.began:
                begins = row.began.at.timestamp()
                insort(self._held, (begins, begins + row.began.seconds))
                self._longest = max(self._longest, row.began.seconds)

    def begins_as_listed(self, begins: datetime | None) -> bool:
        """Whether a file that begins then is beyond doubt one of the list, without reading it."""
        if begins is None:
            return False
        at = begins.timestamp()
        return any(
            listed - SAME_START <= at <= max(listed + SAME_START, min(listed + LATE_START, end))
            for listed, end in self._near(at, at)
        )

    def without_listed(self, found: ParseResult) -> ParseResult:
        """What a single file says, without the recordings that a list tells of."""
        kept = tuple(row for row in found.candidates if not (row.began and self._has(row.began)))
        return replace(found, candidates=kept)

    def _has(self, began: Began) -> bool:
        begins = began.at.timestamp()
        ends = begins + began.seconds
        for listed, end in self._near(begins, ends):
            shorter = min(ends - begins, end - listed)
            same_start = abs(begins - listed) <= SAME_START
            if same_start or 2 * (min(ends, end) - max(begins, listed)) >= shorter:
                return True
        return False

    def _near(self, begins: float, ends: float) -> list[tuple[float, float]]:
        """Those that may overlap, or begin about then."""
        first = bisect_left(self._held, (begins - self._longest - SAME_START,))
        return self._held[first : bisect_right(self._held, (ends + SAME_START, float("inf")))]
