"""Days, bouts, outcomes and a person's own words, as a person reads them."""

import re
from datetime import date, timedelta
from html import escape

from tracker.model import Activity, MedicineTaken, Outcome
from tracker.ui.regional import day_words, number_text

OBVIOUS_DAYS = 300  # nearer than that, a day without a year is understood

_MARKS = re.compile(r"[\\`*_{}\[\]<>()#+\-=.!|~$:&]")
_MARKUP = re.compile(r":[a-z+-][\w/+-]*[:\[]|[\\`*_~\[\]<>$]|&(?=#?\w+;)")
_LINK = re.compile(
    r"(?<=www)(?=\.)|(?<=http:|ttps:)(?=//)|(?<=[-.\w+])(?=@[-\w])", re.ASCII | re.IGNORECASE
)
_SIGN = re.compile(r"(?<!\S)([-<>~])(->|>|-|=)(?!\S)")  # what Streamlit draws as an arrow or a sign
_BLOCK = re.compile(r"^(\d+[.)]|[-+*#>]+) ")
NO_MINUTES = "No active minutes ({source})"
BOUT, BOUT_WITH_INTENSITY = "{activity} {minutes} min", "{activity} {minutes} min, {intensity}"
TODAY, YESTERDAY = "Today", "Yesterday"
MARKS = {Outcome.DONE: "✓", Outcome.PARTLY: "◐", Outcome.STOPPED: "✕"}
ENDED = {Outcome.DONE: "done", Outcome.PARTLY: "partly", Outcome.STOPPED: "stopped for pain"}


def long_day(day: date) -> str:
    """Saturday 21 November, with the year where it isn't obvious."""
    return _day(day, "%A", "%B")


def short_day(day: date) -> str:
    """Sat 21 Nov, with the year where it isn't obvious."""
    return _day(day, "%a", "%b")


def relative_day(day: date, today: date) -> str:
    """Today, Yesterday or the short day."""
    names = {today: TODAY, today - timedelta(days=1): YESTERDAY}
    return names.get(day, short_day(day))


def bout(activity: Activity) -> str:
    """Walking 30 min, with the intensity where it isn't moderate; a day without any minutes."""
    if not activity.minutes:
        return NO_MINUTES.format(source=activity.source)
    return (BOUT if activity.intensity == "moderate" else BOUT_WITH_INTENSITY).format(
        activity=capital(activity.activity),
        minutes=number_text(activity.minutes),
        intensity=activity.intensity,
    )


def medicine_text(taken: MedicineTaken) -> str:
    """Ibuprofen 400 mg: a medicine with its amount, as the person named them."""
    return f"{taken.medicine} {taken.amount}".strip()


def capital(name: str) -> str:
    """Wall sit: a name at the beginning of a line."""
    return name[:1].upper() + name[1:]


def html(text: str) -> str:
    """A person's text, safe inside markup."""
    return escape(text)


def escape_markdown(text: str) -> str:
    """A person's text for where Markdown is read (labels, messages, tables): it shows as typed.

    Addresses are looked for in what is shown, where no backslash is left: a word joiner,
    which has no width, keeps one from becoming a link, and "->" an arrow.
    """
    return _MARKS.sub(r"\\\g<0>", _joined(text))


def label(text: str) -> str:
    """A text as the label of a widget: it shows as it is, and readers hear no backslashes.

    A label is read out as it is written, so only what would be markup is escaped. A space
    that doesn't break keeps a number from beginning a list; a word joiner, which has no width,
    keeps an address from becoming a link, and "->" an arrow.
    """
    line = _BLOCK.sub("\\g<1>\N{NO-BREAK SPACE}", " ".join(text.split()))
    line = _joined(line)
    return _MARKUP.sub(lambda found: re.sub(r"([^a-zA-Z0-9/+-])", r"\\\1", found[0]), line)


def _joined(text: str) -> str:
    return _SIGN.sub("\\1\N{WORD JOINER}\\2", _LINK.sub("\N{WORD JOINER}", text))


def _day(day: date, weekday: str, month: str) -> str:
    obvious = abs((date.today() - day).days) < OBVIOUS_DAYS
    return day_words(day, weekday=weekday, month=month, year=not obvious)
