"""What the trends show beside pain, minutes and strength: events, medicine, and more on request.

Only what is recorded is drawn. Where pain is drawn by stretches of weeks, so is the rest:
means with their days, and one mark for all that a stretch holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from tracker.analysis.function import days_of_places, rating_mean
from tracker.analysis.pain import enough_days
from tracker.charts.amounts import mean_text
from tracker.formatting import PLAIN, Formats
from tracker.model import CheckIn, Event, ExerciseDone, MedicineTaken, Reading

SITES_SHOWN = 4
LABEL_PIXELS = 6.6  # of a letter of an event's words
NAME_PIXELS = 7  # of a letter of a panel's name
MARK_PIXELS = 20  # of its mark, with a gap
PARTS = 4  # of a day, in which readings are put together where there are many
READINGS_DRAWN = 200
_NOON = time(12)


class Shown(StrEnum):
    """What can be shown beside the three measures that always are, in their order."""

    EVENTS = "events"
    MEDICINE = "medicine"
    WORST_PAIN = "worst pain"
    INTERFERENCE = "interference"
    SLEEP = "sleep"
    READINGS = "time of day"
    SITES = "where it hurt"


ON_REQUEST = tuple(Shown)[2:]
OWN_PANEL = tuple(one for one in Shown if one is not Shown.WORST_PAIN)  # that is drawn at the pain
_TITLES = {
    Shown.EVENTS: "Events",
    Shown.MEDICINE: "Medicine taken",
    Shown.INTERFERENCE: "Interference with daily life,\n0 to 10",
    Shown.SLEEP: "Sleep,\n0 very badly to 10 very well",
    Shown.READINGS: "Pain at moments,\nby time of day",
    Shown.SITES: "Where it hurt",
}
NONE = "None recorded in this range"
AVERAGE = "Average {mean}"
TIMES = "{times} · larger: more pain"
DAYS_AND_MORE = "{days}; {more} more"
SITE = "{site}, {days}"


@dataclass(frozen=True, slots=True)
class DayRecords:
    """What is recorded of one day beside its sums."""

    check_in: CheckIn | None = None
    exercises: tuple[ExerciseDone, ...] = ()
    medicines: tuple[MedicineTaken, ...] = ()


@dataclass(frozen=True, slots=True)
class RangeRecords:
    """What is recorded in a range of days beside the sums of its days."""

    days: Mapping[date, DayRecords] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    readings: tuple[Reading, ...] = ()

    @property
    def marks(self) -> tuple[Shown, ...]:
        """What is shown without being asked for, since there is some of it."""
        found = []
        if self.events:
            found.append(Shown.EVENTS)
        if any(day.medicines for day in self.days.values()):
            found.append(Shown.MEDICINE)
        return tuple(found)


NOTHING = RangeRecords()


def shown_rows(
    shown: Sequence[Shown],
    records: RangeRecords,
    first: date,
    last: date,
    stretches: Sequence[tuple[date, date]] = (),
    formats: Formats = PLAIN,
) -> list[dict[str, Any]]:
    """Rows for the chart, of the kinds that `trends_view` draws.

    Parameters
    ----------
    shown
        What is shown.
    records
        What is recorded from `first` to `last`.
    first, last
        The first and the last day of the range.
    stretches
        The stretches of days that pain is drawn by; none where it is drawn by day.
    formats
        How numbers are written.
    """
    spans = list(stretches) or [
        (first + timedelta(days=n), first + timedelta(days=n))
        for n in range((last - first).days + 1)
    ]
    made = {
        Shown.EVENTS: lambda: _events(records.events, first, last, formats),
        Shown.MEDICINE: lambda: _medicine(records.days, spans, formats),
        Shown.WORST_PAIN: lambda: _worst_pain(records.days, spans),
        Shown.INTERFERENCE: lambda: _ratings(Shown.INTERFERENCE, records.days, spans, formats),
        Shown.SLEEP: lambda: _ratings(Shown.SLEEP, records.days, spans, formats),
        Shown.READINGS: lambda: _readings(records.readings, spans, formats),
        Shown.SITES: lambda: _sites(records.days, spans, formats),
    }
    return [row for one in shown for row in made[one]()]


def _heading(shown: Shown, said: str) -> dict[str, Any]:
    name = _TITLES[shown]
    room = NAME_PIXELS * len(name)
    return {"kind": f"{shown} heading", "said": name, "said_more": said or NONE, "room": room}


def _middle(span: tuple[date, date]) -> datetime:
    begin, end = span
    return datetime.combine(begin, _NOON) + (end - begin) / 2


def _events(
    events: Sequence[Event], first: date, last: date, formats: Formats
) -> Iterator[dict[str, Any]]:
    """A mark for each event, its words on the side that has more room, if they fit there."""
    yield _heading(Shown.EVENTS, formats.counted(len(events), "event"))
    days = (last - first).days + 1
    starts = [(max(event.date, first) - first).days for event in events]
    edges = [0, *starts, days]
    for number, event in enumerate(events):
        before, here, after = edges[number : number + 3]
        left = after - here < (here - before) and number == 0
        free = max(1, here - before if left else after - here)
        needed = LABEL_PIXELS * len(event.words) + MARK_PIXELS
        yield {
            "kind": Shown.EVENTS,
            "start": datetime.combine(max(event.date, first), _NOON),
            "end": datetime.combine(min(event.ends or event.date, last), _NOON),
            "said": event.words,
            "flare": left,
            "room": needed * days / free,
        }


def _medicine(
    days: Mapping[date, DayRecords], spans: Sequence[tuple[date, date]], formats: Formats
) -> Iterator[dict[str, Any]]:
    taken = sorted(day for day, known in days.items() if known.medicines)
    yield _heading(Shown.MEDICINE, formats.counted(len(taken), "day") if taken else "")
    for span in spans:
        if any(span[0] <= day <= span[1] for day in taken):
            yield {"kind": Shown.MEDICINE, "start": _middle(span)}


def _of(
    name: str, days: Mapping[date, DayRecords], spans: Sequence[tuple[date, date]]
) -> list[tuple[tuple[date, date], list[float]]]:
    """What check-ins say in a field, for each span that has any of it."""
    rated = sorted(
        (day, value)
        for day, known in days.items()
        if known.check_in and (value := getattr(known.check_in, name)) is not None
    )
    found = []
    at = 0
    for first, last in spans:
        values = []
        while at < len(rated) and rated[at][0] <= last:
            if rated[at][0] >= first:
                values.append(rated[at][1])
            at += 1
        if values:
            found.append(((first, last), values))
    return found


def _ratings(
    shown: Shown,
    days: Mapping[date, DayRecords],
    spans: Sequence[tuple[date, date]],
    formats: Formats,
) -> Iterator[dict[str, Any]]:
    found = _of(str(shown), days, spans)
    whole = rating_mean(value for _, some in found for value in some)
    length = (spans[-1][1] - spans[0][0]).days + 1
    said = ""
    if whole.mean is not None:
        mean = mean_text(whole.mean, whole.n, length, formats=formats)
        said = AVERAGE.format(mean=mean)
    yield _heading(shown, said)
    for span, some in found:
        enough = enough_days(len(some), (span[1] - span[0]).days + 1)
        value = rating_mean(some).mean
        yield {"kind": shown, "start": _middle(span), "value": value, "few": not enough}


def _worst_pain(
    days: Mapping[date, DayRecords], spans: Sequence[tuple[date, date]]
) -> Iterator[dict[str, Any]]:
    pains = {span: rating_mean(some).mean for span, some in _of("pain", days, spans)}
    for span, some in _of("worst_pain", days, spans):
        worst = rating_mean(some).mean
        yield {
            "kind": Shown.WORST_PAIN,
            "start": _middle(span),
            "value": worst,
            "low": pains.get(span, worst),
        }


def _readings(
    readings: Sequence[Reading], spans: Sequence[tuple[date, date]], formats: Formats
) -> Iterator[dict[str, Any]]:
    """Each reading at its hour; where there are many, the mean of a quarter of the day."""
    said = TIMES.format(times=formats.counted(len(readings), "time")) if readings else ""
    yield _heading(Shown.READINGS, said)
    if spans[0][0] == spans[0][1] and len(readings) <= READINGS_DRAWN:
        for reading in readings:
            hour = reading.at.hour + reading.at.minute / 60
            yield {
                "kind": Shown.READINGS,
                "start": datetime.combine(reading.at.date(), _NOON),
                "value": hour,
                "low": float(reading.pain),
            }
        return
    length = 24 / PARTS
    for first, last in spans:
        parts: dict[int, list[float]] = {}
        for reading in readings:
            if first <= reading.at.date() <= last:
                parts.setdefault(int(reading.at.hour // length), []).append(float(reading.pain))
        for part, pains in sorted(parts.items()):
            yield {
                "kind": Shown.READINGS,
                "start": _middle((first, last)),
                "value": (part + 0.5) * length,
                "low": rating_mean(pains).mean,
            }


def _sites(
    days: Mapping[date, DayRecords], spans: Sequence[tuple[date, date]], formats: Formats
) -> Iterator[dict[str, Any]]:
    named = [known.check_in for known in days.values() if known.check_in and known.check_in.sites]
    places = days_of_places(named)
    more = len(places) - SITES_SHOWN
    said = (DAYS_AND_MORE if more > 0 else "{days}").format(
        days=formats.counted(len(named), "day"), more=formats.number(more)
    )
    yield _heading(Shown.SITES, said if named else "")
    for slot, (site, number) in enumerate(places[:SITES_SHOWN]):
        label = SITE.format(
            site=f"{site[:1].upper()}{site[1:]}", days=formats.counted(number, "day")
        )
        yield {"kind": "site name", "value": slot, "said": label}
        marked = sorted(said.date for said in named if site.lower() in map(str.lower, said.sites))
        for span in spans:
            if any(span[0] <= day <= span[1] for day in marked):
                yield {"kind": Shown.SITES, "start": _middle(span), "value": slot}
