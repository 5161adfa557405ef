"""Exports that grow, and what was changed by hand since an earlier import."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.importing.device_rows import DAY, PHONE, TEN, WATCH, counts, minutes, row, take
from tracker.files.entry_types import EntryType
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parse_result import Candidate, ParseResult
from tracker.importing.preview import taking_files
from tracker.model import CheckIn, Intensity
from tracker.store import Diary

# -- exports that grow


def test_a_later_and_longer_export_adds_what_is_new_and_updates_what_changed(ada: Diary) -> None:
    first = [row("strava", 30, TEN + timedelta(days=n), id=f"s{n}") for n in range(3)]
    assert counts(take(ada, *first)) == (3, 0, 0, 0)
    later = [
        row("strava", 30, TEN + timedelta(days=n), id=f"s{n}", file="new.csv") for n in range(5)
    ]
    later[1] = row("strava", 33, TEN + timedelta(days=1), id="s1", file="new.csv")
    assert counts(take(ada, *later)) == (2, 1, 2, 0)
    assert minutes(ada) == [30, 33, 30, 30, 30]
    assert counts(take(ada, *later)) == (0, 0, 5, 0)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_exports_in_one_import_the_later_one_has_the_last_word(
    ada: Diary, order: tuple[int, int]
) -> None:
    early = [row("strava", 30, id="s0", file="a.csv")]
    later = [
        row("strava", 33, id="s0", file="b.csv"),
        row("strava", 20, TEN + timedelta(days=1), id="s1", file="b.csv"),
    ]
    exports = [early, later]
    plan = take(ada, *exports[order[0]], *exports[order[1]])
    assert (plan.added, plan.rejected) == (2, ())
    assert minutes(ada) == [33, 20]


def test_a_duration_corrected_at_the_source_is_found_without_an_id(ada: Diary) -> None:
    take(ada, row("watch", 30))
    assert counts(take(ada, row("watch", 33, TEN + timedelta(seconds=30)))) == (0, 1, 0, 0)
    assert minutes(ada) == [33]


# -- what was changed by hand


@pytest.mark.parametrize("external_id", ["w1", ""])
def test_what_was_changed_by_hand_is_never_overwritten(ada: Diary, external_id: str) -> None:
    take(ada, row("watch", 45, id=external_id))
    (stored,) = ada.activities()
    ada.save(replace(stored, minutes=50, note="hills"), stored, by="check in")
    plan = take(ada, row("watch", 47, id=external_id, kind="walking"))
    assert counts(plan) == (0, 0, 1, 0)
    (kept,) = plan.kept
    assert [(d.field, d.stored, d.file) for d in kept.differences] == [("minutes", 50, 47)]
    (after,) = ada.activities()
    assert (after.minutes, after.note) == (50, "hills")


def test_a_field_that_nobody_touched_is_still_updated(ada: Diary) -> None:
    take(ada, WATCH)
    (stored,) = ada.activities()
    ada.save(replace(stored, intensity=Intensity.VIGOROUS), stored, by="check in")
    plan = take(ada, row("watch", 47, id="w1", intensity=Intensity.LIGHT))
    assert counts(plan) == (0, 1, 0, 0)
    (after,) = ada.activities()
    assert (after.minutes, after.intensity) == (47, "vigorous")


def test_the_person_may_take_the_files_word_after_all(ada: Diary) -> None:
    take(ada, WATCH)
    (stored,) = ada.activities()
    ada.save(replace(stored, minutes=50), stored, by="check in")
    plan = taking_files(preview(ada, ParseResult((row("watch", 47, id="w1"),))))
    assert (plan.updated, plan.unchanged, plan.kept) == (1, 0, ())
    apply_preview(ada, plan)
    assert minutes(ada) == [47]


@pytest.mark.parametrize("external_id", ["w1", ""])
def test_what_was_removed_by_hand_stays_removed(ada: Diary, external_id: str) -> None:
    recording = row("watch", 45, id=external_id)
    take(ada, recording)
    ada.remove(ada.activities()[0], by="check in")
    plan = take(ada, recording)
    assert (plan.added, plan.left_out) == (0, 1)
    assert take(ada, recording, again=True).added == 1


def test_a_recording_that_was_changed_by_hand_is_kept_against_a_longer_one(ada: Diary) -> None:
    take(ada, PHONE)
    (stored,) = ada.activities()
    ada.save(replace(stored, minutes=40), stored, by="check in")
    (group,) = take(ada, WATCH).duplicates
    assert "yourself" in group.why
    assert minutes(ada) == [40]


def test_an_activity_of_a_device_without_a_time_is_known_after_it_was_changed(ada: Diary) -> None:
    habit = row("gym log", 30, None)
    take(ada, habit)
    (stored,) = ada.activities()
    ada.save(replace(stored, minutes=45, intensity=Intensity.LIGHT), stored, by="check in")
    assert counts(take(ada, habit)) == (0, 0, 1, 0)
    assert minutes(ada) == [45]


def test_a_check_in_by_hand_stays_and_another_programs_fills_in_the_rest(ada: Diary) -> None:
    ada.save(CheckIn(DAY, 4, TEN), by="check in")
    given: dict[str, object] = {"date": DAY, "pain": 6, "sleep": 3}
    plan = take(ada, Candidate(EntryType.CHECK_INS, "x.csv", 2, given, frozenset(), recorded=True))
    assert (plan.updated, len(plan.kept)) == (1, 1)
    (check_in,) = ada.check_ins()
    assert (check_in.pain, check_in.sleep) == (4, 3)


def test_taking_the_files_word_goes_together_with_what_else_they_correct(ada: Diary) -> None:
    take(ada, WATCH)
    (stored,) = ada.activities()
    ada.save(replace(stored, minutes=50), stored, by="check in")
    corrected = row("watch", 47, id="w1", kind="running")
    again = replace(corrected, file="again.csv")
    plan = preview(ada, ParseResult((corrected, again)))
    assert (plan.updated, len(plan.kept)) == (1, 1)
    apply_preview(ada, taking_files(plan))
    (after,) = ada.activities()
    assert (after.minutes, after.activity) == (47, "running")
