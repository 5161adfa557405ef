"""The first bytes of a file, by which it is recognised."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from typing import IO

from tracker.files.csv_text import delimiter_of, marked_encoding

SIZE = 65_536  # Apple's document type alone takes 10,000


class FileHead:
    """The first bytes of a file, and what they look like as a text or a table."""

    def __init__(self, data: bytes) -> None:
        self.data = data[:SIZE]

    @classmethod
    def of(cls, stream: IO[bytes]) -> "FileHead":
        """The head of a stream, which is wound back to its beginning."""
        stream.seek(0)
        data = stream.read(SIZE)
        stream.seek(0)
        return cls(data)

    @cached_property
    def encoding(self) -> str:
        """The encoding that its mark names, else UTF-8."""
        return marked_encoding(self.data) or "utf-8"

    @cached_property
    def text(self) -> str:
        """As a text; what isn't becomes a question mark."""
        return self.data.decode(self.encoding, errors="replace").lstrip("\ufeff \t\r\n")

    @cached_property
    def is_json(self) -> bool:
        """Whether it may be JSON."""
        return self.text[:1] in ("{", "[")

    @cached_property
    def is_xml(self) -> bool:
        """Whether it may be XML."""
        return self.text[:1] == "<"

    @cached_property
    def table(self) -> list[list[str]]:
        """Its first rows as a CSV with the likeliest delimiter; none where it can't be one."""
        if "\0" in self.text or self.is_xml or self.is_json:
            return []
        lines = self.text.splitlines(keepends=True)
        if len(self.data) == SIZE:
            lines = lines[:-1]  # the last is cut off
        if not lines:
            return []
        delimiter = delimiter_of(lines[0])
        rows: Iterator[list[str]] = csv.reader(lines[:200], delimiter=delimiter)
        found: list[list[str]] = []
        with suppress(csv.Error):
            found.extend([cell.strip() for cell in row] for row in rows)
        return found

    @cached_property
    def titles(self) -> list[str]:
        """The first row of its table."""
        return self.table[0] if self.table else []
