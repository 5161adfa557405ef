"""Read whatever a person names or uploads, in whichever of the formats it is."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.exchange.csv_files import list_named, read_csv
from tracker.exchange.devices import Kind, kind_named, recognise
from tracker.exchange.devices.days import without_doubled_days
from tracker.exchange.devices.head import Head
from tracker.exchange.entries import (
    Candidate,
    Foreign,
    Found,
    List,
    Progress,
    Refused,
    Rejected,
)
from tracker.exchange.inputs import from_paths, from_uploads, reading_problem
from tracker.exchange.json_file import read_json
from tracker.exchange.mapping.asking import Question, question_of_habits, questions
from tracker.exchange.streams import Input, Unreadable, metered
from tracker.log import log_failure
from tracker.model import FileMapping

STRANGE_SHOWN = 5
UNEXPECTED = "It could not be read: Backbeat failed on it. The log says where, not what is in it."
_DESCRIBE = "Or say on My data, under 'Bring in', what its columns mean."


class Format(StrEnum):
    """What a file is; "auto" goes by what is in it."""

    AUTO = "auto"
    CSV = "csv"
    JSON = "json"
    FIT = "fit"
    APPLE = "apple"
    TCX = "tcx"
    GPX = "gpx"
    STRAVA = "strava"
    GARMIN = "garmin"
    GARMIN_EXPORT = "garmin-export"
    GARMIN_DAYS = "garmin-days"
    FITBIT = "fitbit"
    FITBIT_DAYS = "fitbit-days"
    GOOGLE_FIT = "google-fit"
    LOOP = "loop"


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


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A file with the way to read it; None: nothing that a diary or device writes."""

    file: Input
    read: Callable[[Input, ZoneInfo, Callable[[int], None]], Found] | None
    kind: Kind | None = None


def _read(
    found: Iterable[Input | Unreadable],
    time_zone: str,
    form: Format,
    progress: Progress | None,
    described: Sequence[FileMapping],
) -> Found:
    parts: list[Found] = []
    strange: list[Rejected] = []  # files that merely lie in the same folder or zip
    files, repeats = _without_repeats(list(_sorted(_named_apart(found), form, parts)))
    total = sum(sort.file.size for sort in files if sort.read)
    before = 0

    def report(done: int) -> None:
        if progress:
            progress(min(before + done, total), total)

    for sort in files:
        if sort.read is None:
            continue
        file, zone = sort.file, ZoneInfo(time_zone)
        try:
            part = sort.read(file, zone, report)
            parts.append(_as_described(sort, part, described, zone) or part)
        except Refused as refused:
            rejected = Rejected(file.name, refused.row, refused.reason)
            lies_beside = not file.chosen and not list_named(file.name)
            part = Found(rejected=(rejected,))
            if other := _as_described(sort, part, described, zone, asking=not lies_beside):
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
    return without_doubled_days(_together(parts))


def _together(parts: Iterable[Found]) -> Found:
    parts = list(parts)
    return Found(
        candidates=tuple(c for part in parts for c in part.candidates),
        rejected=tuple(r for part in parts for r in part.rejected),
        notices=tuple(n for part in parts for n in part.notices),
        questions=tuple(q for part in parts for q in part.questions),
    )


def _as_described(
    sort: _Sorted,
    part: Found,
    described: Sequence[FileMapping],
    zone: ZoneInfo,
    asking: bool = True,
) -> Found | None:
    """What a table says as its person has described it, or with the question what it means.

    None where there is nothing to describe: it is no table, or one of our own files.
    """
    if sort.kind and sort.kind.name == "loop":
        asked = question_of_habits(sort.file, described, _nobody)
        if asked is None:
            return None
        answer = _answer(asked, zone) if asked.remembered else replace(part, questions=(asked,))
        return _noted_as_read(answer)
    if part.candidates or sort.read not in (read_csv, _workbook) or not part.rejected:
        return None
    if not asking and not described:
        return None  # thousands of tables may lie in an export
    found = questions(sort.file, described, _nobody)
    known = [_noted_as_read(_answer(asked, zone)) for asked in found if asked.remembered]
    unknown = [asked for asked in found if not asked.remembered]
    if not known and not (unknown and asking):
        return None
    told = part.rejected
    if len(told) == 1 and told[0].row in (None, 1):  # about the file, not about one row
        told = (replace(told[0], reason=f"{told[0].reason} {_DESCRIBE}"),)
    return _together([*known, Found(rejected=() if known else told, questions=tuple(unknown))])


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


def _sorted(
    found: Iterable[Input | Unreadable], form: Format, parts: list[Found]
) -> Iterator[_Sorted]:
    """Each file with the way to read it; what can't be opened goes to `parts`."""
    for file in found:
        if isinstance(file, Unreadable):
            parts.append(Found(rejected=(Rejected(file.name, None, file.reason),)))
            continue
        try:
            with _noted(), file.open() as stream, metered(stream, lambda _: None) as buffered:
                sort = _sort(file, Head.of(buffered), form)
            yield sort
        except Refused as refused:
            parts.append(Found(rejected=(Rejected(file.name, refused.row, refused.reason),)))
        except OSError as error:
            parts.append(Found(rejected=(Rejected(file.name, None, reading_problem(error)),)))


def _sort(file: Input, head: Head, form: Format) -> _Sorted:
    match form:
        case Format.CSV:
            return _Sorted(file, read_csv)
        case Format.JSON:
            return _Sorted(file, read_json)
        case Format.AUTO:
            kind = recognise(head)
        case _:
            kind = kind_named(form)
            if not kind.importer.recognises(head):
                return _Sorted(file, _not_this(kind))
    if kind:
        return _Sorted(file, _device(kind), kind)
    if head.data.startswith(b"PK"):
        return _Sorted(file, _workbook)
    if head.is_xml:
        return _Sorted(file, _unknown_xml if file.chosen else None)
    if ".json" in file.name.lower():
        return _Sorted(file, read_json if file.chosen or _may_be_diary(head) else None)
    return _Sorted(file, read_csv if file.chosen or _may_be_table(file, head) else None)


def _device(kind: Kind) -> Callable[[Input, ZoneInfo, Callable[[int], None]], Found]:
    """Read a file of this kind; what was read before it broke off is kept."""

    def read(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> Found:
        candidates: list[Candidate] = []
        rejected: list[Rejected] = []
        notices: dict[str, None] = {}  # in order, each once
        try:
            with (
                _noted(),
                file.open() as stream,
                metered(stream, report, kind.limit) as buffered,
            ):
                for item in kind.importer.read(buffered, file.name, zone):
                    match item:
                        case Candidate():
                            candidates.append(replace(item, recorded=True))
                        case Rejected():
                            rejected.append(item)
                        case str():
                            notices[item] = None
        except Refused as refused:
            if not candidates and not rejected:
                raise
            rejected.append(Rejected(file.name, refused.row, refused.reason))
        return Found(tuple(candidates), tuple(rejected), tuple(notices))

    return read


@contextmanager
def _noted() -> Iterator[None]:
    """What nobody expected of a file is noted in the log, and refuses this file alone."""
    try:
        yield
    except (Refused, OSError):
        raise
    except Exception as error:
        with suppress(OSError):
            log_failure(error)
        raise Refused(UNEXPECTED) from error


def _not_this(kind: Kind) -> Callable[[Input, ZoneInfo, Callable[[int], None]], Found]:
    def read(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> Found:
        raise Foreign(f"That is no {kind.title}. Nothing was imported from it.")

    return read


def _unknown_xml(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> Found:
    raise Foreign(
        "That is XML or a web page of an unknown kind. Nothing was imported from it. Of XML files, "
        "exports of Apple Health, TCX and GPX can be read."
    )


def _workbook(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> Found:
    raise Foreign("That is a workbook. Nothing was imported from it.")


def _may_be_diary(head: Head) -> bool:
    return any(f'"{name}"' in head.text for name in List)


def _may_be_table(file: Input, head: Head) -> bool:
    if list_named(file.name):
        return True  # so that a damaged one is told
    return file.name.lower().endswith((".csv", ".tsv", ".txt")) and not head.is_xml


def _without_repeats(files: list[_Sorted]) -> tuple[list[_Sorted], list[str]]:
    """Leave out the single files of activities that an export lists as well."""
    repeated = {(sort.file.within, kind) for sort in files if sort.kind for kind in sort.kind.holds}
    kept, left = [], Counter[str]()
    for sort in files:
        if sort.kind and not sort.file.chosen and (sort.file.within, sort.kind.name) in repeated:
            left[sort.file.within] += 1
        else:
            kept.append(sort)
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


def _nothing_in(files: list[_Sorted]) -> Iterator[Rejected]:
    for within in dict.fromkeys(sort.file.within for sort in files):
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
