"""Which exercises a session offers, how much of each, and the steps that the browser counts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tracker import library
from tracker.analysis.session_steps import WORK, Work, seconds, steps
from tracker.library import Dose, Exercise
from tracker.library.drawings import drawing
from tracker.library.suggestion import gentler_than
from tracker.model import ExerciseDone, OwnExercise, PlanItem
from tracker.ui.exercises.own_picture import picture_markup
from tracker.ui.formatting import capital
from tracker.ui.regional import counted


@dataclass(frozen=True, slots=True)
class Offer:
    """What the person chooses from before a session, and the gentler exercises in place of them.

    Each exercise names its gentler ones; those that are not offered themselves are `others`.
    `pictures` are of exercises of one's own, as markup by their name; `renamed` are the names and
    labels now of those that a session may have been begun with under a name before.
    """

    heading: str
    exercises: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def offer(
    asked: Sequence[str],
    plan: Sequence[PlanItem],
    done: Sequence[ExerciseDone],
    owned: Sequence[OwnExercise] = (),
) -> Offer:
    """The exercises that were asked for by name, else the plan, else the whole library.

    What is in the plan comes in the plan's dose, anything else in the one that the
    library recommends to start with. What was `done` today is not ticked again. What is
    `owned`, the person's own exercises, is offered like the library's.
    """
    heading, names = _names(asked, plan, done, owned)
    planned = {item.exercise: item for item in plan}
    offered = tuple(_exercise(name, planned, ticked, owned) for name, ticked in names.items())
    named = dict.fromkeys(name for exercise in offered for name in exercise["gentler"])
    return Offer(
        heading,
        offered,
        tuple(_exercise(name, planned, False, owned) for name in named if name not in names),
        {one.name: picture_markup(one) for one in owned if one.picture and one.name in names},
        {
            before: {"name": now, "label": capital(now)}
            for before, now in library.ExerciseNames(owned).renamed().items()
        },
    )


def _names(
    asked: Sequence[str],
    plan: Sequence[PlanItem],
    done: Sequence[ExerciseDone],
    owned: Sequence[OwnExercise],
) -> tuple[str, dict[str, bool]]:
    """What stands over the exercises, and their names: which are ticked at first."""
    of_today = library.ExerciseNames(owned).of_today
    known = (library.find_exercise_with(owned, of_today(name)) for name in asked)
    found = [exercise for exercise in known if exercise]
    finished = {entry.exercise for entry in done}
    if found:
        return "Exercises", {exercise.name: True for exercise in found}
    if plan:
        return "Today's plan", {item.exercise: item.exercise not in finished for item in plan}
    return "You have no plan yet. Choose from the library", {
        exercise.name: False for exercise in library.exercises_with(owned)
    }


def planned_work(item: PlanItem, exercise: Exercise | None) -> Work:
    """The dose of the plan; where it gives no figure, the one that the library recommends."""
    dose = exercise.recommended if exercise else None
    if item.sets or item.reps or item.hold_seconds:
        per_side = dose is not None and dose.per_side
        return Work(item.sets, item.reps, item.hold_seconds, per_side)
    return recommended_work(dose) if dose else Work()


def recommended_work(dose: Dose) -> Work:
    """The lowest figures of a dose; one that counts whole seconds, as so many repetitions."""
    sets, reps, hold = (
        figure[0] if figure else None for figure in (dose.sets, dose.reps, dose.hold_seconds)
    )
    if dose.total_seconds and reps is None:
        total = dose.total_seconds[0]
        reps, hold = (max(1, total // hold), hold) if hold else (None, total)
    return Work(sets, reps, hold, dose.per_side)


def _exercise(
    name: str, planned: dict[str, PlanItem], ticked: bool, owned: Sequence[OwnExercise]
) -> dict[str, Any]:
    known = library.find_exercise_with(owned, name)
    work = planned_work(planned.get(name) or PlanItem(name), known)
    picture = drawing(known.name) if known else None
    described = known is not None and known.position  # one's own says nothing of how hard it is
    gentler = gentler_than(known, library.exercises()) if known and described else ()
    least = recommended_work(known.recommended) if known else work
    return {
        "name": name,
        "label": capital(name),
        "how": list(known.steps) if known else [],
        "drawing": picture.svg if picture else None,
        "chosen": ticked,
        "planned": name in planned,
        "gentler": [exercise.name for exercise in gentler],
        "less": _counted(least) if _worked(least) < _worked(work) else None,
        **_counted(work),
    }


def _counted(work: Work) -> dict[str, Any]:
    """How much of an exercise, in figures, words and steps."""
    some = steps(work)
    return {
        "words": f"{_words(work)}, about {counted(max(1, round(seconds(some) / 60)), 'minute')}",
        "sets": work.sets,
        "reps": work.reps,
        "hold_seconds": work.hold_seconds,
        "steps": [asdict(step) for step in some],
    }


def _worked(work: Work) -> int:
    """The seconds of it that are no waiting."""
    return seconds(step for step in steps(work) if step.doing in WORK)


def _words(work: Work) -> str:
    parts = []
    if work.sets and work.sets > 1:
        parts.append(counted(work.sets, "set"))
    if work.reps:
        parts.append(counted(work.reps, "time"))
    if work.hold_seconds:
        parts.append(f"hold {counted(work.hold_seconds, 'second')}")
    if not parts:
        parts.append("at your own pace")
    if work.per_side:
        parts.append("each side")
    return capital(", ".join(parts))
