"""The order in which the rows of files are taken in."""

from collections.abc import Iterator
from itertools import groupby

from tracker.files.entry_types import EMPTY, KEYS
from tracker.importing.parse_result import Candidate, ParseResult


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
        yield from sorted(rows, key=lambda row: -len(_matched_on(row)))
    for rows in sorted(recorded, key=_reaches):
        yield from rows


def _reaches(rows: list[Candidate]) -> tuple[str, int]:
    return max(str(row.given.get("date") or row.given.get("at")) for row in rows), len(rows)


def _matched_on(row: Candidate) -> frozenset[str]:
    if row.list in KEYS:
        return frozenset()  # their order counts: the first row about a day is used
    return row.empty.intersection(EMPTY[row.list]).union(row.given)
