"""The history of one day: what it said, when and by what it was changed; and going back to it."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from tracker.formatting import listed
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
from tracker.ui.change_sentences import (
    AND_MORE,
    PAIN,
    SOMETHING,
    TICKS,
    ScoringOf,
    change_sentence,
    score_text,
    scoring_in,
)
from tracker.ui.formatting import (
    ENDED,
    bout,
    capital,
    html,
    long_day,
    medicine_text,
    short_day,
)
from tracker.ui.period_picker import asked_day
from tracker.ui.problems import attempt, show_problem
from tracker.ui.regional import clock_text, counted, number_text, rating_text, typed_format

BY = ChangeSource.HISTORY
PROBLEM = "history-problem"  # why a day was not restored
LISTED = 4  # changes of a version; all that the day said then stands below them
LONGEST = 200  # characters of a note; the whole of it is in the entry

WHEN, WHEN_UNDOING = "{day} {time}, {by}", "{day} {time}, {by}, undoing a change"
RESTORED = "{day} is as it was before. You can undo this."
NOTHING_ENTERED = "Nothing was entered."
DONE, NOT_DONE = "{exercise}: {said}", "not done: {exercise} ({reason})"
READING, AT_TIME, UNTIL = "pain {pain} at {time}", "at {time}", "until {day}"
ANSWERED, ANSWERED_WITH_SCORE = (
    "a questionnaire answered",
    "a questionnaire answered, score {score}",
)
WORST, INTERFERENCE, SLEPT = "worst {pain}", "interference {rating}", "slept {rating}"
FLARE, NO_FLARE = "a flare", "no flare"
HELD = "hold {seconds}"
REMOVED = "removed"
_TICKED = ("no_activity", "no_exercises", "off_work")


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
        st.text(f"Nothing has been entered for {long_day(day)}.")
        return
    scoring_of = scoring_in(diary)
    for version in versions:
        _row(diary, day, version, versions[0], scoring_of)


def _row(
    diary: Diary, day: date, version: DayVersion, now: DayVersion, scoring_of: ScoringOf
) -> None:
    with st.container(
        horizontal=True,
        wrap=False,
        vertical_alignment="center",
        key=f"changed-day-{version.version}",
    ):
        when = (WHEN_UNDOING if version.undoes else WHEN).format(
            day=short_day(version.at.date()), time=clock_text(version.at), by=version.by
        )
        did = "; ".join(change_sentence(change, scoring_of) for change in version.changes[:LISTED])
        did = did.replace(f" on {short_day(day)}", "")
        further = len(version.changes) - LISTED
        if further > 0:
            did = AND_MORE.format(change=did, n=number_text(further))
        st.html(
            f'<p class="bb-change"><small>{html(when)}: {html(did)}</small>'
            f"{html(day_sentences(version.values, scoring_of))}</p>",
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
        st.toast(RESTORED.format(day=short_day(day)))


# -- what entries of a day say


def day_sentences(values: Iterable[Value], scoring_of: ScoringOf) -> str:
    """All that a day said: "Pain 4, slept 6 · Walking 30 min · Wall sit: 3 sets"."""
    said = " · ".join(capital(entry_sentence(value, scoring_of)) for value in values)
    return said or NOTHING_ENTERED


def entry_sentence(value: Value | None, scoring_of: ScoringOf) -> str:
    """What an entry of a day says, without its day."""
    match value:
        case None:
            return REMOVED
        case CheckIn():
            return listed(_of_check_in(value))
        case Activity():
            return listed([bout(value), *_note(value.note)])
        case ExerciseDone():
            ended = [] if value.outcome is Outcome.DONE else [ENDED[value.outcome]]
            said = listed([*ended, *_dose(value), *_note(value.note)])
            return DONE.format(exercise=value.exercise, said=said) if said else value.exercise
        case Skip():
            return NOT_DONE.format(exercise=value.exercise, reason=value.reason)
        case Reading():
            about = [f"{value.context} {value.exercise}".strip()] if value.context else []
            said = READING.format(pain=rating_text(value.pain), time=clock_text(value.at))
            return listed([said, *about, *_note(value.note)])
        case MedicineTaken():
            at = [AT_TIME.format(time=clock_text(value.taken_at))] if value.taken_at else []
            kind = [str(value.kind)] if value.kind else []
            return listed([medicine_text(value), *kind, *at, *_note(value.note)])
        case Event():
            until: list[str] = [UNTIL.format(day=short_day(value.ends))] if value.ends else []
            return listed([value.words, *until, *_note(value.note)])
        case Answers():
            if value.score is None:
                return ANSWERED
            return ANSWERED_WITH_SCORE.format(score=score_text(value, scoring_of))
    return SOMETHING


def _of_check_in(check_in: CheckIn) -> Iterable[str]:
    if check_in.pain is not None:
        yield PAIN.format(pain=rating_text(check_in.pain))
    if check_in.worst_pain is not None:
        yield WORST.format(pain=rating_text(check_in.worst_pain))
    if check_in.interference is not None:
        yield INTERFERENCE.format(rating=check_in.interference)
    if check_in.sleep is not None:
        yield SLEPT.format(rating=check_in.sleep)
    if check_in.flare is not None:
        yield FLARE if check_in.flare else NO_FLARE
    yield from (TICKS[name] for name in _TICKED if getattr(check_in, name))
    yield from check_in.sites
    yield from _note(check_in.note)


def _dose(done: ExerciseDone) -> Iterable[str]:
    if done.sets:
        yield counted(done.sets, "set")
    if done.reps:
        yield counted(done.reps, "time")
    if done.hold_seconds:
        yield HELD.format(seconds=counted(done.hold_seconds, "second"))


def _note(note: str) -> Iterable[str]:
    words = " ".join(note.split())
    if words:
        yield f"“{words}”" if len(words) <= LONGEST else f"“{words[: LONGEST - 1]}…”"
