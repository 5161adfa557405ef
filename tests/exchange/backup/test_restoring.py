import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.conftest import ADA
from tests.store.entries import BY, DAY, at, check_in, one_of_each, walk
from tests.store.test_bulk import many
from tests.store.test_history import contents
from tracker.exchange.backup.files import backup, open_backup, write_backup
from tracker.exchange.backup.keeping import keep_copy, kept_copies, make_daily
from tracker.exchange.backup.restoring import (
    Plan,
    carry_out,
    plan_everybody,
    plan_one,
    same_person,
)
from tracker.exchange.entries import Refused
from tracker.model import Format, HandOver, Person
from tracker.store import (
    DatabaseDamaged,
    DatabaseTooNew,
    Diary,
    DiskFull,
    PassphraseNeeded,
    Stale,
    Store,
    StoreError,
    WrongPassphrase,
    open_store,
)
from tracker.store.copies import Why
from tracker.store.moving import holders, put_in_place
from tracker.store.opening import REVISION_TABLE, REVISIONS

BEN = Person("Ben", "America/New_York")
PASSPHRASE = "a long walk in the rain"  # noqa: S105


@pytest.fixture(autouse=True)
def no_data_of_whoever_runs_this(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.fixture
def other_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    """A database of the other kind."""
    if database_url.startswith("sqlite"):
        url: str = request.getfixturevalue("postgresql_url")
        return url
    return f"sqlite:///{tmp_path / 'other' / 'diary.db'}"


@pytest.fixture
def other(other_url: str) -> Iterator[Store]:
    store = open_store(other_url)
    yield store
    store.close()


def everything(diary: Diary) -> tuple[object, ...]:
    return contents(diary), diary.hand_overs(), diary.history(limit=10_000), diary.calendar_token()


def filled(diary: Diary) -> Diary:
    """A diary of everything, with changes that were made and taken back."""
    diary.apply(one_of_each(), by=BY)  # type: ignore[arg-type]
    diary.apply(many(60), by=BY)
    diary.save(walk(3, note="é🙂\u2028'\""), by=BY)
    diary.undo(by=BY)
    diary.calendar_token()
    return diary


def restore(store: Store, data: bytes | Path, **protection: Any) -> Plan:
    with open_backup(data, "The backup", **protection) as copy:
        plan = plan_everybody(store, copy)
        carry_out(store, copy, plan)
    return plan


# -- from anywhere to anywhere


def test_a_backup_restores_everything_to_the_other_kind_of_database_and_back(
    store: Store, diary: Diary, other: Store
) -> None:
    before = everything(filled(diary))
    restore(other, backup(store))
    there = other.first_diary(BEN)
    assert everything(there) == before
    assert there.identity() == diary.identity()
    there.save(walk(99), by=BY)
    restore(store, backup(other))
    assert everything(diary) == everything(there)


def test_several_people_keep_their_own_diaries(store: Store, diary: Diary, other: Store) -> None:
    filled(diary)
    ben = store.diary(store.add_person(BEN))
    ben.save(check_in(9), by=BY)
    ben.calendar_token()
    restore(other, backup(store))
    found = {person.name: other.diary(number) for number, person in other.people()}
    assert everything(found["Ada"]) == everything(diary)
    assert everything(found["Ben"]) == everything(ben)
    cleo = other.diary(other.add_person(Person("Cleo")))
    assert cleo.save(check_in(1), by=BY).version == 1, "and somebody new can come"
    restore(store, backup(other))
    assert [person.name for _, person in store.people()] == ["Ada", "Ben", "Cleo"]


def test_who_is_not_in_the_backup_goes(store: Store, diary: Diary) -> None:
    filled(diary)
    data = backup(store)
    store.diary(store.add_person(BEN)).save(check_in(9), by=BY)
    plan = restore(store, data)
    assert [person.name for _, person in store.people()] == ["Ada"]
    gone = [part for part in plan.parts if part.theirs is None]
    assert [(part.mine and part.mine.name, part.changes.gone) for part in gone] == [("Ben", 1)]


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
        aside = carry_out(store, copy, plan_everybody(store, copy))
    assert diary.check_ins() == [check_in(4)]
    assert aside is not None
    assert aside.why == Why.RESTORE
    assert kept_copies(store) == [aside]
    restore(store, aside.file)
    assert everything(diary) == before


def test_an_empty_database_keeps_nothing_aside(store: Store, other: Store) -> None:
    filled(other.first_diary(ADA))
    with open_backup(backup(other), "It") as copy:
        assert carry_out(store, copy, plan_everybody(store, copy)) is None
    assert kept_copies(store) == []
    assert len(store.people()) == 1


def test_a_diary_that_changes_meanwhile_is_not_replaced(store: Store, diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    with open_backup(backup(store), "It") as copy:
        plan = plan_everybody(store, copy)
        diary.save(walk(3, note="just now"), by=BY)
        with pytest.raises(Stale, match="Nothing was replaced"):
            carry_out(store, copy, plan)
    assert [bout.note for bout in diary.activities()] == ["just now"]
    with open_backup(backup(store), "It") as copy:
        plan = plan_everybody(store, copy)
        store.add_person(BEN)
        with pytest.raises(Stale):
            carry_out(store, copy, plan)
    assert len(store.people()) == 2


@pytest.mark.parametrize("place", [1, 5, 12, 30])
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
        aside = keep_copy(store, Why.ASKED)
        event.listen(store._engine, "before_cursor_execute", break_off)
        with pytest.raises(DiskFull):
            put_in_place(store, copy, {1: 1}, {1: diary.version()}, everybody=True)
        event.remove(store._engine, "before_cursor_execute", break_off)
    assert everything(diary) == before
    assert plan.replaces
    assert aside.file.exists()


# -- one person's diary among others


def test_one_persons_restore_touches_nobody_else(store: Store, diary: Diary) -> None:
    ben = store.diary(store.add_person(BEN))
    ben.save(check_in(9), by=BY)
    filled(diary)
    data, before = backup(store, people=[diary.person_id]), contents(diary)
    bens = everything(ben)
    token = diary.calendar_token()
    diary.remove_days(None, None, by=BY)
    with open_backup(data, "It") as copy:
        theirs = same_person(store, diary.person_id, copy)
        assert theirs is not None
        plan = plan_one(store, diary.person_id, copy, theirs.id)
        carry_out(store, copy, plan)
    assert contents(diary) == before
    assert everything(ben) == bens
    assert diary.calendar_token() == token


def test_a_backup_of_one_person_holds_nobody_else(store: Store, diary: Diary) -> None:
    ben = store.diary(store.add_person(BEN))
    ben.save(walk(3, note="bens private note"), by=BY)
    filled(diary)
    data = backup(store, people=[diary.person_id])
    assert b"bens private note" not in data
    with open_backup(data, "It") as copy:
        assert [person.name for _, person in copy.people()] == ["Ada"]


def test_somebody_elses_diary_takes_neither_their_identity_nor_their_calendar(
    store: Store, diary: Diary
) -> None:
    filled(diary)
    own = holders(store)[0].identity
    ben = store.diary(store.add_person(BEN))
    bens = ben.calendar_token(), ben.identity()
    with open_backup(backup(store, people=[diary.person_id]), "It") as copy:
        assert same_person(store, ben.person_id, copy) is not None  # the only one in it
        carry_out(store, copy, plan_one(store, ben.person_id, copy, 1))
    assert contents(ben) == contents(diary)
    assert (ben.calendar_token(), ben.identity()) == bens
    assert [holder.identity for holder in holders(store)] == [own, bens[1]]


def test_of_several_people_in_a_backup_the_same_diary_is_found(store: Store, diary: Diary) -> None:
    ben = store.diary(store.add_person(BEN))
    diary.identity(), ben.identity()
    with open_backup(backup(store), "It") as copy:
        for own in (diary, ben):
            found = same_person(store, own.person_id, copy)
            assert found is not None
            assert found.identity == own.identity()
        stranger = store.diary(store.add_person(Person("Cleo")))
        assert same_person(store, stranger.person_id, copy) is None


# -- what is no good backup


def damaged(data: bytes) -> bytes:
    content = bytearray(data)
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    return bytes(content)


def changed(statement: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(data)
            connection.execute(statement)
            connection.commit()
            return connection.serialize()

    return change


@pytest.mark.parametrize(
    ("spoil", "made"),
    [
        (damaged, DatabaseDamaged),
        (lambda data: data[: len(data) // 2], DatabaseDamaged),
        (lambda data: data[:100], DatabaseDamaged),
        (lambda data: b"", DatabaseDamaged),
        (lambda data: b"date,pain\n2026-01-01,4\n" * 400, DatabaseDamaged),
        (changed("UPDATE check_ins SET pain = 99"), DatabaseDamaged),
        (changed("UPDATE activities SET note = CAST(x'ff' AS TEXT)"), DatabaseDamaged),
        (changed("UPDATE changes SET after = '{}' WHERE version = 1"), DatabaseDamaged),
        (changed("UPDATE changes SET kind = 'x'"), DatabaseDamaged),
        (changed("UPDATE check_ins SET person_id = 77"), DatabaseDamaged),
        (changed("DROP TABLE activities"), DatabaseDamaged),
        (changed(f"DELETE FROM {REVISION_TABLE}"), DatabaseDamaged),
        (changed(f"UPDATE {REVISION_TABLE} SET version_num = '0999'"), DatabaseTooNew),
        (changed("CREATE TABLE bookmarks (url TEXT)"), DatabaseDamaged),
        (
            changed(
                "CREATE TRIGGER t AFTER INSERT ON check_ins"
                " BEGIN DELETE FROM persons; END"
            ),
            DatabaseDamaged,
        ),
    ],
)  # fmt: skip
def test_a_damaged_backup_is_refused_and_changes_nothing(
    sqlite_url: str, spoil: Callable[[bytes], bytes], made: type[StoreError]
) -> None:
    store = open_store(sqlite_url)
    diary = filled(store.first_diary(ADA))
    data = spoil(backup(store))
    before = everything(diary)
    with pytest.raises(made) as refused:
        restore(store, data)
    assert str(refused.value).endswith(".")
    assert "Nothing was changed" in str(refused.value) or made is DatabaseTooNew
    assert everything(diary) == before
    assert kept_copies(store) == []
    store.close()


def test_a_backup_of_every_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    from tracker.store import migrate, opening
    from tracker.store.address import read_address
    from tracker.store.engine import make_engine

    for revision in REVISIONS[:-1]:
        file = tmp_path / f"{revision}.db"
        opening._make(file)
        engine = make_engine(read_address(f"sqlite:///{file}"))
        migrate.upgrade(engine, revision)
        with engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO persons (name, time_zone, week_start, data_version, last_entry)"
                " VALUES ('Old Ada', 'Europe/Berlin', 'monday', 1, 1)"
            )
            connection.exec_driver_sql(
                "INSERT INTO check_ins (person_id, entry, date, pain, entered_at, sites, note)"
                " VALUES (1, 1, '2026-03-01', 4, '2026-03-01T20:00:00+01:00', '', 'old')"
            )
        engine.dispose()
        content = file.read_bytes()
        store = open_store(f"sqlite:///{tmp_path / f'new-{revision}.db'}")
        restore(store, file)
        [(number, person)] = store.people()
        assert person.name == "Old Ada"
        assert [found.note for found in store.diary(number).check_ins()] == ["old"]
        assert file.read_bytes() == content, "the backup itself stays as it was"
        assert {path.name for path in tmp_path.glob(f"{revision}*")} == {file.name}
        store.close()


def test_a_database_that_is_open_elsewhere_can_be_restored_from(
    tmp_path: Path, sqlite_url: str
) -> None:
    running = open_store(f"sqlite:///{tmp_path / 'running.db'}")
    diary = filled(running.first_diary(ADA))
    assert (tmp_path / "running.db-wal").exists()
    store = open_store(sqlite_url)
    restore(store, tmp_path / "running.db")
    assert everything(store.first_diary(BEN)) == everything(diary)
    store.close()
    running.close()


# -- sealed with a passphrase


def test_a_sealed_backup_opens_with_its_passphrase_only(store: Store, diary: Diary) -> None:
    filled(diary)
    data = backup(store, PASSPHRASE)
    assert data.startswith(b"age-encryption.org/v1")
    assert b"check_ins" not in data
    with pytest.raises(PassphraseNeeded, match="sealed with a passphrase"):
        restore(store, data)
    with pytest.raises(WrongPassphrase, match="does not open The backup"):
        restore(store, data, passphrase=PASSPHRASE.upper())
    with pytest.raises(DatabaseDamaged, match="cannot be opened to its end"):
        restore(store, data[:-50], passphrase=PASSPHRASE)
    before = everything(diary)
    diary.remove_days(None, None, by=BY)
    restore(store, data, passphrase=PASSPHRASE)
    assert everything(diary) == before


def test_a_weak_passphrase_is_refused(store: Store) -> None:
    for weak in ("", "short", "aaaaaaaaaaaaaaa", " spaces around ", "a\tlong one with tab"):
        with pytest.raises(Refused, match="passphrase"):
            backup(store, weak)


def test_age_itself_opens_a_sealed_backup(store: Store, diary: Diary) -> None:
    import pyrage

    data = backup(store, PASSPHRASE)
    assert pyrage.passphrase.decrypt(data, PASSPHRASE).startswith(b"SQLite format 3")


# -- to a file


@pytest.fixture
def written(store: Store, diary: Diary, tmp_path: Path) -> Path:
    filled(diary)
    folder = tmp_path / "backups"
    folder.mkdir()
    return write_backup(store, folder / "mine.db")


def test_a_backup_is_a_file_that_only_its_owner_can_read(
    written: Path, store: Store, diary: Diary
) -> None:
    assert written.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in written.parent.iterdir()] == ["mine.db"]
    diary.save(walk(4), by=BY)
    write_backup(store, written)  # the next evening, to the same place
    with open_backup(written, "It") as copy:
        assert contents(copy.diary(1)) == contents(diary)


def test_in_a_folder_each_backup_has_a_name_of_its_own(store: Store, tmp_path: Path) -> None:
    plain, sealed = write_backup(store, tmp_path), write_backup(store, tmp_path, PASSPHRASE)
    assert plain.parent == sealed.parent == tmp_path
    assert plain.name.startswith("backbeat-20")
    assert (plain.suffix, sealed.name[-7:]) == (".db", ".db.age")


def test_nothing_else_is_written_over(written: Path, store: Store, tmp_path: Path) -> None:
    foreign = tmp_path / "photo.db"
    foreign.write_bytes(b"not a backup" * 1000)
    with pytest.raises(Refused, match="is no backup of Backbeat and was left as it is"):
        write_backup(store, foreign)
    assert foreign.read_bytes() == b"not a backup" * 1000
    with closing(sqlite3.connect(tmp_path / "places.db")) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(Refused, match="is no backup"):
        write_backup(store, tmp_path / "places.db")
    if store.address.get_backend_name() == "sqlite":
        file = Path(str(store.address.database))
        (tmp_path / "link.db").symlink_to(file)
        for name in (file, tmp_path / "link.db"):
            with pytest.raises(Refused, match="is the diary itself"):
                write_backup(store, name)


def test_a_backup_is_a_diary_of_its_own(written: Path, diary: Diary, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(written, copy)
    store = open_store(f"sqlite:///{copy}")
    assert everything(store.first_diary(BEN)) == everything(diary)
    store.close()


# -- by itself


def test_a_day_has_one_copy_by_itself_unless_it_is_switched_off(
    store: Store, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(diary)
    monkeypatch.setenv("BACKBEAT_COPIES", "off")
    assert make_daily(store) is None
    monkeypatch.delenv("BACKBEAT_COPIES")
    made = make_daily(store)
    if store.address.get_backend_name() != "sqlite":
        assert made is None, "a server is copied by who keeps it"
        return
    assert made is not None
    assert make_daily(store) is None
    with open_backup(made.file, "It") as copy:
        assert contents(copy.diary(1)) == contents(diary)


def test_hand_overs_are_part_of_a_backup(store: Store, diary: Diary, other: Store) -> None:
    handed = HandOver(at(9), Format.PDF, DAY, DAY)
    diary.record_hand_over(handed)
    restore(other, backup(store))
    assert other.first_diary(ADA).hand_overs() == diary.hand_overs() == [handed]
