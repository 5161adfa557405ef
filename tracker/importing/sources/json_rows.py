"""JSON files of services, whatever stands in them."""

from collections.abc import Iterator
from typing import IO

from tracker.files.errors import FileError

Fields = dict[str, object]


def objects(stream: IO[bytes]) -> Iterator[tuple[int, Fields]]:
    """The objects of a list, with their places in it; FileError where it is no JSON."""
    import orjson

    try:
        whole = orjson.loads(stream.read())
    except ValueError:
        raise FileError("That file is damaged or cut off. Nothing was imported from it.") from None
    yield from numbered(whole)


def numbered(found: object) -> Iterator[tuple[int, Fields]]:
    """The objects of a list, counted from 1; an object alone is a list of one."""
    if isinstance(found, dict):
        found = [found]
    if isinstance(found, list):
        for place, item in enumerate(found, start=1):
            if isinstance(item, dict):
                yield place, item


def figure(value: object) -> float | None:
    """A number, also one written as a text; None where there is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, int | float) and abs(value) < 1e15:  # neither infinite nor no number
        return float(value)
    return None
