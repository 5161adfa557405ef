"""What tests of encrypted diaries share."""

from pathlib import Path

import pytest

from tests.conftest import ADA
from tests.store.test_history import contents
from tracker.store import Store, find_diary
from tracker.store.encryption import passphrase_sources

ROOT = Path(__file__).parents[3]
PASSPHRASE = "a long walk in the rain"  # noqa: S105
NOTE = "VeryPrivateNote"


def forget() -> None:
    """As a process that is started anew."""
    passphrase_sources.passphrases.clear()


def said(store: Store) -> tuple[object, ...]:
    diary = find_diary(store, newcomer=ADA)
    return contents(diary), diary.history(limit=1000)


def readable(folder: Path, note: str = NOTE) -> list[Path]:
    """The files in which a note can be read, or that begin as a database anybody can read."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    plain = (note.encode(), note.encode("utf-16-le"), b"SQLite format 3", b"CREATE TABLE")
    return [path for path in files if any(mark in path.read_bytes() for mark in plain)]


class Ring:
    """A key ring in memory, as `keyring` shows one."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import keyring

        monkeypatch.setattr(keyring, "get_password", lambda *name: self.kept.get(name))
        monkeypatch.setattr(keyring, "delete_password", lambda *name: self.kept.pop(name))
        monkeypatch.setattr(
            keyring, "set_password", lambda *given: self.kept.update({given[:2]: given[2]})
        )
