"""A clock that a test sets: for the person, the model and the store alike."""

from datetime import UTC, date, datetime, tzinfo
from typing import Any

import pytest

from tracker.model import checks, person
from tracker.store import copies, entry_mappers


class _Like(type):
    """Real moments and days count as those of the clock."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.__mro__[1])


class Clock:
    """Says what time it is; `set` sets it, back as well as forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moment = datetime.now(UTC)
        clock = self

        class Moment(datetime, metaclass=_Like):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return clock.moment.astimezone(tz)

        class Day(date, metaclass=_Like):
            @classmethod
            def today(cls) -> Any:
                return clock.moment.date()

        for module in (person, checks, copies):
            monkeypatch.setattr(module, "datetime", Moment)
        monkeypatch.setattr(entry_mappers, "date", Day)

    def set(self, *moment: int, zone: tzinfo = UTC) -> datetime:
        """Make it that moment."""
        self.moment = datetime(*moment, tzinfo=zone)  # type: ignore[misc,arg-type]
        return self.moment
