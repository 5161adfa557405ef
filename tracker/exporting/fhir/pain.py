"""Pain of each day, and readings at one moment."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.exporting.fhir.elements import (
    LOINC,
    SURVEY,
    UNKNOWN,
    Resource,
    concept,
    fragment,
    moment,
    score,
)
from tracker.exporting.fhir.patient import ALONE, DiarySubject, digits_of_day
from tracker.model import CheckIn, Context, Reading

PAIN = ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
OF_THE_DAY = fragment(concept(LOINC, *PAIN, text="Average pain of the day"))
OF_A_MOMENT = fragment(concept(LOINC, *PAIN, text="Pain at one moment"))
WHEN = {
    Context.BEFORE: "before exercise",
    Context.AFTER: "after exercise",
    Context.FLARE: "during a flare",
    Context.MORNING: "in the morning",
}


def pain_of_days(who: DiarySubject, *, notes: bool) -> Iterator[Resource]:
    """An Observation of each check-in: the day's average, and what else was said.

    Those with a rating come first. The others say that it is unknown instead of a
    value; a check-in that says nothing about pain or the day has none.
    """
    check_ins = who.contents.check_ins
    prefix = who.id_prefix("pain")
    for check_in in sorted(check_ins, key=lambda check_in: check_in.pain is None):
        details = _details(check_in, who, notes)
        if check_in.pain is None and not details:
            continue
        resource_id = prefix + digits_of_day(check_in.date)
        resource = who.observation(resource_id, SURVEY, OF_THE_DAY, check_in.date)
        resource["issued"] = moment(check_in.entered_at)
        if check_in.pain is None:
            resource["dataAbsentReason"] = UNKNOWN
        else:
            resource["valueQuantity"] = score(check_in.pain)
        resource.update(details)
        yield resource


def readings(who: DiarySubject, *, notes: bool) -> Iterator[Resource]:
    """An Observation of each reading, with what it belongs to."""
    for reading in who.contents.readings:
        resource_id = who.entry_prefix("reading", reading.uid) + ALONE
        resource = who.observation(resource_id, SURVEY, OF_A_MOMENT, moment(reading.at))
        resource["valueQuantity"] = score(reading.pain)
        if belonging := _belonging(reading):
            resource["component"] = belonging
        if notes and reading.note.strip():
            resource["note"] = who.note(reading.note, reading.at)
        yield resource


def _details(check_in: CheckIn, who: DiarySubject, notes: bool) -> Resource:
    """What a check-in says beside its average pain, as members of its Observation."""
    details: Resource = {}
    components: list[Resource] = [
        {"code": {"text": text}, "valueQuantity": score(rating)}
        for text, rating in (
            ("Worst pain of the day (10: worst imaginable), 0 to 10", check_in.worst_pain),
            ("Interference with daily life (10: completely), 0 to 10", check_in.interference),
            ("Sleep the night before (10: slept well), 0 to 10", check_in.sleep),
        )
        if rating is not None
    ]
    if check_in.flare is not None:
        text = "A flare, as the person saw it"
        components.append({"code": {"text": text}, "valueBoolean": check_in.flare})
    if check_in.off_work:
        text = "Off work because of the back, as the person ticked"
        components.append({"code": {"text": text}, "valueBoolean": True})
    if components:
        details["component"] = components
    if check_in.sites:
        details["bodySite"] = {"text": ", ".join(check_in.sites)}
    if notes and check_in.note.strip():
        details["note"] = who.note(check_in.note, check_in.entered_at)
    return details


def _belonging(reading: Reading) -> list[Resource]:
    about = {"When": WHEN[reading.context] if reading.context else "", "Exercise": reading.exercise}
    return [{"code": {"text": text}, "valueString": said} for text, said in about.items() if said]
