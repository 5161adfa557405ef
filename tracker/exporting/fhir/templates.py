"""Resources of which there are thousands: written once, with blanks to fill in.

Ten years are ten thousand resources that hardly differ. To build and write each
by itself takes far longer than to fill in what differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import orjson

_BLANK = re.compile(rb"\\u0000(\w+)\\u0000")
_MORE = "more"


def blank(column: str) -> str:
    """A part of a text that is filled in, as it is, from a column."""
    return f"\0{column}\0"


def value(column: str) -> orjson.Fragment:
    """A whole JSON value that is filled in."""
    return orjson.Fragment(f"\\u0000{column}\\u0000")


MORE = {_MORE: value(_MORE)}  # at the end of an object: further members, from the column "more"


def members(found: Mapping[str, object]) -> bytes:
    """Further members of an object, for the column "more"."""
    return b"," + orjson.dumps(found)[1:-1] if found else b""


@dataclass(frozen=True, slots=True)
class ResourceTemplate:
    """A resource with blanks, and the columns to fill them from: one row, one resource."""

    resource: dict[str, Any]
    columns: Mapping[str, Sequence[bytes]]

    def written(self, blanks: object) -> Iterator[bytes]:
        """A JSON value with its blanks filled, once for each row, a comma before each; in pieces.

        Without columns there is one row, and the value is written as it is.
        """
        if not self.columns:
            return iter((b",", orjson.dumps(blanks)))
        rows = len(next(iter(self.columns.values())))
        if not rows:
            return iter(())
        text = b"," + orjson.dumps(blanks).replace(f',"{_MORE}":'.encode(), b"")
        begin, *around = _BLANK.split(text)  # names of columns, and what comes after the blank
        names, after = around[::2], around[1::2]
        columns: list[Iterable[bytes]] = []
        for name, constant in zip(names, after, strict=True):
            columns += self.columns[name.decode()], repeat(constant)
        columns[-1] = chain(repeat(after[-1] + begin, rows - 1), (after[-1],))
        return chain((begin,), chain.from_iterable(zip(*columns, strict=False)))
