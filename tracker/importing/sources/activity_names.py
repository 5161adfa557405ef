"""What watches and services call an activity, as our own words: data/devices.toml."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.files.toml import DataTable, Text, Texts, key, read
from tracker.library import UNNAMED, LibraryError, find_activity_kind, find_workout
from tracker.model import TERM_LIMIT
from tracker.places import DATA


@dataclass(frozen=True, slots=True)
class ActivityNames:
    """Device words, as looked up by, with what we call them; and those that are no exercise."""

    names: dict[str, str]
    not_exercise: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownActivity:
    """What a word means: our name for it, whether it strengthens, whether it is exercise."""

    name: str
    strengthens: bool = False
    exercise: bool = True


@cache
def lookup_activity(word: str) -> KnownActivity:
    """What a device's word for an activity means; an unknown word is kept as it is."""
    words = _words()
    plain = normalized(word)
    wanted = key(plain)
    if wanted in words.not_exercise:
        return KnownActivity(plain, exercise=False)
    name = words.names.get(wanted, plain)
    if (workout := find_workout(name)) is not None:
        return KnownActivity(workout.name, strengthens=True)
    kind = find_activity_kind(name)
    return KnownActivity(kind.name if kind else name or UNNAMED)


def is_known(word: str) -> bool:
    """Whether it is one of our own words, or one that we know to mean one of them."""
    plain = normalized(word)
    wanted = key(plain)
    words = _words()
    return bool(
        wanted in words.names
        or wanted in words.not_exercise
        or find_workout(plain)
        or find_activity_kind(plain)
    )


def normalized(word: str) -> str:
    """A word as a person would write it: "TrailRun" and "trail_running" in plain words."""
    word = word.strip().removeprefix("HKWorkoutActivityType")
    word = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", word)
    word = re.sub(r"[_/()\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+", " ", word)
    return word.strip().lower()[:TERM_LIMIT].strip()


@cache
def _words() -> ActivityNames:
    return read_words(DATA)


def read_words(folder: Path) -> ActivityNames:
    """Read devices.toml of a folder; raise LibraryError where it's wrong."""
    file = read(folder / "devices.toml", _DevicesFile)
    names: dict[str, str] = {}
    for kind in file.kind:
        place = f"devices.toml: kind {kind.name}:"
        if find_workout(kind.name) is None and find_activity_kind(kind.name) is None:
            raise LibraryError(f"{place} name is in neither activities.toml nor workouts.toml")
        for word in map(key, kind.words):
            if names.setdefault(word, kind.name) != kind.name:
                raise LibraryError(f"{place} words has {word!r}, which is also {names[word]!r}")
    not_exercise = frozenset(map(key, file.not_exercise))
    if twice := not_exercise & names.keys():
        raise LibraryError(f"devices.toml: {min(twice)!r} is a kind and no exercise")
    return ActivityNames(names, not_exercise)


class _DeviceWords(DataTable, frozen=True):
    name: Text
    words: Texts


class _DevicesFile(DataTable, frozen=True):
    not_exercise: Texts
    kind: tuple[_DeviceWords, ...]
