from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.store.entries import BY, DAY, answered, at
from tracker.model import (
    Answer,
    Appointment,
    ExportRecord,
    Person,
    Questionnaire,
    ReportFormat,
    Scoring,
    Section,
)
from tracker.store import Conflict, Diary, NoSuchPerson, Store

PEG = Questionnaire("http://loinc.org/q/91145-9", "PEG", '{"item":[]}', Scoring.MEAN, 7)


def test_yes_one_and_one_point_nought_stay_apart(diary: Diary) -> None:
    seen = diary.save(answered(), by=BY).value
    kinds = [bool, int, float, str, bool, int, float, str, float, str]
    assert [type(answer.value) for answer in diary.answers()[0].answers] == kinds
    yes, one, *rest = seen.answers
    changed = replace(seen, answers=(replace(yes, value=1), replace(one, value=True), *rest))
    assert changed != seen
    assert diary.save(changed, seen, by=BY).version == 2
    assert repr(diary.answers()) == repr([changed])
    diary.undo(by=BY)
    assert repr(diary.answers()) == repr([seen])


def test_answers_come_by_day_then_in_the_order_of_entry(diary: Diary) -> None:
    before = DAY - timedelta(days=7)
    late, early, also = answered(score=1.5), answered(before), answered(score=None)
    for one in (late, early, also):
        diary.save(one, by=BY)
    assert diary.answers() == [early, late, also]
    assert diary.answers(DAY, DAY) == [late, also]
    assert diary.answers(last=before) == [early]
    assert diary.first_day() == before
    assert [c.kind for c in diary.history(DAY)] == ["answers", "answers"]


def test_questionnaires_are_known_by_their_key_and_keep_their_order(diary: Diary) -> None:
    other = replace(PEG, key="other", title="Another")
    diary.apply([PEG, other], by=BY)
    weekly = diary.save(replace(PEG, every_days=14), PEG, by=BY).value
    assert diary.questionnaires() == [weekly, other]
    with pytest.raises(Conflict, match="every days of the questionnaire “PEG”"):
        diary.save(replace(PEG, every_days=1), PEG, by="another window")
    later = replace(PEG, not_before=date(2099, 1, 1))
    merged = diary.save(later, PEG, by="another window").value
    assert (merged.every_days, merged.not_before) == (14, date(2099, 1, 1))
    diary.remove(other, by=BY)
    assert diary.questionnaires() == [merged]


def test_an_appointment_is_there_before_anything_is_prepared(diary: Diary) -> None:
    seen = diary.appointment()
    assert seen == Appointment()
    first = diary.save(replace(seen, questions="May I run?"), seen, by=BY).value
    asked = replace(first, sections=(Section.DAYS,))
    diary.save(asked, first, by=BY)
    merged = diary.save(replace(first, questions="May I swim?"), first, by="another window").value
    assert merged == diary.appointment() == Appointment("May I swim?", (Section.DAYS,))
    while diary.undo(by=BY):
        pass
    assert diary.appointment() == Appointment()


def test_two_windows_that_begin_an_appointment_are_told(diary: Diary) -> None:
    seen = diary.appointment()
    diary.save(replace(seen, questions="a"), seen, by="one window")
    with pytest.raises(Conflict, match="questions of the appointment"):
        diary.save(replace(seen, questions="b"), seen, by="another window")


def test_a_prepared_appointment_is_removed(diary: Diary) -> None:
    prepared = diary.save(Appointment("a"), by=BY).value
    with pytest.raises(Conflict):
        diary.remove(Appointment("b"), by=BY)
    diary.remove(prepared, by=BY)
    assert diary.appointment() == Appointment()
    with pytest.raises(Conflict, match="removed elsewhere"):
        diary.save(Appointment("c"), prepared, by=BY)


def test_what_was_handed_over_is_told_newest_first_and_is_no_change(diary: Diary) -> None:
    made = [
        ExportRecord(at(hour), kind, DAY - timedelta(days=28), DAY)
        for hour, kind in ((9, ReportFormat.PDF), (12, ReportFormat.ZIP), (11, ReportFormat.FHIR))
    ]
    for one in made:
        diary.record_export(one)
    assert diary.exports() == [made[1], made[2], made[0]]
    assert diary.version() == 0
    assert diary.history() == []
    assert diary.undo(by=BY) is None


def test_exports_belong_to_one_person(store: Store) -> None:
    ada, grace = (store.diary(store.add_person(Person(name))) for name in ("Ada", "Grace"))
    ada.record_export(ExportRecord(at(9), ReportFormat.PDF, DAY, DAY))
    assert grace.exports() == []
    with pytest.raises(NoSuchPerson):
        store.diary(999).record_export(ExportRecord(at(9), ReportFormat.PDF, DAY, DAY))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(export=strategies.export_records)
def test_any_export_record_survives(store: Store, export: ExportRecord) -> None:
    diary = store.diary(store.add_person(Person()))
    diary.record_export(export)
    assert repr(diary.exports()) == repr([export])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    values=st.lists(
        strategies.questionnaires
        | strategies.answers()
        | strategies.appointments
        | strategies.reminders(),
        max_size=6,
    )
)
def test_many_at_once_are_those_of_one_by_one(store: Store, values: list[Any]) -> None:
    one, other = (store.diary(store.add_person(Person())) for _ in range(2))
    one.apply(values, by=BY)
    for value in values:
        other.apply([value], by=BY)
    assert repr(one.answers()) == repr(other.answers())
    assert (one.questionnaires(), one.appointment(), one.reminders()) == (
        other.questionnaires(),
        other.appointment(),
        other.reminders(),
    )
    while other.undo(by=BY):
        pass
    one.undo(by=BY)
    assert one.answers() == one.questionnaires() == other.questionnaires() == []
    assert one.appointment() == other.appointment() == Appointment()


def test_answers_are_only_equal_when_they_are_alike() -> None:
    assert Answer("a", True) != Answer("a", 1)
    assert Answer("a", 1) != Answer("a", 1.0)
    assert Answer("a", 1) == Answer("a", 1)
    assert Answer("a", 1) != Answer("b", 1)
    assert len({Answer("a", 1), Answer("a", 1), Answer("a", True)}) == 2
