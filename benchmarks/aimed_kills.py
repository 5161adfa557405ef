"""Kills inside imports, backups, restores and encryption, at random moments of their writing.

Every round begins with the same diary, kills one verb in the middle and looks at
what it left: what was there before, or what should be there after, as a whole.
"""

import os
import random
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.aimed import BEGUN, ENDED
from tracker.model import Activity, ChangeSource, CheckIn, Intensity, Person
from tracker.store import Diary, Store, StoreError, find_diary, open_store
from tracker.store.backup.backup_files import open_backup, write_backup
from tracker.store.copies import CopyReason, copies, set_aside
from tracker.store.database_copy import is_whole
from tracker.store.database_files import copies_folder
from tracker.store.encryption import passphrase_sources
from tracker.store.encryption.cipher import Cipher, is_encrypted
from tracker.store.reencrypt import reencrypt

PASSPHRASE = "a long walk in the rain"  # noqa: S105
VERBS = ("import", "backup", "restore", "encrypt", "decrypt")
FEW, MANY = 300, 1500  # entries of an import: written at once, and laid ready first
FIRST = date(2024, 1, 1)
PATIENCE = 120.0  # seconds in which a verb must begin and end

Contents = tuple[Any, ...]


@dataclass
class Aimed:
    """What came of the kills: how many hit each verb inside, and what they left wrong."""

    inside: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    half_applied: int = 0

    def __str__(self) -> str:
        verbs = ", ".join(f"{verb} {self.inside[verb]}" for verb in VERBS)
        return (
            f"aimed kills: {self.inside.total()} ({verbs}), lost: {self.lost},"
            f" half-applied: {self.half_applied}"
        )


@dataclass
class Range:
    """What every round begins with, and how long each verb writes, in seconds."""

    folder: Path
    before: Contents
    backed_up: Contents
    writes: dict[str, float] = field(default_factory=dict)


def contents(diary: Diary) -> Contents:
    """All that the diary of these rounds holds, and its history."""
    return (
        tuple(sorted(diary.check_ins(), key=lambda entry: entry.date)),
        tuple(sorted(diary.activities(), key=lambda entry: entry.uid)),
        tuple((change.by, change.after) for change in diary.history(limit=1_000_000)),
    )


def make_range(folder: Path) -> Range:
    """Write the diary that every round begins with, an older backup of it, and the copies."""
    folder.mkdir()
    file = folder / "diary.db"
    store = open_store(f"sqlite:///{file}")
    diary = find_diary(store, newcomer=Person(name="Killed"))
    diary.apply(_entries(600), by=ChangeSource.DEMO)
    write_backup(store, folder / "backup.db")
    backed_up = contents(diary)
    set_aside(store.address, CopyReason.DAILY)
    diary.apply(_entries(200, note="since"), by=ChangeSource.DEMO)
    before = contents(diary)
    store.close()
    return Range(folder, before, backed_up)


def _entries(number: int, note: str = "") -> list[CheckIn | Activity]:
    days = [FIRST + timedelta(days=n) for n in range(number)]
    if note:
        return [Activity(day, "walk", 20, Intensity.MODERATE, note=note) for day in days]
    evening = datetime(2024, 1, 1, 20, tzinfo=UTC)
    return [CheckIn(day, n % 11, evening + timedelta(days=n)) for n, day in enumerate(days)]


def kill_inside(range_: Range, verb: str, chance: random.Random, figures: Aimed) -> None:
    """One kill in the middle of a verb; tried again, from the start, until it hit."""
    while True:
        with tempfile.TemporaryDirectory() as name:
            place = Place(Path(name) / "diary", range_, verb, chance)
            hit, code = place.run(chance)
            if hit or code != 0:
                figures.inside[verb] += hit
                place.look(figures, done=code == 0)
                if code not in (0, -signal.SIGKILL):
                    figures.lost += 1
                if hit:
                    return


class Place:
    """A folder with a diary of its own, and the verb that is killed there."""

    def __init__(self, folder: Path, range_: Range, verb: str, chance: random.Random) -> None:
        shutil.copytree(range_.folder, folder)
        self.range, self.verb, self.folder = range_, verb, folder
        self.file = folder / "diary.db"
        self.url = f"sqlite:///{self.file}"
        self.secret = folder / "secret"
        self.secret.write_text(f"{PASSPHRASE}\n")
        self.target = folder / "target.db"
        self.imported = chance.choice((FEW, MANY))
        self.earlier: bytes | None = None
        if verb == "decrypt":
            reencrypt(self.url, PASSPHRASE)
        if verb == "backup" and chance.random() < 0.5:
            shutil.copy(folder / "backup.db", self.target)
            self.earlier = self.target.read_bytes()

    def arguments(self) -> list[str]:
        """The verb as it is typed."""
        more = {
            "import": [str(self._csv())],
            "backup": [str(self.target)],
            "restore": [str(self.folder / "backup.db"), "--yes"],
            "encrypt": ["--passphrase-file", str(self.secret)],
            "decrypt": ["--passphrase-file", str(self.secret)],
        }[self.verb]
        return [self.verb, *more, "--database", self.url]

    def _csv(self) -> Path:
        rows = [
            f"{FIRST + timedelta(days=day % 700)},swim,30,moderate,pool,{day},imported"
            for day in range(self.imported)
        ]
        head = "date,activity,minutes,intensity,source,external_id,note"
        file = self.folder / "activities.csv"
        file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return file

    def run(self, chance: random.Random) -> tuple[bool, int]:
        """Run it, killed at a random moment of its writing: whether inside, and its exit code."""
        reading, writing = os.pipe()
        key = f"{self.verb} {self.imported}" if self.verb == "import" else self.verb
        known = self.range.writes.get(key)
        with subprocess.Popen(
            [sys.executable, "-m", "benchmarks.aimed", str(writing), *self.arguments()],
            cwd=Path(__file__).parents[1],
            env={
                **os.environ,
                "XDG_DATA_HOME": str(self.folder / "home"),
                "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            },
            pass_fds=(writing,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            os.close(writing)
            begun = said(reading, PATIENCE)
            at = time.monotonic()
            # The first run of each only measures how long it writes.
            if begun == BEGUN and known is not None:
                ended = said(reading, chance.uniform(0, known))
                process.kill()
                rest = ended or said(reading, PATIENCE)
            else:
                rest = said(reading, PATIENCE)
            if rest == ENDED:
                took = time.monotonic() - at
                self.range.writes[key] = took if known is None else (known + took) / 2
            code = process.wait()
        os.close(reading)
        return begun == BEGUN and rest != ENDED and code == -signal.SIGKILL, code

    def look(self, figures: Aimed, *, done: bool) -> None:
        """Open what is left, and count what is missing or neither as before nor as wanted."""
        try:
            wrong = self._wrong(done=done)
        except (StoreError, OSError) as error:
            sys.stderr.write(f"{self.verb}: {type(error).__name__}: {error}\n")
            figures.lost += 1
            return
        if wrong:
            sys.stderr.write(f"{self.verb}: {wrong}\n")
            figures.half_applied += 1

    def _wrong(self, *, done: bool) -> str:
        now = self._now()
        match self.verb:
            case "import":
                return self._wrong_import(now, done=done)
            case "backup":
                return self._wrong_backup(now, done=done)
            case "restore":
                return self._wrong_restore(now, done=done)
        return self._wrong_encryption(now)

    def _now(self) -> Contents:
        """What the diary says, opened as its owner does, with all its pages in order."""
        passphrase_sources.passphrases.pop(self.file, None)
        if is_encrypted(self.file):
            passphrase_sources.unlock(self.url, PASSPHRASE)
        store = open_store(self.url)
        try:
            found = contents(find_diary(store))
            self._check(store)
        finally:
            store.close()
        return found

    def _check(self, store: Store) -> None:
        with store._engine.connect() as connection:
            if not is_whole(connection.connection.dbapi_connection):
                raise OSError(f"{self.file} is not whole")

    def _wrong_import(self, now: Contents, *, done: bool) -> str:
        check_ins, activities, history = now
        new = [entry for entry in activities if entry.note == "imported"]
        old = tuple(entry for entry in activities if entry.note != "imported")
        recorded = sum(by == "import" for by, _ in history)
        if (check_ins, old) != self.range.before[:2]:
            return "what was there has changed"
        whole = len(new) in (({self.imported}) if done else {0, self.imported})
        return "" if whole and recorded == len(new) else f"{len(new)} entries, {recorded} recorded"

    def _wrong_backup(self, now: Contents, *, done: bool) -> str:
        if now != self.range.before:
            return "the diary has changed"
        data = self.target.read_bytes() if self.target.exists() else None
        if data == self.earlier and not done:
            return ""
        if data is None:
            return "the earlier backup is gone"
        with open_backup(data, "it") as copy:
            same = contents(find_diary(copy)) == self.range.before
        return "" if same else "the backup says something else"

    def _wrong_restore(self, now: Contents, *, done: bool) -> str:
        if now == self.range.before and not done:
            return ""
        if now != self.range.backed_up:
            return "neither as before nor as the backup"
        aside = [copy for copy in copies(self.url) if copy.why == CopyReason.RESTORE]
        if len(aside) != 1:
            return "restored, and what was there before was not kept"
        with open_backup(aside[0].file, "it") as copy:
            same = contents(find_diary(copy)) == self.range.before
        return "" if same else "what was kept is not what was there before"

    def _wrong_encryption(self, now: Contents) -> str:
        if now != self.range.before:
            return "the diary has changed"
        wanted = PASSPHRASE if self.verb == "encrypt" else None
        reencrypt(self.url, wanted)  # once more, which finishes what was broken off
        if self._now() != self.range.before or is_encrypted(self.file) != (wanted is not None):
            return "it was not finished by doing it once more"
        folder = copies_folder(open_store(self.url).address)
        kept = [path for path in folder.iterdir() if path.suffix == ".db"]
        for path in kept:
            with open_backup(path, "it", cipher=Cipher(PASSPHRASE) if wanted else None) as copy:
                if contents(find_diary(copy)) != self.range.backed_up:
                    return "a copy says something else"
        return "" if kept else "the copy is gone"


def said(pipe: int, seconds: float) -> bytes:
    """The next line of a pipe; nothing where none comes in time or the other end is gone."""
    with selectors.DefaultSelector() as waiting:  # takes any number, as a process with many has
        waiting.register(pipe, selectors.EVENT_READ)
        return os.read(pipe, len(BEGUN)) if waiting.select(seconds) else b""
