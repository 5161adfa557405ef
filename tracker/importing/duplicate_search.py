"""Which recordings tell of the same bout: of a watch, a phone and a service, or also by hand.

Two recordings are taken for one bout where they overlap in time for half of the
shorter one or more. Where a time is missing, the day and kind have to do.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

from tracker.importing.duplicates import DuplicateGroup, Recording, SourceRecord, kind_key
from tracker.importing.sources.candidates import DAY_MARK
from tracker.importing.sources.fit import of_one_file
from tracker.model import Activity

K = TypeVar("K", bound=Hashable)

DIARY = "Your diary"
WHOLE_DAY = "The whole day"
THE_BOUTS = "The workouts of that day"
BOTH_BEFORE = "Your diary has both already, so both are kept."
MY_DAY = "You entered or changed the day's minutes yourself, so both are kept."
MINE = "What you entered or changed yourself stays, and counts once."
PERHAPS_TWO = (
    "You entered one without a time and the minutes differ, so they may be two: both are kept."
)
SAME = "They say the same, so it counts once."
LONGEST = "The longest one is kept, so that no minutes are lost; they are never added up."
WORKOUTS = "What a device counts over a whole day includes its workouts, so those are kept."
NEAR_MINUTES = 5  # so much apart, or a fifth, are two figures for one bout


def find_duplicates(recordings: Sequence[Recording]) -> list[DuplicateGroup]:
    """The bouts that more than one source tells of, at least one of them new, by day."""
    bouts = [r for r in recordings if not is_total_of_day(r.entry)]
    totals = [r for r in recordings if is_total_of_day(r.entry)]
    return sorted((*_of_bouts(bouts), *_of_days(totals, bouts)), key=lambda group: group.day)


def _of_bouts(bouts: Sequence[Recording]) -> Iterable[DuplicateGroup]:
    linked = _UnionFind(len(bouts))
    for one, other in (*_overlapping(bouts), *_of_a_day(bouts)):
        linked.join(one, other)
    for group in linked.groups():
        sources = _sources([bouts[place] for place in group])
        if len(sources) > 1:
            yield _by_default(sources)


def _of_days(totals: Sequence[Recording], bouts: Sequence[Recording]) -> Iterable[DuplicateGroup]:
    """What devices counted over whole days, beside the bouts of these days."""
    of_day: defaultdict[date, list[Recording]] = defaultdict(list)
    for bout in bouts:
        of_day[bout.entry.date].append(replace(bout, beside=True))
    for day, counted in _by(totals, lambda r: r.entry.date).items():
        beside = of_day[day]
        mine = [recording for recording in counted if recording.stored]
        if any(recording.manual for recording in mine):
            yield from _of_my_day(mine, counted, beside)
            continue
        counted = _without_further_parts(mine, counted)
        if all(recording.stored for recording in (*counted, *beside)):
            continue
        if beside:
            both = any(r.stored for r in counted) and any(r.stored for r in beside)
            whole = SourceRecord(WHOLE_DAY, tuple(counted))
            pair = (whole, SourceRecord(THE_BOUTS, tuple(beside)))
            yield (
                DuplicateGroup(pair, None, BOTH_BEFORE)
                if both
                else DuplicateGroup(pair, 1, WORKOUTS)
            )
        elif len(sources := _sources(counted)) > 1:
            most = max(range(len(sources)), key=lambda n: (sources[n].weight, -n))
            yield DuplicateGroup(sources, most, LONGEST)


def _without_further_parts(
    mine: Sequence[Recording], counted: Sequence[Recording]
) -> list[Recording]:
    """Without what the diary's own sources tell more of a day: it adds up with what is there."""
    known = {recording.entry.source for recording in mine}
    return [r for r in counted if r.stored or r.entry.source not in known]


def _of_my_day(
    mine: Sequence[Recording], counted: Sequence[Recording], beside: Sequence[Recording]
) -> Iterable[DuplicateGroup]:
    """Minutes of a day that the person had a hand in stay, whatever else is told of it."""
    if any(not recording.stored for recording in beside):
        pair = (SourceRecord(WHOLE_DAY, tuple(mine)), SourceRecord(THE_BOUTS, tuple(beside)))
        yield DuplicateGroup(pair, None, MY_DAY)
    if len(sources := _sources(counted)) > 1:
        yield DuplicateGroup(sources, 0, MINE)


class _UnionFind:
    """Which of so many things belong together."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def root(self, one: int) -> int:
        while self._parents[one] != one:
            self._parents[one] = one = self._parents[self._parents[one]]
        return one

    def join(self, one: int, other: int) -> None:
        self._parents[self.root(other)] = self.root(one)

    def groups(self) -> list[list[int]]:
        groups = defaultdict(list)
        for one in range(len(self._parents)):
            groups[self.root(one)].append(one)
        return [group for group in groups.values() if len(group) > 1]


def _overlapping(recordings: Sequence[Recording]) -> Iterable[tuple[int, int]]:
    """Pairs with a time, of which at least one is new, that share half of the shorter one."""
    timed = [
        (r.begins.astimezone(UTC), r.ends, place)
        for place, r in enumerate(recordings)
        if r.begins and r.ends
    ]
    running: list[tuple[datetime, datetime, int]] = []
    for begins, ends, place in sorted(timed):
        running = [one for one in running if one[1] > begins]
        for other_begins, other_ends, other in running:
            shared = min(ends, other_ends) - begins
            shorter = min(ends - begins, other_ends - other_begins)
            if 2 * shared >= shorter and _may_be_one(recordings[place], recordings[other]):
                yield place, other
        running.append((begins, ends, place))


def _may_be_one(one: Recording, other: Recording) -> bool:
    """Whether nothing says that they are two: both stored, or kept apart by one file."""
    if one.stored or other.stored:
        return not (one.stored and other.stored) and not of_one_file(one.entry, other.entry)
    return not (one.distinct and one.file == other.file)


def _of_a_day(recordings: Sequence[Recording]) -> Iterable[tuple[int, int]]:
    """Pairs of a day without both times, of different sources."""
    days: defaultdict[date, list[int]] = defaultdict(list)
    for place, recording in enumerate(recordings):
        days[recording.entry.date].append(place)
    for places in days.values():
        untimed = [place for place in places if not recordings[place].begins]
        if not untimed or all(recordings[place].stored for place in places):
            continue
        entered = [p for p in untimed if not recordings[p].entry.source and recordings[p].stored]
        yield from _nearest(recordings, entered, [p for p in places if p not in entered])
        for one in untimed:
            for other in places:
                if other != one and _same_sum(recordings[one], recordings[other]):
                    yield one, other


def is_total_of_day(entry: Activity) -> bool:
    """Whether it is what a device counted over a day, rather than a bout."""
    return entry.external_id.startswith(DAY_MARK)


def _same_sum(untimed: Recording, other: Recording) -> bool:
    """Whether what a source tells of a day without a time may be the other recording."""
    if not _may_be_one(untimed, other):
        return False
    if not untimed.entry.source or not other.entry.source:
        return False  # what was entered by hand is paired one to one
    differ = untimed.entry.source != other.entry.source
    return differ and kind_key(untimed.entry.activity) == kind_key(other.entry.activity)


def _nearest(
    recordings: Sequence[Recording], entered: Sequence[int], others: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """Pair what was entered by hand without a time with the new recording nearest in minutes."""
    pairs = []
    for one in entered:
        for other in others:
            mine, theirs = recordings[one].entry, recordings[other].entry
            short, long = sorted((mine.minutes, theirs.minutes))
            same_kind = kind_key(mine.activity) == kind_key(theirs.activity)
            if same_kind and theirs.source and not recordings[other].stored and 2 * short >= long:
                pairs.append((long - short, one, other))
    taken: set[int] = set()
    for _, one, other in sorted(pairs):
        if one not in taken and other not in taken:
            taken |= {one, other}
            yield one, other


def _sources(group: Sequence[Recording]) -> tuple[SourceRecord, ...]:
    """What is stored, and then each source by itself; a source that overlaps itself in parts."""
    stored = tuple(recording for recording in group if recording.stored)
    sources = [SourceRecord(DIARY, stored)] if stored else []
    new = [recording for recording in group if not recording.stored]
    for of_source in _by(new, lambda r: r.entry.source or r.file).values():
        if is_total_of_day(of_source[0].entry):
            sources.append(
                SourceRecord(f"{of_source[0].entry.source}, the whole day", tuple(of_source))
            )
            continue
        if not _overlaps_itself(of_source):
            sources.append(SourceRecord(_name(of_source[0]), tuple(of_source)))
            continue
        for of_file in _by(of_source, lambda r: r.file).values():
            whole = not _overlaps_itself(of_file)
            for part in [of_file] if whole else [[recording] for recording in of_file]:
                name = f"{_name(part[0])} ({_place(part[0], whole)})"
                sources.append(SourceRecord(name, tuple(part)))
    return tuple(sources)


def _name(recording: Recording) -> str:
    return recording.entry.source or recording.file


def _place(recording: Recording, whole: bool) -> str:
    return recording.file if whole else f"{recording.file}, row {recording.row}"


def _by(recordings: Iterable[Recording], key: Callable[[Recording], K]) -> dict[K, list[Recording]]:
    groups: defaultdict[K, list[Recording]] = defaultdict(list)
    for recording in recordings:
        groups[key(recording)].append(recording)
    return groups


def _overlaps_itself(recordings: Sequence[Recording]) -> bool:
    return (
        next(iter(_overlapping([replace(r, stored=False) for r in recordings])), None) is not None
    )


def _by_default(sources: tuple[SourceRecord, ...]) -> DuplicateGroup:
    mine = sources[0]
    if mine.stored and mine.manual:
        others = max(source.minutes for source in sources[1:])
        apart = abs(mine.minutes - others)
        if mine.timed or apart <= max(NEAR_MINUTES, mine.minutes / 5):
            return DuplicateGroup(sources, 0, MINE)
        return DuplicateGroup(sources, None, PERHAPS_TWO)
    longest = max(range(len(sources)), key=lambda place: (sources[place].minutes, -place))
    same = all(source.minutes == mine.minutes for source in sources)
    return DuplicateGroup(sources, longest, SAME if same else LONGEST)
