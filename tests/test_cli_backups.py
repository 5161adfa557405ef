import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ADA
from tests.store.entries import BY, check_in, one_of_each, walk
from tests.store.test_bulk import many
from tests.store.test_history import contents
from tracker import cli
from tracker.exchange.backup.sealing import seal
from tracker.model import Person
from tracker.store import Diary, keys, open_store
from tracker.store.cipher import Cipher, is_encrypted
from tracker.store.copies import Why, copies, set_aside

ROOT = Path(__file__).parents[1]
PASSPHRASE = "a long walk in the rain"  # noqa: S105
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def nothing_of_whoever_runs_this(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for name in ("BACKBEAT_DATABASE_URL", "BACKBEAT_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(keys, "_told", {})


@pytest.fixture
def run(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on the test's database: exit code, stdout, stderr."""

    def backbeat(*arguments: object) -> tuple[int, str, str]:
        words = list(map(str, arguments))
        if "--database" not in words:
            words += ["--database", sqlite_url]
        return cli.main(words), *capsys.readouterr()

    return backbeat


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Somebody at the keyboard, who answers questions one after the other."""

    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    def will_type(*answers: str) -> None:
        left = iter(answers)
        monkeypatch.setattr(sys, "stdin", Keyboard("\n".join(answers) + "\n"))
        monkeypatch.setattr("getpass.getpass", lambda *_: next(left))
        keys._told.clear()

    return will_type


@pytest.fixture(autouse=True)
def nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    return file


@pytest.fixture
def diary(sqlite_url: str) -> Iterator[Diary]:
    store = open_store(sqlite_url)
    diary = store.first_diary(ADA)
    diary.apply(one_of_each(), by=BY)
    yield diary
    store.close()


def read(url: str) -> tuple[object, ...]:
    store = open_store(url)
    found = contents(store.first_diary(Person()))
    store.close()
    return found


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
    assert f"The damaged diary is kept as {aside}" in out
    assert len(read(sqlite_url)[1]) == 1  # type: ignore[arg-type]


# -- encrypt and decrypt


@pytest.fixture
def closed(sqlite_url: str) -> tuple[object, ...]:
    """A diary that nobody has open, with a copy of it; what it says."""
    store = open_store(sqlite_url)
    diary = store.first_diary(ADA)
    diary.apply(one_of_each(), by=BY)
    diary.save(walk(3, note="private words"), by=BY)
    set_aside(store.address, Why.DAILY)
    found = contents(diary)
    store.close()
    return found


def test_a_diary_is_encrypted_read_and_decrypted(
    run: Run,
    closed: tuple[object, ...],
    tmp_path: Path,
    sqlite_url: str,
    types: Callable[..., None],
) -> None:
    file = tmp_path / "diary.db"
    types(PASSPHRASE, PASSPHRASE)
    code, out, err = run("encrypt")
    assert (code, err) == (0, "")
    assert f"{file} is encrypted. Without the passphrase nobody can read it, you neither." in out
    assert f"Encrypted too: {copies(sqlite_url)[0].file}" in out
    assert "overwritten" in out
    assert "saved elsewhere are as they were" in out
    for path in tmp_path.rglob("*.db*"):
        assert path.is_dir() or b"private words" not in path.read_bytes()

    types(PASSPHRASE)
    assert run("week")[0] == 0
    types("wrong")
    code, out, err = run("week")
    assert (code, out) == (1, "")
    assert f"The passphrase does not open {file}. Nothing was changed." in err

    types("wrong")
    assert run("decrypt")[0] == 1
    assert is_encrypted(file)
    types(PASSPHRASE)
    code, out, _ = run("decrypt")
    assert code == 0
    assert "is no longer encrypted" in out
    assert read(sqlite_url) == closed


@pytest.mark.usefixtures("closed")
def test_where_nobody_can_be_asked_it_says_how(run: Run, secret: Path, tmp_path: Path) -> None:
    code, _, err = run("encrypt")
    assert code == 1
    assert "--passphrase-file" in err
    assert not is_encrypted(tmp_path / "diary.db")
    assert run("encrypt", "--passphrase-file", secret)[0] == 0
    keys._told.clear()
    for verb in (["week"], ["backup", tmp_path / "b.db"]):
        code, out, err = run(*verb)
        assert (code, out) == (1, "")
        assert "is encrypted and no passphrase was given" in err


@pytest.mark.usefixtures("closed")
def test_a_weak_passphrase_or_two_different_ones_encrypt_nothing(
    run: Run, tmp_path: Path, types: Callable[..., None]
) -> None:
    for typed in (("short", "short"), (PASSPHRASE, "another one"), ("", "")):
        types(*typed)
        code, out, err = run("encrypt")
        assert (code, out) == (1, "")
        assert "Nothing was changed." in err
        assert not is_encrypted(tmp_path / "diary.db")


def test_the_passphrase_is_changed(
    run: Run, closed: tuple[object, ...], sqlite_url: str, types: Callable[..., None]
) -> None:
    types(PASSPHRASE, PASSPHRASE)
    assert run("encrypt")[0] == 0
    types(PASSPHRASE, "quite another one", "quite another one")
    assert run("encrypt", "--new-passphrase")[0] == 0
    keys._told.clear()
    keys.unlock(sqlite_url, "quite another one")
    assert read(sqlite_url) == closed
    types("quite another one", "quite another one")
    code, out, _ = run("encrypt")
    assert (code, "was encrypted already" in out) == (0, True)


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
    file.write_bytes(seal((tmp_path / "diary.db").read_bytes(), PASSPHRASE))
    types(PASSPHRASE)
    assert run("restore", file, "--database", new)[0] == 0
    assert read(new) == closed
    file.write_bytes(seal((tmp_path / "diary.db").read_bytes(), "quite another one"))
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
    other.first_diary(Person("Ben")).save(walk(9), by=BY)
    assert run("backup", file)[0] == 1
    assert [bout.minutes for bout in other.first_diary(ADA).activities()] == [9]
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


@pytest.mark.usefixtures("closed")
def test_a_computer_without_a_key_ring_says_so(run: Run, secret: Path, tmp_path: Path) -> None:
    code, _, err = run("encrypt", "--key-ring", "--passphrase-file", secret)
    assert code == 1
    assert "has no key ring that Backbeat can use" in err
    assert is_encrypted(tmp_path / "diary.db"), "it is encrypted all the same, as was said"


def test_with_a_key_ring_nobody_is_asked(
    run: Run,
    closed: tuple[object, ...],
    secret: Path,
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.store.test_encryption import Ring

    ring = Ring()
    ring.install(monkeypatch)
    assert run("encrypt", "--key-ring", "--passphrase-file", secret)[0] == 0
    keys._told.clear()
    assert read(sqlite_url) == closed
    assert run("decrypt")[0] == 0
    assert ring.kept == {}, "and it is forgotten with the encryption"


def test_a_new_passphrase_takes_the_place_of_that_in_the_key_ring(
    run: Run,
    closed: tuple[object, ...],
    secret: Path,
    sqlite_url: str,
    types: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.store.test_encryption import Ring

    ring = Ring()
    ring.install(monkeypatch)
    assert run("encrypt", "--key-ring", "--passphrase-file", secret)[0] == 0
    types("quite another one", "quite another one")
    assert run("encrypt", "--new-passphrase")[0] == 0
    assert list(ring.kept.values()) == ["quite another one"]
    keys._told.clear()
    assert read(sqlite_url) == closed
    for name in ring.kept:  # as changed on another computer
        ring.kept[name] = PASSPHRASE
    types("quite another one")
    assert run("week")[0] == 0, "where it no longer opens the diary, somebody is asked"


def test_a_server_whose_diary_does_not_open_ends_with_a_clear_message(
    run: Run, closed: tuple[object, ...], secret: Path, sqlite_url: str, tmp_path: Path
) -> None:
    import os

    assert run("encrypt", "--passphrase-file", secret)[0] == 0
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase")
    for named, words in ((None, "no passphrase was given"), (wrong, f"in {wrong} does not open")):
        environment: dict[str, Any] = {**os.environ, "PYTHONPATH": str(ROOT)}
        if named is not None:
            environment["BACKBEAT_PASSPHRASE_FILE"] = str(named)
        done = subprocess.run(
            [sys.executable, "-m", "tracker.cli", "run", "--no-browser", "--database", sqlite_url],
            capture_output=True,
            text=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
            env=environment,
            timeout=120,
        )
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_the_verbs_start_without_what_they_may_not_need() -> None:
    script = "import sys, tracker.cli.backups, tracker.exchange.backup.restoring;"
    script += "import tracker.exchange.backup.files;"
    script += "print([n for n in ('pyrage', 'keyring', 'cryptography', 'sqlcipher3', 'pandas')"
    script += " if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_ada_is_not_asked_for_a_plain_diary(
    run: Run, sqlite_url: str, types: Callable[..., None]
) -> None:
    types()
    store = open_store(sqlite_url)
    store.first_diary(ADA).save(check_in(), by=BY)
    store.close()
    assert run("week")[0] == 0
