"""What importers make of what they read: candidates, or why not."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo

from tracker.files.entry_types import EntryType
from tracker.importing.parse_result import Began, Candidate, RejectedRow
from tracker.importing.sources.activity_names import lookup_activity
from tracker.model import EXTERNAL_ID_LIMIT, TERM_LIMIT, Intensity, at_offset

DAY_TOTAL = "minutes of the day"  # what a device counted over a day, without saying of what
DAY_MARK = "day:"  # how the external id of such minutes begins
PART_MARK = "part of day:"
SHORTEST = 30  # seconds; what is shorter rounds to nothing and is told, not kept
DAY = 24 * 3600
LONG = 12 * 3600  # a workout may be longer, but not standing still
LONGEST = 7 * DAY  # as the longest races
STANDING = 1 / 3.6  # metres a second; slower is standing
MISSING = ("", "--", "-", "n/a", "null", "none")  # what services write for nothing


def workout(
    file: str,
    row: int,
    *,
    word: str,
    started: datetime,
    seconds: float,
    source: str,
    external_id: str = "",
    metres: float | None = None,
) -> Iterator[Candidate | RejectedRow | str]:
    """A workout: an activity, or an exercise done where its kind strengthens.

    `word` is what the device calls it (empty: it doesn't say). `started` has a UTC offset,
    which decides the day. Minutes are rounded to the nearest, a half up. `metres` is how far
    it went, where the device says so: that tells a walk of two days from a watch that was
    left running. What moved for more than a day is split at midnight.
    """
    if not SHORTEST <= seconds <= _longest(seconds, metres):
        yield RejectedRow(file, row, _unlikely(seconds, metres))
        return
    meant = lookup_activity(word) if word else None
    if meant and not meant.exercise:
        yield f"{file}: left out, because it is no exercise: {meant.name}."
        return
    started = at_offset(started)
    given: dict[str, object] = {"date": started.date(), "source": single_line(source, TERM_LIMIT)}
    began = Began(started, seconds)
    if meant and meant.strengthens:
        given["exercise"] = meant.name
        yield Candidate(EntryType.EXERCISES, file, row, given, recorded=True, began=began)
        return
    if meant:
        given["activity"] = meant.name
    parts = [(started, seconds)] if seconds <= DAY else list(_by_day(started, seconds))
    for number, (start, lasted) in enumerate(parts):
        known = f"{external_id}+{number}" if external_id and number else external_id
        about: dict[str, object] = {
            "date": start.date(),
            "minutes": round_minutes(lasted),
            "started_at": start,
        }
        if known := single_line(known, EXTERNAL_ID_LIMIT):
            about["external_id"] = known
        yield Candidate(EntryType.ACTIVITIES, file, row, given | about, recorded=True, began=began)
    if len(parts) > 1:
        yield (
            f"{file}: a recording that moved for {seconds / 3600:.0f} hours is split over "
            f"{len(parts)} days."
        )


def strength_of_day(file: str, row: int, *, day: date, word: str, source: str) -> Candidate:
    """A strengthening workout of which only the day is known."""
    given = {"date": day, "source": source, "exercise": lookup_activity(word).name}
    return Candidate(EntryType.EXERCISES, file, row, given, recorded=True)


def day_total(
    file: str,
    row: int,
    *,
    day: date,
    minutes: float,
    source: str,
    intensity: Intensity | None = None,
    word: str = "",
    part: str = "",
) -> Iterator[Candidate | RejectedRow]:
    """Minutes that a device counted over a day; nothing where they round to none.

    Of how hard an activity, or of which (`word`). Where files tell of a day in parts, `part`
    names this one; the parts add up. They are not doubled, however
    vigorous. A day's totals are left out where the day has workouts, which they
    overlap (:mod:`tracker.importing.sources.day_totals`).
    """
    if not 0 <= minutes <= 1440:
        yield RejectedRow(file, row, f"{minutes:g} minutes are not in a day.")
        return
    whole = round_minutes(60 * minutes)
    if not whole:
        return
    given: dict[str, object] = {
        "date": day,
        "activity": lookup_activity(word).name if word else DAY_TOTAL,
        "minutes": whole,
        "source": source,
        "external_id": f"{DAY_MARK}{day}:{word or intensity}{part}"[:EXTERNAL_ID_LIMIT].strip(),
    }
    if intensity:
        given["intensity"] = intensity
    yield Candidate(EntryType.ACTIVITIES, file, row, given, recorded=True)


def day_without_minutes(file: str, row: int, *, day: date, source: str) -> Candidate:
    """The record of a source that counted over a whole day, and counted none.

    It adds nothing and makes the day known. Importers give it only where the source has a
    record of that day and nothing says that the device lay in a drawer.
    """
    given: dict[str, object] = {
        "date": day,
        "activity": DAY_TOTAL,
        "minutes": 0,
        "intensity": Intensity.MODERATE,
        "source": source,
        "external_id": f"{DAY_MARK}{day}:{Intensity.MODERATE}",
    }
    return Candidate(EntryType.ACTIVITIES, file, row, given, recorded=True)


def part_of_none(file: str, row: int, *, day: date, intensity: Intensity, source: str) -> Candidate:
    """A part of the record of a day without minutes, of which no file holds the whole.

    No moderate and no vigorous minutes, and some light ones, which show that it was worn.
    """
    given = {"date": day, "source": source, "external_id": f"{PART_MARK}{day}:{intensity}"}
    return Candidate(EntryType.ACTIVITIES, file, row, given | {"minutes": 0}, recorded=True)


def totals_of_day(
    file: str, row: int, *, day: date, minutes: Mapping[Intensity, float], source: str, worn: bool
) -> Iterator[Candidate | RejectedRow]:
    """All that a device counted over a day, by how hard it was; a day without any where `worn`."""
    if worn and all(0 <= 60 * amount < SHORTEST for amount in minutes.values()):
        yield day_without_minutes(file, row, day=day, source=source)
        return
    for kind, amount in minutes.items():
        yield from day_total(file, row, day=day, minutes=amount, intensity=kind, source=source)


def number(text: str) -> float | None:
    """A number as people in various countries write it; None where there is none.

    A comma or point alone is a decimal one unless three digits follow it; of both, the last.
    """
    plain = "".join(text.split()).replace("'", "")
    if plain.lower() in MISSING:
        return None
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "," if point > comma else "."
        plain = plain.replace(thousands, "")
    elif comma >= 0 and (plain.count(",") > 1 or len(plain) - comma == 4):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if -1e15 < value < 1e15 else None  # neither infinite nor no number


def round_minutes(seconds: float) -> int:
    """Seconds as whole minutes, a half up: 30 seconds are a minute, 89 too, 90 are two."""
    return int(seconds / 60 + 0.5)


def local_time(moment: datetime, zone: tzinfo) -> datetime:
    """A moment with an offset, at the person's clock; one without is taken as theirs."""
    if moment.tzinfo is None:
        return at_offset(moment.replace(tzinfo=zone))
    return at_offset(moment.astimezone(zone))


def home_time(moment: datetime, zone: tzinfo) -> datetime:
    """A moment of a file that writes UTC, at the person's clock; any other offset is its own."""
    return at_offset(moment) if moment.utcoffset() else local_time(moment, zone)


def single_line(text: str, limit: int | None = None) -> str:
    """A text that a diary can hold: on one line, without control characters, not too long."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.split())[:limit].strip()


def _longest(seconds: float, metres: float | None) -> float:
    """Seconds that a workout may have, by how far it went."""
    if metres is None:
        return DAY
    return LONGEST if metres >= STANDING * seconds else LONG


def _by_day(started: datetime, seconds: float) -> Iterator[tuple[datetime, float]]:
    """The parts of a workout, from midnight to midnight on its clock."""
    while seconds >= SHORTEST:
        midnight = (started + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        part = min(seconds, (midnight - started).total_seconds())
        if part >= SHORTEST:
            yield started, part
        started, seconds = midnight, seconds - part


def _unlikely(seconds: float, metres: float | None) -> str:
    if seconds < SHORTEST:
        return "It lasted less than half a minute."
    if seconds > LONGEST:
        return "It lasted more than a week: the device seems to have been left running."
    if seconds > LONG and metres is not None and metres < STANDING * seconds:
        return (
            f"It lasted {seconds / 3600:.0f} hours and went {metres / 1000:.1f} km: the device "
            "seems to have been left running. Enter by hand what you did."
        )
    if seconds > DAY:
        return (
            "It lasted more than a day, and nothing says that it moved all the time: the device "
            "seems to have been left running. Enter by hand what you did."
        )
    return "It has no duration."  # not a number
