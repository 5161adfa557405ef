"""What importers make of what they read: candidates, or why not."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from tracker.exchange.devices.words import meaning
from tracker.exchange.entries import Candidate, List, Rejected
from tracker.model import EXTERNAL_ID_LIMIT, TERM_LIMIT, Intensity, at_offset

DAY_TOTAL = "minutes of the day"  # what a device counted over a day, without saying of what
DAY_MARK = "day:"  # how the external id of such minutes begins
SHORTEST = 30  # seconds; what is shorter rounds to nothing and is told, not kept
LONGEST = 24 * 3600


def workout(
    file: str,
    row: int,
    *,
    word: str,
    started: datetime,
    seconds: float,
    source: str,
    external_id: str = "",
) -> Candidate | Rejected | str:
    """A workout: an activity, or an exercise done where its kind strengthens.

    `word` is what the device calls it (empty: it doesn't say). `started` has a UTC offset,
    which decides the day. Minutes are rounded to the nearest, a half up.
    """
    if not SHORTEST <= seconds <= LONGEST:
        return Rejected(file, row, _unlikely(seconds))
    meant = meaning(word) if word else None
    if meant and not meant.exercise:
        return f"{file}: left out, because it is no exercise: {meant.name}."
    started = at_offset(started)
    given: dict[str, object] = {"date": started.date(), "source": tidy(source, TERM_LIMIT)}
    if meant and meant.strengthens:
        given["exercise"] = meant.name
        return Candidate(List.EXERCISES, file, row, given, frozenset())
    given |= {"minutes": whole_minutes(seconds), "started_at": started}
    if meant:
        given["activity"] = meant.name
    if external_id := tidy(external_id, EXTERNAL_ID_LIMIT):
        given["external_id"] = external_id
    return Candidate(List.ACTIVITIES, file, row, given, frozenset())


def strength_of_day(file: str, row: int, *, day: date, word: str, source: str) -> Candidate:
    """A strengthening workout of which only the day is known."""
    given = {"date": day, "source": source, "exercise": meaning(word).name}
    return Candidate(List.EXERCISES, file, row, given, frozenset())


def day_total(
    file: str,
    row: int,
    *,
    day: date,
    minutes: float,
    source: str,
    intensity: Intensity | None = None,
    word: str = "",
) -> Iterator[Candidate | Rejected]:
    """Minutes that a device counted over a day; nothing where they round to none.

    Of how hard an activity, or else of which (`word`). They are not doubled, however
    vigorous. A day's totals are left out where the day has workouts, which they
    overlap (:mod:`tracker.exchange.devices.days`).
    """
    if not 0 <= minutes <= 1440:
        yield Rejected(file, row, f"{minutes:g} minutes are not in a day.")
        return
    whole = whole_minutes(60 * minutes)
    if not whole:
        return
    given: dict[str, object] = {
        "date": day,
        "activity": meaning(word).name if word else DAY_TOTAL,
        "minutes": whole,
        "source": source,
        "external_id": f"{DAY_MARK}{day}:{word or intensity}"[:EXTERNAL_ID_LIMIT].strip(),
    }
    if intensity:
        given["intensity"] = intensity
    yield Candidate(List.ACTIVITIES, file, row, given, frozenset())


def whole_minutes(seconds: float) -> int:
    """Seconds as whole minutes, a half up: 30 seconds are a minute, 89 too, 90 are two."""
    return int(seconds / 60 + 0.5)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """A moment with an offset, at the person's clock; one without is taken as theirs."""
    if moment.tzinfo is None:
        return at_offset(moment.replace(tzinfo=zone))
    return at_offset(moment.astimezone(zone))


def at_home(moment: datetime, zone: tzinfo) -> datetime:
    """A moment of a file that writes UTC, at the person's clock; any other offset is its own."""
    return at_offset(moment) if moment.utcoffset() else local(moment, zone)


def tidy(text: str, limit: int | None = None) -> str:
    """A text that a diary can hold: on one line, without control characters, not too long."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.split())[:limit].strip()


def _unlikely(seconds: float) -> str:
    if seconds < SHORTEST:
        return "It lasted less than half a minute."
    if seconds > LONGEST:
        return "It lasted more than a day: the device seems to have been left running."
    return "It has no duration."  # not a number
