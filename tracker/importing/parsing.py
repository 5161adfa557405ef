"""Read whatever a person names or uploads, in whichever of the formats it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.files.budget import Budget
from tracker.files.errors import FileError, ForeignFile
from tracker.files.inputs import from_paths, from_uploads, reading_problem, size_of
from tracker.files.streams import Input, Unreadable
from tracker.formatting import PLAIN, plural
from tracker.importing.detection import DetectedFile, detect_files
from tracker.importing.diary_formats import type_by_name
from tracker.importing.parse_result import ImportFormat, ParseResult, Progress, RejectedRow
from tracker.importing.parsed_files import ParsedFiles, combined_files, with_questions
from tracker.importing.sources.activity_lists import ActivityList
from tracker.importing.sources.day_totals import without_doubled_days
from tracker.importing.tables.column_requests import ColumnRequest, column_requests, habit_request
from tracker.model import FileMapping, OwnExercise

STRANGE_SHOWN = 5
UNREAD = "It was not read. {why}"
UNREAD_WITH_OTHERS = (
    "It was not read. {why} So was {n} more file.",
    "It was not read. {why} So were {n} more files.",
)
IN_A_LIST = (
    "{within}: {n} file of a single activity was left out, because the list of activities beside "
    "holds them.",
    "{within}: {n} files of single activities were left out, because the list of activities beside "
    "holds them.",
)
STRANGER = "Backbeat doesn't know this file."
STRANGERS = "Backbeat knows neither this file nor {n} more."
_CHOOSE = (
    "If a file that was left out is a table, choose it by itself to say what its columns mean."
)
_DESCRIBE = (
    "Say what its columns mean: on My data, under 'Import', or by `backbeat import --column`."
)


def parse_paths(
    paths: Iterable[Path],
    time_zone: str,
    form: ImportFormat = ImportFormat.AUTO,
    progress: Progress | None = None,
    described: Sequence[FileMapping] = (),
    own: Sequence[OwnExercise] = (),
    budget: Budget | None = None,
) -> ParsedFiles:
    """Read files, folders and zips.

    Parameters
    ----------
    paths
        Where they lie.
    time_zone
        The name of the zone that times without an offset are local to.
    form
        What the files are; by default that is told by what is in them.
    progress
        Hears how many bytes are read, and how many there are.
    described
        What the person has said that the columns of other programs' tables mean.
    own
        Their own exercises, by whose names columns are guessed like by the library's.
    budget
        What all of it may take; by default what an import of this size may.

    Returns
    -------
    ParsedFiles
        Candidates, rejected rows and notices in the order of the files, with questions about
        tables that the person can describe. What cannot be read is among the rejected.
    """
    paths = list(paths)
    budget = budget or Budget.of(size_of(paths))
    return _read(from_paths(paths, budget), time_zone, form, progress, described, own, budget)


def parse_uploads(
    files: Iterable[tuple[str, bytes]],
    time_zone: str,
    form: ImportFormat = ImportFormat.AUTO,
    progress: Progress | None = None,
    described: Sequence[FileMapping] = (),
    own: Sequence[OwnExercise] = (),
    budget: Budget | None = None,
) -> ParsedFiles:
    """Read what a browser sent, as (name, bytes), like :func:`parse_paths`."""
    files = list(files)
    budget = budget or Budget.of(sum(len(data) for _, data in files))
    return _read(from_uploads(files, budget), time_zone, form, progress, described, own, budget)


def _read(
    found: Iterable[Input | Unreadable],
    time_zone: str,
    form: ImportFormat,
    progress: Progress | None,
    described: Sequence[FileMapping],
    own: Sequence[OwnExercise],
    budget: Budget,
) -> ParsedFiles:
    parts: list[ParseResult] = []
    strange: list[
        tuple[DetectedFile, RejectedRow]
    ] = []  # files that merely lie in the same folder or zip
    files = list(detect_files(_named_apart(found), form, parts))
    beside = _FilesBesideList(files)
    unread: list[str] = []
    results: dict[
        int, ParseResult
    ] = {}  # by the file's place; lists are read before what lies beside
    total = sum(detected.file.size for detected in files if detected.read)
    before = size = 0

    def report(done: int) -> None:
        if progress:
            progress(min(before - size + done, total), total)

    for place, detected in sorted(enumerate(files), key=lambda pair: not _is_list(pair[1])):
        if detected.read is None:
            continue
        file, zone = detected.file, ZoneInfo(time_zone)
        size = file.size
        before += size
        if beside.is_listed(detected):
            continue
        if budget.spent and results:
            unread.append(file.name)
            continue
        try:
            part = beside.without_listed(detected, detected.read(file, zone, report))
            if part is None:
                continue
            results[place] = _as_described(detected, part, described, own, zone) or part
        except FileError as refused:
            rejected = RejectedRow.of(file.name, None, refused)
            beside_others = not file.chosen and not type_by_name(file.name)
            lies_beside = beside_others and form is not ImportFormat.TABLE
            part = ParseResult(rejected=(rejected,))
            if other := _as_described(detected, part, described, own, zone, asking=not lies_beside):
                results[place] = other
            elif isinstance(refused, ForeignFile) and lies_beside:
                strange.append((detected, rejected))
            else:
                results[place] = part
        except OSError as error:
            results[place] = ParseResult(
                rejected=(RejectedRow(file.name, None, reading_problem(error)),)
            )
    parts += [results[place] for place in sorted(results)]
    if unread:
        parts.append(ParseResult(rejected=(_unread(unread, budget),)))
    strangers = [rejected for _, rejected in strange]
    if parts:
        parts.append(ParseResult(notices=(*beside.notices(), *_left_out(strangers))))
    elif strange and len(strange) <= STRANGE_SHOWN:  # there is nothing else, so they are meant
        parts += [
            _as_described(
                detected, ParseResult(rejected=(rejected,)), described, own, ZoneInfo(time_zone)
            )
            or ParseResult(rejected=(rejected,))
            for detected, rejected in strange
        ]
    elif strange:
        parts.append(ParseResult(rejected=tuple(_strangers(strangers))))
    else:
        parts.append(ParseResult(rejected=tuple(_nothing_in(files))))
    return without_doubled_days(combined_files(parts))


def _unread(names: Sequence[str], budget: Budget) -> RejectedRow:
    words = UNREAD if len(names) == 1 else plural(len(names) - 1, *UNREAD_WITH_OTHERS)
    said = words.format(why=budget.spent, n=PLAIN.number(len(names) - 1))
    return RejectedRow(names[0], None, said)


def _as_described(
    detected: DetectedFile,
    part: ParseResult,
    described: Sequence[FileMapping],
    own: Sequence[OwnExercise],
    zone: ZoneInfo,
    asking: bool = True,
) -> ParseResult | None:
    """What a table says as its person has described it, or with the question what it means.

    None where there is nothing to describe: it is no table, or one of our own files.
    """
    if detected.kind and detected.kind.name == "loop":
        asked = habit_request(detected.file, described, own, _nobody)
        if asked is None:
            return None
        read = with_questions(part, replace(asked, read=True, notices=part.notices))
        return _answer(asked, zone) if asked.remembered else read
    if part.candidates or not detected.is_table or not part.rejected:
        return None
    if not asking and not described:
        return None  # thousands of tables may lie in an export
    try:
        found = column_requests(detected.file, described, own, _nobody)
    except (FileError, OSError) as error:
        if not detected.is_workbook or not isinstance(error, FileError):
            return None
        return ParseResult(rejected=(RejectedRow.of(detected.file.name, None, error),))
    known = [_answer(asked, zone) for asked in found if asked.remembered]
    unknown = [asked for asked in found if not asked.remembered]
    if not known and not (unknown and asking):
        return None
    if known:
        return combined_files([*known, ParsedFiles(questions=tuple(unknown))])
    rejected = part.rejected
    if len(rejected) == 1 and rejected[0].row in (None, 1):  # about the file, not about one row
        rejected = (replace(rejected[0], reason=f"{rejected[0].reason} {_DESCRIBE}"),)
        return ParsedFiles(rejected=rejected, questions=tuple(unknown))
    hint = f"{detected.file.name}: {_DESCRIBE}"
    questions = tuple(replace(asked, notices=(hint,)) for asked in unknown)
    return ParsedFiles(rejected=rejected, notices=(hint,), questions=questions)


def _answer(asked: ColumnRequest, zone: ZoneInfo) -> ParseResult:
    """The rows of a table as it is described; the question again, where that lacks something."""
    try:
        found = asked.answered(asked.mapping, zone)
        return with_questions(found, replace(asked, read=True, notices=found.notices))
    except FileError as refused:
        rejected = RejectedRow.of(asked.name, None, refused)
        return ParsedFiles(rejected=(rejected,), questions=(asked,))


def _nobody(_: int) -> None:
    """Nobody listens to the progress."""


def _is_list(detected: DetectedFile) -> bool:
    """Whether it lists activities that may lie beside it as single files."""
    return bool(detected.kind and detected.kind.holds)


class _FilesBesideList:
    """Single files of activities that lie beside a list of them."""

    def __init__(self, files: Iterable[DetectedFile]) -> None:
        self._listed: defaultdict[str, ActivityList] = defaultdict(ActivityList)
        self._kinds = {(w.file.within, kind) for w in files if w.kind for kind in w.kind.holds}
        self._left: Counter[str] = Counter()

    def is_listed(self, detected: DetectedFile) -> bool:
        """Whether a file's beginning shows already that the list beside it holds it."""
        if not self._concerns(detected) or not self._listed[detected.file.within].begins_as_listed(
            detected.begins
        ):
            return False
        self._left[detected.file.within] += 1
        return True

    def without_listed(self, detected: DetectedFile, part: ParseResult) -> ParseResult | None:
        """What a file says without what the list beside it holds; None where nothing is left."""
        within = detected.file.within
        if _is_list(detected):
            self._listed[within].hold(part.candidates)
        if not part.candidates or not self._concerns(detected):
            return part
        kept = self._listed[within].without_listed(part)
        if kept.candidates:
            return kept
        self._left[within] += 1
        return None

    def notices(self) -> Iterator[str]:
        """What was left out."""
        for within, count in self._left.items():
            yield plural(count, *IN_A_LIST).format(within=within, n=PLAIN.number(count))

    def _concerns(self, detected: DetectedFile) -> bool:
        kind = detected.kind.name if detected.kind else ""
        return not detected.file.chosen and (detected.file.within, kind) in self._kinds


def _left_out(strange: list[RejectedRow]) -> Iterator[str]:
    if len(strange) <= STRANGE_SHOWN:
        yield from (f"Left out: {rejected}" for rejected in strange)
        if strange:
            yield _CHOOSE
        return
    names = ", ".join(rejected.file for rejected in strange[:STRANGE_SHOWN])
    yield f"Left out: {len(strange):,} files that Backbeat doesn't know, such as {names}. {_CHOOSE}"


def _strangers(strange: list[RejectedRow]) -> Iterator[RejectedRow]:
    yield from strange[:STRANGE_SHOWN]
    if others := strange[STRANGE_SHOWN:]:
        more = len(others) - 1
        said = (STRANGERS if more else STRANGER).format(n=PLAIN.number(more))
        yield replace(others[0], row=None, reason=f"{said} {_CHOOSE}")


def _nothing_in(files: list[DetectedFile]) -> Iterator[RejectedRow]:
    for within in dict.fromkeys(detected.file.within for detected in files):
        yield RejectedRow(
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
