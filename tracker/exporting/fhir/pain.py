"""Pain of each day, and readings at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from tracker.exporting.fhir.elements import (
    LOINC,
    SURVEY,
    UNKNOWN,
    Resource,
    concept,
    score,
    written,
    written_moments,
)
from tracker.exporting.fhir.patient import DiarySubject
from tracker.exporting.fhir.resource_ids import ALONE, of_days
from tracker.exporting.fhir.templates import MORE, ResourceTemplate, blank, members, value
from tracker.model import CheckIn, Context

PAIN = ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
OF_THE_DAY = concept(LOINC, *PAIN, text="Average pain of the day")
OF_A_MOMENT = concept(LOINC, *PAIN, text="Pain at one moment")
WHEN = {
    Context.BEFORE: "before exercise",
    Context.AFTER: "after exercise",
    Context.FLARE: "during a flare",
    Context.MORNING: "in the morning",
}


def pain_of_days(who: DiarySubject, *, notes: bool) -> Iterator[ResourceTemplate]:
    """An Observation of each check-in: the day's average, and what else was said.

    Where there is no rating it says so instead of a value; a check-in that says
    nothing about pain or the day has none.
    """
    more = {check_in.date: _more(check_in, who, notes) for check_in in who.contents.check_ins}
    rated = [check_in for check_in in who.contents.check_ins if check_in.pain is not None]
    unrated = [one for one in who.contents.check_ins if one.pain is None and more[one.date]]
    for check_ins, said in (
        (rated, {"valueQuantity": score(value("pain"))}),
        (unrated, {"dataAbsentReason": UNKNOWN}),
    ):
        name = who.begun("pain") + blank("name")
        resource = who.observation(name, SURVEY, OF_THE_DAY, value("day"))
        days = [check_in.date for check_in in check_ins]
        yield ResourceTemplate(
            resource | {"issued": value("entered"), **said, **MORE},
            {
                "name": of_days(days),
                "day": written(days),
                "entered": written_moments([check_in.entered_at for check_in in check_ins]),
                "pain": written([check_in.pain for check_in in check_ins]),
                "more": [more[day] for day in days],
            },
        )


def _more(check_in: CheckIn, who: DiarySubject, notes: bool) -> bytes:
    more = _components(check_in.worst_pain, check_in.interference, check_in.sleep, check_in.flare)
    if check_in.sites:
        more += members({"bodySite": {"text": ", ".join(check_in.sites)}})
    if check_in.note:
        more += _noted(check_in.note, check_in.entered_at, who, notes)
    return more


@lru_cache(maxsize=4096)  # many days say the same; only numbers stay in memory
def _components(
    worst_pain: float | None, interference: int | None, sleep: int | None, flare: bool | None
) -> bytes:
    found = []
    if worst_pain is not None:
        found.append(_rated("Worst pain of the day (10: worst imaginable)", worst_pain))
    if interference is not None:
        found.append(_rated("How much pain got in the way (10: completely)", interference))
    if sleep is not None:
        found.append(_rated("Sleep the night before (10: slept well)", sleep))
    if flare is not None:
        found.append({"code": {"text": "A flare, as the person saw it"}, "valueBoolean": flare})
    return members({"component": found}) if found else b""


def _rated(text: str, rating: float) -> Resource:
    return {"code": {"text": f"{text}, 0 to 10"}, "valueQuantity": score(rating)}


def readings(who: DiarySubject, *, notes: bool) -> ResourceTemplate:
    """An Observation of each reading, with what it belongs to."""
    found = who.contents.readings
    name = blank("name") + ALONE
    resource = who.observation(name, SURVEY, OF_A_MOMENT, value("at"))
    resource |= {"valueQuantity": score(value("pain")), **MORE}
    told = [(reading.context, reading.exercise) for reading in found]
    belonging = {key: _belongs(*key) for key in set(told)}  # many say the same
    noted = [_noted(reading.note, reading.at, who, notes) for reading in found]
    return ResourceTemplate(
        resource,
        {
            "name": who.begun_each("reading", [reading.uid for reading in found]),
            "at": written_moments([reading.at for reading in found]),
            "pain": written([reading.pain for reading in found]),
            "more": [belonging[key] + note for key, note in zip(told, noted, strict=True)],
        },
    )


def _noted(text: str, at: datetime, who: DiarySubject, notes: bool) -> bytes:
    return members({"note": who.note(text, at)}) if notes and text.strip() else b""


def _belongs(context: Context | None, exercise: str) -> bytes:
    about = {"When": WHEN[context] if context else "", "Exercise": exercise}
    found = [{"code": {"text": text}, "valueString": said} for text, said in about.items() if said]
    return members({"component": found}) if found else b""
