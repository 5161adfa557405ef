"""Pain of each day, and readings at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.exporting.fhir.elements import (
    LOINC,
    MORE,
    OWN,
    SURVEY,
    UNKNOWN,
    Alike,
    Resource,
    column,
    concept,
    members,
    moment,
    score,
)
from tracker.exporting.fhir.patient import ALONE, DiarySubject, digits_of_days
from tracker.model import CheckIn, Context, Reading

PAIN = ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
OF_THE_DAY = concept(LOINC, *PAIN, text="Average pain of the day")
OF_A_MOMENT = concept(LOINC, *PAIN, text="Pain at one moment")
WORST_PAIN = {"text": "Worst pain of the day (10: worst imaginable), 0 to 10"}
INTERFERENCE = {"text": "Interference with daily life (10: completely), 0 to 10"}
SLEEP = {"text": "Sleep the night before (10: slept well), 0 to 10"}
FLARE = {"text": "A flare, as the person saw it"}
OFF_WORK = {"text": "Off work because of the back, as the person ticked"}
WHEN = {
    Context.BEFORE: "before exercise",
    Context.AFTER: "after exercise",
    Context.FLARE: "during a flare",
    Context.MORNING: "in the morning",
}


def pain_of_days(who: DiarySubject, *, notes: bool) -> Iterator[Alike]:
    """An Observation of each check-in: the day's average, and what else was said.

    Those with a rating come first. The others say that it is unknown instead of a
    value; a check-in that says nothing about pain or the day has none.
    """
    rated: list[tuple[CheckIn, Resource]] = []
    unrated: list[tuple[CheckIn, Resource]] = []
    for check_in in who.contents.check_ins:
        beside = _beside(check_in, who, notes)
        if check_in.pain is not None:
            rated.append((check_in, beside))
        elif beside:
            unrated.append((check_in, beside))
    if rated:
        pain = column([check_in.pain or 0 for check_in, _ in rated])
        yield _of_days(rated, {"valueQuantity": score(pain)}, who)
    if unrated:
        yield _of_days(unrated, {"dataAbsentReason": UNKNOWN}, who)


def _of_days(said: Sequence[tuple[CheckIn, Resource]], pain: Resource, who: DiarySubject) -> Alike:
    """Check-ins that say so of their pain, each with what it says beside it."""
    check_ins = [check_in for check_in, _ in said]
    days = [check_in.date for check_in in check_ins]
    observation = who.observation(
        who.id_prefix("pain") + OWN,
        SURVEY,
        OF_THE_DAY,
        column(days),
        {
            "issued": column([moment(check_in.entered_at) for check_in in check_ins]),
            **pain,
            MORE: members(beside for _, beside in said),
        },
    )
    return Alike(observation, digits_of_days(days))


def readings(who: DiarySubject, *, notes: bool) -> Iterator[Resource]:
    """An Observation of each reading, with what it belongs to."""
    for reading in who.contents.readings:
        more: Resource = {"valueQuantity": score(reading.pain)}
        if belonging := _belonging(reading):
            more["component"] = belonging
        if notes and reading.note.strip():
            more["note"] = who.note(reading.note, reading.at)
        resource_id = who.entry_prefix("reading", reading.uid) + ALONE
        yield who.observation(resource_id, SURVEY, OF_A_MOMENT, moment(reading.at), more)


def _beside(check_in: CheckIn, who: DiarySubject, notes: bool) -> Resource:
    """What a check-in says beside its average pain, as members of its Observation."""
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
    beside: Resource = {}
    if components:
        beside["component"] = components
    if check_in.sites:
        beside["bodySite"] = {"text": ", ".join(check_in.sites)}
    if notes and check_in.note.strip():
        beside["note"] = who.note(check_in.note, check_in.entered_at)
    return beside


def _belonging(reading: Reading) -> list[Resource]:
    about = {"When": WHEN[reading.context] if reading.context else "", "Exercise": reading.exercise}
    return [{"code": {"text": text}, "valueString": said} for text, said in about.items() if said]
