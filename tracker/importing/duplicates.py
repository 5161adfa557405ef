"""A bout that was recorded more than once, and what each source says of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from tracker.library import find_activity_kind
from tracker.model import Activity, Intensity, LeftOut

_STARTED = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z (.*), \d+ min")
SAME_START = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Recording:
    """A bout as one source tells it; `file` and `row` are where it stands, if it is new.

    `manual` is whether the person entered it, or changed it after an import;
    `beside` whether it is only shown here and counted, or not, for itself;
    `distinct` whether it is another than any other of its file.
    """

    entry: Activity
    stored: bool = False
    manual: bool = False
    file: str = ""
    row: int = 0
    beside: bool = False
    distinct: bool = False

    @property
    def begins(self) -> datetime | None:
        """When it started."""
        return self.entry.started_at

    @property
    def ends(self) -> datetime | None:
        """When it was over, by its minutes."""
        started = self.entry.started_at
        return started and started.astimezone(UTC) + timedelta(minutes=self.entry.minutes)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What one source says of a bout, which may be in several parts; or what the diary has."""

    name: str
    recordings: tuple[Recording, ...]

    @property
    def stored(self) -> bool:
        """Whether it is in the diary."""
        return self.recordings[0].stored

    @property
    def manual(self) -> bool:
        """Whether the person had a hand in it."""
        return any(recording.manual for recording in self.recordings)

    @property
    def beside(self) -> bool:
        """Whether it counts in any case."""
        return self.recordings[0].beside

    @property
    def minutes(self) -> int:
        """Minutes in all."""
        return sum(recording.entry.minutes for recording in self.recordings)

    @property
    def timed(self) -> bool:
        """Whether all of it says when it started."""
        return all(recording.begins for recording in self.recordings)

    @property
    def weight(self) -> int:
        """Its minutes, the vigorous ones twice: of several accounts the fullest weighs most."""
        entries = [recording.entry for recording in self.recordings]
        return sum(e.minutes * (2 if e.intensity is Intensity.VIGOROUS else 1) for e in entries)


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """A bout that several sources tell of; `kept` is the one that counts, None for all.

    What is stored comes first. `why` says in a sentence why that one is kept.
    """

    sources: tuple[SourceRecord, ...]
    kept: int | None
    why: str

    @property
    def day(self) -> date:
        """The day of the first recording."""
        return self.sources[0].recordings[0].entry.date

    @property
    def puts(self) -> tuple[Activity, ...]:
        """What is new in the diary by the choice."""
        recordings = [r for source in self._kept() for r in source.recordings]
        return tuple(r.entry for r in recordings if not r.stored and not r.beside)

    @property
    def removes(self) -> tuple[Activity, ...]:
        """What another recording takes the place of."""
        return tuple(r.entry for r in self._dropped() if r.stored)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What has to be remembered, so that the next import doesn't ask again."""
        return tuple(left_out(r.entry) for r in self._dropped())

    @property
    def options(self) -> tuple[int | None, ...]:
        """What can be chosen; a day's workouts can't be left out for the day's total."""
        beside = [place for place, source in enumerate(self.sources) if source.beside]
        return (*(beside or range(len(self.sources))), None)

    def _kept(self) -> Sequence[SourceRecord]:
        return self.sources if self.kept is None else [self.sources[self.kept]]

    def _dropped(self) -> Sequence[Recording]:
        if self.kept is None:
            return ()
        others = [source for place, source in enumerate(self.sources) if place != self.kept]
        return [r for source in others for r in source.recordings if not r.beside]


@lru_cache(maxsize=4096)
def kind_key(activity: str) -> str:
    """What kinds of activities are compared by: "Walk" is "walking"."""
    kind = find_activity_kind(activity)
    return kind.name if kind else activity.casefold()


def left_out(entry: Activity) -> LeftOut:
    """The note that keeps a recording out."""
    return LeftOut(entry.source, recording_key(entry), entry.date)


def recording_key(entry: Activity) -> str:
    """What a source knows a recording by, as long as the source itself doesn't change it."""
    if entry.external_id:
        return entry.external_id
    content = f"{kind_key(entry.activity)}, {entry.minutes} min"
    if entry.started_at:
        return f"{entry.started_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} {content}"
    return f"{entry.date} {content}, {entry.intensity}"


def started_and_kind(recording: str) -> tuple[datetime, str] | None:
    """When and what a recording was that :func:`recording_key` made a text of; None for others."""
    match = _STARTED.fullmatch(recording)
    return (datetime.fromisoformat(match[1]).replace(tzinfo=UTC), match[2]) if match else None


def is_same(one: Activity, other: Activity) -> bool:
    """Whether two recordings are one beyond doubt: start within 60 s, same kind and duration."""
    return (
        one.started_at is not None
        and other.started_at is not None
        and abs(one.started_at - other.started_at) <= SAME_START
        and one.minutes == other.minutes
        and kind_key(one.activity) == kind_key(other.activity)
    )
