"""Read whatever a person names or uploads, in whichever of the formats it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.exchange.csv_files import list_named
from tracker.exchange.devices.days import without_doubled_days
from tracker.exchange.entries import Foreign, Found, Progress, Refused, Rejected, together
from tracker.exchange.inputs import from_paths, from_uploads, reading_problem
from tracker.exchange.mapping.asking import Question, question_of_habits, questions
from tracker.exchange.streams import Input, Unreadable
from tracker.exchange.ways import Format, Way, ways
from tracker.model import FileMapping

STRANGE_SHOWN = 5
_DESCRIBE = "Or say on My data, under 'Bring in', what its columns mean."


def read_paths(
    paths: Iterable[Path],
    time_zone: str,
    form: Format = Format.AUTO,
    progress: Progress | None = None,
    described: Sequence[FileMapping] = (),
) -> Found:
    """Read files, folders and zips. Times without an offset are local to `time_zone`.

    What cannot be read is among the rejected; nothing is raised for it.
    `progress` hears bytes read and bytes in all. `described` is what the person has
    said that the columns of other programs' tables mean.
    """
    return _read(from_paths(paths), time_zone, form, progress, described)


def read_uploads(
    files: Iterable[tuple[str, bytes]],
    time_zone: str,
    form: Format = Format.AUTO,
    progress: Progress | None = None,
    described: Sequence[FileMapping] = (),
) -> Found:
    """Read what a browser sent, as (name, bytes), like :func:`read_paths`."""
    return _read(from_uploads(files), time_zone, form, progress, described)


def _read(
    found: Iterable[Input | Unreadable],
    time_zone: str,
    form: Format,
    progress: Progress | None,
    described: Sequence[FileMapping],
) -> Found:
    parts: list[Found] = []
    strange: list[Rejected] = []  # files that merely lie in the same folder or zip
    files, repeats = _without_repeats(list(ways(_named_apart(found), form, parts)))
    total = sum(way.file.size for way in files if way.read)
    before = 0

    def report(done: int) -> None:
        if progress:
            progress(min(before + done, total), total)

    for way in files:
        if way.read is None:
            continue
        file, zone = way.file, ZoneInfo(time_zone)
        try:
            part = way.read(file, zone, report)
            parts.append(_as_described(way, part, described, zone) or part)
        except Refused as refused:
            rejected = Rejected(file.name, refused.row, refused.reason)
            lies_beside = not file.chosen and not list_named(file.name)
            part = Found(rejected=(rejected,))
            if other := _as_described(way, part, described, zone, asking=not lies_beside):
                parts.append(other)
            elif isinstance(refused, Foreign) and lies_beside:
                strange.append(rejected)
            else:
                parts.append(part)
        except OSError as error:
            parts.append(Found(rejected=(Rejected(file.name, None, reading_problem(error)),)))
        before += file.size
    if parts:
        parts.append(Found(notices=(*repeats, *_left_out(strange))))
    elif strange:
        parts.append(Found(rejected=tuple(_strangers(strange))))
    else:
        parts.append(Found(rejected=tuple(_nothing_in(files))))
    return without_doubled_days(together(parts))


def _as_described(
    way: Way,
    part: Found,
    described: Sequence[FileMapping],
    zone: ZoneInfo,
    asking: bool = True,
) -> Found | None:
    """What a table says as its person has described it, or with the question what it means.

    None where there is nothing to describe: it is no table, or one of our own files.
    """
    if way.kind and way.kind.name == "loop":
        asked = question_of_habits(way.file, described, _nobody)
        if asked is None:
            return None
        answer = _answer(asked, zone) if asked.remembered else replace(part, questions=(asked,))
        return _noted_as_read(answer)
    if part.candidates or not way.is_table or not part.rejected:
        return None
    if not asking and not described:
        return None  # thousands of tables may lie in an export
    found = questions(way.file, described, _nobody)
    known = [_noted_as_read(_answer(asked, zone)) for asked in found if asked.remembered]
    unknown = [asked for asked in found if not asked.remembered]
    if not known and not (unknown and asking):
        return None
    told = part.rejected
    if len(told) == 1 and told[0].row in (None, 1):  # about the file, not about one row
        told = (replace(told[0], reason=f"{told[0].reason} {_DESCRIBE}"),)
    return together([*known, Found(rejected=() if known else told, questions=tuple(unknown))])


def _answer(asked: Question, zone: ZoneInfo) -> Found:
    try:
        return replace(asked.answered(asked.mapping, zone), questions=(asked,))
    except Refused as refused:
        rejected = Rejected(asked.name, refused.row, refused.reason)
        return Found(rejected=(rejected,), questions=(asked,))


def _noted_as_read(part: Found) -> Found:
    return replace(part, questions=tuple(replace(asked, read=True) for asked in part.questions))


def _nobody(_: int) -> None:
    """Nobody listens to the progress."""


def _without_repeats(files: list[Way]) -> tuple[list[Way], list[str]]:
    """Leave out the single files of activities that an export lists as well."""
    repeated = {(way.file.within, kind) for way in files if way.kind for kind in way.kind.holds}
    kept, left = [], Counter[str]()
    for way in files:
        if way.kind and not way.file.chosen and (way.file.within, way.kind.name) in repeated:
            left[way.file.within] += 1
        else:
            kept.append(way)
    return kept, [
        f"{within}: {count:,} files of single activities were left out, because the list of "
        "them was read."
        for within, count in left.items()
    ]


def _left_out(strange: list[Rejected]) -> Iterator[str]:
    if len(strange) <= STRANGE_SHOWN:
        yield from (f"Left out: {rejected}" for rejected in strange)
        return
    names = ", ".join(rejected.file for rejected in strange[:STRANGE_SHOWN])
    yield f"Left out: {len(strange):,} files that hold nothing for a diary, such as {names}."


def _strangers(strange: list[Rejected]) -> Iterator[Rejected]:
    yield from strange[:STRANGE_SHOWN]
    if others := strange[STRANGE_SHOWN:]:
        said = f"This and {len(others) - 1:,} more files hold nothing for a diary."
        yield replace(others[0], row=None, reason=said)


def _nothing_in(files: list[Way]) -> Iterator[Rejected]:
    for within in dict.fromkeys(way.file.within for way in files):
        yield Rejected(
            within,
            None,
            "It holds no CSV file and no file of a known device. A diary has check_ins.csv, "
            "readings.csv, activities.csv and exercises.csv.",
        )


def _named_apart(found: Iterable[Input | Unreadable]) -> Iterator[Input | Unreadable]:
    """The second file of a name becomes "name (2)", so that a row is told by file and number.

    What a terminal would obey in a name becomes a question mark.
    """
    seen: Counter[str] = Counter()
    for file in found:
        name = "".join(sign if sign.isprintable() else "?" for sign in file.name)
        seen[name] += 1
        yield replace(file, name=name if seen[name] == 1 else f"{name} ({seen[name]})")
