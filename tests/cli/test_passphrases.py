from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import PASSPHRASE, Run, process, read
from tests.conftest import ADA
from tests.loading import loaded_after
from tests.store.encryption.encrypted import Ring
from tests.store.entries import BY, check_in
from tracker.store import find_diary, open_store
from tracker.store.copies import copies
from tracker.store.encryption import passphrase_sources
from tracker.store.encryption.cipher import is_encrypted


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
    assert f"{file} is encrypted. Without the passphrase nobody can read it, not even you." in out
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
    passphrase_sources.passphrases.clear()
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
    passphrase_sources.passphrases.clear()
    passphrase_sources.unlock(sqlite_url, "quite another one")
    assert read(sqlite_url) == closed
    types("quite another one", "quite another one")
    code, out, _ = run("encrypt")
    assert (code, "was encrypted already" in out) == (0, True)


@pytest.mark.usefixtures("closed")
def test_a_computer_without_a_key_ring_says_so(run: Run, secret: Path, tmp_path: Path) -> None:
    code, _, err = run("encrypt", "--key-ring", "--passphrase-file", secret)
    assert code == 1
    assert "has no key ring that Backbeat can use" in err
    assert is_encrypted(tmp_path / "diary.db"), "it is encrypted all the same, as was said"


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    ring = Ring()
    ring.install(monkeypatch)
    return ring


def test_with_a_key_ring_nobody_is_asked(
    run: Run,
    closed: tuple[object, ...],
    secret: Path,
    sqlite_url: str,
    ring: Ring,
) -> None:
    assert run("encrypt", "--key-ring", "--passphrase-file", secret)[0] == 0
    passphrase_sources.passphrases.clear()
    assert read(sqlite_url) == closed
    assert run("decrypt")[0] == 0
    assert ring.kept == {}, "and it is forgotten with the encryption"


def test_a_new_passphrase_takes_the_place_of_that_in_the_key_ring(
    run: Run,
    closed: tuple[object, ...],
    secret: Path,
    sqlite_url: str,
    types: Callable[..., None],
    ring: Ring,
) -> None:
    assert run("encrypt", "--key-ring", "--passphrase-file", secret)[0] == 0
    types("quite another one", "quite another one")
    assert run("encrypt", "--new-passphrase")[0] == 0
    assert list(ring.kept.values()) == ["quite another one"]
    passphrase_sources.passphrases.clear()
    assert read(sqlite_url) == closed
    for name in ring.kept:  # as changed on another computer
        ring.kept[name] = PASSPHRASE
    types("quite another one")
    assert run("week")[0] == 0, "where it no longer opens the diary, somebody is asked"


def test_a_server_whose_diary_does_not_open_ends_with_a_clear_message(
    run: Run, closed: tuple[object, ...], secret: Path, sqlite_url: str, tmp_path: Path
) -> None:
    assert run("encrypt", "--passphrase-file", secret)[0] == 0
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase")
    for named, words in ((None, "no passphrase was given"), (wrong, f"in {wrong} does not open")):
        environment = {} if named is None else {"BACKBEAT_PASSPHRASE_FILE": str(named)}
        done = process("run", "--no-browser", "--database", sqlite_url, **environment)
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_the_verbs_start_without_what_they_may_not_need() -> None:
    verbs = "import tracker.cli.backups, tracker.store.backup.restore"
    loaded = loaded_after(f"{verbs}, tracker.store.backup.backup_files")
    assert "tracker.store.backup.backup_files" in loaded
    assert not {"pyrage", "keyring", "cryptography", "sqlcipher3", "pandas"} & loaded


def test_ada_is_not_asked_for_a_plain_diary(
    run: Run, sqlite_url: str, types: Callable[..., None]
) -> None:
    types()
    store = open_store(sqlite_url)
    find_diary(store, newcomer=ADA).save(check_in(), by=BY)
    store.close()
    assert run("week")[0] == 0
