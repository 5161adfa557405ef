"""Cut the power of a seeded run: `python -m benchmarks.power_loss [--seed N] [--states 400]`.

A run of taps, imports, checkpoints, copies, backups, a restore and encryption is
recorded by `strace`: every write and every sync. Then its files are laid out as they
may be found after a power cut before each sync and after each acknowledgement,
with later writes kept, dropped or torn, opened as a person would, and compared
with what had been acknowledged. Needs strace (on Debian: `apt-get install strace`)
and one processor. Exit code 0: all that was acknowledged is there, nothing by halves.

`--careless` has SQLite not wait for the disk: then losses must be found.
"""

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice, zip_longest
from pathlib import Path

from sqlalchemy import event

from benchmarks.aimed_kills import PASSPHRASE, contents
from benchmarks.disk import STRACE, Disk, Event, read_trace
from tracker.model import Activity, ChangeSource, CheckIn, Intensity, Person
from tracker.store import Diary, Store, StoreError, find_diary, open_store
from tracker.store.backup.backup_files import open_backup, write_backup
from tracker.store.backup.restore import plan_everybody, restore_backup
from tracker.store.copies import CopyReason, set_aside
from tracker.store.database_copy import is_whole
from tracker.store.encryption import passphrase_sources
from tracker.store.encryption.cipher import Cipher, is_encrypted
from tracker.store.reencrypt import reencrypt

FIRST = date(2024, 1, 1)
HOW = ("dropped", "torn", "torn", "kept")


# -- the run that is recorded


def work(folder: Path, seed: int, *, careless: bool) -> None:
    """Do everything that must survive, and say after each step what the diary says then."""
    chance = random.Random(seed)
    url = f"sqlite:///{folder / 'diary.db'}"
    store = open_store(url)
    if careless:
        event.listen(
            store._engine, "connect", lambda c, _: c.execute("PRAGMA synchronous = OFF") and None
        )
        store._engine.dispose()
    diary = find_diary(store, newcomer=Person(name="Power"))
    _acknowledge(diary)
    for number in range(40):
        _one(store, diary, number, folder, chance)
    backup = write_backup(store, folder / "backup.db")
    _acknowledge(diary, backup)
    _tap(diary, chance)
    with open_backup(backup, "it") as copy:
        restore_backup(store, copy, plan_everybody(store, copy))
    _acknowledge(diary)
    _tap(diary, chance)
    store.close()
    reencrypt(url, PASSPHRASE)
    passphrase_sources.unlock(url, PASSPHRASE)
    store = open_store(url)
    diary = find_diary(store)
    _acknowledge(diary)
    for _ in range(3):
        _tap(diary, chance)
    store.close()
    reencrypt(url, None)
    store = open_store(url)
    _acknowledge(find_diary(store))
    store.close()


def _one(store: Store, diary: Diary, number: int, folder: Path, chance: random.Random) -> None:
    """One step of those that come in any order."""
    match chance.choices(("tap", "import", "checkpoint", "copy", "backup"), (8, 2, 2, 1, 1))[0]:
        case "import":
            size = chance.choice((5, 60, 700))
            days = [FIRST + timedelta(days=n) for n in range(size)]
            diary.apply(
                [Activity(day, "swim", 30, Intensity.MODERATE) for day in days],
                by=ChangeSource.IMPORT,
            )
            _acknowledge(diary)
        case "checkpoint":
            store.checkpoint()
        case "copy":
            _acknowledge(diary, set_aside(store.address, CopyReason.ASKED).file)
        case "backup":
            target = folder / f"backup-{number % 3}.db"
            _acknowledge(diary, write_backup(store, target))
        case _:
            _tap(diary, chance)


def _tap(diary: Diary, chance: random.Random) -> None:
    day = FIRST + timedelta(days=chance.randrange(30))
    seen = diary.check_in(day)
    mine = CheckIn(day, chance.randrange(11), datetime(2024, 3, 1, tzinfo=UTC), note="n" * 300)
    diary.save(
        mine if seen is None else replace(seen, pain=mine.pain), seen, by=ChangeSource.CHECK_IN
    )
    _acknowledge(diary)


def _acknowledge(diary: Diary, file: Path | None = None) -> None:
    os.write(1, f"{digest(diary)} {file or ''}\n".encode())


def digest(diary: Diary) -> str:
    """What a diary says, in short."""
    return hashlib.sha256(repr(contents(diary)).encode()).hexdigest()


# -- the power goes


@dataclass(frozen=True)
class Moment:
    """What may be found at a moment, what was said last and is said next, and files promised."""

    files: dict[str, bytes]
    how: str
    said: str
    next: str
    promised: dict[str, str]


def moments_by_step(events: list[Event]) -> list[list[int]]:
    """The numbers of the moments in which the power may go, by the acknowledgement they follow."""
    found: list[list[int]] = []
    number = 0
    for one in events:
        if one.call == "said":
            found.append([])
        if one.call in ("said", "sync") and found:
            found[-1] += range(number, number + len(HOW))
            number += len(HOW)
    return found


def evenly(steps: list[list[int]], number: int, chance: random.Random) -> set[int]:
    """So many moments, evenly over the acknowledgements.

    Most syncs are those of a few long steps: a lost tap would be drawn too seldom.
    """
    shuffled = [chance.sample(step, len(step)) for step in steps]
    rounds = (one for some in zip_longest(*shuffled) for one in some if one is not None)
    return set(islice(rounds, number))


def moments(
    events: list[Event], folder: str, chosen: set[int], chance: random.Random
) -> Iterator[Moment]:
    """What may be found before a sync or after an acknowledgement: the `chosen` of all."""
    number = -1
    disk = Disk(folder)
    said = [one.data.decode().split() for one in events if one.call == "said"]
    count = 0
    promised: dict[str, str] = {}
    for one in events:
        if one.call == "said":
            count += 1
            if len(said[count - 1]) == 2:
                promised[said[count - 1][1]] = said[count - 1][0]
        if one.call in ("said", "sync") and count:
            for how in HOW:
                number += 1
                if number not in chosen:
                    continue
                files = disk.after_power_cut(how, chance)
                following = said[min(count, len(said) - 1)][0]
                yield Moment(files, how, said[count - 1][0], following, dict(promised))
        disk.follow(one)
        if one.call in ("rename", "unlink"):  # a new backup is about to take its place
            promised.pop(one.other or one.path, None)


def wrong(moment: Moment, folder: str, place: Path) -> str:
    """What is wrong with what is found at a moment; nothing where all is as it was told."""
    for path, content in moment.files.items():
        if not path.endswith("-shm"):  # is made anew
            target = place / Path(path).relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    file = place / "diary.db"
    url = f"sqlite:///{file}"
    try:
        passphrase_sources.passphrases.clear()
        if is_encrypted(file):
            passphrase_sources.unlock(url, PASSPHRASE)
        store = open_store(url, make=False)
        try:
            found = digest(find_diary(store))
            with store._engine.connect() as connection:
                if not is_whole(connection.connection.dbapi_connection):
                    return "the database is not whole"
        finally:
            store.close()
        if found not in (moment.said, moment.next):
            return "the diary says neither what was acknowledged nor what came next"
        for path, told in moment.promised.items():
            here = place / Path(path).relative_to(folder)
            cipher = Cipher(PASSPHRASE) if here.exists() and is_encrypted(here) else None
            with open_backup(here, "it", cipher=cipher) as copy:
                if digest(find_diary(copy)) != told:
                    return f"{here.name} says something else"
    except (StoreError, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def main() -> int:
    """Record a run, cut its power, print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.power_loss", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--states", type=int, default=400, help="how many are opened")
    parser.add_argument("--careless", action="store_true")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work is not None:
        work(options.work, options.seed, careless=options.careless)
        return 0
    if shutil.which("strace") is None:
        sys.stderr.write("This needs strace, which is not installed here.\n")
        return 1
    print(f"Seed {options.seed} …", flush=True)
    with tempfile.TemporaryDirectory() as name:
        return _cut(Path(name).resolve(), options)


def _cut(base: Path, options: argparse.Namespace) -> int:
    folder, trace = base / "data", base / "trace"
    folder.mkdir()
    own = ["--work", str(folder), "--seed", str(options.seed)]
    own += ["--careless"] * options.careless
    subprocess.run(
        [*STRACE, str(trace), sys.executable, "-m", "benchmarks.power_loss", *own],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "XDG_DATA_HOME": str(base / "home"), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    events = list(read_trace(trace))
    chance = random.Random(options.seed)
    steps = moments_by_step(events)
    every = sum(map(len, steps))
    chosen = evenly(steps, options.states, chance)
    found: Counter[str] = Counter()
    for number, moment in enumerate(moments(events, str(folder), chosen, chance)):
        place = base / f"found-{number}"
        place.mkdir()
        if what := wrong(moment, str(folder), place):
            found[moment.how] += 1
            print(f"{moment.how}: {what}", flush=True)
        with suppress(OSError):
            shutil.rmtree(place)
    syncs = sum(one.call == "sync" for one in events)
    told = sum(one.call == "said" for one in events)
    print(
        f"power cuts: {len(chosen)} of {every} ({syncs} syncs, {told} acknowledgements),"
        f" not as acknowledged: {found.total()}"
    )
    return 0 if not found else 1


if __name__ == "__main__":
    sys.exit(main())
