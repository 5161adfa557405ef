"""`backbeat delete`: says what goes, asks, and deletes it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

from tracker.cli.diaries import opened_store
from tracker.cli.output import print_lines, refuse, say
from tracker.model import ChangeSource

if TYPE_CHECKING:
    from tracker.store import Diary, Store

WORD = "delete"  # to be typed before everything goes
LEFT_AS_NOW = (
    "{n} entry was changed since and will be left as it is now.",
    "{n} entries were changed since and will be left as they are now.",
)
ALONE = (
    "This deletes {what}, with the history, the copies that Backbeat made of {database}, and its"
    " log file. It cannot be undone. Files and backups that you put elsewhere stay."
)
AMONG_OTHERS = (
    "This deletes the diary of {whose}: {what}, with the history and its own copies. It is taken"
    " out of the copies of {database} that hold others too. It cannot be undone. The other diaries"
    " stay, and so do files and backups that were put elsewhere."
)
DONE = "Deleted everything: {rows} and {files}."
DONE_AMONG_OTHERS = "Deleted everything: {rows} and {files}; taken out of {copies} with others."
_NOBODY = "Nothing was deleted: nobody answered. With --yes it is not asked."


def delete(options: argparse.Namespace) -> int:
    """Delete a day, a period, an import or everything."""
    given = (
        options.day is not None,
        options.first is not None or options.last is not None,
        options.number is not None,
        options.everything,
    )
    if sum(given) != 1:
        options.wrong("say what to delete: --day, --from and --to, --import or --everything")
    if options.first and options.last and options.first > options.last:
        options.wrong("--from is after --to")
    with opened_store(options) as store:
        diary = _diary(store, options.person)
        if options.everything:
            return everything(store, diary, options.yes)
        if options.number is not None:
            return _an_import(diary, options.number, options.yes)
        return _days(diary, options)


def _diary(store: Store, person: str | None) -> Diary:
    from tracker.store import find_diary

    if not store.people():
        return store.diary(0)  # of nobody there is nothing
    return find_diary(store, person)


def _days(diary: Diary, options: argparse.Namespace) -> int:
    from tracker.formatting import counted_kinds

    first, last = options.day or options.first, options.day or options.last
    counts = diary.counts(first, last)
    if not counts:
        return refuse("Nothing was entered on these days. Nothing was deleted.")
    say(f"This deletes {counted_kinds(counts)}.")
    if not options.yes and not _agreed():
        return refuse("Nothing was deleted.")
    diary.remove_days(first, last, by=ChangeSource.DELETION)
    print_lines(iter([f"Deleted {counted_kinds(counts)}."]))
    say("My data, Latest changes, brings it back: the history keeps it.")
    return 0


def _an_import(diary: Diary, number: int, yes: bool) -> int:
    from tracker.formatting import PLAIN, counted, counted_kinds, plural

    if number == 0:
        groups = [
            group
            for group in diary.groups(1000, by=ChangeSource.IMPORT)
            if group.undone < group.size
        ]
        if not groups:
            say("There is no import to undo.")
        print_lines(
            f"{group.version:>6}  {group.at:%Y-%m-%d %H:%M}  "
            f"{counted(group.size - group.undone, 'entry', 'entries')}  {group.by}"
            for group in groups
        )
        return 0
    shown = diary.taking_back(number)
    if shown is None or not shown.by.startswith(ChangeSource.IMPORT):
        return refuse(f"There is no import {number} to undo. --import alone lists them all.")
    counts = Counter(change.kind for change in shown.changes)
    if shown.left:
        said = plural(len(shown.left), *LEFT_AS_NOW)
        say(said.format(n=PLAIN.number(len(shown.left))))
    if not counts:
        return refuse("There is nothing else of it. Nothing was deleted.")
    say(f"This undoes {counted_kinds(counts)}.")
    if not yes and not _agreed():
        return refuse("Nothing was deleted.")
    undone = diary.undo_group(number, by=ChangeSource.DELETION)
    taken = Counter(change.kind for change in undone.changes)
    print_lines(iter([f"Took back {counted_kinds(taken)}."]))
    return 0


def everything(store: Store, diary: Diary, yes: bool) -> int:
    """Delete a person with all that is theirs, after saying what goes."""
    from tracker.formatting import counted, counted_kinds

    names = dict(store.people())
    words = ALONE if len(names) < 2 else AMONG_OTHERS
    whose = names[diary.person_id].name if diary.person_id in names else ""
    what = counted_kinds(diary.counts()) or "what there is of a diary, which is empty"
    say(words.format(what=what, database=store.name, whose=whose or f"number {diary.person_id}"))
    if not yes and _answer(f"Type {WORD} to go on: ") != WORD:
        return refuse("Nothing was deleted.")
    erased = store.erase(diary.person_id)
    done = DONE_AMONG_OTHERS if erased.rewritten else DONE
    rows, files = counted(erased.rows, "row"), counted(len(erased.files), "file")
    copies = counted(len(erased.rewritten), "copy", "copies")
    print_lines(iter([done.format(rows=rows, files=files, copies=copies)]))
    if erased.remains:
        say(erased.remains)
    return 0


def _agreed() -> bool:
    return _answer("Delete it? [y/N] ") in ("y", "yes")


def _answer(question: str) -> str:
    from tracker.files.errors import FileError

    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise FileError(_NOBODY)
    return line.strip().lower()
