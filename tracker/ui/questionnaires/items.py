"""The items of a questionnaire before it is loaded: what it asks, to be ticked or left out."""

import streamlit as st

from tracker.formatting import counted
from tracker.model import Questionnaire
from tracker.questionnaires import Form, Item, ItemType, NotAsked, read, walk
from tracker.ui.formatting import html, label

HOW = "Untick what you don't want to be asked. It isn't counted either."
KINDS = {
    ItemType.BOOLEAN: "yes or no",
    ItemType.INTEGER: "a whole number",
    ItemType.DECIMAL: "a number",
    ItemType.STRING: "a few words",
    ItemType.TEXT: "a text",
}


def chosen_not_asked(
    definition: str, known: Questionnaire | None, key: str
) -> tuple[str, ...] | None:
    """The link ids of what is unticked; None where the person left it as it was proposed."""
    offered = [item.link_id for item in read(definition, ()).questions]
    proposed = _proposed(definition, known)
    now = tuple(
        link_id
        for link_id in offered
        if not st.session_state.get(f"{key}-{link_id}", link_id not in proposed)
    )
    return None if set(now) == _proposed(definition, None) else now


def show_items(definition: str, found: Form, known: Questionnaire | None, key: str) -> None:
    """Every item of the file: questions to tick, texts, and what can't be asked, with the reason.

    `found` is the form as it is ticked now.
    """
    left = [item for item in found.left_out if item.not_asked is not NotAsked.UNTICKED]
    if left:
        names = "; ".join(item.label or item.link_id for item in left)
        st.html(f'<p class="bb-note">Not asked and not counted: {html(names)}.</p>')
    offered = {item.link_id for item in read(definition, ()).questions}
    proposed = _proposed(definition, known)
    with (
        st.expander(f"What it asks: {counted(len(found.questions), 'question')}", expanded=True),
        st.container(key="questionnaire-items", gap="small"),
    ):
        st.caption(HOW)
        for item in walk(found.in_file):
            if item.link_id in offered:
                st.checkbox(
                    f"{label(item.label)} ({label(_kind(item))})",
                    value=item.link_id not in proposed,
                    key=f"{key}-{item.link_id}",
                )
            elif item.is_question:
                said = f"{html(item.label or item.link_id)} (not asked: {item.not_asked})"
                st.html(f'<p class="bb-note">{said}</p>')
            elif item.label and not item.not_asked:
                st.html(f'<p class="bb-form-text">{html(item.label)}</p>')


def _proposed(definition: str, known: Questionnaire | None) -> set[str]:
    """What isn't asked before the person chooses: as it was loaded before, or as it looks."""
    chosen = known.not_asked if known else None
    if chosen is not None:
        return set(chosen)
    offered = {item.link_id for item in read(definition, ()).questions}
    return {item.link_id for item in read(definition).left_out} & offered


def _kind(item: Item) -> str:
    if item.options:
        said = ", ".join(option.text for option in item.options[:6])
        said += f" and {len(item.options) - 6} more" if len(item.options) > 6 else ""
    elif item.tick:
        said = "to tick"
    else:
        said = KINDS[item.type]
        if item.low is not None and item.high is not None:
            said += f" from {item.low:g} to {item.high:g}"
        said += f" {item.unit}" if item.unit else ""
    if item.several:
        said += "; several can be chosen"
    if item.condition:
        said += "; only if earlier answers ask for it"
    if item.not_asked and item.not_asked is not NotAsked.UNTICKED:
        said += f"; {item.not_asked}"
    return said
