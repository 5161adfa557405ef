"""Verbs run inside the test's process, on a database of its own."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.running import PASSPHRASE, Run
from tests.conftest import ADA
from tests.store.entries import BY, one_of_each, walk
from tests.store.test_history import contents
from tracker import cli
from tracker.store import Diary, find_diary, open_store
from tracker.store.copies import CopyReason, set_aside
from tracker.store.encryption import passphrase_sources


@pytest.fixture(autouse=True)
def nothing_of_whoever_runs_this(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for name in ("BACKBEAT_DATABASE_URL", "BACKBEAT_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(passphrase_sources, "passphrases", {})


@pytest.fixture(autouse=True)
def nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))


@pytest.fixture
def run(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on the test's database: exit code, stdout, stderr."""

    def backbeat(*arguments: object) -> tuple[int, str, str]:
        given = list(map(str, arguments))
        if "--database" not in given:
            given += ["--database", sqlite_url]
        try:
            code = cli.main(given)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return code, *capsys.readouterr()

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
        passphrase_sources.passphrases.clear()

    return will_type


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file with the passphrase."""
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    return file


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two check-ins and a walk."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "check_ins.csv").write_text("date,pain\n2026-03-01,4\n2026-03-02,5\n")
    (folder / "activities.csv").write_text("date,activity,minutes\n2026-03-01,walking,30\n")
    return folder


@pytest.fixture
def stored(sqlite_url: str) -> Iterator[Diary]:
    """Ada's diary, empty and open."""
    store = open_store(sqlite_url)
    yield find_diary(store, newcomer=ADA)
    store.close()


@pytest.fixture
def closed(sqlite_url: str) -> tuple[object, ...]:
    """A diary that nobody has open, with a copy of it; what it says."""
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.apply(one_of_each(), by=BY)
    diary.save(walk(3, note="private words"), by=BY)
    set_aside(store.address, CopyReason.DAILY)
    found = contents(diary)
    store.close()
    return found
