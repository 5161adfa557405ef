"""All that was read from several files, with what the person can be asked about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from tracker.importing.parse_result import ParseResult, combined

if TYPE_CHECKING:
    from tracker.importing.tables.column_requests import ColumnRequest


@dataclass(frozen=True, slots=True)
class ParsedFiles(ParseResult):
    """All that was read from files, with questions about tables that the person can describe."""

    questions: tuple[ColumnRequest, ...] = ()


def with_questions(found: ParseResult, *questions: ColumnRequest) -> ParsedFiles:
    """What was read, and questions about it in the place of those that it had."""
    return ParsedFiles(found.candidates, found.rejected, found.notices, questions)


def combined_files(parts: Sequence[ParseResult]) -> ParsedFiles:
    """All that was found in several parts, as one."""
    asked = (part.questions for part in parts if isinstance(part, ParsedFiles))
    return with_questions(combined(parts), *chain.from_iterable(asked))
