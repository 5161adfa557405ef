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
    identifier,
    moment,
    score,
)
from tracker.exporting.fhir.patient import ALONE, DiarySubject, digits_of_days
from tracker.model import CheckIn, Context, Reading

PAIN = ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
OF_THE_DAY = fragment(concept(LOINC, *PAIN, text="Average pain of the day"))
OF_A_MOMENT = fragment(concept(LOINC, *PAIN, text="Pain at one moment"))
WORST_PAIN = fragment({"text": "Worst pain of the day (10: worst imaginable), 0 to 10"})
INTERFERENCE = fragment({"text": "Interference with daily life (10: completely), 0 to 10"})
SLEEP = fragment({"text": "Sleep the night before (10: slept well), 0 to 10"})
FLARE = fragment({"text": "A flare, as the person saw it"})
OFF_WORK = fragment({"text": "Off work because of the back, as the person ticked"})
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
    prefix = who.id_prefix("pain")
    rated = who.observation(SURVEY, OF_THE_DAY, issued=None, valueQuantity=None)
    unrated = who.observation(SURVEY, OF_THE_DAY, issued=None, dataAbsentReason=UNKNOWN)
    check_ins = sorted(who.contents.check_ins, key=lambda check_in: check_in.pain is None)
    days = digits_of_days(check_in.date for check_in in check_ins)
    for check_in, digits in zip(check_ins, days, strict=True):
        if said := _said(check_in, who, notes):
            resource_id = prefix + digits
            resource = dict(
                unrated if check_in.pain is None else rated,
                id=resource_id,
                identifier=[identifier(resource_id)],
                effectiveDateTime=check_in.date,
                issued=moment(check_in.entered_at),
            )
            resource.update(said)
            yield resource


def readings(who: DiarySubject, *, notes: bool) -> Iterator[Resource]:
    """An Observation of each reading, with what it belongs to."""
    of_a_moment = who.observation(SURVEY, OF_A_MOMENT, valueQuantity=None)
    for reading in who.contents.readings:
        resource_id = who.entry_prefix("reading", reading.uid) + ALONE
        resource = dict(
            of_a_moment,
            id=resource_id,
            identifier=[identifier(resource_id)],
            effectiveDateTime=moment(reading.at),
            valueQuantity=score(reading.pain),
        )
        if belonging := _belonging(reading):
            resource["component"] = belonging
        if notes and reading.note.strip():
            resource["note"] = who.note(reading.note, reading.at)
        yield resource


def _said(check_in: CheckIn, who: DiarySubject, notes: bool) -> Resource:
    """What a check-in says, as members of its Observation: the average pain, what is beside it."""
    components: list[Resource] = []
    if check_in.worst_pain is not None:
        components.append({"code": WORST_PAIN, "valueQuantity": score(check_in.worst_pain)})
    if check_in.interference is not None:
        components.append({"code": INTERFERENCE, "valueQuantity": score(check_in.interference)})
    if check_in.sleep is not None:
        components.append({"code": SLEEP, "valueQuantity": score(check_in.sleep)})
    if check_in.flare is not None:
        components.append({"code": FLARE, "valueBoolean": check_in.flare})
    if check_in.off_work:
        components.append({"code": OFF_WORK, "valueBoolean": True})
    said: Resource = {} if check_in.pain is None else {"valueQuantity": score(check_in.pain)}
    if components:
        said["component"] = components
    if check_in.sites:
        said["bodySite"] = {"text": ", ".join(check_in.sites)}
    if notes and check_in.note.strip():
        said["note"] = who.note(check_in.note, check_in.entered_at)
    return said


def _belonging(reading: Reading) -> list[Resource]:
    about = {"When": WHEN[reading.context] if reading.context else "", "Exercise": reading.exercise}
    return [{"code": {"text": text}, "valueString": said} for text, said in about.items() if said]
