"""A field's text and the version of the diary that it comes with are of one moment.

A browser takes the text of a newer version for what the diary holds. An older text with a newer
version would take the place of what was typed and saved while the screen was drawn.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from itertools import count
from typing import Any

import pytest

from tests.pages.builders import BY, check_in, strength, walk
from tests.pages.visiting import Visit
from tracker.model import ExerciseKind, Occasion, OwnExercise, PlanItem, Reminder
from tracker.store import Diary
from tracker.ui.autosave_widgets import saving_fields

PLANNED, OWN = PlanItem("wall sit", 3, 3), OwnExercise("heel slides", ExerciseKind.MOBILITY)
EVENING = Reminder(Occasion.CHECK_IN, time(20, 30))


@pytest.fixture
def diary(diary: Diary, today: date) -> Diary:
    diary.apply(
        [check_in(today, 4), walk(today, 30), strength(today), PLANNED, OWN, EVENING], by=BY
    )
    return diary


def change_all(diary: Diary, today: date) -> None:
    """Another window changes what every field says."""
    (walked,), (done,) = diary.activities(today, today), diary.exercises_done(today, today)
    stored, person, appointment = diary.check_in(today), diary.person(), diary.appointment()
    diary.save(replace(walked, minutes=47), walked, by=BY)
    diary.save(replace(done, sets=7), done, by=BY)
    diary.save(replace(stored, pain=9, note="typed", worst_pain=9), stored, by=BY)
    diary.save(replace(person, name="Grace"), person, by=BY)
    diary.save(replace(appointment, questions="May I swim?"), appointment, by=BY)
    diary.apply([replace(PLANNED, sets=8, starts=today), replace(EVENING, begins=time(21))], by=BY)
    diary.save(replace(OWN, steps="Lie down."), diary.own_exercise(OWN.name), by=BY)


SCREENS: list[tuple[str, Callable[[date, Diary], list[str]], dict[str, str]]] = [
    (
        "check_in",
        lambda day, diary: ["more", f"doses-{day}", f"change-{diary.activities(day, day)[0].uid}"],
        {"Average pain": "9", "Note": "typed", "Worst pain": "9", "Minutes": "47", "Sets": "7"},
    ),
    ("exercises", lambda *_: ["plan-change-wall sit"], {"Sets": "8"}),
    ("report", lambda *_: [], {"Questions for the appointment": "May I swim?"}),
    ("settings", lambda *_: [], {"Your name": "Grace", "At": "21:00"}),
]


@pytest.mark.parametrize(
    ("screen", "opened", "since", "nth"),
    [(*one, nth) for one in SCREENS for nth in (range(6) if one[0] == "check_in" else (0,))],
    ids=lambda given: str(given) if isinstance(given, str | int) else "",
)
def test_what_is_saved_while_the_screen_is_drawn_is_not_taken_back_by_it(
    diary: Diary,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
    screen: str,
    opened: Callable[[date, Diary], list[str]],
    since: dict[str, str],
    nth: int,
) -> None:
    """Everything is changed just before the `nth` of the fields is drawn."""
    visit = Visit(screen)
    for key in opened(today, diary):
        visit.open(key)
    before = {label: visit.typed(label) for label in since}
    old = diary.version()
    find, drawn = saving_fields.identity, count()

    def save_meanwhile(asked: Diary) -> str:
        if next(drawn) == nth:
            change_all(diary, today)
        return find(asked)

    monkeypatch.setattr(saving_fields, "identity", save_meanwhile)
    visit.app.run()
    assert diary.version() > old
    for label, text in since.items():
        field: dict[str, Any] = visit.field(label)
        assert field["version"] in (old, diary.version())
        assert field["stored"] == (before[label] if field["version"] == old else text), label
