"""Column types for values that databases have no exact type for.

What cannot be read back comes out as the text that is stored: the model's
value refuses it when it is made, and then the day of the row is known.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import Dialect, Double, Text, TypeDecorator

from tracker.model import Answer, Section


class AsText(TypeDecorator[Any]):
    """Values that `write` makes a text of and `read` makes of it again; NULL stays None."""

    impl = Text
    cache_ok = True

    def __init__(self, write: Callable[[Any], str], read: Callable[[str], Any]) -> None:
        super().__init__()
        self.write = write
        self.read = read

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        """What writes a value."""
        write = self.write
        return lambda value: None if value is None else write(value)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], Any | None]:
        """What reads a stored text."""
        read = self.read

        def value_of(text: str | None) -> Any | None:
            if text is None:
                return None
            try:
                return read(text)
            except (TypeError, ValueError, KeyError, AttributeError):
                return text  # refused by the model

        return value_of


class EnumType(AsText):
    """One of the words of an enumeration."""

    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__(str, {str(word): word for word in words}.__getitem__)
        self.words = words


class ScoreType(TypeDecorator[float]):
    """A rating from 0 to 10 that may have decimals; a whole one comes back as an int."""

    impl = Double
    cache_ok = True

    def process_result_value(self, value: float | None, dialect: Dialect) -> float | None:
        """Read the rating."""
        return int(value) if isinstance(value, float) and value.is_integer() else value


def as_compact_json(value: object) -> str:
    """A value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def answers_as_text(answers: tuple[Answer, ...]) -> str:
    """A JSON list of objects with link_id and value, which keeps yes, 1 and 1.0 apart."""
    return as_compact_json(
        [{"link_id": answer.link_id, "value": answer.value} for answer in answers]
    )


def answers_of_text(text: str) -> tuple[Answer, ...]:
    """The answers that :func:`answers_as_text` wrote."""
    return tuple(Answer(plain["link_id"], plain["value"]) for plain in json.loads(text))


def _parts(text: str) -> list[str]:
    return text.split(";") if text else []


MOMENT = AsText(datetime.isoformat, datetime.fromisoformat)  # with the UTC offset that it had
TIME_OF_DAY = AsText(lambda value: value.isoformat("minutes"), time.fromisoformat)  # 20:30
SITES = AsText(";".join, lambda text: tuple(_parts(text)))  # no place of the body holds a ;
WEEKDAYS = AsText(  # from Monday, 0, such as 0;1;4
    lambda days: ";".join(map(str, days)), lambda text: tuple(map(int, text.split(";")))
)
SECTIONS = AsText(";".join, lambda text: tuple(map(Section, _parts(text))))
LINK_IDS = AsText(as_compact_json, lambda text: tuple(json.loads(text)))
ANSWERS = AsText(answers_as_text, answers_of_text)
