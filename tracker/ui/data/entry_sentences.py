"""What entries of a day say, as sentences."""

from collections.abc import Iterable

from tracker.analysis.pain import rating_text
from tracker.formatting import counted
from tracker.model import Activity, Answers, CheckIn, ExerciseDone, Outcome, Reading, Skip
from tracker.store import Value
from tracker.ui.formatting import bout, capital
from tracker.ui.outcomes import ENDED

LONGEST = 200  # characters of a note; the whole of it is in the entry


def day_sentences(values: Iterable[Value]) -> str:
    """All that a day said: "Pain 4, slept 6 · Walking 30 min · Wall sit: 3 sets"."""
    return " · ".join(capital(entry_sentence(value)) for value in values) or "Nothing was entered."


def entry_sentence(value: Value | None) -> str:
    """What an entry of a day says, without its day."""
    match value:
        case None:
            return "removed"
        case CheckIn():
            return ", ".join(_of_check_in(value))
        case Activity():
            return ", ".join([bout(value), *_note(value.note)])
        case ExerciseDone():
            ended = [] if value.outcome is Outcome.DONE else [ENDED[value.outcome]]
            dose = ", ".join([*ended, *_dose(value), *_note(value.note)])
            return f"{value.exercise}: {dose}" if dose else value.exercise
        case Skip():
            return f"not done: {value.exercise} ({value.reason})"
        case Reading():
            about = [f"{value.context} {value.exercise}".strip()] if value.context else []
            return ", ".join(
                [f"pain {rating_text(value.pain)} at {value.at:%H:%M}", *about, *_note(value.note)]
            )
        case Answers():
            score = "" if value.score is None else f", score {value.score:g}"
            return f"a questionnaire answered{score}"
    return "changed"


def _of_check_in(check_in: CheckIn) -> Iterable[str]:
    if check_in.pain is not None:
        yield f"pain {rating_text(check_in.pain)}"
    if check_in.worst_pain is not None:
        yield f"worst {rating_text(check_in.worst_pain)}"
    if check_in.interference is not None:
        yield f"in the way {check_in.interference}"
    if check_in.sleep is not None:
        yield f"slept {check_in.sleep}"
    if check_in.flare is not None:
        yield "a flare" if check_in.flare else "no flare"
    if check_in.no_activity:
        yield "no activity"
    if check_in.no_exercises:
        yield "no exercises"
    yield from check_in.sites
    yield from _note(check_in.note)


def _dose(done: ExerciseDone) -> Iterable[str]:
    if done.sets:
        yield counted(done.sets, "set")
    if done.reps:
        yield counted(done.reps, "time")
    if done.hold_seconds:
        yield f"hold {counted(done.hold_seconds, 'second')}"


def _note(note: str) -> Iterable[str]:
    words = " ".join(note.split())
    if words:
        yield f"“{words}”" if len(words) <= LONGEST else f"“{words[: LONGEST - 1]}…”"
