"""When recordings without an external id started: what they are known by."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID, uuid4

from tracker.importing.duplicates import SAME_START, kind_key
from tracker.model import Activity


class StartTimeIndex:
    """When recordings started, by source and kind; each is found once a file."""

    def __init__(self) -> None:
        self._minutes: defaultdict[tuple[str, str, int], list[tuple[datetime, UUID]]]
        self._minutes = defaultdict(list)
        self._files: dict[UUID, str] = {}

    def hold_start(self, source: str, started: datetime, kind: str) -> None:
        """Remember one that isn't stored."""
        minute = int(started.timestamp()) // 60
        self._minutes[source, kind, minute].append((started, uuid4()))

    def hold(self, uid: UUID, entry: Activity, file: str = "") -> None:
        """Remember when one started, and the file that told it."""
        if entry.started_at:
            key = (entry.source, kind_key(entry.activity), minute_of(entry))
            self._minutes[key].append((entry.started_at, uid))
        if file:
            self._files[uid] = file

    def find(self, entry: Activity, file: str) -> UUID | None:
        """The one that starts within 60 seconds, the nearest, if this file hasn't told it yet."""
        if not entry.started_at:
            return None
        kind, now = kind_key(entry.activity), minute_of(entry)
        near = [
            (abs(started - entry.started_at), uid)
            for minute in (now - 1, now, now + 1)
            for started, uid in self._minutes[entry.source, kind, minute]
            if not file or self._files.get(uid) != file
        ]
        near = [pair for pair in near if pair[0] <= SAME_START]
        return min(near)[1] if near else None


def minute_of(entry: Activity) -> int:
    """The minute it started in, counted since 1970; 0 where that is not known."""
    return int(entry.started_at.timestamp()) // 60 if entry.started_at else 0
