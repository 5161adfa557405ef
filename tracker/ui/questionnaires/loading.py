"""Loading a questionnaire from a file: what it asks is seen, and ticked, before it is kept."""

from collections.abc import Iterator

import streamlit as st

from tracker.formatting import listed
from tracker.model import Questionnaire, Scoring
from tracker.questionnaires import (
    Form,
    FormRefused,
    Item,
    ItemType,
    NotAsked,
    decoded,
    important_points,
    important_words,
    in_language,
    language_name,
    languages,
    read,
    scorings,
    walk,
)
from tracker.store import Diary
from tracker.ui.formatting import escape_markdown, html, label
from tracker.ui.questionnaires.changes import keep
from tracker.ui.questionnaires.navigation import go
from tracker.ui.questionnaires.questionnaire_cache import QuestionnaireCache
from tracker.ui.questionnaires.settings import SCORINGS, interval_words, intervals
from tracker.ui.regional import counted, number_text

UNTICK = "Untick questions you don't want. They don't count towards the score."
TYPES = {
    ItemType.BOOLEAN: "yes or no",
    ItemType.INTEGER: "a whole number",
    ItemType.DECIMAL: "a number",
    ItemType.STRING: "a few words",
    ItemType.TEXT: "a text",
}
LARGEST = 2  # MB; what can be kept is smaller still and refused in words
EXPLAINED = (
    "A clinician or publisher can give you a questionnaire as a FHIR R4 file, which ends in "
    ".json. You see what it asks before anything is kept."
)
RIGHTS = "Whether you may use a questionnaire is between you and its owner."
MIXED = "No score is suggested: the questions are too different to add up or average."


# -- its items, to be ticked or left out

OPTIONS_SHOWN = 6
MORE_OPTIONS = "{options} and {n} more"
TO_TICK, WITHIN, WITH_UNIT = "to tick", "{kind} from {low} to {high}", "{kind} {unit}"
SEVERAL, CONDITIONAL = "several can be chosen", "only if earlier answers ask for it"
PUBLISHED, VERSION = "published by {publisher}", "version {version}"
ABOUT = "{questions}."
ABOUT_KNOWN = (
    "{questions}. You have it already. Loading it again replaces its questions, keeps your answers "
    "and scores them again."
)


def _not_asked(definition: str, known: Questionnaire | None, key: str) -> tuple[str, ...] | None:
    """The link ids of what is unticked; None where the person left it as it was proposed."""
    offered = [item.link_id for item in read(definition, ()).questions]
    proposed = _proposed(definition, known)
    now = tuple(
        link_id
        for link_id in offered
        if not st.session_state.get(f"{key}-{link_id}", link_id not in proposed)
    )
    return None if set(now) == _proposed(definition, None) else now


def _show_items(definition: str, found: Form, known: Questionnaire | None, key: str) -> None:
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
        st.caption(UNTICK)
        for item in walk(found.in_file):
            if item.link_id in offered:
                st.checkbox(
                    f"{label(item.label)} ({label(_type_text(item))})",
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
    wanted = known.not_asked if known else None
    if wanted is not None:
        return set(wanted)
    offered = {item.link_id for item in read(definition, ()).questions}
    return {item.link_id for item in read(definition).left_out} & offered


def _type_text(item: Item) -> str:
    return "; ".join(_type_parts(item))


def _type_parts(item: Item) -> Iterator[str]:
    if item.options:
        named = listed(option.text for option in item.options[:OPTIONS_SHOWN])
        more = len(item.options) - OPTIONS_SHOWN
        yield MORE_OPTIONS.format(options=named, n=more) if more > 0 else named
    elif item.tick:
        yield TO_TICK
    else:
        kind = TYPES[item.type]
        if item.low is not None and item.high is not None:
            low, high = number_text(item.low), number_text(item.high)
            kind = WITHIN.format(kind=kind, low=low, high=high)
        yield WITH_UNIT.format(kind=kind, unit=item.unit) if item.unit else kind
    if item.several:
        yield SEVERAL
    if item.condition:
        yield CONDITIONAL
    if item.not_asked and item.not_asked is not NotAsked.UNTICKED:
        yield item.not_asked


def offer_to_load(diary: Diary, kept: QuestionnaireCache) -> None:
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
        definition = _in_one_language(decoded(file.getvalue()))
        _preview(diary, kept, definition)
    except FormRefused as refused:
        st.error(escape_markdown(f"{refused} Nothing was loaded."))


def _in_one_language(definition: str) -> str:
    """The questionnaire in the language that was chosen, its own where there is no other."""
    read(definition)  # or refuse it
    known = languages(definition)
    if len(known) == 1:
        return definition
    wanted = st.selectbox(
        "Language of the questions",
        known,
        format_func=language_name,
        key=f"load-language-{abs(hash(definition))}",
        width=280,
    )
    return definition if wanted == known[0] else in_language(definition, wanted)


def _preview(diary: Diary, kept: QuestionnaireCache, definition: str) -> None:
    number = abs(hash(definition))
    usual = read(definition)
    known = kept.find(usual.key)
    not_asked = _not_asked(definition, known, f"load-{number}")
    try:
        found = read(definition, not_asked)
    except FormRefused:
        found = None
    with st.container(key="questionnaire-preview", border=True):
        st.subheader(label(usual.title), anchor=False)
        st.text(_about(known, found or usual))
        for line in usual.simpler:
            st.text(line)
        _show_items(definition, found or usual, known, f"load-{number}")
        if usual.copyright:
            st.html(f'<p class="bb-note">{html(usual.copyright)}</p>')
        if found is None:
            st.text("Tick at least one question to load it.")
            return
        _offer_to_load(diary, known, found, definition, not_asked, number)


def _offer_to_load(
    diary: Diary,
    known: Questionnaire | None,
    found: Form,
    definition: str,
    not_asked: tuple[str, ...] | None,
    number: int,
) -> None:
    possible = list(scorings(found))
    usual = known.scoring if known and known.scoring in possible else possible[0]
    scoring = st.selectbox(
        "How it is scored",
        possible,
        index=possible.index(usual),
        format_func=SCORINGS.__getitem__,
        key=f"load-scoring-{number}-{len(found.questions)}",
        width=280,
    )
    if possible[0] is Scoring.NONE and len(possible) > 1:
        st.html(f'<p class="bb-note">{MIXED}</p>')
    if points := important_points(found, scoring):
        st.html(f'<p class="bb-note">{html(important_words(points))}</p>')
    every = st.selectbox(
        "Remind me at the check-in when it is due",
        intervals(known.every_days if known else None),
        index=intervals(known.every_days).index(known.every_days) if known else 0,
        format_func=interval_words,
        key=f"load-every-{number}",
        width=280,
    )
    st.text(RIGHTS)
    st.button(
        f"Load {label(found.title)}",
        type="primary",
        key="load",
        on_click=_load,
        args=(
            diary,
            Questionnaire(found.key, found.title, definition, scoring, every, not_asked=not_asked),
        ),
    )


def _about(known: Questionnaire | None, found: Form) -> str:
    said = [counted(len(found.questions), "question")]
    if found.publisher:
        said.append(PUBLISHED.format(publisher=found.publisher))
    if found.version:
        said.append(VERSION.format(version=found.version))
    about = ABOUT if known is None else ABOUT_KNOWN
    return about.format(questions=listed(said))


def _load(diary: Diary, loaded: Questionnaire) -> None:
    if keep(diary, loaded):
        st.session_state["questionnaires-loaded"] = (
            st.session_state.get("questionnaires-loaded", 0) + 1
        )
        go(loaded.key)
