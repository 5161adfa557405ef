"""Several writers of one diary at the same time."""

import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Thread

from tests.conftest import ADA
from tests.store.entries import BY, DAY, check_in, walk
from tracker.model import Goal
from tracker.store import Conflict, Diary, Store, find_diary, open_store

ROOT = Path(__file__).parents[2]


def in_threads(number: int, work: Callable[[int], None]) -> list[BaseException]:
    """Run `work` in several threads that begin together; what they raised."""
    begin = Barrier(number)
    raised: list[BaseException] = []

    def run(which: int) -> None:
        begin.wait()
        try:
            work(which)
        except BaseException as error:
            raised.append(error)

    threads = [Thread(target=run, args=(which,)) for which in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_no_change_of_many_threads_is_lost(diary: Diary) -> None:
    versions: list[int] = []

    def save_some(which: int) -> None:
        for minutes in range(1, 11):
            versions.append(diary.save(walk(minutes), by=f"window {which}").version)

    assert in_threads(8, save_some) == []
    assert sorted(versions) == list(range(1, 81))
    assert diary.version() == 80
    assert len(diary.activities()) == 80
    assert [change.version for change in diary.history()] == list(range(80, 0, -1))


def test_one_of_two_windows_that_change_the_same_field_is_told(diary: Diary) -> None:
    seen = diary.save(check_in(0), by=BY).value

    def save_pain(which: int) -> None:
        diary.save(check_in(which + 1), seen, by=f"window {which}")

    raised = in_threads(6, save_pain)
    assert len(raised) == 5
    stored = diary.check_in(DAY)
    for error in raised:
        assert isinstance(error, Conflict)
        assert error.stored == stored
    assert diary.version() == 2


def test_reading_goes_on_while_somebody_writes(store: Store, diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    with diary._writing("a long import"):
        assert diary.check_ins() == [check_in(4)]
        assert diary.version() == 1


WRITE = """
import sys
from dataclasses import replace
from tracker.store import Conflict, open_store
store = open_store(sys.argv[1])
[(person_id, _)] = store.people()
diary = store.diary(person_id)
for minutes in range(int(sys.argv[2]), int(sys.argv[2]) + 40):
    while True:
        [seen] = diary.goals()
        try:
            print(diary.save(replace(seen, active_minutes=minutes), seen, by="it").version)
            break
        except Conflict:
            pass  # the other program was faster: look again
"""


def test_no_change_of_two_programs_is_lost(database_url: str) -> None:
    store = open_store(database_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(Goal(DAY, 100), by=BY)
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, database_url, first],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in ("1000", "2000")
    ]
    told = [[int(v) for v in p.communicate(timeout=60)[0].split()] for p in programs]
    assert [program.returncode for program in programs] == [0, 0]
    assert all(versions == sorted(versions) for versions in told)
    assert sorted(told[0] + told[1]) == list(range(2, 82))

    changes = diary.history()[::-1]
    assert [change.version for change in changes] == list(range(1, 82))
    for earlier, later in pairwise(changes):
        assert later.before == earlier.after  # each saw what the one before it left
    made = [c.after.active_minutes for c in changes[1:] if isinstance(c.after, Goal)]
    assert sorted(made) == [*range(1000, 1040), *range(2000, 2040)]
    store.close()


def test_what_is_read_at_one_moment_knows_nothing_of_a_change_meanwhile(diary: Diary) -> None:
    diary.save(check_in(4), by=BY)
    with diary.snapshot() as still:
        before = still.check_in(DAY)
        diary.save(check_in(7), before, by=BY)
        diary.save(walk(30), by=BY)
        assert still.check_in(DAY) == before
        assert still.days(DAY, DAY, ())[0].moderate_minutes == 0
        with still.snapshot() as same:
            assert same.version() == 1
    assert diary.version() == 3
    with diary.snapshot() as still:
        assert still.days(DAY, DAY, ())[0].moderate_minutes == 30
