"""The diary as one JSON object with all its lists."""

import json
from collections.abc import Callable
from zoneinfo import ZoneInfo

from tracker.files.entry_types import COLUMNS, EntryType
from tracker.files.errors import FileError, ForeignFile
from tracker.files.streams import Input, limited_reader
from tracker.importing.parse_result import Candidate, ParseResult, RejectedRow, candidate
from tracker.model import InvalidValue


def parse_json(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> ParseResult:
    """Read one file; as `diary_csv.parse_csv`. A row's number is its place in its list."""
    with file.open() as stream:
        data = limited_reader(file, stream, report).read()
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        raise FileError(
            "That file is not JSON, or is damaged or cut off. Nothing was imported."
        ) from None
    if not isinstance(whole, dict) or not any(name in whole for name in EntryType):
        raise ForeignFile(
            "That JSON is no diary as Backbeat writes it: it is not one object with any of the "
            f"lists {', '.join(EntryType)}. Nothing was imported from it."
        )
    candidates: list[Candidate] = []
    rejected: list[RejectedRow] = []
    left = {str(key): None for key in whole if key not in list(EntryType)}  # in order, once each
    for name in EntryType:
        entries = whole.get(name, [])
        if not isinstance(entries, list):
            raise FileError(f"'{name}' has to be a list. Nothing was imported from that file.")
        place = f"{file.name}: {name}"
        for row, fields in enumerate(entries, start=1):
            file.budget.take_rows()
            try:
                if not isinstance(fields, dict):
                    raise FileError("It has to be an object with names and values.")
                left |= {f"{name}.{field}": None for field in fields.keys() - {*COLUMNS[name]}}
                known = {column: fields[column] for column in COLUMNS[name] if column in fields}
                candidates.append(candidate(name, place, row, known, zone))
            except (FileError, InvalidValue) as error:
                rejected.append(RejectedRow(place, row, str(error)))
    notices = [f"{file.name}: left out, because a diary has no such field: {', '.join(left)}."]
    return ParseResult(tuple(candidates), tuple(rejected), tuple(notices if left else ()))
