"""What is asked, given what is answered so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.model import Answer
from tracker.questionnaires.conditions import holds
from tracker.questionnaires.form import Form, Item, One, Value, walk


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with answers: what is asked, and the answers to that alone.

    What stands behind a condition that doesn't hold is neither asked nor counted. A
    sentence that isn't ticked is answered with no. `answers` are in the order of the
    form.
    """

    form: Form
    asked: frozenset[str]
    answers: Mapping[str, Value]

    @property
    def questions(self) -> tuple[Item, ...]:
        """The questions that are asked, from top to bottom."""
        return tuple(item for item in self.form.questions if item.link_id in self.asked)

    @property
    def missing(self) -> tuple[Item, ...]:
        """What has to be answered and isn't: required questions and groups left empty."""
        return tuple(
            item
            for item in self.form.walk()
            if item.required and item.link_id in self.asked and not self._answered(item)
        )

    @property
    def to_save(self) -> tuple[Answer, ...]:
        """The answers as the diary keeps them."""
        return tuple(
            Answer(link_id, one)
            for link_id, value in self.answers.items()
            for one in (value if isinstance(value, tuple) else (value,))
        )

    def _answered(self, item: Item) -> bool:
        inside = walk(item.items) if not item.is_question else [item]
        asked = [one for one in inside if one.is_question and one.link_id in self.asked]
        return not asked or any(one.link_id in self.answers for one in asked)


def fill(form: Form, given: Mapping[str, Value]) -> Filled:
    """What is asked of a form, given what is answered so far.

    Parameters
    ----------
    form
        The form; its `order` makes every condition come after what it depends on.
    given
        Answers by link id, one value or a tuple of several.

    Returns
    -------
    Filled
        What is asked, and the answers to that alone, in the order of the form. What no
        item accepts is left out; a sentence that isn't ticked is answered with no.
    """
    by_id = {item.link_id: item for item in form.walk()}
    groups = {inner.link_id: item.link_id for item in by_id.values() for inner in item.items}
    asked: set[str] = set()
    answers: dict[str, Value] = {}
    for link_id in form.order:
        item = by_id[link_id]
        group = groups.get(link_id)
        if group is not None and group not in asked:
            continue
        if item.condition is not None and not holds(item.condition, answers):
            continue
        asked.add(link_id)
        value = given.get(link_id)
        if value is not None and item.several != isinstance(value, tuple):
            value = value[-1] if isinstance(value, tuple) else (value,)
        if value is not None and item.accepts(value):
            answers[link_id] = value
        elif item.tick:
            answers[link_id] = False
    in_order = {link_id: answers[link_id] for link_id in by_id if link_id in answers}
    return Filled(form, frozenset(asked), in_order)


def values(answers: Iterable[Answer]) -> dict[str, Value]:
    """Saved answers by link id; several to one item are a tuple."""
    found: dict[str, list[One]] = {}
    for answer in answers:
        found.setdefault(answer.link_id, []).append(answer.value)
    return {link_id: of[0] if len(of) == 1 else tuple(of) for link_id, of in found.items()}
