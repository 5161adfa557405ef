"""What entries of a day say, as sentences of the history."""

import pytest

from tests.store.entries import DAY, answered, at, check_in, walk
from tracker.model import (
    Context,
    Event,
    EventKind,
    ExerciseDone,
    Goal,
    Intensity,
    MedicineKind,
    MedicineTaken,
    Outcome,
    Reading,
    Scoring,
    Skip,
    SkipReason,
)
from tracker.store import Value
from tracker.ui.data.day_history import LONGEST, day_sentences, entry_sentence
from tracker.ui.formatting import short_day


def by_mean(questionnaire: str) -> Scoring:
    return Scoring.MEAN


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (check_in(0), "pain 0"),
        (
            check_in(4, worst_pain=7, interference=0, sleep=6, flare=True, sites=("hip", "neck")),
            "pain 4, worst 7, interference 0, slept 6, a flare, hip, neck",
        ),
        (
            check_in(4, flare=False, note="stiff\nthen better"),
            "pain 4, no flare, “stiff then better”",
        ),
        (walk(30), "Walk 30 min"),
        (walk(30, intensity=Intensity.LIGHT, note="rain"), "Walk 30 min, light, “rain”"),
        (ExerciseDone(DAY, "wall sit"), "wall sit"),
        (ExerciseDone(DAY, "wall sit", 3, None, 20), "wall sit: 3 sets, hold 20 seconds"),
        (ExerciseDone(DAY, "bridge", 1, 8), "bridge: 1 set, 8 times"),
        (ExerciseDone(DAY, "plank", outcome=Outcome.PARTLY), "plank: partly"),
        (
            ExerciseDone(DAY, "wall sit", 1, None, 5, outcome=Outcome.STOPPED),
            "wall sit: stopped for pain, 1 set, hold 5 seconds",
        ),
        (Reading(at(9), 6, Context.AFTER, "wall sit"), "pain 6 at 09:14, after wall sit"),
        (Skip(DAY, "plank", SkipReason.TIME), "not done: plank (time)"),
        (Reading(at(9), 3, Context.BEFORE, note="cold"), "pain 3 at 09:14, before, “cold”"),
        (answered(score=10 / 3), "a questionnaire answered, score 3.3"),
        (answered(score=4.0), "a questionnaire answered, score 4.0"),
        (answered(score=None), "a questionnaire answered"),
        (check_in(4, off_work=True), "pain 4, off work"),
        (
            MedicineTaken(DAY, "ibuprofen", "400 mg", MedicineKind.PRESCRIBED, at(9), "helped"),
            "ibuprofen 400 mg, prescribed, at 09:14, “helped”",
        ),
        (MedicineTaken(DAY, "ibuprofen"), "ibuprofen"),
        (Event(DAY, EventKind.FALL), "fall"),
        (
            Event(DAY, EventKind.OTHER, "moved house", DAY, "boxes"),
            "moved house, until {day}, “boxes”",
        ),
        (Goal(DAY), "changed"),
        (None, "removed"),
    ],
)
def test_an_entry_says_all_that_was_entered(entry: Value | None, words: str) -> None:
    assert entry_sentence(entry, by_mean) == words.format(day=short_day(DAY))


def test_a_day_says_one_entry_after_the_other() -> None:
    assert (
        day_sentences([check_in(4), ExerciseDone(DAY, "wall sit")], by_mean) == "Pain 4 · Wall sit"
    )
    assert day_sentences([], by_mean) == "Nothing was entered."


def test_a_long_note_is_cut() -> None:
    words = entry_sentence(check_in(4, note="long " * 900), by_mean)
    assert len(words) == len("pain 4, “”") + LONGEST
    assert words.endswith("…”")
