"""The bundle as a whole: valid, the same every time, and the same things under the same ids."""

from base64 import b64decode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha1
from uuid import UUID

import orjson
import pytest

from tests.exporting.fhir.checks import problems
from tests.exporting.fhir.diary import FIRST, LAST, diary, resources
from tests.exporting.report_builders import contents
from tracker.analysis.report_data import ReportData
from tracker.exporting.fhir.bundle import bundle
from tracker.model import Appointment, CheckIn, Person, Section

EVERYTHING = Appointment(sections=tuple(Section))
PDF = b"%PDF-1.7\n" + bytes(range(256))


def kinds(data: bytes) -> dict[str, int]:
    found = [resource["resourceType"] for resource in resources(data)]
    return {kind: found.count(kind) for kind in dict.fromkeys(found)}


def ids(data: bytes) -> set[str]:
    return {resource["id"] for resource in resources(data)}


def test_a_diary_with_one_of_everything_is_valid() -> None:
    data = bundle(diary(appointment=EVERYTHING), pdf=PDF)
    assert problems(data) == []
    assert list(kinds(data)) == [
        "Patient",
        "Goal",
        "Observation",
        "Questionnaire",
        "QuestionnaireResponse",
        "DocumentReference",
        "Provenance",
    ]


@pytest.mark.parametrize("last", [FIRST, FIRST + timedelta(days=6), date(2027, 1, 3)])
def test_any_period_is_valid(last: date) -> None:
    assert problems(bundle(diary(FIRST, last))) == []


def test_an_empty_diary_says_who_and_no_more() -> None:
    data = bundle(contents(FIRST, LAST))
    assert kinds(data) == {"Patient": 1}
    assert problems(data) == []


def test_a_period_with_nothing_in_it_says_that_nothing_is_known() -> None:
    period = date(2026, 9, 28), date(2026, 10, 11)
    check_in = CheckIn(FIRST, 4, datetime(2026, 8, 24, 20, tzinfo=UTC))
    data = bundle(contents(*period, check_ins=[check_in]))
    assert problems(data) == []
    assert all("valueQuantity" not in found for found in resources(data, "Observation"))


def test_one_day_is_one_pain() -> None:
    check_in = CheckIn(FIRST, 4, datetime(2026, 8, 24, 20, tzinfo=UTC))
    data = bundle(contents(FIRST, FIRST, check_ins=[check_in]))
    assert kinds(data) == {"Patient": 1, "Observation": 1, "Provenance": 1}
    assert problems(data) == []


def test_equal_contents_give_equal_bytes() -> None:
    again = diary.__wrapped__(appointment=EVERYTHING)
    assert again is not diary(appointment=EVERYTHING)
    assert bundle(again, pdf=PDF) == bundle(diary(appointment=EVERYTHING), pdf=PDF)


def test_the_same_thing_has_the_same_id_in_every_period_and_at_any_time() -> None:
    whole = bundle(diary())
    later = bundle(diary(made_at=datetime(2026, 12, 24, 18, tzinfo=UTC)))
    assert ids(later) == ids(whole)
    part = bundle(diary(date(2026, 9, 1), LAST))
    named = {resource["id"]: resource for resource in resources(whole)}
    for resource in resources(part):
        if resource["resourceType"] != "Provenance":  # that is about the period
            assert named[resource["id"]] == resource


def test_an_edited_entry_keeps_its_id() -> None:
    before = diary()
    first = before.check_ins[0]
    edited = replace(first, pain=(first.pain + 1) % 11, note="new", flare=True)
    after = replace(before, check_ins=(edited, *before.check_ins[1:]))
    assert ids(bundle(after)) == ids(bundle(before))
    assert bundle(after) != bundle(before)


def test_two_diaries_share_no_id_but_those_of_questionnaires() -> None:
    one, other = bundle(diary()), bundle(diary(identity=UUID(int=1)))
    forms = {resource["id"] for resource in resources(one, "Questionnaire")}
    assert ids(one) & ids(other) == forms
    assert len(ids(one)) == len(ids(other))


def test_sent_again_it_updates_and_never_doubles() -> None:
    """A record system that does what a transaction asks for."""
    stored: dict[str, object] = {}
    for data in (bundle(diary(FIRST, date(2026, 10, 18))), bundle(diary()), bundle(diary())):
        for entry in orjson.loads(data)["entry"]:
            assert entry["request"]["method"] == "PUT"
            stored[entry["request"]["url"]] = entry["resource"]
    observed = [name for name in stored if name.startswith("Observation/")]
    both = resources(bundle(diary(FIRST, date(2026, 10, 18))), "Observation", "89555-7")
    assert len(observed) == len(resources(bundle(diary()), "Observation")) + 2 * len(both)


def test_the_name_is_sent_only_if_wanted() -> None:
    assert resources(bundle(diary()), "Patient")[0]["name"] == [{"text": "Ada Example"}]
    unnamed = bundle(diary(), name=False)
    assert "name" not in resources(unnamed, "Patient")[0]
    assert b"Ada" not in unnamed
    nobody = diary(person=Person(time_zone="Europe/Berlin"))
    assert "name" not in resources(bundle(nobody), "Patient")[0]
    assert problems(unnamed, with_oracle=False) == []


@pytest.mark.parametrize(
    ("left_out", "gone"),
    [
        (Section.ACTIVITY, {"Goal"}),
        (Section.QUESTIONNAIRES, {"Questionnaire", "QuestionnaireResponse"}),
    ],
)
def test_a_section_left_out_is_not_sent(left_out: Section, gone: set[str]) -> None:
    chosen = Appointment(sections=tuple(s for s in Section if s is not left_out))
    data = bundle(diary(appointment=chosen))
    assert set(kinds(bundle(diary()))) - set(kinds(data)) == gone
    assert problems(data, with_oracle=False) == []
    codes = {"82290-8", "82291-6", "89555-7", "68516-4"}
    sent = {code for code in codes if resources(data, code=code)}
    assert sent == (set() if left_out is Section.ACTIVITY else codes)


def test_the_report_is_in_it_whole() -> None:
    (document,) = resources(bundle(diary(), pdf=PDF), "DocumentReference")
    (attachment,) = [content["attachment"] for content in document["content"]]
    data = b64decode(attachment["data"])
    assert data == PDF
    assert attachment["size"] == len(PDF)
    assert b64decode(attachment["hash"]) == sha1(data, usedforsecurity=False).digest()
    assert document["context"] == {"period": {"start": "2026-08-24", "end": "2026-11-20"}}
    assert attachment["title"] == "Back-pain diary, 2026-08-24 to 2026-11-20"


def test_all_that_the_person_says_has_them_as_its_author() -> None:
    data = bundle(diary(), pdf=PDF)
    (found,) = resources(data, "Provenance")
    targets = [target["reference"] for target in found["target"]]
    others = ("Patient", "Questionnaire", "Provenance")
    assert targets == [
        f"urn:uuid:{resource['id']}"
        for resource in resources(data)
        if resource["resourceType"] not in others
    ]
    assert found["occurredPeriod"] == {"start": "2026-08-24", "end": "2026-11-20"}
    assert found["recorded"] == "2026-11-21T20:15:00+01:00"


def ten_years() -> ReportData:
    last = date(2026, 11, 20)
    days = [last - timedelta(days=number) for number in reversed(range(3650))]
    check_ins = [
        CheckIn(day, day.day % 11, datetime(day.year, day.month, day.day, 20, tzinfo=UTC))
        for day in days
    ]
    return contents(days[0], last, check_ins=check_ins)


def test_ten_years_are_valid() -> None:
    data = bundle(ten_years())
    # 3,650 days are 521 weeks and 3 days, from a Wednesday to a Friday: 520 whole ones
    assert kinds(data)["Observation"] == 3650 + 2 * 520 + 2
    found = orjson.loads(data)
    assert len(ids(data)) == len(found["entry"])
    some = found["entry"]
    found["entry"] = [some[0], *some[1:-1:40]]  # rules and oracle are a hundred times slower
    assert problems(orjson.dumps(found)) == []


def test_it_is_written_as_its_resources_would_be_at_once() -> None:
    data = bundle(diary(appointment=EVERYTHING), pdf=PDF)
    assert orjson.dumps(orjson.loads(data)) == data
