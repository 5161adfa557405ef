"""The diary as one JSON object with all its lists."""

import json
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from tracker.exchange.entries import (
    COLUMNS,
    Candidate,
    Foreign,
    Found,
    List,
    Refused,
    Rejected,
    candidate,
    in_order,
    record,
)
from tracker.exchange.streams import Input, metered
from tracker.model import Entry, InvalidValue


def write_json(lists: Mapping[List, list[Entry]]) -> bytes:
    """One object with the lists. Equal diaries give equal bytes."""
    whole = {name: [record(entry) for entry in in_order(lists[name])] for name in List}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read_json(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> Found:
    """Read one file; as `csv_files.read_csv`. A row's number is its place in its list."""
    with file.open() as stream:
        data = metered(file, stream, report).read()
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused(
            "That file is not JSON, or is damaged or cut off. Nothing was imported."
        ) from None
    if not isinstance(whole, dict) or not any(name in whole for name in List):
        raise Foreign(
            "That JSON is no diary as Backbeat writes it: it is not one object with any of the "
            f"lists {', '.join(List)}. Nothing was imported from it."
        )
    candidates: list[Candidate] = []
    rejected: list[Rejected] = []
    left = {str(key): None for key in whole if key not in list(List)}  # in order, once each
    for name in List:
        entries = whole.get(name, [])
        if not isinstance(entries, list):
            raise Refused(f"'{name}' has to be a list. Nothing was imported from that file.")
        place = f"{file.name}: {name}"
        for row, fields in enumerate(entries, start=1):
            file.budget.take_rows()
            try:
                if not isinstance(fields, dict):
                    raise Refused("It has to be an object with names and values.")
                left |= {f"{name}.{field}": None for field in fields.keys() - {*COLUMNS[name]}}
                known = {column: fields[column] for column in COLUMNS[name] if column in fields}
                candidates.append(candidate(name, place, row, known, zone))
            except (Refused, InvalidValue) as error:
                rejected.append(Rejected(place, row, str(error)))
    notices = [f"{file.name}: left out, because a diary has no such field: {', '.join(left)}."]
    return Found(tuple(candidates), tuple(rejected), tuple(notices if left else ()))
