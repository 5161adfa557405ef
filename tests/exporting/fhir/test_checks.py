"""The checks have teeth: whatever is broken in a good bundle, they say so."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import orjson
import pytest

from tests.exporting.fhir.checks import problems
from tests.exporting.fhir.diary import codes_of, diary
from tests.exporting.fhir.profiles import PROFILES
from tracker.exporting.fhir.bundle import bundle
from tracker.model import Appointment, Section

Resource = dict[str, Any]
Break = Callable[[Resource], object]
WEEK = "82290-8"
PAIN = "72514-3"


@cache
def whole() -> bytes:
    """Three weeks with one of everything."""
    chosen = Appointment(sections=tuple(Section))
    some = diary(date(2026, 9, 21), date(2026, 10, 12), appointment=chosen)
    return bundle(some, pdf=b"%PDF-1.7 ...")


def one(entries: list[Resource], what: str) -> Resource:
    """The first resource of a type, or the first Observation of a code that has a value."""
    for resource in (entry["resource"] for entry in entries):
        codes = codes_of(resource)
        if what == resource["resourceType"] or (what in codes and "valueQuantity" in resource):
            return resource
    raise LookupError(what)


def setting(*path: str | int, to: object) -> Break:
    def change(resource: Resource) -> None:
        found: Any = resource
        for step in path[:-1]:
            found = found[step]
        found[path[-1]] = to

    return change


def without(*path: str | int) -> Break:
    def change(resource: Resource) -> None:
        found: Any = resource
        for step in path[:-1]:
            found = found[step]
        del found[path[-1]]

    return change


NOBODY = {"reference": "urn:uuid:00000000-0000-4000-8000-000000000000"}
BROKEN: list[tuple[str, str, Break]] = [
    ("one category is missing", WEEK, without("category", 1)),
    ("the other category is missing", WEEK, without("category", 0)),
    ("the category is of another kind", PAIN, setting("category", 0, "coding", 0, "code", to="x")),
    ("a number is a text", WEEK, setting("valueQuantity", "value", to="120")),
    ("a pain is a text", PAIN, setting("valueQuantity", "value", to="4")),
    ("a number is yes", PAIN, setting("valueQuantity", "value", to=True)),
    ("the status is no status", WEEK, setting("status", to="done")),
    ("the status is one of others", PAIN, setting("status", to="active")),
    ("there is no status", WEEK, without("status")),
    ("the subject is not there", WEEK, setting("subject", to=NOBODY)),
    ("there is no subject", PAIN, without("subject")),
    ("the performer is not there", PAIN, setting("performer", to=[NOBODY])),
    ("there is no performer", WEEK, without("performer")),
    ("there are two performers", WEEK, lambda r: r["performer"].append(r["performer"][0])),
    ("the time is a period", WEEK, lambda r: r.update(effectivePeriod={"start": "2026-10-05"})),
    (
        "the time is a period only",
        WEEK,
        lambda r: r.update(effectivePeriod={"start": r.pop("effectiveDateTime")}),
    ),
    ("there is no time", WEEK, without("effectiveDateTime")),
    ("the time is a month", WEEK, setting("effectiveDateTime", to="2026-10")),
    ("the time is falsely precise", WEEK, setting("effectiveDateTime", to="2026-10-11T00:00:00Z")),
    ("there are two values", WEEK, setting("valueInteger", to=120)),
    ("there are two values of pain", PAIN, setting("valueString", to="four")),
    ("there is a value, and why not", PAIN, setting("dataAbsentReason", to={"text": "x"})),
    ("there is neither value nor reason", WEEK, without("valueQuantity")),
    ("there is no pain", PAIN, without("valueQuantity")),
    ("the unit has no system", WEEK, without("valueQuantity", "system")),
    ("the unit has no code", PAIN, without("valueQuantity", "code")),
    ("the unit is another", WEEK, setting("valueQuantity", "code", to="h/wk")),
    ("the value is a bound", WEEK, setting("valueQuantity", "comparator", to=">=")),
    ("the code is another", WEEK, setting("code", "coding", 0, "code", to="82291-6")),
    ("the code's system is another", WEEK, setting("code", "coding", 0, "system", to="urn:x")),
    ("there is no code", PAIN, without("code")),
    ("the profile is not named", WEEK, without("meta")),
    ("the profile is another", WEEK, setting("meta", "profile", 0, to=f"{PROFILES}pa-goal")),
    ("a device is named", WEEK, setting("device", to=NOBODY)),
    ("a part of the body is named", WEEK, setting("bodySite", to={"text": "leg"})),
    ("there is a focus", WEEK, lambda r: r.update(focus=[r["subject"]])),
    ("a note has no author", PAIN, lambda r: r.update(note=[{"text": "x"}])),
    ("a note has no time", WEEK, lambda r: r["note"][0].pop("time")),
    ("a note has no text", WEEK, lambda r: r["note"][0].pop("text")),
    ("a note is empty", WEEK, lambda r: r["note"][0].update(text=" ")),
    ("what was entered when is no moment", PAIN, setting("issued", to="2026-10-11")),
    ("a member is unknown", PAIN, setting("feeling", to="fine")),
    ("an id is too long", PAIN, setting("id", to="x" * 65)),
    ("an id has signs that are not allowed", WEEK, setting("id", to="week_41")),
    ("there is no id", "Goal", without("id")),
    ("a goal has no category", "Goal", without("category")),
    ("a goal has no words", "Goal", without("description")),
    ("a goal's status is another", "Goal", setting("lifecycleStatus", to="final")),
    ("a goal's number is a text", "Goal", setting("target", 0, "detailQuantity", "value", to="")),
    ("a goal has no due date", "Goal", without("target", 0, "dueDate")),
    ("a goal is due at a moment", "Goal", setting("target", 0, "dueDate", to="2026-10-11T01Z")),
    ("a goal measures nothing", "Goal", without("target", 0, "measure")),
    ("a goal's unit is another", "Goal", setting("target", 0, "detailQuantity", "code", to="d/wk")),
    ("a goal starts after it is due", "Goal", setting("startDate", to="2027-01-01")),
    ("a goal is somebody's that is not there", "Goal", setting("subject", to=NOBODY)),
    ("answers are to a form that is not there", "QuestionnaireResponse",
     setting("questionnaire", to="http://example.org/other")),
    ("answers are to what is not asked", "QuestionnaireResponse",
     setting("item", 0, "linkId", to="other")),
    ("answers have two values", "QuestionnaireResponse",
     lambda r: r["item"][0]["answer"][0].update(valueString="6")),
    ("an answer's number is a text", "QuestionnaireResponse",
     setting("item", 0, "answer", 0, "valueInteger", to="6")),
    ("answers are not completed", "QuestionnaireResponse", setting("status", to="final")),
    ("answers are nobody's", "QuestionnaireResponse", without("subject")),
    ("a form has no address", "Questionnaire", without("url")),
    ("a form has no status", "Questionnaire", without("status")),
    ("a panel's part is not there", "91148-7", setting("hasMember", 0, to=NOBODY)),
    ("a score comes from nothing", "91147-9", setting("derivedFrom", 0, to=NOBODY)),
    ("a report has no data", "DocumentReference", without("content", 0, "attachment", "data")),
    ("a report has a status of others", "DocumentReference", setting("status", to="final")),
    ("a report's size is a text", "DocumentReference",
     setting("content", 0, "attachment", "size", to="12")),
    ("what is assembled is not there", "Provenance", setting("target", 0, to=NOBODY)),
    ("nobody is the author", "Provenance", without("agent", 0)),
    ("there is no patient", "Patient", setting("resourceType", to="Person")),
    ("a patient's name is empty", "Patient", lambda r: r.update(name=[{"text": ""}])),
    ("a list is empty", PAIN, setting("component", to=[])),
]  # fmt: skip


def test_a_whole_bundle_has_nothing_wrong() -> None:
    assert problems(whole()) == []


@pytest.mark.parametrize(("what", "where", "break_it"), BROKEN, ids=[found[0] for found in BROKEN])
def test_what_is_broken_is_found(what: str, where: str, break_it: Break) -> None:
    found = orjson.loads(whole())
    entries = found["entry"]
    if "note" in what and where == WEEK:  # of a week that has one
        entries = [entry for entry in entries if "note" in entry["resource"]]
    if where == "91148-7":  # a panel has no value of its own
        resource = next(e["resource"] for e in entries if "hasMember" in e["resource"])
    else:
        resource = one(entries, where)
    break_it(resource)
    assert problems(orjson.dumps(found), with_oracle=True)


@pytest.mark.parametrize(
    ("what", "break_it"),
    [
        ("it is only a collection", lambda b: b.update(type="collection")),
        ("an entry comes twice", lambda b: b["entry"].append(b["entry"][1])),
        ("an entry has no request", lambda b: b["entry"][1].pop("request")),
        ("an entry is added again", lambda b: b["entry"][1]["request"].update(method="POST")),
        ("an entry is put elsewhere", lambda b: b["entry"][1]["request"].update(url="Goal/1")),
        ("a URL is another's", lambda b: b["entry"][1].update(fullUrl=b["entry"][2]["fullUrl"])),
        ("a URL is no UUID", lambda b: b["entry"][1].update(fullUrl="urn:uuid:1")),
        ("the patient is left out", lambda b: b["entry"].pop(0)),
        ("an identifier is another's", lambda b: b["entry"][1]["resource"].update(
            identifier=b["entry"][2]["resource"]["identifier"])),
    ],
)  # fmt: skip
def test_a_broken_bundle_is_found(what: str, break_it: Break) -> None:
    found = orjson.loads(whole())
    break_it(found)
    assert problems(orjson.dumps(found), with_oracle=False), what
