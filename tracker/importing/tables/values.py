"""Dates, times, durations and figures as other programs write them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from tracker.importing.tables.column_meanings import ColumnMeaning, DateOrder
from tracker.model import EARLIEST_DAY, LATEST_DAY, Intensity, InvalidValue, at_offset

NUMBERS = re.compile(r"(\d{1,4})[./\-\s年月]\s?(\d{1,2})[./\-\s月]\s?(\d{1,4})(?!\d)[.年日]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_NAMED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)??(?:(\d{1,2})(?:st|nd|rd|th|\.|º)?\s*(?:de\s+|of\s+|[-/])?"
    r"([^\W\d_]{3,})\.?|([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?\s*(?:de\s+|[-/])?(\d{4})"
)
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")
_TIME = re.compile(
    r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?\s?(m)?\.?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_UNITS = re.compile(r"(?:(\d+(?:[.,]\d+)?)\s*(h|m|s)[a-zäöüé]*\.?\s*,?\s*)", re.IGNORECASE)
_ISO_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?", re.IGNORECASE)
_MONTHS = (
    "jan gen ene janv янв", "feb fev fév febr", "mar mär mrz maa mars", "apr avr abr",
    "may mai mag mei maj", "jun jui giu juin", "jul lug juil", "aug aoû aou ago",
    "sep set", "oct okt ott out", "nov", "dec dez dic déc des",
)  # fmt: skip
_MONTH = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
_INTENSITIES = {
    Intensity.LIGHT: "light low easy gentle relaxed leicht niedrig locker faible léger "
    "ligera bajo 1",
    Intensity.MODERATE: "moderate medium mid normal middle mittel moderat moderato modéré media 2",
    Intensity.VIGOROUS: "vigorous high hard intense strong heavy extreme peak hoch stark "
    "anstrengend intensiv élevé alta 3",
}
_INTENSITY = {
    word: intensity for intensity, words in _INTENSITIES.items() for word in words.split()
}
_YES = ("1", "2", "x", "✓", "✔", "yes", "y", "true", "done", "ja", "oui", "si", "sí", "on")
_NO = ("0", "no", "n", "false", "nein", "non", "-", "off")
UNLOGGED = ("-1", "-1.0", "unknown", "n/a", "?")


def read_day(text: str, order: DateOrder | None, zone: ZoneInfo | None = None) -> date:
    """The day that a text begins with; InvalidValue where there is none."""
    return _day(text, order, zone)[0]


def read_day_in_parts(year: str, month: str, day: str) -> date:
    """The day that a year, a month (a number or its name) and a day of the month make."""
    text = f"{year.strip()}-{month.strip()}-{day.strip()}"
    number = _month_named(month) or _small(month)
    if not re.fullmatch(r"\d{4}", whole := _small_text(year)) or not number or not _small(day):
        raise _no_day(text)
    return _checked_day(text, int(whole), number, _small(day))


def _small_text(text: str) -> str:
    """A whole number without the ".0" that some programs write."""
    return re.sub(r"[.,]0+$", "", text.strip())


def _small(text: str) -> int:
    plain = _small_text(text)
    return int(plain) if re.fullmatch(r"\d{1,2}", plain) else 0


def _month_named(name: str) -> int | None:
    plain = name.strip().lower()
    return _MONTH.get(plain) or _MONTH.get(plain[:4]) or _MONTH.get(plain[:3])


def read_moment(text: str, order: DateOrder | None, zone: ZoneInfo) -> datetime:
    """Date and time; without an offset it is local to `zone`."""
    if epoch := _EPOCH.fullmatch(text):
        moment = datetime.fromtimestamp(int(epoch[1]), zone)
        return at_offset(moment)
    day, rest = _day(text, order, zone)
    if not rest:
        raise InvalidValue("start", text, "a date and time, such as 2026-11-21 20:14")
    return read_time(rest, day, zone)


def read_time(text: str, day: date, zone: ZoneInfo) -> datetime:
    """A time of the day; without an offset it is local to `zone`."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise InvalidValue("time", text, "a time such as 20:14 or 8:14 pm")
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if half := (found[4] or "").lower():
        if not 1 <= hour <= 12:
            raise InvalidValue("time", text, "a time such as 20:14 or 8:14 pm")
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        moment = datetime.combine(day, time(hour, minute, second))
    except ValueError:
        raise InvalidValue("time", text, "a time such as 20:14 or 8:14 pm") from None
    offset = found[6]
    if not offset:
        return at_offset(moment.replace(tzinfo=zone))
    if offset[0] not in "+-":
        return at_offset(moment.replace(tzinfo=UTC).astimezone(zone))
    sign = -1 if offset[0] == "-" else 1
    digits = offset[1:].replace(":", "")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if away >= timedelta(hours=24):
        raise InvalidValue("time", text, "a time with a UTC offset of less than a day")
    return moment.replace(tzinfo=timezone(sign * away))


def read_seconds(text: str, meaning: ColumnMeaning, decimal: str) -> float:
    """A duration in seconds, as a number of the column's unit, a clock or with units."""
    plain = text.strip()
    if iso := _ISO_DURATION.fullmatch(plain):
        return 3600 * int(iso[1] or 0) + 60 * int(iso[2] or 0) + float(iso[3] or 0)
    if ":" in plain:
        return _clock(plain, meaning)
    if _UNITS.sub("", plain) == "" and re.search(r"[a-z]", plain, re.IGNORECASE):
        per = {"h": 3600, "m": 60, "s": 1}
        found = _UNITS.findall(plain)
        return sum(float(number.replace(",", ".")) * per[unit.lower()] for number, unit in found)
    number = read_number(plain, decimal, "duration")
    match meaning:
        case ColumnMeaning.SECONDS | ColumnMeaning.HOLD_SECONDS:
            return number
        case ColumnMeaning.HOURS:
            return 3600 * number
        case ColumnMeaning.MINUTES | ColumnMeaning.MINUTES_OF:
            return 60 * number
    raise InvalidValue("duration", text, "a duration such as 0:45:30")


def read_number(text: str, decimal: str, field: str) -> float:
    """A figure, with the decimal sign and the other one between thousands."""
    plain = re.sub(r"[\s'’\u202f\xa0]", "", text)
    thousands = "," if decimal == "." else "."
    digits = re.escape(thousands)
    if re.fullmatch(rf"[+-]?\d{{1,3}}(?:{digits}\d{{3}})+(?:{re.escape(decimal)}\d+)?", plain):
        plain = plain.replace(thousands, "")
    if not re.fullmatch(rf"[+-]?\d{{1,15}}(?:{re.escape(decimal)}\d*)?", plain):
        example = "7.5" if decimal == "." else "7,5"
        raise InvalidValue(field, text, f"a number such as {example}")
    return float(plain.replace(decimal, "."))


def read_whole(text: str, decimal: str, field: str) -> int | float:
    """A number, whole also where it is written as 7.0 or 7/10; a broken one stays so."""
    rating = re.fullmatch(r"(\d{1,2}(?:[.,]\d+)?)\s*(?:/|of|von)\s*10", text.strip())
    number = read_number(rating[1] if rating else text, decimal, field)
    return int(number) if number.is_integer() else number


def read_tick(text: str, decimal: str) -> bool | None:
    """Whether something was done; None where it isn't known. A figure above zero is a yes."""
    word = text.strip().lower()
    if word in UNLOGGED or not word:
        return None
    if word in _YES:
        return True
    if word in _NO:
        return False
    try:
        return read_number(word, decimal, "tick") > 0
    except InvalidValue:
        raise InvalidValue("tick", text, "yes or no") from None


def read_intensity(text: str) -> Intensity | None:
    """The intensity that a word names; None for words that don't."""
    return next((_INTENSITY[w] for w in re.findall(r"\w+", text.lower()) if w in _INTENSITY), None)


def looks_like_day(text: str) -> bool:
    """Whether a text begins with a date, however it is written."""
    for order in DateOrder:
        try:
            _day(text, order, None)
        except InvalidValue:
            continue
        return True
    return False


def looks_like_time(text: str) -> bool:
    """Whether a text is a time of the day and nothing else."""
    return _TIME.fullmatch(text.strip()) is not None


def _clock(text: str, meaning: ColumnMeaning) -> float:
    parts = text.split(":")
    if not 2 <= len(parts) <= 3 or not re.fullmatch(r"\d+(:\d{1,2}){1,2}([.,]\d+)?", text):
        raise InvalidValue("duration", text, "a duration such as 0:45:30")
    numbers = [float(part.replace(",", ".")) for part in parts]
    if any(number >= 60 for number in numbers[1:]):
        raise InvalidValue("duration", text, "a duration such as 0:45:30")
    if len(numbers) == 2:
        first, second = numbers
        return (
            60 * first + second
            if meaning is ColumnMeaning.SHORT_CLOCK
            else 3600 * first + 60 * second
        )
    return 3600 * numbers[0] + 60 * numbers[1] + numbers[2]


@lru_cache(maxsize=4096)
def _day(text: str, order: DateOrder | None, zone: ZoneInfo | None) -> tuple[date, str]:
    """The day that a text begins with, and what follows it."""
    plain = text.strip()
    if epoch := _EPOCH.fullmatch(plain):
        return datetime.fromtimestamp(int(epoch[1]), zone or UTC).date(), ""
    found = NUMBERS.match(plain) or _COMPACT.match(plain)
    if found:
        year, month, day = _ordered(text, found, order)
    elif found := _NAMED.match(plain):
        known = _month_named(found[2] or found[3])
        if known is None:
            raise _no_day(text)
        year, month, day = int(found[5]), known, int(found[1] or found[4])
    else:
        raise _no_day(text)
    read = _checked_day(text, year, month, day)
    return read, plain[found.end() :].lstrip("T,;–- \u202f\xa0").strip()


def _checked_day(text: str, year: int, month: int, day: int) -> date:
    try:
        read = date(year, month, day)
    except ValueError:
        raise InvalidValue("date", text, "a day that is in the calendar") from None
    if not EARLIEST_DAY <= read <= LATEST_DAY:
        raise InvalidValue("date", text, f"a date from {EARLIEST_DAY}")
    return read


def _ordered(text: str, found: re.Match[str], order: DateOrder | None) -> tuple[int, int, int]:
    first, second, third = (int(part) for part in found.groups())
    if len(found[1]) == 4:
        return first, second, third
    by_year = order is DateOrder.YEAR_FIRST
    if len(found[1]) == 3 or (len(found[3]) not in (2, 4) and not by_year):
        raise _no_day(text)
    match order:
        case DateOrder.DAY_FIRST:
            return _year(third), second, first
        case DateOrder.MONTH_FIRST:
            return _year(third), first, second
        case DateOrder.YEAR_FIRST if len(found[3]) <= 2:
            return _year(first), second, third
    raise _no_day(text)


def _year(number: int) -> int:
    return number if number >= 1000 else 2000 + number


def _no_day(text: str) -> InvalidValue:
    return InvalidValue("date", text, "a date such as 2026-11-21")
