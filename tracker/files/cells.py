"""What a cell holds: values as texts or as JSON has them, and back again.

Both go by the type that a field has in the model: a new field of a known type needs no line here.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from tracker.model import (
    Answer,
    InvalidValue,
    LinkIds,
    LongText,
    PainScore,
    Section,
    at_offset,
)

Reader = Callable[[str, object, ZoneInfo], object]

_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,9})(\.0+)?\s*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"[0-9]{1,3}(\.[0-9]{1,25})?(e-[0-9]{1,3})?")
NONE_CHOSEN = "none"  # in a cell: an empty list that was chosen


def as_json(value: object) -> object:
    """A value as JSON has it: a text, a whole number, true or false, a list or null."""
    match value:
        case date():  # or datetime
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case StrEnum():
            return value.value
        case bytes():
            return b64encode(value).decode()
        case Answer():
            return {"link_id": value.link_id, "value": value.value}
        case tuple():
            return list(map(as_json, value))
    return value


def as_text(value: object) -> str:
    """What :func:`as_json` gives as the text of a cell; empty for null."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case [dict(), *_]:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        case list():
            return "; ".join(map(str, value))
    return str(value)


@dataclass(frozen=True, slots=True)
class Codec:
    """How the fields of one type stand in a cell.

    `read` makes a value of a field's name, its cell (a text, or what JSON has) and the zone
    that a moment without an offset is local to; None where the cell says nothing. It raises
    InvalidValue for what cannot be read; whether the model takes what can, it says itself.
    `text` makes a cell of what :func:`as_json` gives. `says_none` is whether an empty list
    says something too.
    """

    read: Reader
    text: Callable[[Any], str] = as_text
    says_none: bool = False


def codec_for(of: object) -> Codec:
    """The codec of a type, as :func:`tracker.model.field_types` gives it; a line of text else."""
    if isinstance(of, type) and issubclass(of, StrEnum):
        return Codec(_choice(of))
    return _CODECS.get(of) or Codec(_term)


def _term(field: str, cell: object, zone: ZoneInfo) -> object:
    return cell.strip() if isinstance(cell, str) else cell


def _long_text(field: str, cell: object, zone: ZoneInfo) -> object:
    # Spreadsheets on Windows end the lines within a cell in their own way.
    return cell.replace("\r\n", "\n").replace("\r", "\n") if isinstance(cell, str) else cell


def _sites(field: str, cell: object, zone: ZoneInfo) -> object:
    if isinstance(cell, list) and all(isinstance(site, str) for site in cell):
        return tuple(cell)
    if isinstance(cell, str):
        return tuple(dict.fromkeys(site.strip() for site in cell.split(";") if site.strip()))
    raise InvalidValue(field, cell, "places with semicolons between them")


def _whole(field: str, cell: object, zone: ZoneInfo) -> object:
    """A whole number also as "5.0", as some programs write it; else the text for the model."""
    if isinstance(cell, str):
        written = _WHOLE.fullmatch(cell)
        return int(written[1]) if written else cell.strip()
    return cell


def _rating(field: str, cell: object, zone: ZoneInfo) -> object:
    """A whole number, or one with decimals; else the text for the model."""
    read = _whole(field, cell, zone)
    return float(read) if isinstance(read, str) and _DECIMAL.fullmatch(read) else read


def _flag(field: str, cell: object, zone: ZoneInfo) -> object:
    if isinstance(cell, bool):
        return cell
    match str(cell).strip().lower():
        case "":
            return None
        case "yes" | "true" | "1":
            return True
        case "no" | "false" | "0":
            return False
    raise InvalidValue(field, cell, "yes or no")


def _tick(field: str, cell: object, zone: ZoneInfo) -> object:
    return _flag(field, cell, zone) or None  # "no" is not said


def _choice(choices: type[StrEnum]) -> Reader:
    by_word: dict[str, object] = {choice.value: choice for choice in choices}

    def read(field: str, cell: object, zone: ZoneInfo) -> object:
        word = str(cell).strip().lower()
        return by_word.get(word, word)

    return read


def _date(field: str, cell: object, zone: ZoneInfo) -> object:
    text = str(cell).strip()
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # such as the 30th of February
        raise InvalidValue(field, text, "a day that is in the calendar") from None
    if not text:
        return None
    raise InvalidValue(field, text, "a date written year-month-day, such as 2026-11-21")


def _moment(field: str, cell: object, zone: ZoneInfo) -> object:
    text = str(cell).strip()
    if not text:
        return None
    try:
        if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}", text):
            raise ValueError(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        allowed = "a date and time such as 2026-11-21T20:14 or 2026-11-21T20:14:00+01:00"
        raise InvalidValue(field, text, allowed) from None
    return at_offset(moment if moment.utcoffset() is not None else moment.replace(tzinfo=zone))


def _clock(field: str, cell: object, zone: ZoneInfo) -> object:
    text = str(cell).strip()
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise InvalidValue(field, text, "a time of day such as 20:30") from None


def _list(field: str, cell: object) -> list[object]:
    """A list of JSON, or the parts of a text between semicolons."""
    if isinstance(cell, list):
        return cell
    if isinstance(cell, str):
        return [] if cell.strip() == NONE_CHOSEN else [part.strip() for part in cell.split(";")]
    raise InvalidValue(field, cell, "a list, with semicolons between its parts")


def _weekdays(field: str, cell: object, zone: ZoneInfo) -> object:
    return tuple(_whole(field, day, zone) for day in _list(field, cell))


def _sections(field: str, cell: object, zone: ZoneInfo) -> object:
    return tuple(_choice(Section)(field, word, zone) for word in _list(field, cell))


def _link_ids(field: str, cell: object, zone: ZoneInfo) -> object:
    """A list of JSON, in a table too: a link id may hold a semicolon."""
    if isinstance(cell, str):
        try:
            cell = json.loads(cell)
        except (ValueError, RecursionError):
            cell = None
    if not isinstance(cell, list):
        raise InvalidValue(field, cell, "a list of link ids, as JSON writes it")
    return tuple(cell)


def _answers(field: str, cell: object, zone: ZoneInfo) -> object:
    if isinstance(cell, str):
        try:
            cell = json.loads(cell)
        except (ValueError, RecursionError):
            cell = None
    if not isinstance(cell, list) or not all(isinstance(one, dict) for one in cell):
        raise InvalidValue(field, cell, "a list of answers, each with link_id and value")
    return tuple(Answer(one.get("link_id"), one.get("value")) for one in cell)


def _score(field: str, cell: object, zone: ZoneInfo) -> object:
    """A score is a number with a point also where a program leaves it out."""
    if isinstance(cell, str):
        try:
            return float(cell)
        except ValueError:
            raise InvalidValue(field, cell, "a number") from None
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def _bytes(field: str, cell: object, zone: ZoneInfo) -> object:
    try:
        return b64decode("".join(str(cell).split()), validate=True)
    except ValueError:
        raise InvalidValue(field, cell, "a file as Base64 writes it") from None


def _tick_text(value: bool) -> str:
    return "yes" if value else ""


def _sections_text(value: list[str]) -> str:
    return as_text(value) if value else NONE_CHOSEN


def _json_text(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_CODECS: dict[object, Codec] = {
    date: Codec(_date),
    datetime: Codec(_moment),
    time: Codec(_clock),
    int: Codec(_whole),
    float: Codec(_score),
    bool: Codec(_tick, _tick_text),
    bytes: Codec(_bytes),
    bool | None: Codec(_flag),
    LongText: Codec(_long_text),
    PainScore: Codec(_rating),
    LinkIds: Codec(_link_ids, _json_text, says_none=True),
    tuple[str, ...]: Codec(_sites),
    tuple[int, ...]: Codec(_weekdays),
    tuple[Section, ...]: Codec(_sections, _sections_text, says_none=True),
    tuple[Answer, ...]: Codec(_answers),
}
