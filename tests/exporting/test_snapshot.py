"""What is read of a diary to be written down is one moment of it, whoever writes meanwhile."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.store.entries import DAY, at
from tracker.exporting.diary_files import csv_files, json_file
from tracker.exporting.load_report_data import load_report_data
from tracker.model import (
    Activity,
    Answer,
    Answers,
    CheckIn,
    Context,
    ExerciseDone,
    Intensity,
    Questionnaire,
    Reading,
    Scoring,
)
from tracker.store import Diary
from tracker.ui.questionnaires import questionnaire_cache

MARK = re.compile(r"mark (\d+)")


def everything_says(number: int) -> list[Any]:
    """One of each kind that says which writing it is of."""
    mark = f"mark {number}"
    uid = UUID(int=7)
    return [
        CheckIn(DAY, 4, at(20), note=mark),
        Reading(at(7), 3, Context.MORNING, note=mark, uid=uid),
        Activity(DAY, "walk", 30, Intensity.MODERATE, note=mark, uid=uid),
        ExerciseDone(DAY, "wall sit", note=mark, uid=uid),
        Questionnaire("peg", mark, "{}", Scoring.MEAN),
        Answers(DAY, "peg", (Answer("1", mark),), None, at(21), uid=uid),
    ]


@pytest.fixture
def written_meanwhile(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> Diary:
    """A diary that somebody else changes before every question that begins anew."""
    diary.apply(everything_says(0), by="another window")
    numbers = iter(range(1, 1000))
    begin: Callable[..., AbstractContextManager[Any]] = Diary._reading

    @contextmanager
    def after_a_change(self: Diary, **how: Any) -> Iterator[Any]:
        if self._moment is None:
            diary.apply(everything_says(next(numbers)), by="another window")
        with begin(self, **how) as connection:
            yield connection

    monkeypatch.setattr(Diary, "_reading", after_a_change)
    return diary


def marks(text: str) -> set[str]:
    return set(MARK.findall(text))


READERS: dict[str, Callable[[Diary], str]] = {
    "report": lambda diary: repr(load_report_data(diary)),
    "json": lambda diary: json_file(diary).decode(),
    "csv": lambda diary: json.dumps({n: d.decode() for n, d in csv_files(diary).items()}),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_all_is_of_one_version(written_meanwhile: Diary, read: Callable[[Diary], str]) -> None:
    text = read(written_meanwhile)
    assert len(MARK.findall(text)) >= 6
    assert len(marks(text)) == 1


def test_a_questionnaire_and_its_answers_are_of_one_version(
    written_meanwhile: Diary, store: Any
) -> None:
    found = questionnaire_cache.as_of(store, written_meanwhile.person_id, 1, date.today())
    assert len(marks(repr((found.questionnaires, found.answers)))) == 1
