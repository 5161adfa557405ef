"""A diary with a private note, plain and encrypted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ADA
from tests.store.encryption.encrypted import NOTE, PASSPHRASE
from tests.store.entries import BY, one_of_each, walk
from tests.store.test_bulk_save import many
from tests.store.test_history import contents
from tracker.store import Store, find_diary, open_store
from tracker.store.copies import CopyReason, set_aside
from tracker.store.encryption import passphrase_sources
from tracker.store.reencrypt import reencrypt


@pytest.fixture(autouse=True)
def no_passphrases_of_whoever_runs_this(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.delenv("BACKBEAT_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(passphrase_sources, "passphrases", {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'diary.db'}"


@pytest.fixture
def before(url: str) -> tuple[object, ...]:
    """What a plain diary with a private note says, of which there is a copy."""
    store = open_store(url)
    diary = find_diary(store, newcomer=ADA)
    diary.apply(one_of_each(), by=BY)
    diary.apply(many(300), by=BY)
    diary.save(walk(7, note=NOTE), by=BY)
    set_aside(store.address, CopyReason.DAILY)
    found = contents(diary), diary.history(limit=1000)
    store.close()
    return found


@pytest.fixture
def encrypted(url: str, before: tuple[object, ...]) -> Iterator[Store]:
    """The same diary, encrypted and open."""
    reencrypt(url, PASSPHRASE)
    passphrase_sources.unlock(url, PASSPHRASE)
    store = open_store(url)
    yield store
    store.close()
