"""The history of one day: what it said, when and by what it was changed; and going back to it."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from tracker.analysis.pain import rating_text
from tracker.formatting import counted
from tracker.model import (
    EARLIEST_DAY,
    Activity,
    Answers,
    ChangeSource,
    CheckIn,
    Event,
    ExerciseDone,
    MedicineTaken,
    Outcome,
    Person,
    Reading,
    Skip,
)
from tracker.store import DayVersion, Diary, Value
from tracker.ui.dates import typed_format
from tracker.ui.formatting import (
    ENDED,
    bout,
    capital,
    change_sentence,
    html,
    long_day,
    medicine_text,
    short_day,
)
from tracker.ui.period_picker import asked_day
from tracker.ui.problems import attempt, show_problem

BY = ChangeSource.HISTORY
PROBLEM = "history-problem"  # why a day was not restored
LISTED = 4  # changes of a version; all that the day said then stands below them
LONGEST = 200  # characters of a note; the whole of it is in the entry


def show_day_history(diary: Diary, person: Person) -> None:
    """Ask for a day and tell all it has said, newest first; a day may come in the URL."""
    show_problem(PROBLEM)
    today = person.today()
    day = st.date_input(
        "Which day",
        value=asked_day(today),
        min_value=EARLIEST_DAY,
        max_value=today,
        key="history-day",
        format=typed_format(),
        width=200,
    )
    if not isinstance(day, date):
        return
    versions = diary.day_versions(day)
    if not versions:
        st.text(f"Nothing was ever entered about {long_day(day)}.")
        return
    for version in versions:
        _row(diary, day, version, now=versions[0])


def _row(diary: Diary, day: date, version: DayVersion, now: DayVersion) -> None:
    with st.container(
        horizontal=True,
        wrap=False,
        vertical_alignment="center",
        key=f"changed-day-{version.version}",
    ):
        when = f"{short_day(version.at.date())} {version.at:%H:%M}, {version.by}"
        by = ", taking a change back" if version.undoes else ""
        did = "; ".join(change_sentence(change) for change in version.changes[:LISTED])
        did = did.replace(f" on {short_day(day)}", "")
        further = len(version.changes) - LISTED
        more = f" and {further:,} more" if further > 0 else ""
        st.html(
            f'<p class="bb-change"><small>{html(when)}{by}: {html(did)}{more}</small>'
            f"{html(day_sentences(version.values))}</p>",
            width="stretch",
        )
        if version is now:
            st.html('<p class="bb-note">Now</p>', width="content")
        elif version.values != now.values:
            st.button(
                "Restore",
                key=f"restore-{version.version}",
                type="tertiary",
                on_click=_restore,
                args=(diary, day, version),
            )


def _restore(diary: Diary, day: date, version: DayVersion) -> None:
    if attempt(
        lambda: diary.restore_day(day, version.version, by=BY),
        PROBLEM,
        "That could not be restored.",
    ):
        st.toast(f"{short_day(day)} says again what it said. Undo takes that back.")


# -- what entries of a day say


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
        case MedicineTaken():
            at = [f"at {value.taken_at:%H:%M}"] if value.taken_at else []
            kind = [str(value.kind)] if value.kind else []
            return ", ".join([medicine_text(value), *kind, *at, *_note(value.note)])
        case Event():
            until: list[str] = [f"until {short_day(value.ends)}"] if value.ends else []
            return ", ".join([value.words, *until, *_note(value.note)])
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
    if check_in.off_work:
        yield "off work"
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
