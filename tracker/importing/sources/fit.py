"""FIT files, as watches and bike computers write them.

Every session of a file is a workout (a triathlon has several). The minutes are
the timer's, without pauses. The watch's own clock, where the file has it, decides
the day. A file that is cut off gives what stands before the cut: by its laps and what
was recorded since, without the time in which the timer stood still.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import IO, Any
from zoneinfo import ZoneInfo

from tracker.files.errors import FileError, ForeignFile
from tracker.files.head import FileHead
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.activity_names import is_known
from tracker.importing.sources.candidates import local_time, workout
from tracker.model import Activity

SOURCE = "FIT"
MESSAGE_LIMIT = 3_000_000  # a day of riding at one a second has 86,400
_SESSION = (
    *("start_time", "sport", "sub_sport", "total_timer_time", "total_elapsed_time"),
    "total_distance",
)
_ID = re.compile(r"(\d+-\d{8}T\d{6})-\d+(?:\+\d+)?")
_SILENCE = 300  # seconds without a record are a pause, where no event says so; smart recording: 60
_GENERAL = ("", "generic", "all", "unknown", "training", "fitness_equipment")
_FIRST = 4_096  # bytes that hold the message about the file
_QUARTER = 900  # seconds, of which time zones are made
NO_WORKOUT = "That FIT file holds no workout. Nothing was imported from it."
NO_WORKOUT_OF_KIND = "That FIT file ({kind}) holds no workout. Nothing was imported from it."


@dataclass(slots=True)
class _File:
    """What is read of a file, until its end tells the watch's time zone."""

    made: str = ""  # by which device and when, which together name the file
    kind: str = ""
    sport: str = ""
    sub_sport: str = ""
    offset: timedelta | None = None
    sessions: list[dict[str, Any]] = field(default_factory=list)
    begun: _Begun = field(default_factory=lambda: _Begun())


@dataclass(slots=True)
class _Begun:
    """What was recorded after the last session: its laps, and the time since the last of them."""

    laps: float = 0.0  # seconds on the timer
    since: float = 0.0
    first: datetime | None = None
    last: datetime | None = None
    runs: bool = True

    def reach(self, moment: datetime) -> None:
        """Something was recorded: the timer ran until now, unless it was stopped."""
        self.first = self.first or moment
        if self.last and self.runs:
            gap = (moment - self.last).total_seconds()
            self.since += gap if 0 < gap <= _SILENCE else 0.0
        self.last = moment

    def end_lap(self, seconds: float) -> None:
        """A lap is over; it knows its own time."""
        if seconds:
            self.laps += seconds
            self.since = 0.0

    @property
    def seconds(self) -> float:
        """On the timer, as far as is known."""
        return self.laps + self.since


def of_one_file(one: Activity, other: Activity) -> bool:
    """Whether two activities are sessions of one FIT file: one after the other, never the same."""
    if one.source != SOURCE or other.source != SOURCE:
        return False
    mine, theirs = _ID.fullmatch(one.external_id), _ID.fullmatch(other.external_id)
    return bool(mine and theirs and mine[1] == theirs[1])


def recognises(head: FileHead) -> bool:
    """By the mark in its first bytes."""
    return head.data[8:12] == b".FIT"


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Each session is a workout, known by the device, when the file was made, and its number."""
    found = _File()
    cut = _take(stream, found)
    sessions = found.sessions
    if cut and (rest := _unfinished(found)):
        sessions = [*sessions, rest]
    for number, session in enumerate(sessions, start=1):
        yield from _workout(session, number, found, file, zone)
    if cut:
        kept = "Everything before was read." if sessions else "Nothing before it is a workout."
        yield RejectedRow(file, None, f"{cut} {kept}")
    elif not sessions:
        words = NO_WORKOUT_OF_KIND if found.kind else NO_WORKOUT
        raise ForeignFile(words.format(kind=(found.kind or "").replace("_", " ")))


def begins(head: FileHead) -> datetime | None:
    """When the recording of a file began, by its first messages; None where they don't say."""
    import fitdecode

    try:
        with fitdecode.FitReader(
            io.BytesIO(head.data[:_FIRST]),
            check_crc=fitdecode.CrcCheck.DISABLED,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as reader:
            for frame in reader:
                if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "file_id":
                    made = _value(frame, "time_created")
                    is_activity = _value(frame, "type") == "activity"
                    return made if is_activity and isinstance(made, datetime) else None
    except Exception:  # damage shows itself in many ways, and the reading of all of it tells it
        return None
    return None


def _take(stream: IO[bytes], found: _File) -> str:
    """Read messages until the end; where it breaks off, why."""
    import fitdecode

    reader = fitdecode.FitReader(
        stream, check_crc=fitdecode.CrcCheck.DISABLED, error_handling=fitdecode.ErrorHandling.IGNORE
    )
    try:
        for number, frame in enumerate(reader):
            if number > MESSAGE_LIMIT:
                return f"The file has more than {MESSAGE_LIMIT:,} messages."
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                _message(frame, found)
                if found.kind not in ("", "activity") and not found.sessions:
                    return ""  # monitoring or settings: an export has thousands of them
    except (FileError, OSError):
        raise
    except fitdecode.FitEOFError:
        return "The file is cut off."
    except Exception:  # a decoder of binary data meets damage in many ways
        return "The file is damaged."
    return ""


def _message(frame: Any, found: _File) -> None:
    match frame.name:
        case "session":
            found.sessions.append({name: _value(frame, name) for name in _SESSION})
            found.begun = _Begun(runs=found.begun.runs)
        case "lap":
            found.begun.end_lap(_number(_value(frame, "total_timer_time")))
        case "event" if _value(frame, "event") == "timer":
            moment = _value(frame, "timestamp")
            if isinstance(moment, datetime):
                found.begun.reach(moment)
            found.begun.runs = _value(frame, "event_type") == "start"
        case "record":
            moment = _value(frame, "timestamp")
            if isinstance(moment, datetime):
                found.begun.reach(moment)
        case "sport":
            found.sport = str(_value(frame, "sport") or "")
            found.sub_sport = str(_value(frame, "sub_sport") or "")
        case "file_id":
            found.kind = str(_value(frame, "type") or "")
            serial, made = _value(frame, "serial_number"), _value(frame, "time_created")
            if serial and isinstance(made, datetime):
                found.made = f"{serial}-{made.astimezone(UTC):%Y%m%dT%H%M%S}"
        case "activity":
            found.offset = _offset(_value(frame, "timestamp"), _value(frame, "local_timestamp"))


def _unfinished(found: _File) -> dict[str, Any] | None:
    """What was recorded after the last session of a file that is cut off before the next."""
    if found.begun.first is None or found.kind not in ("", "activity"):
        return None
    return {
        "start_time": found.begun.first,
        "sport": found.sport,
        "sub_sport": found.sub_sport,
        "total_timer_time": found.begun.seconds,
    }


def _workout(
    session: dict[str, Any], number: int, found: _File, file: str, zone: ZoneInfo
) -> Iterator[ParsedItem]:
    started = session.get("start_time")
    if not isinstance(started, datetime):
        yield RejectedRow(file, number, "It doesn't say when it began.")
        return
    timer, elapsed = (_number(session.get(f"total_{name}_time")) for name in ("timer", "elapsed"))
    metres = session.get("total_distance")
    yield from workout(
        file,
        number,
        word=_word(str(session.get("sport") or ""), str(session.get("sub_sport") or "")),
        started=local_time(started, timezone(found.offset) if found.offset is not None else zone),
        seconds=min(timer, elapsed) or timer or elapsed,  # a timer can't run longer than it took
        source=SOURCE,
        external_id=f"{found.made}-{number}" if found.made else "",
        metres=_number(metres) if metres is not None else None,
    )


def _word(sport: str, sub_sport: str) -> str:
    """The more telling of the two words, such as "strength_training" of "training"."""
    sport, sub_sport = (
        "" if word in _GENERAL or word.isdigit() else word for word in (sport, sub_sport)
    )
    return sub_sport if sub_sport and (is_known(sub_sport) or not sport) else sport


def _offset(utc: object, clock: object) -> timedelta | None:
    """How far the watch's clock was ahead of UTC, in quarters of an hour as time zones are."""
    if not isinstance(utc, datetime) or not isinstance(clock, datetime):
        return None
    seconds = (clock.replace(tzinfo=None) - utc.replace(tzinfo=None)).total_seconds()
    offset = timedelta(seconds=_QUARTER * round(seconds / _QUARTER))
    return offset if abs(offset) <= timedelta(hours=14) else None


def _value(frame: Any, name: str) -> object:
    return frame.get_value(name, fallback=None)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
