"""Column types for values that databases have no exact type for.

What cannot be read back comes out as the text that is stored: the model's
value refuses it when it is made, and then the day of the row is known.
"""

from __future__ import annotations

import json
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import Dialect, Double, Text, TypeDecorator

from tracker.model import Answer, Section


class MomentType(TypeDecorator[datetime]):
    """A moment with the UTC offset that it had, as ISO 8601 text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the moment as text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the moment from text."""
        if value is None:
            return None
        try:
            return datetime.fromisoformat(value)
        except (TypeError, ValueError):
            return value  # type: ignore[return-value]  # refused by the model


class EnumType(TypeDecorator[StrEnum]):
    """One of the words of an enumeration, as text."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words
        self._by_word: dict[str, StrEnum] = {str(word): word for word in words}

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Write the word."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Read the word."""
        if value is None:
            return None
        return self._by_word.get(value, value)  # type: ignore[arg-type]  # refused by the model


class ScoreType(TypeDecorator[float]):
    """A rating from 0 to 10 that may have decimals; a whole one comes back as an int."""

    impl = Double
    cache_ok = True

    def process_result_value(self, value: float | None, dialect: Dialect) -> float | None:
        """Read the rating."""
        return int(value) if isinstance(value, float) and value.is_integer() else value


class SitesType(TypeDecorator[tuple[str, ...]]):
    """Places on the body, as text with semicolons between them (no place holds one)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the places."""
        return None if value is None else ";".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Read the places."""
        if value is None:
            return None
        return tuple(value.split(";")) if value else ()


class TimeOfDayType(TypeDecorator[time]):
    """A time of day, as text such as 20:30."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """Write the time."""
        return None if value is None else value.isoformat("minutes")

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """Read the time."""
        if value is None:
            return None
        try:
            return time.fromisoformat(value)
        except (TypeError, ValueError):
            return value  # type: ignore[return-value]  # refused by the model


class WeekdaysType(TypeDecorator[tuple[int, ...]]):
    """Days of the week from Monday, 0, as text such as 0;1;4."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, dialect: Dialect) -> str | None:
        """Write the days."""
        return None if value is None else ";".join(map(str, value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[int, ...] | None:
        """Read the days."""
        if value is None:
            return None
        try:
            return tuple(map(int, value.split(";")))
        except (AttributeError, ValueError):
            return value  # type: ignore[return-value]  # refused by the model


class SectionsType(TypeDecorator[tuple[Section, ...]]):
    """Parts of a report, as text with semicolons between them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Section, ...] | None, dialect: Dialect) -> str | None:
        """Write the parts."""
        return None if value is None else ";".join(value)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[Section, ...] | None:
        """Read the parts."""
        if value is None:
            return None
        try:
            return tuple(map(Section, value.split(";"))) if value else ()
        except ValueError:
            return value  # type: ignore[return-value]  # refused by the model


class LinkIdsType(TypeDecorator[tuple[str, ...]]):
    """Questions of a questionnaire by their link ids, as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the link ids."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Read the link ids."""
        if value is None:
            return None
        try:
            return tuple(json.loads(value))
        except (TypeError, ValueError):
            return value  # type: ignore[return-value]  # refused by the model


class RepliesType(TypeDecorator[tuple[Answer, ...]]):
    """Answers to a questionnaire, as :func:`answers_as_text`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Answer, ...] | None, dialect: Dialect) -> str | None:
        """Write the answers."""
        return None if value is None else answers_as_text(value)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[Answer, ...] | None:
        """Read the answers."""
        if value is None:
            return None
        try:
            return answers_of_text(value)
        except (TypeError, ValueError, KeyError):
            return value  # type: ignore[return-value]  # refused by the model


def answers_as_text(answers: tuple[Answer, ...]) -> str:
    """A JSON list of objects with link_id and value, which keeps yes, 1 and 1.0 apart."""
    plain = [{"link_id": answer.link_id, "value": answer.value} for answer in answers]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def answers_of_text(text: str) -> tuple[Answer, ...]:
    """The answers that :func:`answers_as_text` wrote."""
    return tuple(Answer(plain["link_id"], plain["value"]) for plain in json.loads(text))
