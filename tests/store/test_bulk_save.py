from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.store.entries import BY, DAY, check_in, one_of_each, walk
from tests.store.test_history import NOTHING, contents
from tracker.model import CheckIn, ExerciseDone, InvalidValue, Person
from tracker.store import Diary, Stale, Store


def many(size: int = 1200) -> list[Any]:
    days = [DAY - timedelta(days=ago) for ago in range(size)]
    return [value for day in days for value in (check_in(3, day), walk(20, day))]


def test_apply_overwrites_what_is_there(diary: Diary) -> None:
    there = diary.save(check_in(4, note="old"), by=BY).value
    new = replace(there, pain=7, note="", entered_at=there.entered_at + timedelta(hours=1))
    assert diary.apply([new], by=BY) == 2
    assert diary.check_in(DAY) == new


def test_applying_the_same_twice_changes_nothing(diary: Diary) -> None:
    entries: list[Any] = one_of_each()
    version = diary.apply(entries, by=BY)
    assert diary.apply(entries, by=BY) == version
    assert len(diary.history()) == len(entries)


def test_apply_removes_and_puts_and_the_last_word_counts(diary: Diary) -> None:
    kept, gone = walk(1), walk(2)
    diary.apply([kept, gone], by=BY)
    diary.apply([check_in(1), check_in(2), replace(kept, minutes=3)], [gone, kept], by=BY)
    assert diary.activities() == [replace(kept, minutes=3)]
    assert diary.check_ins() == [check_in(2)]


def test_thousands_of_values_are_one_version_and_one_undo(diary: Diary) -> None:
    entries = many()
    assert diary.apply(entries, by=BY) == 1
    changed = [replace(e, pain=9) if isinstance(e, CheckIn) else e for e in entries]
    assert diary.apply(changed, entries[1::2], by=BY) == 2
    assert [c.pain for c in diary.check_ins()] == [9] * 1200
    group = diary.last_group()
    assert group is not None
    assert group.size == 1200
    diary.undo(by=BY)
    assert diary.check_ins() == sorted(entries[::2], key=lambda c: c.date)
    diary.undo(by=BY)
    assert contents(diary)[1:] == NOTHING


def test_progress_is_told_up_to_the_end(diary: Diary) -> None:
    told: list[tuple[int, int]] = []
    diary.apply(many(), by=BY, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (2400, 2400)
    assert len(told) > 3
    assert told == sorted(told)


class Interrupted(BaseException):
    """As a page is that its person leaves."""


@pytest.mark.parametrize("error", [Interrupted, ValueError, OSError])
def test_a_progress_that_raises_leaves_the_diary_as_it_was(
    diary: Diary, error: type[BaseException]
) -> None:
    diary.save(check_in(4), by=BY)

    def raise_half_way(done: int, of: int) -> None:
        if done > of / 2:
            raise error

    before = contents(diary), diary.version(), diary.history()
    with pytest.raises(error):
        diary.apply(many(), by=BY, progress=raise_half_way)
    assert (contents(diary), diary.version(), diary.history()) == before
    diary.save(check_in(5), check_in(4), by=BY)  # and nothing is left locked


def test_one_wrong_value_leaves_the_diary_as_it_was(diary: Diary) -> None:
    tomorrow = diary.person().today() + timedelta(days=1)
    moment = Person(time_zone="Pacific/Kiritimati").now()
    entries = [*many(), ExerciseDone(min(tomorrow, moment.date()), "plank")]
    if tomorrow > moment.date():
        entries[-1] = "no value at all"
    with pytest.raises((InvalidValue, TypeError)):
        diary.apply(entries, by=BY)
    assert diary.version() == 0
    assert diary.check_ins() == []


def test_an_import_from_a_preview_that_is_out_of_date_is_refused(diary: Diary) -> None:
    seen = diary.version()
    diary.save(check_in(4), by="another window")
    with pytest.raises(Stale, match="Nothing was saved"):
        diary.apply([walk()], by=BY, version=seen)
    assert diary.activities() == []
    assert diary.apply([walk()], by=BY, version=seen + 1) == seen + 2


def test_a_restored_person_brings_their_time_zone(store: Store) -> None:
    diary = store.diary(store.add_person(Person(time_zone="Etc/GMT+12")))
    there = Person("Ada", "Pacific/Kiritimati")
    today = there.today()
    diary.apply([CheckIn(today, 3, there.now()), there], by="a restore")
    assert diary.check_in(today) is not None
    assert diary.person() == there
