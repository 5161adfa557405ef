"""One question on the screen, in the shape that fits its answers: the same for every form."""

from collections.abc import Callable, Collection
from typing import Any, TypeGuard

import streamlit as st

from tracker.questionnaires import Item, ItemType, Value
from tracker.ui.formatting import html, label
from tracker.ui.regional import number_text
from tracker.ui.session import sync_clearable, sync_widget

BUTTONS = 11  # numbers from 0 to 10 in a row
READABLE = 12  # options that are read at a glance
LONG_HEADING = 90
SEVERAL = "Tick all that apply."
WITH_UNIT, OPTIONAL = "{question}, {unit}", "{question} (optional)"
TOO_LONG = "That is {n} characters, and up to {most} fit: please shorten it."

Answered = Callable[[str, Value | None], None]
CRISIS = (
    "If you think of harming yourself or of dying, you don't have to be alone with it. Call your "
    "local emergency number if you may be in danger now. findahelpline.com lists free crisis "
    "lines for each country; a doctor or somebody you trust can help as well."
)


def ask(item: Item, key: str, value: Value | None, answered: Answered, *, optional: bool) -> None:
    """Ask one question; `answered` is told the link id and the answer, or None for none."""
    said = label(item.label)
    if item.unit:
        said = WITH_UNIT.format(question=said, unit=label(item.unit))
    if optional:
        said = OPTIONAL.format(question=said)
    common: dict[str, Any] = {"key": key, "on_change": _tell, "args": (item, key, answered)}
    numbers = _buttons(item)
    if item.several:
        _ask_several(item, value, key, answered, optional=optional)
    elif item.tick:
        st.checkbox(said, sync_widget(key, value is True), width="stretch", **common)
    elif item.type is ItemType.BOOLEAN:
        st.segmented_control(
            said,
            [True, False],
            default=sync_widget(key, _offered(value, (True, False))),
            format_func=_yes_or_no,
            **common,
        )
    elif numbers:
        _ask_number(item, said, numbers, value, common)
    elif item.options:
        _ask_choice(item, said, value, common, answered)
    elif item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        _ask_figure(item, said, value, common)
    else:
        widget: Any = st.text_area if item.type is ItemType.TEXT else st.text_input
        # No `max_chars`: a field that has them takes nothing of what is longer, without a word.
        shown = sync_widget(key, value or "")
        widget(said, shown, placeholder=item.hint or None, **common)
        if isinstance(value, str) and len(value) > item.longest:
            st.html(f'<p class="bb-missing">{length_words(item, value)}</p>')


def length_words(item: Item, text: str) -> str:
    """What to do about an answer in words that is longer than the diary keeps."""
    return TOO_LONG.format(n=number_text(len(text)), most=number_text(item.longest))


def say(item: Item, depth: int) -> None:
    """A text of the form, or the heading of a group."""
    if not item.label:
        return
    if item.type is ItemType.GROUP and len(item.label) <= LONG_HEADING and "\n" not in item.label:
        heading = st.header if depth == 0 else st.subheader
        heading(label(item.label), anchor=False)
    else:
        st.html(f'<p class="bb-form-text">{html(item.label)}</p>')


def _buttons(item: Item) -> list[int]:
    """The numbers to tap, where they are few."""
    if item.options:
        found = [option.value for option in item.options if isinstance(option.value, int)]
        plain = [o.text for o in item.options] == [str(number) for number in found]
        return found if plain and len(found) <= BUTTONS else []
    if item.type is not ItemType.INTEGER or item.low is None or item.high is None:
        return []
    numbers = range(-int(-item.low // 1), int(item.high // 1) + 1)
    return list(numbers) if 1 < len(numbers) <= BUTTONS else []


def _ask_number(
    item: Item, said: str, numbers: list[int], value: Value | None, common: dict[str, Any]
) -> None:
    # The name of the container makes eleven numbers one row, on a phone six and five.
    name = "scale" if len(numbers) == BUTTONS else "few"
    with st.container(key=f"{name}-{common['key']}", gap="small"):
        st.segmented_control(
            said,
            numbers,
            default=sync_widget(common["key"], _offered(value, numbers)),
            width="stretch" if len(numbers) == BUTTONS else "content",
            **common,
        )
        if item.lowest or item.highest:
            ends = f"<span>{html(item.lowest)}</span><span>{html(item.highest)}</span>"
            st.html(f'<div class="bb-anchors">{ends}</div>')


def _ask_choice(
    item: Item, said: str, value: Value | None, common: dict[str, Any], answered: Answered
) -> None:
    texts: dict[Value, str] = {option.value: option.text for option in item.options}
    key = common["key"]
    if len(texts) > READABLE:
        sync_clearable(key, _offered(value, texts))
        st.selectbox(
            said,
            texts,
            index=None,
            format_func=texts.__getitem__,
            placeholder="Choose",
            **common,
        )
        return
    shown = sync_widget(key, _offered(value, texts))
    index = None if shown is None else list(texts).index(shown)
    st.radio(said, texts, index, format_func=lambda chosen: label(texts[chosen]), **common)
    if value is not None and not item.required:
        st.button(
            "Clear this answer",
            key=f"clear-{key}",
            type="tertiary",
            on_click=answered,
            args=(item.link_id, None),
        )


def _ask_several(
    item: Item, value: Value | None, key: str, answered: Answered, *, optional: bool
) -> None:
    chosen = value if isinstance(value, tuple) else ()
    said = html(item.label)
    if optional:
        said = OPTIONAL.format(question=said)
    with st.container(key=f"several-{key}", gap=None):
        st.html(f'<p class="bb-form-text">{said}\n{SEVERAL}</p>')
        for number, option in enumerate(item.options):
            box = f"{key}-{number}"
            st.checkbox(
                label(option.text),
                sync_widget(box, option.value in chosen),
                width="stretch",
                key=box,
                on_change=_tell_several,
                args=(item, number, key, answered),
            )


def _tell_several(item: Item, number: int, key: str, answered: Answered) -> None:
    """What is ticked now, in the form's order; "none of these" goes with no other."""
    ticked = [
        option for place, option in enumerate(item.options) if st.session_state[f"{key}-{place}"]
    ]
    touched = item.options[number]
    if touched in ticked:
        ticked = [one for one in ticked if one is touched or not (one.alone or touched.alone)]
    answered(item.link_id, tuple(option.value for option in ticked) or None)


def _offered(value: Value | None, options: Collection[Value]) -> Value | None:
    """An answer that the question offers; one of an earlier version of the form may be another."""
    return value if value in options else None


def _is_number(value: Value | None) -> TypeGuard[int | float]:
    return isinstance(value, int | float)


def _ask_figure(item: Item, said: str, value: Value | None, common: dict[str, Any]) -> None:
    whole = item.type is ItemType.INTEGER
    convert: type[int] | type[float] = int if whole else float
    places = 1 if item.places is None else item.places
    step: Any = 1 if whole else 10.0**-places
    sync_clearable(common["key"], convert(value) if _is_number(value) else None)
    st.number_input(
        said,
        min_value=None if item.low is None else convert(item.low),
        max_value=None if item.high is None else convert(item.high),
        value=None,
        step=step,
        format="%d" if whole else "%g",
        placeholder=item.hint or None,
        width=220,
        **common,
    )


def _tell(item: Item, key: str, answered: Answered) -> None:
    value = st.session_state[key]
    if isinstance(value, str) and not item.options:
        value = value.replace("\r\n", "\n").replace("\r", "\n").strip() or None
    answered(item.link_id, value)


def _yes_or_no(answer: bool) -> str:
    return "Yes" if answer else "No"


def show_crisis_line() -> None:
    """One static text; no link, and no number that only one country knows."""
    st.html(f'<section class="bb-panel" aria-label="Where to turn"><p>{CRISIS}</p></section>')
