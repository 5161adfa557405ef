"""A questionnaire as it can be asked and counted: frozen, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from tracker.model import NOTE_LIMIT

One: TypeAlias = bool | int | float | str
Value: TypeAlias = One | tuple[One, ...]  # several: the options chosen where several can be


class ItemType(StrEnum):
    """What an item is: something to read, a group of others, or a question."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    STRING = "string"
    TEXT = "text"


class NotAsked(StrEnum):
    """Why a question of the file isn't asked."""

    CALCULATED = "the form works it out itself"
    READ_ONLY = "the form lets nobody fill it in"
    HIDDEN = "the form hides it"
    TOTAL = "it looks like a score that is worked out from the other answers"
    UNDECIDED = "it is asked only under a condition that Backbeat can't work out"
    DEPENDS = "it depends on something that isn't asked"
    UNTICKED = "you left it out"


class Operator(StrEnum):
    """How a condition compares an answer."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Code:
    """What something is called in a system of codes, such as LOINC."""

    system: str
    code: str
    display: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that can be chosen.

    `value` is what an answer holds: the code, whole number or text of the option.
    `weight` is what it counts in a score; ``None``: it has no figure. `coding` is
    there where the file gives a coding. An `alone` one goes with no other where
    several can be chosen ("none of these").
    """

    value: int | str
    text: str
    weight: float | None = None
    coding: Code | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a condition; for `exists`, `answer` says whether there has to be one."""

    question: str
    operator: Operator
    answer: One


@dataclass(frozen=True, slots=True)
class Condition:
    """When an item is asked: every one of the tests holds, or any of them."""

    tests: tuple[Test, ...]
    every: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a questionnaire.

    `link_id` tells it from the others. `low` and `high` are the least and the most
    that a number may be, and `lowest` and `highest` the words at these ends. A
    `tick` is a yes that is ticked or left out: not ticked is no. With `several`,
    any number of its options can be chosen. `items` are what a group holds, or
    texts that belong to a question. `not_asked` says why it isn't asked.
    """

    link_id: str
    type: ItemType
    text: str
    prefix: str = ""
    codes: tuple[Code, ...] = ()
    required: bool = False
    options: tuple[Option, ...] = ()
    low: float | None = None
    high: float | None = None
    lowest: str = ""
    highest: str = ""
    unit: str = ""
    places: int | None = None
    max_length: int | None = None
    hint: str = ""
    tick: bool = False
    several: bool = False
    condition: Condition | None = None
    items: tuple[Item, ...] = ()
    not_asked: NotAsked | None = None

    @property
    def is_question(self) -> bool:
        """Whether it can be answered."""
        return self.type not in (ItemType.GROUP, ItemType.DISPLAY)

    @property
    def label(self) -> str:
        """Its text with its number."""
        return f"{self.prefix} {self.text}".strip()

    def option(self, value: Value | None) -> Option | None:
        """The option that an answer chose."""
        for option in self.options:
            if type(option.value) is type(value) and option.value == value:
                return option
        return None

    def accepts(self, value: Value | None) -> bool:
        """Whether it can be answered so."""
        if value is None or not self.is_question:
            return False
        if isinstance(value, tuple):
            return self.several and bool(value) and all(map(self.option, value))
        if self.options:
            return self.option(value) is not None
        match self.type:
            case ItemType.BOOLEAN:
                return isinstance(value, bool)
            case ItemType.INTEGER | ItemType.DECIMAL:
                kinds = int if self.type is ItemType.INTEGER else int | float
                return (
                    isinstance(value, kinds)
                    and not isinstance(value, bool)
                    and (self.low is None or value >= self.low)
                    and (self.high is None or value <= self.high)
                )
            case _:
                return isinstance(value, str) and bool(value.strip()) and len(value) <= self.longest

    @property
    def longest(self) -> int:
        """How many characters an answer in words may have."""
        return min(self.max_length or NOTE_LIMIT, NOTE_LIMIT)

    def figure(self, value: Value | None) -> float | None:
        """What an answer counts: a number itself, yes 1 and no 0, an option its weight."""
        if (option := self.option(value)) is not None:
            return option.weight
        return float(value) if isinstance(value, int | float) else None

    def said(self, value: Value) -> str:
        """An answer as a person reads it."""
        if isinstance(value, tuple):
            return ", ".join(map(self.said, value))
        if (option := self.option(value)) is not None:
            return option.text
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, str):
            return value
        return f"{value:.10g} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire that can be shown, answered and scored.

    `items` are what is shown and asked, `in_file` all that the file holds; `order`
    has the link ids of `items` so that each comes after all that decide whether it
    is asked. `simpler` says, a sentence each, what is asked in a simpler way than
    the file describes.
    """

    key: str
    title: str
    items: tuple[Item, ...]
    order: tuple[str, ...]
    version: str = ""
    description: str = ""
    publisher: str = ""
    copyright: str = ""
    codes: tuple[Code, ...] = ()
    in_file: tuple[Item, ...] = ()
    simpler: tuple[str, ...] = ()

    def walk(self) -> Iterator[Item]:
        """Every item from top to bottom, a group before what it holds."""
        return walk(self.items)

    @property
    def questions(self) -> tuple[Item, ...]:
        """The items that can be answered, from top to bottom."""
        return tuple(item for item in self.walk() if item.is_question)

    @property
    def left_out(self) -> tuple[Item, ...]:
        """The questions of the file that aren't asked, from top to bottom."""
        return tuple(item for item in walk(self.in_file) if item.is_question and item.not_asked)

    def item(self, link_id: str) -> Item | None:
        """The item of that link id, also of one that isn't asked."""
        return next((item for item in walk(self.in_file) if item.link_id == link_id), None)


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """Every item of some, from top to bottom, a group before what it holds."""
    for item in items:
        yield item
        yield from walk(item.items)
