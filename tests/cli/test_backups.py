import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import PASSPHRASE, ROOT, Run, read
from tests.conftest import ADA
from tests.store.entries import BY, one_of_each, walk
from tests.store.test_bulk_save import many
from tests.store.test_history import contents
from tracker.model import Person
from tracker.store import Diary, find_diary, open_store
from tracker.store.backup.age_encryption import encrypt_backup
from tracker.store.copies import CopyReason, copies, set_aside
from tracker.store.encryption.cipher import Cipher, is_encrypted
from tracker.store.opening import REVISION_TABLE

pytestmark = pytest.mark.usefixtures("quick_seals")


@pytest.fixture
def diary(sqlite_url: str) -> Iterator[Diary]:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.apply(one_of_each(), by=BY)
    yield diary
    store.close()


# -- backup


def test_a_backup_is_written_and_restored_on_another_computer(
    run: Run, diary: Diary, tmp_path: Path
) -> None:
    file = tmp_path / "mine.db"
    code, out, err = run("backup", file)
    assert (code, err) == (0, "")
    assert out == (
        f"Wrote {file}: 1 diary, read back and found whole. Anybody who has the file can read it;"
        " --encrypt asks for a passphrase.\n"
    )
    new = f"sqlite:///{tmp_path / 'new' / 'diary.db'}"
    code, out, err = run("restore", file, "--database", new)
    assert (code, err) == (0, "")
    entries = len(diary.history())
    assert out == f"The diary of Ada comes back with {entries} entries.\nRestored.\n"
    assert read(new) == contents(diary)


def test_a_sealed_backup_asks_twice_and_then_once(
    run: Run, diary: Diary, tmp_path: Path, types: Callable[..., None]
) -> None:
    file = tmp_path / "mine.db.age"
    types(PASSPHRASE, "something else")
    assert run("backup", file, "--encrypt")[0] == 1
    assert not file.exists()
    types(PASSPHRASE, PASSPHRASE)
    code, out, _ = run("backup", file, "--encrypt")
    assert code == 0
    assert "opens with its passphrase only" in out
    new = f"sqlite:///{tmp_path / 'new.db'}"
    types("not the passphrase")
    code, _, err = run("restore", file, "--database", new)
    assert code == 1
    assert f"The passphrase does not open {file}. Nothing was changed." in err
    assert not (tmp_path / "new.db").exists()
    types(PASSPHRASE)
    assert run("restore", file, "--database", new)[0] == 0
    assert read(new) == contents(diary)


def test_a_passphrase_may_come_from_a_file(
    run: Run, diary: Diary, tmp_path: Path, secret: Path
) -> None:
    file = tmp_path / "mine.db.age"
    assert run("backup", file, "--encrypt", "--passphrase-file", secret)[0] == 0
    new = f"sqlite:///{tmp_path / 'new.db'}"
    code, _, err = run("restore", file, "--database", new)
    assert code == 1
    assert "--passphrase-file" in err
    assert run("restore", file, "--passphrase-file", secret, "--database", new)[0] == 0
    assert read(new) == contents(diary)


def test_a_backup_into_a_folder_has_a_name_of_its_own(
    run: Run, diary: Diary, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    assert run("backup", folder)[0] == 0
    [file] = folder.iterdir()
    assert file.name.startswith("backbeat-20")


def test_another_file_is_not_written_over(run: Run, diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "thesis.docx"
    file.write_text("years of work")
    code, out, err = run("backup", file)
    assert (code, out) == (1, "")
    assert "was left as it is" in err
    assert file.read_text() == "years of work"


# -- restore


@pytest.fixture
def earlier(run: Run, diary: Diary, tmp_path: Path) -> Path:
    """A backup of before the diary went on."""
    file = tmp_path / "earlier.db"
    assert run("backup", file)[0] == 0
    diary.apply(many(3), by=BY)
    diary.remove(diary.readings()[0], by=BY)
    return file


def test_what_would_change_is_said_and_nobody_there_means_no(
    run: Run, diary: Diary, earlier: Path
) -> None:
    before = contents(diary)
    code, out, err = run("restore", earlier)
    assert code == 1
    assert out.splitlines() == [
        "The diary of Ada: 1 day changes and 2 days go.",
        "  Check-ins: 0 back, 1 changed, 2 gone",
        "  Readings: 1 back, 0 changed, 0 gone",
        "  Activities: 0 back, 0 changed, 3 gone",
    ]
    assert err.splitlines() == [
        "What is there would be replaced: say yes when asked, or add --yes.",
        "Nothing was changed.",
    ]
    assert contents(diary) == before


@pytest.mark.parametrize("how", ["--yes", "y", "yes"])
def test_when_agreed_the_diary_is_replaced_and_what_was_there_is_kept(
    run: Run, diary: Diary, earlier: Path, sqlite_url: str, types: Callable[..., None], how: str
) -> None:
    before = contents(diary)
    if how == "--yes":
        code, out, _ = run("restore", earlier, "--yes")
    else:
        types(how)
        code, out, _ = run("restore", earlier)
    assert code == 0
    assert diary.readings()
    assert len(diary.check_ins()) == 1
    [aside] = copies(sqlite_url)
    assert out.endswith(f"Restored. What was there before is kept in {aside.file}\n")
    assert run("restore", aside.file, "--yes")[0] == 0
    assert contents(diary) == before


@pytest.mark.parametrize("answer", ["", "n", "maybe"])
def test_anything_but_yes_changes_nothing(
    run: Run, diary: Diary, earlier: Path, types: Callable[..., None], answer: str
) -> None:
    before = contents(diary)
    types(answer)
    assert run("restore", earlier)[0] == 1
    assert contents(diary) == before


def test_a_damaged_backup_is_refused_and_changes_nothing(
    run: Run, diary: Diary, earlier: Path, tmp_path: Path, sqlite_url: str
) -> None:
    before = contents(diary)
    broken = tmp_path / "broken.db"
    broken.write_bytes(earlier.read_bytes()[:30_000])
    for file in (broken, ROOT / "README.md"):
        code, out, err = run("restore", file, "--yes")
        assert (code, out) == (1, "")
        assert f"{file} is damaged, or is no backup of Backbeat. Nothing was changed." in err
    assert run("restore", tmp_path / "nothing.db", "--yes")[0] == 1
    assert contents(diary) == before
    assert copies(sqlite_url) == []


def test_the_diary_itself_is_no_backup_of_it(run: Run, diary: Diary, tmp_path: Path) -> None:
    code, _, err = run("restore", tmp_path / "diary.db", "--yes")
    assert code == 1
    assert "is the diary itself" in err


def test_a_damaged_diary_is_put_aside_and_a_backup_takes_its_place(
    run: Run, diary: Diary, earlier: Path, tmp_path: Path, sqlite_url: str
) -> None:
    file = tmp_path / "diary.db"
    store = open_store(sqlite_url)
    store.close()
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    damaged = b"\xff" * 30_000
    file.write_bytes(damaged)
    code, out, err = run("restore", earlier)
    assert code == 1
    assert "With --yes it is put aside" in err
    assert file.read_bytes() == damaged
    code, out, err = run("restore", earlier, "--yes")
    assert code == 0
    [aside] = (tmp_path / "diary.db-backups").glob("*-damaged.db")
    assert aside.read_bytes() == damaged
    assert f"What was there is kept as {aside}" in out
    assert len(read(sqlite_url)[1]) == 1  # type: ignore[arg-type]


def test_the_version_before_an_upgrade_can_be_gone_back_to(
    run: Run, closed: tuple[object, ...], tmp_path: Path, sqlite_url: str
) -> None:
    """A newer Backbeat has set a copy aside and changed the tables; then the older one is back."""
    file = tmp_path / "diary.db"
    for earlier in copies(sqlite_url):  # of the same second, perhaps
        earlier.file.unlink()
    copy = set_aside(sqlite_url, CopyReason.UPGRADE)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"UPDATE {REVISION_TABLE} SET version_num = '0999'")
        connection.execute("ALTER TABLE persons ADD COLUMN of_a_later_version TEXT")
        connection.commit()
    newer = set_aside(sqlite_url, CopyReason.ASKED)  # which the older Backbeat cannot open, either
    code, _, err = run("week")
    assert code == 1
    assert "Install the newer Backbeat" in err
    assert f"backbeat restore {copy.file}" in err
    assert str(newer.file) not in err

    code, _, err = run("restore", copy.file)
    assert (code, "With --yes it is put aside" in err) == (1, True)
    code, out, err = run("restore", copy.file, "--yes")
    assert code == 0, err
    [aside] = (tmp_path / "diary.db-backups").glob("*-newer.db")
    assert f"What was there is kept as {aside}" in out
    assert read(sqlite_url) == closed
    with closing(sqlite3.connect(aside)) as connection:
        assert connection.execute(f"SELECT * FROM {REVISION_TABLE}").fetchall() == [("0999",)]


def test_a_backup_of_an_encrypted_diary_is_restored_with_its_passphrase(
    run: Run,
    closed: tuple[object, ...],
    tmp_path: Path,
    sqlite_url: str,
    types: Callable[..., None],
) -> None:
    types(PASSPHRASE, PASSPHRASE)
    assert run("encrypt")[0] == 0
    file, new = tmp_path / "b.db", f"sqlite:///{tmp_path / 'new.db'}"
    types(PASSPHRASE)
    code, out, _ = run("backup", file)
    assert (code, "the passphrase of the diary only" in out) == (0, True)
    assert is_encrypted(file)
    types(PASSPHRASE)
    assert run("restore", file, "--database", new)[0] == 0
    assert read(new) == closed
    types(PASSPHRASE)
    assert run("restore", file, "--yes")[0] == 0, "which is asked for once"
    types(PASSPHRASE)
    code, out, _ = run("restore", copies(sqlite_url)[0].file, "--yes")
    assert code == 0


def test_a_sealed_backup_of_an_encrypted_diary_opens_elsewhere_with_its_own_passphrase(
    run: Run,
    closed: tuple[object, ...],
    tmp_path: Path,
    secret: Path,
    types: Callable[..., None],
) -> None:
    assert run("encrypt", "--passphrase-file", secret)[0] == 0
    file, new = tmp_path / "b.db.age", f"sqlite:///{tmp_path / 'new.db'}"
    types("quite another one", "quite another one", PASSPHRASE)
    assert run("backup", file, "--encrypt")[0] == 0
    types("quite another one")
    assert run("restore", file, "--database", new)[0] == 0
    assert read(new) == closed


def test_a_backup_that_was_encrypted_before_it_was_sealed_opens_too(
    run: Run,
    closed: tuple[object, ...],
    tmp_path: Path,
    sqlite_url: str,
    secret: Path,
    types: Callable[..., None],
) -> None:
    assert run("encrypt", "--passphrase-file", secret)[0] == 0
    file, new = tmp_path / "b.db.age", f"sqlite:///{tmp_path / 'new.db'}"
    file.write_bytes(encrypt_backup((tmp_path / "diary.db").read_bytes(), PASSPHRASE))
    types(PASSPHRASE)
    assert run("restore", file, "--database", new)[0] == 0
    assert read(new) == closed
    file.write_bytes(encrypt_backup((tmp_path / "diary.db").read_bytes(), "quite another one"))
    types(PASSPHRASE, "quite another one")
    assert run("restore", file, "--yes")[0] == 0, "with the passphrase of the diary inside"


@pytest.mark.parametrize("log", ["-wal", "-journal"])
def test_a_file_with_a_log_beside_it_is_not_written_over(
    run: Run, diary: Diary, tmp_path: Path, log: str
) -> None:
    file = tmp_path / "stick" / "mine.db"
    file.parent.mkdir()
    beside = file.with_name(file.name + log)
    beside.write_bytes(b"of another diary")
    code, out, err = run("backup", file)
    assert (code, out) == (1, "")
    assert f"{file} is in use as a diary, or was left by one: there is mine.db{log}." in err
    assert list(file.parent.iterdir()) == [beside]


def test_another_diary_that_is_open_is_not_written_over(
    run: Run, diary: Diary, tmp_path: Path
) -> None:
    file = tmp_path / "other.db"
    other = open_store(f"sqlite:///{file}")
    find_diary(other, newcomer=Person("Ben")).save(walk(9), by=BY)
    assert run("backup", file)[0] == 1
    assert [bout.minutes for bout in find_diary(other, newcomer=ADA).activities()] == [9]
    other.close()


def test_a_damaged_copy_of_an_encrypted_diary_is_told(
    run: Run,
    closed: tuple[object, ...],
    sqlite_url: str,
    secret: Path,
    types: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sqlcipher3 import dbapi2

    assert run("encrypt", "--passphrase-file", secret)[0] == 0
    copy = copies(sqlite_url)[0].file
    real = Cipher.opens

    def malformed(cipher: Cipher, file: Path) -> bool:
        if file == copy:
            raise dbapi2.DatabaseError("database disk image is malformed")
        return real(cipher, file)

    monkeypatch.setattr(Cipher, "opens", malformed)
    types(PASSPHRASE)
    code, out, err = run("restore", copy, "--yes")
    assert (code, out) == (1, "")
    assert f"The database {copy} reported an error." in err


# -- of one person among others


@pytest.fixture
def ben(diary: Diary, sqlite_url: str) -> Iterator[Diary]:
    """Ben, beside Ada."""
    store = open_store(sqlite_url)
    ben = store.diary(store.add_person(Person("Ben")))
    ben.save(walk(9, note="bens words"), by=BY)
    yield ben
    store.close()


def test_a_backup_of_one_person_is_restored_to_that_person_alone(
    run: Run, diary: Diary, ben: Diary, tmp_path: Path
) -> None:
    file = tmp_path / "ada.db"
    code, out, _ = run("backup", file, "--person", "Ada")
    assert (code, out.startswith(f"Wrote {file}: 1 diary")) == (0, True)
    assert b"bens words" not in file.read_bytes()
    before, bens = contents(diary), contents(ben)
    for person in ([], ["--person", "Ada"]):
        diary.remove_days(None, None, by=BY)
        assert run("restore", file, "--yes", *person)[0] == 0
        assert contents(diary) == before
        assert contents(ben) == bens


def test_a_backup_of_somebody_else_is_refused_and_it_is_said_whose_it_is(
    run: Run, diary: Diary, ben: Diary, tmp_path: Path
) -> None:
    file = tmp_path / "ada.db"
    assert run("backup", file, "--person", "Ada")[0] == 0
    before, bens = contents(diary), contents(ben)
    code, out, said = run("restore", file, "--yes", "--person", "Ben")
    assert (code, out) == (1, "")
    assert f"{file} holds no diary of Ben, only of: Ada. Nothing was changed." in said
    assert (contents(diary), contents(ben)) == (before, bens)


def test_of_a_backup_of_everybody_one_is_restored_alone(
    run: Run, diary: Diary, ben: Diary, tmp_path: Path
) -> None:
    file = tmp_path / "all.db"
    assert "2 diaries" in run("backup", file)[1]
    before = contents(diary)
    diary.remove_days(None, None, by=BY)
    ben.save(walk(1), by=BY)
    assert run("restore", file, "--yes", "--person", "ada")[0] == 0
    assert contents(diary) == before
    assert len(ben.activities()) == 2
    assert run("restore", file, "--yes")[0] == 0
    assert len(ben.activities()) == 1


def test_who_keeps_no_diary_here_comes_in_only_when_that_is_asked_for(
    run: Run, diary: Diary, ben: Diary, tmp_path: Path
) -> None:
    file, other = tmp_path / "all.db", f"sqlite:///{tmp_path / 'other.db'}"
    assert run("backup", file, "--person", "Ben")[0] == 0
    assert run("people", "add", "Cleo", "--database", other)[0] == 0
    code, out, said = run("restore", file, "--yes", "--database", other)
    assert (code, out) == (1, "")
    assert "the diary of somebody who keeps none here: Ben. Nothing was changed." in said
    assert run("restore", file, "--as-new", "--person", "Ben", "--database", other)[0] == 2
    code, out, _ = run("restore", file, "--as-new", "--database", other)
    assert (code, "The diary of Ben comes back with" in out) == (0, True)
    store = open_store(other)
    assert [person.name for _, person in store.people()] == ["Cleo", "Ben"]
    assert contents(store.diary(2)) == contents(ben)
    store.close()


def test_with_several_people_it_is_said_what_a_deletion_takes(
    run: Run, diary: Diary, ben: Diary, tmp_path: Path
) -> None:
    assert run("backup", tmp_path / "mine.db")[0] == 0
    code, _, said = run("people", "delete", "Ben", "--yes")
    assert code == 0
    assert "This deletes the diary of Ben: 1 activity" in said
    assert "The other diaries stay" in said
    assert b"bens words" in (tmp_path / "mine.db").read_bytes(), "as it was said"
