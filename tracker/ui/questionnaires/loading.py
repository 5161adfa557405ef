"""Loading a questionnaire from a file: what it asks is seen before it is kept."""

from collections.abc import Iterator

import streamlit as st

from tracker.charts.words import counted
from tracker.model import Questionnaire, Scoring
from tracker.questionnaires import (
    Form,
    FormRefused,
    Item,
    ItemType,
    decoded,
    important_points,
    important_words,
    read,
    scorings,
)
from tracker.store import Diary
from tracker.ui.questionnaires.changes import keep
from tracker.ui.questionnaires.kept import Kept
from tracker.ui.questionnaires.places import go
from tracker.ui.questionnaires.settings import SCORINGS, interval_words, intervals
from tracker.ui.words import html, label, unmarked

LARGEST = 2  # MB; what can be kept is smaller still and refused in words
EXPLAINED = (
    "A clinician or publisher can give you a questionnaire as a FHIR R4 file, which ends in "
    ".json. You see what it asks before anything is kept."
)
RIGHTS = "Whether you may use a questionnaire is between you and its owner."
KINDS = {
    ItemType.BOOLEAN: "yes or no",
    ItemType.INTEGER: "a whole number",
    ItemType.DECIMAL: "a number",
    ItemType.STRING: "a few words",
    ItemType.TEXT: "a text",
}


def offer_to_load(diary: Diary, kept: Kept) -> None:
    """Take a file, show what it asks, and keep it when the person says so."""
    st.header("Load another questionnaire", anchor=False)
    st.text(EXPLAINED)
    file = st.file_uploader(
        "Questionnaire file",
        type=["json"],
        max_upload_size=LARGEST,
        key=f"questionnaire-file-{st.session_state.get('questionnaires-loaded', 0)}",
        label_visibility="collapsed",
    )
    if file is None:
        return
    try:
        definition = decoded(file.getvalue())
        found = read(definition)
    except FormRefused as refused:
        st.error(unmarked(f"{refused} Nothing was loaded."))
        return
    _preview(diary, kept, found, definition)


def _preview(diary: Diary, kept: Kept, found: Form, definition: str) -> None:
    with st.container(key="questionnaire-preview", border=True):
        st.subheader(label(found.title), anchor=False)
        st.text(_about(kept, found))
        lines = "".join(f"<li>{html(line)}</li>" for line in _lines(found.in_file))
        with st.expander(f"What it asks: {counted(len(found.questions), 'question')}"):
            st.html(f'<ul class="bb-questions">{lines}</ul>')
        for line in found.simpler:
            st.text(line)
        if found.copyright:
            st.html(f'<p class="bb-note">{html(found.copyright)}</p>')
        known = kept.find(found.key)
        possible = list(scorings(found))
        usual = known.scoring if known and known.scoring in possible else possible[0]
        scoring = st.selectbox(
            "How it is scored",
            possible,
            index=possible.index(usual),
            format_func=SCORINGS.__getitem__,
            key=f"load-scoring-{abs(hash(definition))}",
            width=280,
        )
        if points := important_points(found, scoring):
            st.html(f'<p class="bb-note">{html(important_words(points))}</p>')
        every = st.selectbox(
            "When its turn comes, the check-in says so",
            intervals(known.every_days if known else None),
            index=intervals(known.every_days).index(known.every_days) if known else 0,
            format_func=interval_words,
            key=f"load-every-{abs(hash(definition))}",
            width=280,
        )
        st.text(RIGHTS)
        st.button(
            f"Load {label(found.title)}",
            type="primary",
            key="load",
            on_click=_load,
            args=(diary, found, definition, scoring, every),
        )


def _about(kept: Kept, found: Form) -> str:
    said = counted(len(found.questions), "question")
    if found.publisher:
        said += f", published by {found.publisher}"
    if found.version:
        said += f", version {found.version}"
    if kept.find(found.key) is not None:
        said += (
            ". You have it already; loading it again replaces its questions, keeps your answers "
            "and scores them anew"
        )
    return f"{said}."


def _lines(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        if item.label:
            yield item.label + (f" ({_kind(item)})" if item.is_question else "")
        yield from _lines(item.items)


def _kind(item: Item) -> str:
    if item.not_asked:
        return f"Not asked: {item.not_asked}"
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
    return said + ("; only if earlier answers ask for it" if item.condition else "")


def _load(
    diary: Diary, found: Form, definition: str, scoring: Scoring, every_days: int | None
) -> None:
    loaded = Questionnaire(found.key, found.title, definition, scoring, every_days)
    if keep(diary, loaded):
        st.session_state["questionnaires-loaded"] = (
            st.session_state.get("questionnaires-loaded", 0) + 1
        )
        go(found.key)
