"""Rows as devices give them, taken in with every default."""

from datetime import date, datetime, timedelta, timezone

from tracker.files.entry_types import EntryType
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parse_result import Candidate, ParseResult
from tracker.importing.preview import Preview
from tracker.store import Diary

DAY = date(2026, 3, 1)
CET = timezone(timedelta(hours=1))
TEN = datetime(2026, 3, 1, 10, 0, tzinfo=CET)


def row(
    source: str,
    minutes: int = 30,
    start: datetime | None = TEN,
    *,
    kind: str = "walking",
    id: str = "",  # noqa: A002
    file: str = "",
    day: date = DAY,
    **fields: object,
) -> Candidate:
    """A workout as a device tells it."""
    given: dict[str, object] = {
        "date": start.date() if start else day,
        "activity": kind,
        "minutes": minutes,
        "source": source,
        **fields,
    }
    given |= {"started_at": start} if start else {}
    given |= {"external_id": id} if id else {}
    return Candidate(
        EntryType.ACTIVITIES, file or f"{source}.csv", 2, given, frozenset(), recorded=True
    )


def take(diary: Diary, *rows: Candidate, again: bool = False) -> Preview:
    """Import rows with every default."""
    plan = preview(diary, ParseResult(tuple(rows)), again=again)
    apply_preview(diary, plan)
    return plan


def counts(plan: Preview) -> tuple[int, int, int, int]:
    return plan.added, plan.updated, plan.unchanged, len(plan.duplicates)


def minutes(diary: Diary) -> list[int]:
    return [activity.minutes for activity in diary.activities()]


WATCH = row("watch", 45, id="w1")
PHONE = row("phone", 38, TEN + timedelta(minutes=4), id="p1")
STRAVA = row("strava", 44, TEN + timedelta(seconds=20), id="s1")
