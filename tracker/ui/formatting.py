"""Dates, numbers, outcomes and changes as a person reads them."""

import re
from dataclasses import fields
from datetime import date, datetime, timedelta
from html import escape

from tracker.analysis.pain import rating_text
from tracker.formatting import counted
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
    Skip,
    UsualIntensity,
)
from tracker.store import Change, Group, Value
from tracker.ui.dates import day_words

OBVIOUS_DAYS = 300  # nearer than that, a day without a year is understood

_MARKS = re.compile(r"[\\`*_{}\[\]<>()#+\-=.!|~$:&]")
_MARKUP = re.compile(r":[a-z+-][\w/+-]*[:\[]|[\\`*_~\[\]<>$]|&(?=#?\w+;)")
_LINK = re.compile(
    r"(?<=www)(?=\.)|(?<=http:|ttps:)(?=//)|(?<=[-.\w+])(?=@[-\w])", re.ASCII | re.IGNORECASE
)
_BLOCK = re.compile(r"^(\d+[.)]|[-+*#>]+) ")
_TICKS = {
    "no_activity": "no activity",
    "no_exercises": "no exercises",
    "off_work": "off work",
    "each_side": "each side",
    "archived": "archived",
}  # as the person said it
_UNTOLD = {
    "entered_at",
    "date",
    "uid",
    "answers",
    "definition",
    "meanings",
}  # said elsewhere in the sentence, or nothing to a person
MARKS = {Outcome.DONE: "✓", Outcome.PARTLY: "◐", Outcome.STOPPED: "✕"}
ENDED = {Outcome.DONE: "done", Outcome.PARTLY: "partly", Outcome.STOPPED: "stopped for pain"}


def long_day(day: date) -> str:
    """Saturday 21 November, with the year where it isn't obvious."""
    return _day(day, "%A ", "%B")


def short_day(day: date) -> str:
    """Sat 21 Nov, with the year where it isn't obvious."""
    return _day(day, "%a ", "%b")


def relative_day(day: date, today: date) -> str:
    """Today, Yesterday or the short day."""
    names = {today: "Today", today - timedelta(days=1): "Yesterday"}
    return names.get(day, short_day(day))


def bout(activity: Activity) -> str:
    """Walking 30 min, with the intensity where it isn't moderate; a day without any minutes."""
    if not activity.minutes:
        return f"No active minutes ({activity.source})"
    name = capital(activity.activity)
    strength = "" if activity.intensity == "moderate" else f", {activity.intensity}"
    return f"{name} {activity.minutes} min{strength}"


def medicine_text(taken: MedicineTaken) -> str:
    """Ibuprofen 400 mg: a medicine with its amount, as the person named them."""
    return f"{taken.medicine} {taken.amount}".strip()


def capital(name: str) -> str:
    """Wall sit: a name at the beginning of a line."""
    return name[:1].upper() + name[1:]


def group_sentence(group: Group) -> str:
    """What a group of changes did, in one line."""
    more = f" and {group.size - 1:,} more" if group.size > 1 else ""
    return change_sentence(group.first) + more


def html(text: str) -> str:
    """A person's text, safe inside markup."""
    return escape(text)


def escape_markdown(text: str) -> str:
    """A person's text for where Markdown is read (labels, messages, tables): it shows as typed.

    Addresses are looked for in what is shown, where no backslash is left: a word joiner,
    which has no width, keeps one from becoming a link.
    """
    return _MARKS.sub(r"\\\g<0>", _LINK.sub("\N{WORD JOINER}", text))


def label(text: str) -> str:
    """A text as the label of a widget: it shows as it is, and readers hear no backslashes.

    A label is read out as it is written, so only what would be markup is escaped. A space
    that doesn't break keeps a number from beginning a list; a word joiner, which has no width,
    keeps an address from becoming a link.
    """
    line = _BLOCK.sub("\\g<1>\N{NO-BREAK SPACE}", " ".join(text.split()))
    line = _LINK.sub("\N{WORD JOINER}", line)
    return _MARKUP.sub(lambda found: re.sub(r"([^a-zA-Z0-9/+-])", r"\\\1", found[0]), line)


def _day(day: date, weekday: str, month: str) -> str:
    obvious = abs((date.today() - day).days) < OBVIOUS_DAYS
    return day_words(day, weekday=weekday, month=month, year=not obvious)


def change_sentence(change: Change) -> str:
    """What one change did."""
    before, after = change.before, change.after
    said = after if after is not None else before
    if isinstance(said, CheckIn):
        place = f"on {short_day(said.date)}"
        if before is None:
            pain = "" if said.pain is None else f", pain {rating_text(said.pain)}"
            ticked = (words for name, words in _TICKS.items() if getattr(said, name, False))
            none = "".join(f", {words}" for words in ticked)
            return f"added a check-in {place}{pain}{none}"
        if after is None:
            return f"removed the check-in {place}"
        return f"{_differences(before, after)} {place}"
    what = _named(said)
    if is_renaming(change):
        return f"renamed {_named(before)} to {_name(after)}"
    if isinstance(said, PlanItem) and (said.days_a_week == 0 or before is None):
        return _planned(said, after is None)
    if before is None:
        return f"added {what}"
    if after is None:
        return f"removed {what}"
    return f"{what}: {_differences(before, after) or 'changed'}"


def is_renaming(change: Change) -> bool:
    """Whether an exercise of one's own got another name, and with it all that was done of it."""
    return _name(change.before) != _name(change.after) and bool(
        _name(change.before) and _name(change.after)
    )


def _name(value: Value | None) -> str:
    return value.name if isinstance(value, OwnExercise) else ""


def _planned(item: PlanItem, undone: bool) -> str:
    if item.days_a_week:
        return f"planned {item.exercise}, {counted(item.days_a_week, 'day')} a week"
    if undone:  # what ended it is gone
        return f"put {item.exercise} back into the plan"
    return f"took {item.exercise} out of the plan"


def _named(value: Value | None) -> str:
    match value:
        case Activity():
            return f"{bout(value)} on {short_day(value.date)}"
        case ExerciseDone():
            ended = "" if value.outcome is Outcome.DONE else f", {ENDED[value.outcome]},"
            return f"{value.exercise}{ended} on {short_day(value.date)}"
        case Reading():
            return f"pain {rating_text(value.pain)} at {value.at:%H:%M} on {short_day(value.date)}"
        case Goal():
            return f"goal from {short_day(value.starts)}"
        case PlanItem():
            return f"{value.exercise} in the plan"
        case Reminder():
            return f"{value.occasion} reminder"
        case Skip():
            return f"{value.exercise}, not done on {short_day(value.date)} ({value.reason})"
        case Questionnaire():
            return f"the questionnaire {value.title}"
        case Answers():
            score = "" if value.score is None else f", score {value.score:g}"
            return f"answers to a questionnaire on {short_day(value.date)}{score}"
        case Appointment():
            return "the appointment"
        case MedicineTaken():
            return f"{medicine_text(value)} on {short_day(value.date)}"
        case Event():
            return f"{value.words} on {short_day(value.date)}"
        case OwnExercise():
            return f"your exercise {value.name}"
        case LeftOut():
            return f"a double of {short_day(value.date)} that stays out ({value.source})"
        case UsualIntensity():
            return f"{value.activity} as {value.intensity}"
        case FileMapping():
            return f"what the columns of {value.title} mean"
        case _:
            return "settings"


def _differences(before: object, after: object) -> str:
    names = [field.name for field in fields(after)]  # type: ignore[arg-type]
    return ", ".join(
        _difference(name, getattr(before, name), getattr(after, name))
        for name in names
        if name not in _UNTOLD and getattr(before, name) != getattr(after, name)
    )


def _difference(name: str, before: object, after: object) -> str:
    if name in _TICKS:
        return _TICKS[name] if after else f"no longer “{_TICKS[name]}”"
    if name == "picture":
        return (
            "no picture" if after is None else "a picture" if before is None else "another picture"
        )
    return f"{name.replace('_', ' ')} {_plain(before)} → {_plain(after)}"


def _plain(value: object) -> str:
    match value:
        case None | "" | ():
            return "nothing"
        case True:
            return "yes"
        case False:
            return "no"
        case Outcome():
            return ENDED[value]
        case datetime():
            return f"{value:%H:%M}"
        case tuple():
            return ", ".join(map(str, value))
        case str() if len(value) > 40:
            return f"“{value[:37]}…”"
        case _:
            return str(value)
