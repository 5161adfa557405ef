"""Changes of the diary as sentences: what was added, changed or removed."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, time
from functools import cache

from tracker.formatting import listed
from tracker.model import (
    Activity,
    Answers,
    Appointment,
    CheckIn,
    Event,
    ExerciseDone,
    FileMapping,
    Goal,
    LeftOut,
    MedicineTaken,
    Outcome,
    OwnExercise,
    PlanItem,
    Questionnaire,
    Reading,
    Reminder,
    Scoring,
    Skip,
    UsualIntensity,
)
from tracker.questionnaires import figure
from tracker.store import Change, Diary, Group, Value
from tracker.ui.formatting import ENDED, bout, medicine_text, short_day
from tracker.ui.regional import clock_text, counted, formats, number_text, rating_text

ADDED, REMOVED, CHANGED = "added {entry}", "removed {entry}", "{entry}: {changes}"
RENAMED = "renamed {entry} to {name}"
AND_MORE = "{change} and {n} more"
ADDED_CHECK_IN, REMOVED_CHECK_IN = "added a check-in on {day}", "removed the check-in on {day}"
ADDED_SAYING = "added a check-in on {day}, {answers}"
CHANGED_CHECK_IN = "{changes} on {day}"
PAIN = "pain {pain}"
PLANNED = "planned {exercise}, {days} a week"
BACK_IN_PLAN = "added {exercise} back to the plan"
OUT_OF_PLAN = "removed {exercise} from the plan"
ON_DAY = "{entry} on {day}"
ENDED_ON_DAY = "{exercise}, {ended}, on {day}"
READING = "pain {pain} at {time} on {day}"
GOAL = "goal from {day}"
IN_PLAN = "{exercise} in the plan"
REMINDER = "{occasion} reminder"
SKIPPED = "{exercise}, not done on {day} ({reason})"
QUESTIONNAIRE = "the questionnaire {title}"
ANSWERED = "answers to a questionnaire on {day}"
ANSWERED_WITH_SCORE = "answers to a questionnaire on {day}, score {score}"
APPOINTMENT, SETTINGS = "the appointment", "settings"
OWN_EXERCISE = "your exercise {name}"
LEFT_OUT = "a duplicate of {day}, left out ({source})"
USUAL = "{activity} as {intensity}"
FILE_MAPPING = "what the columns of {title} mean"
DIFFERENCE = "{field} {before} → {after}"
NO_LONGER = "no longer “{answer}”"
NOTHING, YES, NO, SOMETHING = "nothing", "yes", "no", "changed"
NO_PICTURE, PICTURE, OTHER_PICTURE = "no picture", "a picture", "another picture"
LONGEST = 40  # characters of a text that is told
TICKS = {  # as the person said it
    "no_activity": "no activity",
    "no_exercises": "no exercises",
    "off_work": "off work",
    "each_side": "each side",
    "archived": "archived",
}
# Said elsewhere in the sentence, or nothing to a person.
_NOT_SAID = {"entered_at", "date", "uid", "answers", "definition", "meanings"}

ScoringOf = Callable[[str], Scoring]  # of the questionnaire with that key


def scoring_in(diary: Diary) -> ScoringOf:
    """How answers become a score by a diary's questionnaires, which are read once, if at all."""

    @cache
    def known() -> dict[str, Scoring]:
        return {one.key: one.scoring for one in diary.questionnaires()}

    return lambda key: known().get(key, Scoring.SUM)


def _as_sum(questionnaire: str) -> Scoring:
    return Scoring.SUM


def score_text(answers: Answers, scoring_of: ScoringOf) -> str:
    """The score of answers, which have one, as the questionnaires' screen writes it."""
    return figure(answers.score or 0, scoring_of(answers.questionnaire), formats())


def group_sentence(group: Group, scoring_of: ScoringOf = _as_sum) -> str:
    """What a group of changes did, in one line."""
    first = change_sentence(group.first, scoring_of)
    if group.size < 2:
        return first
    return AND_MORE.format(change=first, n=number_text(group.size - 1))


def change_sentence(change: Change, scoring_of: ScoringOf = _as_sum) -> str:
    """What one change did.

    `scoring_of` says by which scoring a score is written: `scoring_in` a diary.
    """
    before, after = change.before, change.after
    said = after if after is not None else before
    if isinstance(said, CheckIn):
        return _of_check_in(said, change)
    entry = entry_named(said, scoring_of)
    if is_renaming(change):
        return RENAMED.format(entry=entry_named(before), name=_name(after))
    if isinstance(said, PlanItem) and (said.days_a_week == 0 or before is None):
        return _planned(said, after is None)
    if before is None:
        return ADDED.format(entry=entry)
    if after is None:
        return REMOVED.format(entry=entry)
    scoring = scoring_of(said.questionnaire) if isinstance(said, Answers) else None
    changes = _differences(before, after, scoring)
    return CHANGED.format(entry=entry, changes=changes or SOMETHING)


def is_renaming(change: Change) -> bool:
    """Whether an exercise of one's own got another name, and with it all that was done of it."""
    before, after = _name(change.before), _name(change.after)
    return before != after and bool(before and after)


def _name(value: Value | None) -> str:
    return value.name if isinstance(value, OwnExercise) else ""


def entry_named(value: Value | None, scoring_of: ScoringOf = _as_sum) -> str:
    """An entry as its changes call it, with its day: "Walking 30 min on Sat 21 Nov"."""
    match value:
        case Activity():
            return ON_DAY.format(entry=bout(value), day=short_day(value.date))
        case ExerciseDone() if value.outcome is not Outcome.DONE:
            return ENDED_ON_DAY.format(
                exercise=value.exercise, ended=ENDED[value.outcome], day=short_day(value.date)
            )
        case ExerciseDone():
            return ON_DAY.format(entry=value.exercise, day=short_day(value.date))
        case Reading():
            return READING.format(
                pain=rating_text(value.pain), time=clock_text(value.at), day=short_day(value.date)
            )
        case Goal():
            return GOAL.format(day=short_day(value.starts))
        case PlanItem():
            return IN_PLAN.format(exercise=value.exercise)
        case Reminder():
            return REMINDER.format(occasion=value.occasion)
        case Skip():
            return SKIPPED.format(
                exercise=value.exercise, day=short_day(value.date), reason=value.reason
            )
        case Questionnaire():
            return QUESTIONNAIRE.format(title=value.title)
        case Answers():
            day = short_day(value.date)
            if value.score is None:
                return ANSWERED.format(day=day)
            return ANSWERED_WITH_SCORE.format(day=day, score=score_text(value, scoring_of))
        case Appointment():
            return APPOINTMENT
        case MedicineTaken():
            return ON_DAY.format(entry=medicine_text(value), day=short_day(value.date))
        case Event():
            return ON_DAY.format(entry=value.words, day=short_day(value.date))
        case OwnExercise():
            return OWN_EXERCISE.format(name=value.name)
        case LeftOut():
            return LEFT_OUT.format(day=short_day(value.date), source=value.source)
        case UsualIntensity():
            return USUAL.format(activity=value.activity, intensity=value.intensity)
        case FileMapping():
            return FILE_MAPPING.format(title=value.title)
        case _:
            return SETTINGS


def _of_check_in(said: CheckIn, change: Change) -> str:
    day = short_day(said.date)
    if change.after is None:
        return REMOVED_CHECK_IN.format(day=day)
    if change.before is not None:
        changes = _differences(change.before, change.after)
        return CHANGED_CHECK_IN.format(changes=changes, day=day)
    answers = [] if said.pain is None else [PAIN.format(pain=rating_text(said.pain))]
    answers += [words for name, words in TICKS.items() if getattr(said, name, False)]
    if not answers:
        return ADDED_CHECK_IN.format(day=day)
    return ADDED_SAYING.format(day=day, answers=listed(answers))


def _planned(item: PlanItem, undone: bool) -> str:
    if item.days_a_week:
        return PLANNED.format(exercise=item.exercise, days=counted(item.days_a_week, "day"))
    # what ended it is gone
    return (BACK_IN_PLAN if undone else OUT_OF_PLAN).format(exercise=item.exercise)


def _differences(before: object, after: object, scoring: Scoring | None = None) -> str:
    names = [field.name for field in fields(after)]  # type: ignore[arg-type]
    return listed(
        _difference(name, getattr(before, name), getattr(after, name), scoring)
        for name in names
        if name not in _NOT_SAID and getattr(before, name) != getattr(after, name)
    )


def _difference(name: str, before: object, after: object, scoring: Scoring | None) -> str:
    if name in TICKS:
        return TICKS[name] if after else NO_LONGER.format(answer=TICKS[name])
    if name == "picture":
        return NO_PICTURE if after is None else PICTURE if before is None else OTHER_PICTURE
    return DIFFERENCE.format(
        field=name.replace("_", " "), before=_plain(before, scoring), after=_plain(after, scoring)
    )


def _plain(value: object, scoring: Scoring | None) -> str:
    match value:
        case None | "" | ():
            return NOTHING
        case bool():
            return YES if value else NO
        case int() | float() if scoring is not None:
            return figure(value, scoring, formats())
        case Outcome():
            return ENDED[value]
        case tuple():
            return listed(map(str, value))
        case str() if len(value) > LONGEST:
            return f"“{value[: LONGEST - 3]}…”"
        case float():
            return rating_text(value)
        case int():
            return number_text(value)
        case datetime() | time():
            return clock_text(value)
        case date():
            return short_day(value)
        case _:
            return str(value)
