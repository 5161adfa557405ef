"""XML read as a stream, by a parser that can be made neither to expand nor to fetch anything.

Before the parser sees it, the document type is cut out (iOS 16 wrote one that no
parser accepts; without one, no entity can be declared) and control characters are
dropped, of which Apple's exports hold some though XML allows none.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from tracker.files.errors import FileError
from tracker.files.head import FileHead

CHUNK = 1 << 18
TYPE_LIMIT = 2_000_000  # bytes of a document type
TAG_LIMIT = 16_000_000  # bytes of a tag, or of text without one
DEPTH_LIMIT = 200
TEXT_LIMIT = 4_000  # characters of one element's text that are kept
_FIRST = re.compile(rb"<(?:[A-Za-z_:]|!DOCTYPE)")
_END_OF_TYPE = re.compile(rb"\]\s*>")
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str, str], None]


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream without document type and control characters, from its beginning on."""
    encoding = FileHead.of(stream).encoding
    wide = encoding.startswith(("utf-16", "utf-32"))
    source = _Recoded(stream, encoding) if wide else stream
    rest = _after_type(source)
    without_tag = 0
    while rest:
        clean = rest.translate(None, _CONTROLS)
        without_tag = 0 if b"<" in clean else without_tag + len(clean)
        if without_tag > TAG_LIMIT:
            raise FileError("It holds a text of absurd length.")
        yield clean
        rest = source.read(CHUNK)


def walk_xml(
    stream: IO[bytes], start: Start | None = None, end: End | None = None
) -> Iterator[None]:
    """Parse the stream, and pause after every piece of it.

    `start` hears names and attributes of elements, `end` names and their texts
    (of elements that hold only text). Raises FileError where it is damaged or cut off.
    """
    parser = expat.ParserCreate("utf-8" if _is_wide(stream) else None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_type
    depth = 0
    texts: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH_LIMIT:
            raise FileError(f"Its elements are nested more than {DEPTH_LIMIT} deep.")
        texts.clear()
        if start:
            start(name, attributes)

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(name, "".join(texts).strip())
        texts.clear()

    def say(text: str) -> None:
        if sum(map(len, texts)) + len(text) <= TEXT_LIMIT:
            texts.append(text)

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    if end:
        parser.CharacterDataHandler = say
    try:
        for chunk in chunks(stream):
            parser.Parse(chunk)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        yield
        place = f"line {error.lineno:,}"
        raise FileError(
            f"It is damaged or cut off at {place} ({expat.ErrorString(error.code)}). "
            "Everything before was read."
        ) from None
    except (LookupError, ValueError):  # an encoding that nobody knows
        raise FileError("It is written in an unknown way. Nothing was imported from it.") from None


class _Recoded:
    """A stream of UTF-16 or UTF-32 as UTF-8."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def read(self, size: int) -> bytes:
        while data := self._stream.read(size):
            if text := self._decoder.decode(data):
                return text.encode("utf-8", errors="replace")
        return b""


def _is_wide(stream: IO[bytes]) -> bool:
    return FileHead.of(stream).encoding.startswith(("utf-16", "utf-32"))


def _after_type(source: "IO[bytes] | _Recoded") -> bytes:
    """The first piece of a document, its document type cut out."""
    start = source.read(CHUNK)
    first = _FIRST.search(start)
    if first is None or first[0] != b"<!DOCTYPE":
        return start
    while (end := _end_of_type(start, first.end())) is None:
        more = source.read(CHUNK)
        if not more or len(start) > TYPE_LIMIT:
            raise FileError("Its document type has no end. Nothing was imported from it.")
        start += more
    return start[: first.start()] + start[end:]


def _end_of_type(start: bytes, begin: int) -> int | None:
    bracket, angle = start.find(b"[", begin), start.find(b">", begin)
    if angle >= 0 and not 0 <= bracket < angle:
        return angle + 1
    end = _END_OF_TYPE.search(start, begin)
    return end.end() if end else None


def _refuse_type(*_: object) -> None:
    raise FileError("It holds a document type where none belongs. It was not read further.")
