"""The elements of an Apple Health export that matter, found among millions.

They are workouts, the exercise minutes of a day (ActivitySummary) and single exercise
minutes (records, where a day has no summary). They are looked for in the bytes, which
takes a fraction of parsing them; anything that such a search might read otherwise than
a parser is odd, and sends the whole file to the parser.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from tracker.files.head import FileHead
from tracker.files.xml_stream import TAG_LIMIT, chunks, walk_xml
from tracker.importing.sources.candidates import number

EXERCISE_TIME = "HKQuantityTypeIdentifierAppleExerciseTime"
TIME_ZONE = "HKTimeZone"
_WORKOUT = (
    *("workoutActivityType", "startDate", "endDate", "duration", "durationUnit"),
    *("totalDistance", "totalDistanceUnit"),
)
_ATTRIBUTE = re.compile(rb'[ \t\r\n]+([A-Za-z_:][A-Za-z0-9_:.-]*)[ \t\r\n]*=[ \t\r\n]*"([^"<]*)"')
_QUOTE = re.compile(rb"[\"']")
_END_OF_TAG = re.compile(rb"[ \t\r\n]*(/?)>")
_NAME_GOES_ON = re.compile(rb"[A-Za-z0-9_:.\-\x80-\xff]")
_ENCODING = re.compile(r"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'"}
_NEEDLE = EXERCISE_TIME.removeprefix("HKQuantityType").encode()


class UnreadableElement(Exception):
    """Something that only a parser can read rightly."""


@dataclass(slots=True)
class HealthRecords:
    """The elements that matter: workouts by their attributes, minutes by day.

    On the days of `worn` a watch counted hours of standing, which a telephone cannot.
    """

    workouts: list[dict[str, str]] = field(default_factory=list)
    summaries: dict[str, str] = field(default_factory=dict)
    worn: set[str] = field(default_factory=set)
    minutes: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))

    def take(self, name: str, attributes: Mapping[str, str]) -> None:
        """Keep what matters of an element."""
        if name == "Workout":
            self.workouts.append({key: attributes[key] for key in _WORKOUT if key in attributes})
        elif name == "ActivitySummary":
            if "appleExerciseTime" in attributes:
                day = attributes.get("dateComponents", "")
                self.summaries[day] = attributes["appleExerciseTime"]
                if (number(attributes.get("appleStandHours", "")) or 0) > 0:
                    self.worn.add(day)
        elif attributes.get("type") == EXERCISE_TIME:
            day = attributes.get("startDate", "")[:10]
            sources = self.minutes[day]
            source = attributes.get("sourceName", "")
            sources[source] = sources.get(source, 0.0) + (number(attributes.get("value", "")) or 0)

    def note_zone(self, name: str) -> None:
        """Keep the time zone that the last workout was recorded in."""
        self.workouts[-1].setdefault(TIME_ZONE, name)


# -- by a parser


def parse(stream: IO[bytes], found: HealthRecords) -> None:
    """Read the file by the parser; raises FileError where it breaks off, what was found kept."""
    within = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal within
        if name in ("Workout", "ActivitySummary", "Record"):
            found.take(name, attributes)
            within = within or name == "Workout"
        elif within and name == "MetadataEntry" and attributes.get("key") == TIME_ZONE:
            found.note_zone(attributes.get("value", ""))

    def end(name: str, _: str) -> None:
        nonlocal within
        if name == "Workout":
            within = False

    for _ in walk_xml(stream, start, end):
        pass


# -- by looking for bytes


def scan(stream: IO[bytes], found: HealthRecords) -> None:
    """Look for the elements that matter; UnreadableElement where only a parser could tell."""
    head = FileHead.of(stream)
    encoding = _ENCODING.match(head.text)
    if head.encoding not in ("utf-8", "utf-8-sig") or (
        encoding and encoding[1].lower() not in ("utf-8", "us-ascii")
    ):
        raise UnreadableElement
    rest = b""
    last = b""
    first = True
    for chunk in chunks(stream):
        buffer = rest + chunk if rest else chunk
        _refuse_odd(buffer, first)
        used = _scan(buffer, found)
        rest = buffer[used:]
        if len(rest) > TAG_LIMIT:
            raise UnreadableElement
        last = (last + chunk)[-200:]
        first = first and not used
    if not last.rstrip().endswith(b"</HealthData>") or b"<Workout" in rest:
        raise UnreadableElement


def _refuse_odd(buffer: bytes, first: bool) -> None:
    """Comments, character data and instructions may hold what only looks like an element."""
    if b"!" in buffer and b"<!" in buffer:
        raise UnreadableElement
    if b"?" in buffer and buffer.find(b"<?", 10 if first else 0) >= 0:
        raise UnreadableElement
    if b"#" in buffer and _has_hidden_type(buffer):
        raise UnreadableElement


def _has_hidden_type(buffer: bytes) -> bool:
    """Whether a type or key is written by numbers of characters."""
    place = buffer.find(b"&#")
    while place >= 0:
        quote = max(buffer.rfind(b'"', 0, place), buffer.rfind(b"'", 0, place))
        name = buffer[max(0, quote - 20) : max(0, quote)].rstrip(b" \t\r\n=").lower()
        if name.endswith((b"type", b"key")):
            return True
        after = _QUOTE.search(buffer, place)  # the rest of this text needs no second look
        place = buffer.find(b"&#", after.end()) if after else -1
    return False


def _scan(buffer: bytes, found: HealthRecords) -> int:
    """Take what is whole in the buffer; how far it need not be looked at again."""
    end = buffer.rfind(b"<")
    if end < 0:
        return 0
    places = [(place, b"Record") for place in _records(buffer, end)]
    for name in (b"Workout", b"ActivitySummary"):
        places += [(place, name) for place in _starts(buffer, b"<" + name, end)]
    for place, name in sorted(places):
        attributes, closed, after_tag = _attributes(buffer, place + 1 + len(name))
        if closed or name != b"Workout":
            found.take(name.decode(), attributes)
            continue
        last = buffer.find(b"</Workout>", after_tag)
        if last < 0:
            return place  # once more, when the rest of it is there
        found.take("Workout", attributes)
        inner = buffer[after_tag:last]
        if any(_starts(inner, b"<Workout", len(inner))):
            raise UnreadableElement  # a workout within a workout
        _take_zone(inner, found)
    return end


def _starts(buffer: bytes, begin: bytes, end: int) -> Iterator[int]:
    place = buffer.find(begin, 0, end)
    while place >= 0:
        if not _NAME_GOES_ON.match(buffer, place + len(begin)):
            yield place
        place = buffer.find(begin, place + len(begin), end)


def _records(buffer: bytes, end: int) -> Iterator[int]:
    place = buffer.find(_NEEDLE, 0, end)
    while place >= 0:
        start = buffer.rfind(b"<", 0, place)
        if buffer[start : start + 7] == b"<Record" and not _NAME_GOES_ON.match(buffer, start + 7):
            yield start
        place = buffer.find(_NEEDLE, buffer.find(b"<", place), end)  # in the next tag


def _attributes(buffer: bytes, place: int) -> tuple[dict[str, str], bool, int]:
    """The attributes of a tag, whether it is closed at once, and where it ends."""
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(buffer, place):
        name = match[1].decode()
        if name in found:
            raise UnreadableElement
        found[name] = _value(match[2])
        place = match.end()
    end = _END_OF_TAG.match(buffer, place)
    if end is None:
        raise UnreadableElement
    return found, bool(end[1]), end.end()


def _value(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableElement from None
    if "\n" in text or "\r" in text or "\t" in text:
        text = re.sub("\r\n?|\n|\t", " ", text)
    if "&" not in text:
        return text
    if re.search("&(?!(?:lt|gt|amp|quot|apos);)", text):
        raise UnreadableElement
    return re.sub("&[a-z]+;", lambda match: _ENTITIES[match[0]], text)


def _take_zone(inner: bytes, found: HealthRecords) -> None:
    if TIME_ZONE.encode() not in inner:
        return
    for place in _starts(inner, b"<MetadataEntry", len(inner)):
        attributes, _, _ = _attributes(inner, place + len(b"<MetadataEntry"))
        if attributes.get("key") == TIME_ZONE:
            found.note_zone(attributes.get("value", ""))
