"""What a person decided about imports, so that the next one need not ask again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.model.checks import (
    EXTERNAL_ID_LIMIT,
    TERM_LIMIT,
    check_choice,
    check_day,
    check_text,
)
from tracker.model.entries import Intensity

MAPPING_LIMIT = 20_000  # characters; a table of 500 columns needs half of it
FINGERPRINT_LIMIT = 64


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A recording that stays out of the diary, because another one of the same bout is in it.

    `recording` is what its `source` knows it by: the external id, or else when
    it started and what it was.
    """

    source: str
    recording: str
    date: date

    def __post_init__(self) -> None:
        check_text("source", self.source, TERM_LIMIT)
        check_text("recording", self.recording, EXTERNAL_ID_LIMIT, required=True)
        check_day("date", self.date)


@dataclass(frozen=True, slots=True)
class UsualIntensity:
    """How hard a kind of activity is for this person, where a recording doesn't say."""

    activity: str
    intensity: Intensity

    def __post_init__(self) -> None:
        check_text("activity", self.activity, TERM_LIMIT, required=True)
        check_choice("intensity", self.intensity, Intensity)


@dataclass(frozen=True, slots=True)
class FileMapping:
    """What the columns of a table mean, remembered for tables with the same header.

    `header` is the fingerprint of the header, `meanings` what each column says, as JSON text.
    """

    header: str
    title: str
    meanings: str

    def __post_init__(self) -> None:
        check_text("header", self.header, FINGERPRINT_LIMIT, required=True)
        check_text("title", self.title, TERM_LIMIT)
        check_text("meanings", self.meanings, MAPPING_LIMIT, required=True)
