"""Read whatever a person names or uploads, in whichever of the formats it is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.exchange.csv_files import list_named, read_csv
from tracker.exchange.entries import Foreign, Found, Progress, Refused, Rejected
from tracker.exchange.inputs import (
    Input,
    Unreadable,
    from_paths,
    from_uploads,
    reading_problem,
)
from tracker.exchange.json_file import read_json


class Format(StrEnum):
    """What a file is; "auto" goes by its name."""

    AUTO = "auto"
    CSV = "csv"
    JSON = "json"


def read_paths(
    paths: Iterable[Path],
    time_zone: str,
    form: Format = Format.AUTO,
    progress: Progress | None = None,
) -> Found:
    """Read files, folders and zips. Times without an offset are local to `time_zone`.

    What cannot be read is among the rejected; nothing is raised for it.
    `progress` hears bytes read and bytes in all.
    """
    return _read(from_paths(paths), time_zone, form, progress)


def read_uploads(
    files: Iterable[tuple[str, bytes]],
    time_zone: str,
    form: Format = Format.AUTO,
    progress: Progress | None = None,
) -> Found:
    """Read what a browser sent, as (name, bytes), like :func:`read_paths`."""
    return _read(from_uploads(files), time_zone, form, progress)


def _read(
    found: Iterable[Input | Unreadable], time_zone: str, form: Format, progress: Progress | None
) -> Found:
    inputs = list(_named_apart(found))
    total = sum(file.size for file in inputs if isinstance(file, Input))
    before = 0

    def report(done: int) -> None:
        if progress:
            progress(min(before + done, total), total)

    parts: list[Found] = []
    strange: list[Rejected] = []  # files that merely lie in the same folder or zip
    for file in inputs:
        if isinstance(file, Unreadable):
            parts.append(Found(rejected=(Rejected(file.name, None, file.reason),)))
            continue
        read = read_json if _is_json(file, form) else read_csv
        try:
            parts.append(read(file, ZoneInfo(time_zone), report))
        except Refused as refused:
            rejected = Rejected(file.name, refused.row, refused.reason)
            lies_beside = not file.chosen and not list_named(file.name)
            if isinstance(refused, Foreign) and lies_beside:
                strange.append(rejected)
            else:
                parts.append(Found(rejected=(rejected,)))
        except OSError as error:
            parts.append(Found(rejected=(Rejected(file.name, None, reading_problem(error)),)))
        before += file.size
    if parts:
        parts.append(Found(notices=tuple(f"Left out: {rejected}" for rejected in strange)))
    else:
        parts.append(Found(rejected=tuple(strange)))
    return Found(
        candidates=tuple(c for part in parts for c in part.candidates),
        rejected=tuple(r for part in parts for r in part.rejected),
        notices=tuple(n for part in parts for n in part.notices),
    )


def _is_json(file: Input, form: Format) -> bool:
    return form is Format.JSON or (form is Format.AUTO and ".json" in file.name.lower())


def _named_apart(found: Iterable[Input | Unreadable]) -> Iterator[Input | Unreadable]:
    """The second file of a name becomes "name (2)", so that a row is told by file and number.

    What a terminal would obey in a name becomes a question mark.
    """
    seen: Counter[str] = Counter()
    for file in found:
        name = "".join(sign if sign.isprintable() else "?" for sign in file.name)
        seen[name] += 1
        yield replace(file, name=name if seen[name] == 1 else f"{name} ({seen[name]})")
