"""From rows of files to stored entries: first a preview, then one transaction.

What is stored is never wiped: a cell that is empty, or a column that a file
doesn't have, leaves it as it is. Importing the same files again changes nothing.
What a device or another program recorded never overwrites what was changed by hand.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from tracker.files.entry_types import EMPTY, KEYS, EntryType
from tracker.files.errors import FileError
from tracker.importing.merger import ImportMerger
from tracker.importing.parse_result import Candidate, ParseResult, Progress, RejectedRow
from tracker.importing.preview import Preview
from tracker.model import ChangeSource, InvalidValue
from tracker.store import Diary

MOST_A_DAY = 200  # activities, or exercises, of one day


def preview(
    diary: Diary, found: ParseResult, progress: Progress | None = None, *, again: bool = False
) -> Preview:
    """Hold what was read against what is stored; nothing is written.

    Parameters
    ----------
    diary
        The diary that it is to go into.
    found
        What was read from files.
    progress
        Hears how many are done, and how many there are; what it raises ends the work.
    again
        Whether what was left out or removed before is looked at like anything new.

    Returns
    -------
    Preview
        What an import would do to the diary as of its version now. Rows that the model does
        not take, or that contradict an earlier row, are among its rejected.

    Raises
    ------
    StoreError
        The diary cannot be read.
    """
    version = diary.version()  # first: whatever is stored after it makes the preview stale
    merger = ImportMerger(diary, found.candidates, again)
    rejected = list(found.rejected)
    of_day: Counter[tuple[EntryType, object]] = Counter()
    for done, row in enumerate(ordered_rows(found), start=1):
        try:
            _refuse_crowd(of_day, row)
            merger.take(row)
        except (FileError, InvalidValue) as error:
            rejected.append(RejectedRow.of(row.file, row.row, error))
        if progress and (done % 200 == 0 or done == len(found.candidates)):
            progress(done, len(found.candidates))
    order = {name: place for place, name in enumerate(_files(found))}
    rejected.sort(key=lambda refusal: (order[refusal.file], refusal.row or 0))
    return merger.outcome(version, tuple(rejected), found.notices)


def apply_preview(
    diary: Diary,
    plan: Preview,
    *,
    by: ChangeSource = ChangeSource.IMPORT,
    progress: Progress | None = None,
) -> int:
    """Write all that a preview shows in one transaction.

    Parameters
    ----------
    diary
        The diary that the preview was made for.
    plan
        The preview, with what was chosen in it.
    by
        What the history names as the source of the change.
    progress
        Hears how many are done, and how many there are; what it raises ends the work.

    Returns
    -------
    int
        The version of the diary since; the same as before where there is nothing to write.

    Raises
    ------
    Stale
        The diary has changed since the preview. Nothing is written: make a new one.
    StoreError
        It could not be written; the diary is as it was.
    """
    puts = [*plan.new, *(update.after for update in plan.updates), *plan.decisions]
    if not puts:
        return diary.version()
    return diary.apply(puts, plan.removes, by=by, version=plan.version, progress=progress)


def _refuse_crowd(of_day: Counter[tuple[EntryType, object]], row: Candidate) -> None:
    """Refuse more of a day than anybody does, which would be compared one with another."""
    if row.list in (EntryType.ACTIVITIES, EntryType.EXERCISES):
        day = row.list, row.given.get("date")
        of_day[day] += 1
        if of_day[day] > MOST_A_DAY:
            raise FileError(f"{day[1]} has more than {MOST_A_DAY} {row.list}. The first were used.")


def _files(found: ParseResult) -> Iterable[str]:
    rows: tuple[Candidate | RejectedRow, ...] = (*found.candidates, *found.rejected)
    return dict.fromkeys(row.file for row in rows)


def ordered_rows(found: ParseResult) -> Iterator[Candidate]:
    """The rows in the order in which they are taken in.

    Within one of our own files, rows that say more find their equal before rows that
    would take any. Files of devices come by the day that they reach, so that of two
    exports of an account the later one has the last word, in whatever order they were named.
    """
    files = [list(rows) for _, rows in groupby(found.candidates, key=lambda row: row.file)]
    own = [rows for rows in files if not rows[0].recorded]
    recorded = [rows for rows in files if rows[0].recorded]
    for rows in own:
        yield from sorted(rows, key=_matched_on, reverse=True)
    for rows in sorted(recorded, key=_reaches):
        yield from rows


def _reaches(rows: list[Candidate]) -> tuple[str, int]:
    return max(str(row.given.get("date") or row.given.get("at")) for row in rows), len(rows)


def _matched_on(row: Candidate) -> int:
    """How many fields a row says, be it that they are empty."""
    if row.list in KEYS:
        return 0  # their order counts: the first row about a day is used
    return len(row.given) + len(EMPTY[row.list].keys() & row.empty)
