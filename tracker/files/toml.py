"""A data file read into structs: what is wrong names the file, the entry and the field."""

import re
import tomllib
from collections.abc import Callable, Mapping
from enum import EnumType
from functools import lru_cache
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec

Shape = TypeVar("Shape")
Text = Annotated[str, msgspec.Meta(pattern=r"\S")]
Texts = tuple[Text, ...]
Custom = Mapping[type, Callable[[Any], object]]  # what makes a value of a type of our own

_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")  # of a path such as $.exercise[3].steps[0]
_LABELS = ("name", "id", "topic", "label")
_EXPECTED = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
}


class LibraryError(Exception):
    """A data file of the library that cannot be used: which entry and field, and why."""


class DataTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a data file: a field that it doesn't have is refused, most are misspelt.

    What a type cannot say, `__post_init__` checks and raises as ValueError.
    """


def read(path: Path, shape: type[Shape], custom: Custom | None = None) -> Shape:
    """Read a TOML file as a struct.

    Parameters
    ----------
    path
        The file.
    shape
        The struct that the whole file is.
    custom
        By type, what makes its values of what is written; ValueError where that is wrong.

    Raises
    ------
    LibraryError
        The file cannot be read or isn't of this shape.
    """
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(f"{path.name} cannot be read: {error}") from error
    try:
        return msgspec.convert(
            written, shape, dec_hook=lambda kind, value: (custom or {})[kind](value)
        )
    except msgspec.ValidationError as error:
        problem, _, place = str(error).partition(" - at `$")
        raise LibraryError(f"{path.name}: {_explained(problem, place, written, shape)}") from None


def _explained(problem: str, place: str, value: Any, shape: Any) -> str:
    """What is wrong in plain words, after the entries and the field in which it is."""
    names: list[str] = []
    for field, index in _STEP.findall(place):
        if field:
            names.append(field)
            value, shape = value[field], _types(shape)[field]
        elif index == "...":  # msgspec doesn't say under which name of a mapping
            shape = get_args(shape)[1]
            name, value = next(item for item in value.items() if not _fits(item[1], shape))
            names.append(name)
        else:
            value, shape = value[int(index)], get_args(shape)[0]
            if isinstance(value, dict):
                label = next(filter(None, map(value.get, _LABELS)), int(index) + 1)
                names[-1] += f" {label}"
    where = ": ".join(names) or "the file"
    if found := re.search(r"missing required field `(.+)`", problem):
        return f"{where}: {found[1]} is missing"
    if found := re.search(r"unknown field `(.+)`", problem):
        fields = ", ".join(_types(shape))
        return f"{where}: {found[1]} is not a field of this entry; its fields are {fields}"
    if isinstance(shape, EnumType) or get_origin(shape) is Literal:
        return f"{where} is {value!r}; allowed is one of {', '.join(get_args(shape) or shape)}"
    if "matching regex" in problem:  # that of Text
        return f"{where} is empty"
    if found := re.match(r"Expected `(\w+).*?`(?: of length (\d+))?", problem):
        expected = _EXPECTED[found[1]]
        if found[2]:
            return f"{where} has to be {expected} of {found[2]}"
        return f"{where} has to be {expected}"
    return f"{where}{': ' if isinstance(value, dict) else ' '}{problem}"


def _types(shape: Any) -> dict[str, Any]:
    """The types of a struct's fields by their names in the file, None left out."""
    types = {field.encode_name: field.type for field in msgspec.structs.fields(shape)}
    return {
        name: get_args(kind)[0] if NoneType in get_args(kind) else kind
        for name, kind in types.items()
    }


def _fits(value: object, shape: Any) -> bool:
    try:
        msgspec.convert(value, shape)
    except msgspec.ValidationError:
        return False
    return True


@lru_cache(4096)
def key(name: str) -> str:
    """What a name is looked up by: case, hyphens, curly apostrophes and a plural s don't matter."""
    words = name.casefold().replace("’", "'").replace("-", " ").split()
    return " ".join(words).removesuffix("s")
