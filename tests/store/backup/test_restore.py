from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.conftest import ADA
from tests.store.backup.whole import BEN, everything, filled, restore
from tests.store.entries import BY, DAY, at, check_in, walk
from tests.store.test_history import contents
from tracker.model import ExportRecord, Person, ReportFormat
from tracker.store import Diary, DiskFull, Stale, Store, find_diary
from tracker.store.backup.automatic_copies import keep_copy, kept_copies
from tracker.store.backup.backup_files import backup, open_backup
from tracker.store.backup.restore import plan_everybody, plan_one, restore_backup, same_person
from tracker.store.copies import CopyReason
from tracker.store.profiles import profiles, set_passcode
from tracker.store.transfer import put_in_place

# -- from anywhere to anywhere


def test_a_backup_restores_everything_to_the_other_kind_of_database_and_back(
    store: Store, diary: Diary, other: Store
) -> None:
    before = everything(filled(diary))
    restore(other, backup(store))
    there = find_diary(other, newcomer=BEN)
    assert everything(there) == before
    assert there.identity() == diary.identity()
    there.save(walk(99), by=BY)
    restore(store, backup(other))
    assert everything(diary) == everything(there)


def test_several_people_keep_their_own_diaries(store: Store, diary: Diary, other: Store) -> None:
    filled(diary)
    ben = store.diary(store.add_person(BEN))
    ben.save(check_in(9), by=BY)
    restore(other, backup(store))
    found = {person.name: other.diary(number) for number, person in other.people()}
    assert everything(found["Ada"]) == everything(diary)
    assert everything(found["Ben"]) == everything(ben)
    cleo = other.diary(other.add_person(Person("Cleo")))
    assert cleo.save(check_in(1), by=BY).version == 1, "and somebody new can come"
    restore(store, backup(other))
    assert [person.name for _, person in store.people()] == ["Ada", "Ben", "Cleo"]


def test_who_is_not_in_the_backup_stays_as_they_are(store: Store, diary: Diary) -> None:
    filled(diary)
    data, before = backup(store), everything(diary)
    ben = store.diary(store.add_person(BEN))
    ben.save(check_in(9), by=BY)
    bens = everything(ben), ben.version(), ben.identity()
    diary.save(walk(99), by=BY)
    plan = restore(store, data)
    assert everything(diary) == before
    assert (everything(ben), ben.version(), ben.identity()) == bens
    assert [part.mine and part.mine.name for part in plan.parts] == ["Ada"]


def test_a_diary_that_nobody_has_begun_gives_way(store: Store, other: Store) -> None:
    other.diary(other.add_person(ADA)).save(walk(3), by=BY)
    other.diary(other.add_person(BEN)).save(walk(9), by=BY)
    store.begin(Person())  # as the first look at a screen makes it
    restore(store, backup(other))
    assert [person.name for _, person in store.people()] == ["Ada", "Ben"]


@pytest.mark.parametrize("begun", ["named", "written in"])
def test_a_diary_that_was_begun_gives_way_to_nobody(store: Store, other: Store, begun: str) -> None:
    other.diary(other.add_person(ADA)).save(walk(3), by=BY)
    other.diary(other.add_person(BEN)).save(walk(9), by=BY)
    own = store.diary(store.begin(Person("Cleo" if begun == "named" else "")))
    if begun == "written in":
        own.save(walk(1), by=BY)
    before = everything(own), own.identity()
    plan = restore(store, backup(other))
    assert len(store.people()) == 3
    assert (everything(own), own.identity()) == before
    assert [owner.name for owner in plan.newcomers] == ["Ada", "Ben"]


def test_nobody_takes_the_place_of_somebody_of_another_name(
    store: Store, diary: Diary, other: Store
) -> None:
    filled(diary)
    before = everything(diary)
    other.diary(other.add_person(BEN)).save(walk(9), by=BY)
    with open_backup(backup(other), "It") as copy:
        plan = plan_everybody(store, copy)
        assert [owner.name for owner in plan.newcomers] == ["Ben"]
        restore_backup(store, copy, plan)
    assert everything(diary) == before
    assert [person.name for _, person in store.people()] == ["Ada", "Ben"]


def test_a_restored_diary_goes_on_as_ever(store: Store, diary: Diary) -> None:
    filled(diary)
    data, before = backup(store), contents(diary)
    diary.apply([walk(4, note="later")], by=BY)
    seen = diary.version()
    restore(store, data)
    assert contents(diary) == before
    assert diary.version() > seen, "no window takes it for what it has seen"
    diary.save(walk(5), by=BY)
    diary.undo(by=BY)
    assert contents(diary) == before
    while diary.undo(by=BY):
        pass
    assert diary.check_ins() == []


def test_exports_are_part_of_a_backup(store: Store, diary: Diary, other: Store) -> None:
    handed = ExportRecord(at(9), ReportFormat.PDF, DAY, DAY)
    diary.record_export(handed)
    restore(other, backup(store))
    assert find_diary(other, newcomer=ADA).exports() == diary.exports() == [handed]


def test_windows_that_are_open_see_the_restored_diary(store: Store, diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    data = backup(store)
    seen = diary.check_in(DAY)
    diary.save(check_in(8), seen, by=BY)
    restore(store, data)
    with pytest.raises(Stale):
        diary.apply([walk(3)], by=BY, version=2)
    assert diary.check_in(DAY) == seen


# -- what would change


def test_what_would_change_is_counted_by_entries_and_days(store: Store, diary: Diary) -> None:
    early, late = DAY - timedelta(days=9), DAY - timedelta(days=2)
    diary.apply([check_in(4), check_in(5, late), walk(30, late)], by=BY)
    data = backup(store)
    diary.apply(
        [check_in(7), check_in(1, early), walk(10, early)], [check_in(5, late)], by=BY
    )  # one changed, two that will go; one that will come back
    with open_backup(data, "It") as copy:
        plan = plan_everybody(store, copy)
    [part] = plan.parts
    changes = part.changes
    assert (changes.added, changes.changed, changes.gone) == (1, 1, 2)
    assert {name: (a.added, a.changed, a.gone) for name, a in changes.kinds.items()} == {
        "check-in": (1, 1, 1),
        "activity": (0, 0, 1),
    }
    assert changes.days_added == frozenset()
    assert changes.days_changed == {DAY, late}
    assert changes.days_gone == {early}
    assert (changes.settings, changes.nothing, plan.replaces) == (False, False, True)


def test_progress_ends_with_the_last_row(store: Store, diary: Diary) -> None:
    filled(diary)
    diary.record_export(ExportRecord(at(9), ReportFormat.PDF, DAY, DAY))
    data = backup(store)
    store.diary(store.add_person(BEN)).save(check_in(9), by=BY)
    read: list[tuple[int, int]] = []
    written: list[tuple[int, int]] = []
    with open_backup(data, "It") as copy:
        plan = plan_everybody(store, copy, lambda *far: read.append(far))
        restore_backup(store, copy, plan, lambda *far: written.append(far))
    for told in (read, written):
        assert len(told) > 2
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        assert {total for _, total in told} == {told[-1][0]}


def test_settings_that_would_change_are_told(store: Store, diary: Diary) -> None:
    data = backup(store)
    diary.save(Person("Ada", "Asia/Tokyo"), ADA, by=BY)
    with open_backup(data, "It") as copy:
        [part] = plan_everybody(store, copy).parts
    assert (part.changes.settings, part.changes.kinds) == (True, {})


def test_a_backup_of_the_same_changes_nothing(store: Store, diary: Diary) -> None:
    filled(diary)
    with open_backup(backup(store), "It") as copy:
        [part] = plan_everybody(store, copy).parts
    assert part.changes.nothing


# -- the present state is kept


def test_what_was_there_is_kept_aside_and_can_be_restored(store: Store, diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    data = backup(store)
    filled(diary)
    before = everything(diary)
    with open_backup(data, "It") as copy:
        aside = restore_backup(store, copy, plan_everybody(store, copy))
    assert diary.check_ins() == [check_in(4)]
    assert aside is not None
    assert aside.why == CopyReason.RESTORE
    assert kept_copies(store, diary.person_id) == [aside]
    restore(store, aside.file)
    assert everything(diary) == before


def test_an_empty_database_keeps_nothing_aside(store: Store, other: Store) -> None:
    filled(find_diary(other, newcomer=ADA))
    with open_backup(backup(other), "It") as copy:
        assert restore_backup(store, copy, plan_everybody(store, copy)) is None
    [(number, _)] = store.people()
    assert kept_copies(store, number) == []


def test_a_diary_that_changes_meanwhile_is_not_replaced(store: Store, diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    with open_backup(backup(store), "It") as copy:
        plan = plan_everybody(store, copy)
        diary.save(walk(3, note="just now"), by=BY)
        with pytest.raises(Stale, match="Nothing was replaced"):
            restore_backup(store, copy, plan)
    assert [bout.note for bout in diary.activities()] == ["just now"]
    with open_backup(backup(store), "It") as copy:
        plan = plan_everybody(store, copy)
        ben = store.diary(store.add_person(BEN))
        ben.save(walk(9), by=BY)
        restore_backup(store, copy, plan)
    assert len(ben.activities()) == 1, "who came meanwhile stays"


@pytest.mark.parametrize("place", [1, 5, 12, 20])
def test_a_restore_that_breaks_off_changes_nothing(store: Store, diary: Diary, place: int) -> None:
    diary.save(check_in(4), by=BY)
    data = backup(store)
    filled(diary)
    before = everything(diary)
    statements = iter(range(1000))

    def break_off(*_: Any) -> None:
        if next(statements) == place:
            raise DiskFull("The disk is full.")

    with open_backup(data, "It") as copy:
        plan = plan_everybody(store, copy)
        aside = keep_copy(store, CopyReason.ASKED)
        event.listen(store._engine, "before_cursor_execute", break_off)
        with pytest.raises(DiskFull):
            put_in_place(store, copy, {1: 1}, {1: diary.version()}, everybody=True)
        event.remove(store._engine, "before_cursor_execute", break_off)
    assert everything(diary) == before
    assert plan.replaces
    assert aside.file.exists()


@pytest.mark.parametrize("place", [1, 4])
def test_one_that_breaks_off_while_it_writes_changes_nothing(
    store: Store, diary: Diary, place: int
) -> None:
    filled(diary)
    data = backup(store)
    diary.save(walk(9), by=BY)
    before = everything(diary)
    pieces = iter(range(1, 1000))

    def break_off(_: int) -> None:
        if next(pieces) == place:
            raise DiskFull("The disk is full.")

    versions = {1: diary.version()}
    with open_backup(data, "It") as copy, pytest.raises(DiskFull):
        put_in_place(store, copy, {1: 1}, versions, everybody=True, report=break_off)
    assert everything(diary) == before


def test_how_far_it_is_is_told_up_to_the_end(store: Store, diary: Diary) -> None:
    filled(diary)
    data = backup(store)
    diary.save(walk(9), by=BY)
    read: list[tuple[int, int]] = []
    written: list[tuple[int, int]] = []
    with open_backup(data, "It") as copy:
        plan = plan_everybody(store, copy, lambda done, of: read.append((done, of)))
        restore_backup(store, copy, plan, lambda done, of: written.append((done, of)))
    for told in (read, written):
        assert told == sorted(told)
        assert len({of for _, of in told}) == 1
    assert written[-1][0] == written[-1][1] > 10
    assert read[-1][0] > 2 * len(diary.check_ins())


# -- the secret address of the calendar


def test_an_address_of_the_calendar_that_was_made_anew_is_never_revived(
    store: Store, diary: Diary, other: Store
) -> None:
    old = diary.renew_calendar_token()
    data = backup(store)
    new = diary.renew_calendar_token()
    restore(store, data)
    assert store.diary_of_calendar(old) is None
    assert store.diary_of_calendar(new) is not None, "and the present one goes on working"
    restore(other, data)
    assert other.diary_of_calendar(old) is None, "in another database neither"
    stranger = find_diary(other, newcomer=BEN).renew_calendar_token()
    restore(store, backup(other))
    assert store.diary_of_calendar(stranger) is None
    with open_backup(data, "It") as copy:
        restore_backup(store, copy, plan_one(store, store.people()[0][0], copy, 1))
    assert store.diary_of_calendar(old) is None


def test_an_address_opens_no_diary_that_took_the_place_of_its_own(
    store: Store, other: Store
) -> None:
    own = find_diary(store, newcomer=Person()).renew_calendar_token()
    find_diary(other, newcomer=BEN).save(walk(3), by=BY)
    restore(store, backup(other))
    assert [person.name for _, person in store.people()] == ["Ben"]
    assert store.diary_of_calendar(own) is None


# -- one person's diary among others


def test_one_persons_restore_touches_nobody_else(store: Store, diary: Diary) -> None:
    ben = store.diary(store.add_person(BEN))
    ben.save(check_in(9), by=BY)
    filled(diary)
    data, before = backup(store, people=[diary.person_id]), contents(diary)
    bens = everything(ben)
    token = diary.renew_calendar_token()
    diary.remove_days(None, None, by=BY)
    with open_backup(data, "It") as copy:
        [theirs] = same_person(store, diary.person_id, copy)
        plan = plan_one(store, diary.person_id, copy, theirs.id)
        restore_backup(store, copy, plan)
    assert contents(diary) == before
    assert everything(ben) == bens
    found = store.diary_of_calendar(token)
    assert found is not None
    assert found.person_id == diary.person_id


def test_a_backup_of_one_person_holds_nobody_else(store: Store, diary: Diary) -> None:
    ben = store.diary(store.add_person(BEN))
    ben.save(walk(3, note="bens private note"), by=BY)
    filled(diary)
    data = backup(store, people=[diary.person_id])
    assert b"bens private note" not in data
    with open_backup(data, "It") as copy:
        assert [person.name for _, person in copy.people()] == ["Ada"]


def test_a_backup_of_one_person_holds_nothing_that_opens_their_calendar_or_profile(
    store: Store, diary: Diary
) -> None:
    token = diary.renew_calendar_token()
    set_passcode(store, diary.person_id, None, "a hash of a passcode")
    with open_backup(backup(store, people=[diary.person_id]), "It") as copy:
        assert copy.diary_of_calendar(token) is None
        assert [profile.passcode for profile in profiles(copy)] == [None]
        [theirs] = same_person(store, diary.person_id, copy)
        restore_backup(store, copy, plan_one(store, diary.person_id, copy, theirs.id))
    assert store.diary_of_calendar(token) is not None, "and here both stay as they are"
    assert [profile.passcode for profile in profiles(store)] == ["a hash of a passcode"]


def test_a_backup_of_somebody_else_here_is_nobodys_to_restore(store: Store, diary: Diary) -> None:
    filled(diary)
    ben = store.diary(store.add_person(BEN))
    nameless = store.diary(store.add_person(Person()))
    with open_backup(backup(store, people=[diary.person_id]), "It") as copy:
        for stranger in (ben, nameless):
            assert same_person(store, stranger.person_id, copy) == []
        assert len(same_person(store, diary.person_id, copy)) == 1


def test_of_several_people_in_a_backup_the_same_diary_is_found(store: Store, diary: Diary) -> None:
    ben = store.diary(store.add_person(BEN))
    with open_backup(backup(store), "It") as copy:
        for own in (diary, ben):
            [found] = same_person(store, own.person_id, copy)
            assert found.identity == own.identity()
        stranger = store.diary(store.add_person(Person("Cleo")))
        assert same_person(store, stranger.person_id, copy) == []


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ("Ada", ["ADA", "Ben"], ["ADA"]),
        ("Ada", ["", "Ben"], [""]),
        ("", ["Ada", "Ben"], ["Ada", "Ben"]),
        ("Ada", ["Ben"], []),
    ],
)
def test_in_a_backup_of_another_computer_a_person_is_found_by_the_name(
    store: Store, other: Store, here: str, there: list[str], found: list[str]
) -> None:
    mine = store.add_person(Person(here))
    store.add_person(Person("Cleo"))
    for name in there:
        other.add_person(Person(name))
    with open_backup(backup(other), "It") as copy:
        assert [owner.name for owner in same_person(store, mine, copy)] == found


def test_a_diary_restored_from_another_computer_stays_itself(store: Store, other: Store) -> None:
    mine = store.diary(store.add_person(ADA))
    mine.save(walk(3), by=BY)
    identity, token = mine.identity(), mine.renew_calendar_token()
    theirs = other.diary(other.add_person(ADA))
    theirs.save(walk(9), by=BY)
    with open_backup(backup(other), "It") as copy:
        [owner] = same_person(store, mine.person_id, copy)
        restore_backup(store, copy, plan_one(store, mine.person_id, copy, owner.id))
    assert contents(mine) == contents(theirs)
    assert mine.identity() == identity
    assert store.diary_of_calendar(token) is not None


# -- copies of one person among others


def test_what_one_person_replaces_is_kept_for_them_alone(store: Store, diary: Diary) -> None:
    ben = store.diary(store.add_person(BEN))
    ben.save(walk(3, note="bens private note"), by=BY)
    diary.save(check_in(4), by=BY)
    data = backup(store, people=[diary.person_id])
    filled(diary)
    before = everything(diary)
    with open_backup(data, "It") as copy:
        [theirs] = same_person(store, diary.person_id, copy)
        plan = plan_one(store, diary.person_id, copy, theirs.id)
        aside = restore_backup(store, copy, plan)
    assert aside is not None
    assert b"bens private note" not in aside.file.read_bytes()
    assert kept_copies(store, diary.person_id) == [aside]
    assert kept_copies(store, ben.person_id) == []
    with open_backup(aside.file, "It") as copy:
        [theirs] = same_person(store, diary.person_id, copy)
        restore_backup(store, copy, plan_one(store, diary.person_id, copy, theirs.id))
    assert everything(diary) == before
