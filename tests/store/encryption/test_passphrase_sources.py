from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ADA
from tests.store.encryption.encrypted import NOTE, PASSPHRASE, Ring, forget, said
from tests.store.entries import BY, check_in
from tests.store.test_driver_errors import for_people
from tracker.store import PassphraseNeeded, Store, WrongPassphrase, find_diary, open_store
from tracker.store.encryption import passphrase_sources
from tracker.store.reencrypt import reencrypt


def test_without_a_passphrase_it_says_how_to_give_one(url: str, encrypted: Store) -> None:
    encrypted.close()
    forget()
    content = (Path(str(encrypted.address.database))).read_bytes()
    assert passphrase_sources.needs_passphrase(url)
    with pytest.raises(PassphraseNeeded, match=r"backbeat run.*BACKBEAT_PASSPHRASE_FILE") as told:
        open_store(url)
    assert for_people(told.value)
    assert (Path(str(encrypted.address.database))).read_bytes() == content


def test_a_wrong_passphrase_is_told_and_nothing_changes(
    url: str, folder: Path, encrypted: Store
) -> None:
    encrypted.close()
    forget()
    held = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(WrongPassphrase, match="does not open") as told:
        passphrase_sources.unlock(url, "A long walk in the rain")
    assert for_people(told.value)
    with pytest.raises(PassphraseNeeded):
        open_store(url)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == held


def test_the_passphrase_may_lie_in_a_file(
    url: str, encrypted: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said(encrypted)
    encrypted.close()
    forget()
    file = tmp_path / "passphrase"
    monkeypatch.setenv("BACKBEAT_PASSPHRASE_FILE", str(file))
    with pytest.raises(PassphraseNeeded, match=f"could not be read from {file}"):
        open_store(url)
    file.write_text("\n")
    with pytest.raises(PassphraseNeeded, match="holds no passphrase"):
        open_store(url)
    file.write_text("wrong\n")
    with pytest.raises(WrongPassphrase, match=f"The passphrase in {file} does not open"):
        open_store(url)
    file.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\nsecond line")
    store = open_store(url)
    assert said(store) == before
    store.close()


def test_the_passphrase_may_lie_in_the_key_ring(
    url: str, folder: Path, encrypted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said(encrypted)
    encrypted.close()
    forget()
    Ring().install(monkeypatch)
    assert passphrase_sources.keep_in_key_ring(folder / "diary.db", PASSPHRASE)
    store = open_store(url)
    assert said(store) == before
    store.close()
    assert passphrase_sources.keep_in_key_ring(folder / "diary.db", None)
    with pytest.raises(PassphraseNeeded):
        open_store(url)


def test_a_computer_without_a_key_ring_says_so(folder: Path) -> None:
    assert passphrase_sources.in_key_ring(folder / "diary.db") is None
    assert passphrase_sources.keep_in_key_ring(folder / "diary.db", PASSPHRASE) is False


@settings(max_examples=8)
@given(passphrase=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_text_may_be_the_passphrase(
    passphrase: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("any") / "diary.db"
    url = f"sqlite:///{file}"
    forget()
    store = open_store(url)
    find_diary(store, newcomer=ADA).save(check_in(), by=BY)
    store.close()
    reencrypt(url, passphrase)
    passphrase_sources.unlock(url, passphrase)
    store = open_store(url)
    assert find_diary(store, newcomer=ADA).check_ins() == [check_in()]
    store.close()


def test_the_same_passphrase_typed_on_another_keyboard_opens_it(
    url: str, before: tuple[object, ...]
) -> None:
    reencrypt(url, "caf\u00e9 crème")
    passphrase_sources.unlock(url, "cafe\u0301 crème")


def test_any_program_that_knows_sqlcipher_opens_it_with_the_passphrase(
    folder: Path, encrypted: Store
) -> None:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(str(folder / "diary.db"))) as connection:
        connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
        found = connection.execute("SELECT note FROM activities WHERE minutes = 7").fetchall()
    assert (NOTE,) in found
