"""Dates and times as services write them in several languages."""

import re
from datetime import date, datetime

# The first letters of the months in English, German, French, Spanish, Italian, Dutch, Portuguese.
_MONTHS = (
    ("jan", "gen", "ene"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "mrt", "maa"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aoû", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})[:h.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?\s*([ap])?\.?\s*(?(4)m\.?)",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")


def moment(text: str) -> datetime:
    """The date and time that a text says, with an offset only where it says one.

    Raises ValueError where it says none, or where day and month could be either.
    """
    text = " ".join(text.split())  # also what isn't broken and narrow spaces
    if _ISO.match(text):
        return datetime.fromisoformat(text)
    rest, clock = _split(text)
    year, month, day_of_month = _day(rest, clock.endswith("m"))
    return datetime.strptime(f"{year:04}-{month:02}-{day_of_month:02} {clock}", _form(clock))


def day(text: str) -> date:
    """The day that a text says, with or without a time; ValueError as in :func:`moment`."""
    text = " ".join(text.split())
    if re.match(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text[:10])
    return moment(f"{text} 12:00").date()


def _form(clock: str) -> str:
    return "%Y-%m-%d %I:%M:%S %p" if clock.endswith("m") else "%Y-%m-%d %H:%M:%S"


def _split(text: str) -> tuple[str, str]:
    """A text as its date and its time, the latter as "17:28:46" or "5:28:46 pm"."""
    found = list(_CLOCK.finditer(text))
    clocks = [match for match in found if ":" in match[0] or "h" in match[0].lower()]
    if len(clocks) != 1:
        raise ValueError(text)
    clock = clocks[0]
    half = f" {clock[4].lower()}m" if clock[4] else ""
    rest = f"{text[: clock.start()]} {text[clock.end() :]}"
    return rest, f"{clock[1]}:{clock[2]}:{clock[3] or '00'}{half}"


def _day(text: str, american: bool) -> tuple[int, int, int]:
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    words = [word.lower() for word in re.findall(r"[^\W\d_]{3,}", text)]
    months = [_month(word) for word in words if _month(word)]
    if months and len(numbers) == 2:
        low, high = sorted(numbers)
        return high, months[0], low
    if len(numbers) != 3:
        raise ValueError(text)
    first, second, third = numbers
    if first > 31:
        return first, second, third
    if american or (second > 12 >= first):
        return third, first, second
    if "." in text or "-" in text or first > 12 or first == second:
        return third, second, first
    raise ValueError(f"{text}: day and month could be either")


def _month(word: str) -> int:
    starts = (i for i, names in enumerate(_MONTHS, start=1) for n in names if word.startswith(n))
    return next(starts, 0)
