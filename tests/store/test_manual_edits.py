"""What was entered by hand and what an import brought, as the history tells it."""

from dataclasses import replace
from datetime import timedelta

from tests.store.entries import DAY, check_in, walk
from tracker.model import Activity, CheckIn
from tracker.store import Diary, ManualEdits

RUN = walk(30, source="watch", external_id="7")


def hands(diary: Diary, kind: type[Activity] | type[CheckIn] = Activity) -> ManualEdits:
    return diary.manual_edits(kind, lambda by: by == "import")


def test_what_an_import_brought_is_not_by_hand(diary: Diary) -> None:
    diary.apply([RUN], by="import")
    diary.apply([replace(RUN, minutes=31)], by="import")
    assert hands(diary) == ManualEdits({}, {}, ())


def test_what_was_entered_by_hand_is_wholly_by_hand(diary: Diary) -> None:
    diary.save(check_in(4, note="stiff"), by="check in")
    assert hands(diary, CheckIn).fields == {(DAY,): frozenset({"pain", "note"})}


def test_a_field_that_was_changed_by_hand_is_and_the_others_are_not(diary: Diary) -> None:
    diary.apply([RUN], by="import")
    mine = replace(RUN, minutes=40)
    diary.save(mine, RUN, by="check in")
    assert hands(diary) == ManualEdits({(RUN.uid,): frozenset({"minutes"})}, {(RUN.uid,): RUN}, ())


def test_what_an_import_changes_afterwards_is_the_imports_again(diary: Diary) -> None:
    diary.apply([RUN], by="import")
    diary.save(replace(RUN, minutes=40, note="hills"), RUN, by="check in")
    diary.apply([replace(RUN, minutes=35, note="hills")], by="import")
    assert hands(diary).fields == {(RUN.uid,): frozenset({"note"})}


def test_an_undone_change_by_hand_never_was(diary: Diary) -> None:
    diary.apply([RUN], by="import")
    diary.save(replace(RUN, minutes=40), RUN, by="check in")
    diary.undo(by="check in")
    assert hands(diary) == ManualEdits({}, {}, ())


def test_what_was_removed_by_hand_is_remembered_as_the_import_brought_it(diary: Diary) -> None:
    diary.apply([RUN], by="import")
    mine = replace(RUN, minutes=40)
    diary.save(mine, RUN, by="check in")
    diary.remove(mine, by="check in")
    assert hands(diary).removed == (RUN,)
    diary.undo(by="check in")
    assert hands(diary).removed == ()
    assert hands(diary).fields == {(RUN.uid,): frozenset({"minutes"})}


def test_an_import_that_was_taken_back_leaves_nothing_behind(diary: Diary) -> None:
    diary.apply([RUN], by="import")
    diary.undo(by="my data")
    assert hands(diary) == ManualEdits({}, {}, ())


def test_what_only_a_person_entered_and_removed_is_not_an_imports(diary: Diary) -> None:
    mine = walk(20, day=DAY - timedelta(days=1))
    diary.save(mine, by="check in")
    diary.remove(mine, by="check in")
    assert hands(diary) == ManualEdits({}, {}, ())
