"""Whatever a diary holds, the bundle is valid, and says what the diary says."""

from collections import Counter
from datetime import datetime, timedelta

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies as some
from tests.exporting.fhir.checks import problems
from tests.exporting.fhir.diary import ROLAND, pegged, resources
from tests.exporting.report_builders import contents
from tracker.analysis.report_data import ReportData
from tracker.exporting.fhir.bundle import bundle
from tracker.model import Answer, Answers, Appointment, CheckIn, Section, Skip
from tracker.questionnaires import peg


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Answered as a form allows, or to a form that is gone or has changed."""
    day = draw(some.days)
    if draw(st.booleans()):
        return pegged(day, *(draw(some.ratings) for _ in range(3)))
    links = draw(st.lists(st.sampled_from(["s0", "s1", "hours", "else", "x y"]), unique=True))
    value = st.booleans() | st.integers(-(2**53), 2**53) | some.notes
    value |= st.floats(-(2.0**53), 2.0**53)
    said = tuple(Answer(link, draw(value)) for link in links or ["s0"])
    score = draw(st.none() | st.floats(-1e6, 1e6) | st.integers(0, 24))
    keys = st.sampled_from([ROLAND.key, "http://example.org/gone"])
    return Answers(day, draw(keys), said, score, draw(some.moments(day)))


@st.composite
def handed_over(draw: st.DrawFn) -> ReportData:
    entries = draw(some.diaries())
    first, last = sorted([draw(some.days), draw(some.days)])
    last = min(last, first + timedelta(days=draw(st.sampled_from([0, 6, 40, 200]))))
    skips: list[Skip] = draw(st.lists(some.skips, max_size=2))
    return contents(
        first,
        last,
        made_at=draw(some.moments(draw(st.sampled_from([last, some.YESTERDAY])))),
        identity=draw(st.uuids()),
        person=draw(some.people),
        appointment=Appointment(sections=tuple(draw(st.sets(st.sampled_from(Section))))),
        check_ins=entries.check_ins,
        readings=entries.readings,
        activities=entries.activities,
        exercises_done=entries.exercises,
        skips=skips,
        answers=draw(st.lists(answers(), max_size=4, unique_by=lambda given: given.uid)),
        medicines=draw(st.lists(some.medicines(), max_size=3)),
        goals=draw(st.lists(some.goals, max_size=3, unique_by=lambda goal: goal.starts)),
        questionnaires=[peg(), ROLAND],
    )


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(whole=handed_over(), pdf=st.none() | st.binary(min_size=1, max_size=40), name=st.booleans())
def test_any_diary_gives_a_valid_bundle(whole: ReportData, pdf: bytes | None, name: bool) -> None:
    data = bundle(whole, pdf=pdf, name=name)
    found = orjson.loads(data)
    weeks = [entry for entry in found["entry"][1:] if "meta" in entry["resource"]]
    if len(weeks) > 30:  # empty ones, all alike
        left_out = [entry["fullUrl"] for entry in weeks[20:]]
        found["entry"] = [entry for entry in found["entry"] if entry["fullUrl"] not in left_out]
        for entry in found["entry"]:
            if "target" in entry["resource"] and "agent" in entry["resource"]:
                targets = entry["resource"]["target"]
                kept = [target for target in targets if target["reference"] not in left_out]
                entry["resource"]["target"] = kept
    assert problems(orjson.dumps(found)) == []
    assert bundle(whole, pdf=pdf, name=name) == data


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(whole=handed_over())
def test_every_pain_is_sent_as_often_as_it_was_entered(whole: ReportData) -> None:
    found = resources(bundle(whole), "Observation", "72514-3")

    def moment(at: datetime) -> float:
        return at.timestamp()

    of_days = [one for one in found if one["code"]["text"] == "Average pain of the day"]
    sent = Counter(
        (one["effectiveDateTime"][:10], one["valueQuantity"]["value"])
        for one in of_days
        if "valueQuantity" in one
    )
    rated = [one for one in whole.check_ins if one.pain is not None]
    assert sent == Counter((str(one.date), one.pain) for one in rated)
    without = [one for one in of_days if "valueQuantity" not in one]
    assert all("dataAbsentReason" in one for one in without)
    assert Counter(one["effectiveDateTime"][:10] for one in without) == Counter(
        str(one.date) for one in whole.check_ins if one.pain is None and _says_more(one, whole)
    )
    readings = sorted(
        (moment(datetime.fromisoformat(one["effectiveDateTime"])), one["valueQuantity"]["value"])
        for one in found
        if one["code"]["text"] == "Pain at one moment"
    )
    assert readings == sorted((moment(one.at), one.pain) for one in whole.readings)


def _says_more(check_in: CheckIn, whole: ReportData) -> bool:
    """Whether there is something to send of a check-in beside its pain; notes where chosen."""
    rated = (check_in.worst_pain, check_in.interference, check_in.sleep, check_in.flare)
    noted = check_in.note.strip() and Section.NOTES in whole.appointment.sections
    return bool(any(said is not None for said in rated) or check_in.sites or noted)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(whole=handed_over())
def test_nothing_private_is_sent_that_was_not_chosen(whole: ReportData) -> None:
    """Notes only when chosen; single activities and exercises never."""
    text = bundle(whole, name=False).decode()
    for note in {one.note for one in (*whole.check_ins, *whole.readings)}:
        if len(note.strip()) > 20 and Section.NOTES not in whole.appointment.sections:
            assert orjson.dumps(note).decode()[1:-1] not in text
    for entry in (*whole.activities, *whole.exercises_done, *whole.skips):
        if len(note := getattr(entry, "note", "")) > 20 and not any(
            note == one.note for one in (*whole.check_ins, *whole.readings)
        ):
            assert orjson.dumps(note).decode()[1:-1] not in text
