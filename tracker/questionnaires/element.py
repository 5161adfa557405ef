"""An object of a FHIR file, taken apart field by field: what nobody takes is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from tracker.questionnaires.features import EXTENSION_WORDS, IGNORED, NEWER

TEXT_LIMIT = 5_000
NUMBER_LIMIT = 1_000_000_000  # beyond it nothing is a score

Choice = TypeVar("Choice", bound=StrEnum)
Fields = dict[str, object]

_CONTROLS = re.compile("(?!\n)[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


class FormRefused(ValueError):
    """A file that can't be used as a questionnaire: which item, and why."""


class Element:
    """One object of the file; every field is taken once."""

    def __init__(self, where: str, fields: Fields) -> None:
        self.where = where
        self._left = dict(fields)
        if self._left.pop("modifierExtension", None):
            raise self.refuse("is changed by a modifierExtension, which Backbeat doesn't know")

    def refuse(self, problem: str) -> FormRefused:
        """Name the place of a problem."""
        return FormRefused(f"{self.where} {problem}.")

    def unsupported(self, feature: str, words: str) -> FormRefused:
        """Name a feature that a valid file may have and Backbeat doesn't."""
        return self.refuse(f"uses {feature} ({words}), which Backbeat doesn't support")

    def has(self, name: str) -> bool:
        """Whether the field is there and not yet taken."""
        return name in self._left

    def drop(self, *names: str) -> None:
        """Take fields that change nothing for a person who answers."""
        for name in names:
            self._left.pop(name, None)
            self._left.pop(f"_{name}", None)

    def text(self, name: str, limit: int = TEXT_LIMIT) -> str:
        """Take a text, without control characters; empty where it is left out."""
        value = self._left.pop(name, "")
        self._plain(name)
        if not isinstance(value, str):
            raise self.refuse(f"has a {name} that isn't a text")
        if len(value) > limit:
            raise self.refuse(f"has a {name} of more than {limit:,} characters")
        return _CONTROLS.sub(" ", value.replace("\r\n", "\n")).strip()

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        """Take one of a few words."""
        value = self.text(name)
        if value not in list(choices):
            said = f"the {name} “{value}”" if value else f"no {name}"
            raise self.refuse(f"has {said}; FHIR R4 knows {', '.join(choices)}")
        return choices(value)

    def flag(self, name: str) -> bool:
        """Take true or false; false where it is left out."""
        value = self._left.pop(name, False)
        self._plain(name)
        if not isinstance(value, bool):
            raise self.refuse(f"has a {name} that is neither true nor false")
        return value

    def whole(self, name: str) -> int | None:
        """Take a whole number."""
        value = self._left.pop(name, None)
        self._plain(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > NUMBER_LIMIT:
            raise self.refuse(f"has a {name} that isn't a whole number of up to a thousand million")
        return value

    def number(self, name: str) -> float | None:
        """Take a number."""
        value = self._left.pop(name, None)
        self._plain(name)
        if value is None:
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not -NUMBER_LIMIT <= value <= NUMBER_LIMIT
        ):
            raise self.refuse(f"has a {name} that isn't a number of up to a thousand million")
        return float(value)

    def element(self, name: str, where: str | None = None) -> Element | None:
        """Take an object."""
        value = self._left.pop(name, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.refuse(f"has a {name} that isn't an object")
        return Element(where or self.where, value)

    def elements(self, name: str, where: str | None = None) -> list[Element]:
        """Take a list of objects; empty where it is left out."""
        return [Element(where or self.where, fields) for fields in self.objects(name)]

    def objects(self, name: str) -> list[Fields]:
        """Take a list of objects as they are."""
        value = self._left.pop(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.refuse(f"has a {name} that isn't a list of objects")
        return value

    def texts(self, name: str) -> list[str]:
        """Take a list of texts; empty where it is left out."""
        value = self._left.pop(name, [])
        self._left.pop(f"_{name}", None)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.refuse(f"has a {name} that isn't a list of texts")
        return value

    def values(self) -> list[str]:
        """The names of the value[x] fields that are left."""
        return [name for name in self._left if re.match("(value|answer)[A-Z]", name)]

    def extensions(self, *known: str) -> Iterator[tuple[str, Element]]:
        """Take the extensions: those of the known addresses are for the caller.

        Those that only change the look are left out; any other is refused.
        """
        for extension in self.elements("extension"):
            url = extension.text("url")
            if url in known:
                yield url, extension
            else:
                self._pass(url, extension)

    def end(self) -> None:
        """Refuse fields that nobody took."""
        self._left.pop("id", None)
        for name in list(self._left):
            if name.startswith("_"):
                self._plain(name[1:])
                continue
            if name in NEWER:
                raise self.refuse(
                    f"uses {name}, which is FHIR {NEWER[name]}: Backbeat reads R4. Ask where you "
                    "got the file for one in FHIR R4"
                )
            raise self.refuse(f"has “{name[:60]}”, which isn't part of it in FHIR R4")

    def _plain(self, name: str) -> None:
        """Look through what a simple field carries beside its value."""
        beside = self._left.pop(f"_{name}", None)
        for fields in beside if isinstance(beside, list) else [beside]:
            if isinstance(fields, dict):
                other = Element(self.where, fields)
                list(other.extensions())
                other.end()

    def _pass(self, url: str, extension: Element) -> None:
        name = url.rsplit("/", 1)[-1]
        if name in IGNORED:
            return
        words = EXTENSION_WORDS.get(name)
        if words is None:
            raise self.refuse(f"uses the extension {url[:120]}, which Backbeat doesn't know")
        raise self.unsupported(name.removeprefix("sdc-").removeprefix("questionnaire-"), words)
