"""Bouts that were recorded more than once: which of the recordings counts."""

from collections import defaultdict

import streamlit as st

from tracker.formatting import listed, plural
from tracker.importing.duplicates import DuplicateGroup, SourceRecord
from tracker.importing.preview import Preview, choosing
from tracker.ui.formatting import bout, escape_markdown, html, short_day
from tracker.ui.regional import clock_text, number_text

SUGGESTED, ALL = "As suggested", "Keep all of them"
KEEP_ALL = "Keep all"
RECORDED = (
    "{n} bout is recorded by more than one source. Only what you keep counts.",
    "{n} bouts are recorded by more than one source. Only what you keep counts.",
)
OTHERS_KEPT = (
    "{n} more bout: every recording is kept.",
    "{n} more bouts: every recording is kept.",
)
OTHERS_AS_SUGGESTED = (
    "{n} more bout: as suggested.",
    "{n} more bouts: as suggested.",
)
WHAT_COUNTS = "What counts on {day}"
SOURCE = "{source}: {minutes} min"
AT_TIME, FROM_SOURCE, MORE = "{bout} at {time}", "{bout} ({source})", "{n} more"
EVERY = -1  # stands for all sources among their places
SHOWN = 25  # bouts that can be chosen one by one; the rest goes by the choice for all


def choose_duplicates(plan: Preview) -> Preview:
    """Show each bout with what its sources say; returns the plan as chosen."""
    number = len(plan.duplicates)
    st.subheader("Recorded more than once", anchor=False)
    st.text(plural(number, *RECORDED).format(n=number_text(number)))
    for_all = SUGGESTED
    turn = st.session_state.get("preview-number", 0)
    if number > 1:
        for_all = st.segmented_control(
            "For all of them",
            [SUGGESTED, ALL],
            default=SUGGESTED,
            required=True,
            key=f"doubles-{turn}",
        )
    keep_all = for_all == ALL
    kept: dict[int, int | None] = {}
    if keep_all:
        kept = dict.fromkeys(range(number))
    reasons: defaultdict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(plan.duplicates[:SHOWN]):
        reasons[group.why].append(place)
    for why, places in reasons.items():
        if not keep_all:
            st.caption(why)
        for place in places:
            kept[place] = _choose(plan.duplicates[place], place, f"{turn}-{for_all}", keep_all)
    if number > SHOWN:
        words = OTHERS_KEPT if keep_all else OTHERS_AS_SUGGESTED
        st.caption(plural(number - SHOWN, *words).format(n=number_text(number - SHOWN)))
    return choosing(plan, kept)


def _choose(group: DuplicateGroup, place: int, turn: str, keep_all: bool) -> int | None:
    with st.container(key=f"double-{place}", gap="small"):
        sources = "".join(f"<li>{_source_text(source)}</li>" for source in group.sources)
        day = short_day(group.day)
        st.html(
            f'<p class="bb-double"><strong>{day}</strong></p><ul class="bb-double">{sources}</ul>'
        )
        suggested = EVERY if keep_all or group.kept is None else group.kept
        picked = st.segmented_control(
            WHAT_COUNTS.format(day=day),
            [EVERY if option is None else option for option in group.options],
            default=suggested,
            required=True,
            format_func=lambda option: _label(group, option),
            key=f"double-{place}-{turn}",
            label_visibility="collapsed",
        )
    return None if picked == EVERY else picked


def _label(group: DuplicateGroup, option: int) -> str:
    if option == EVERY:
        return KEEP_ALL
    source = group.sources[option]
    return escape_markdown(SOURCE.format(source=source.name, minutes=number_text(source.minutes)))


def _source_text(source: SourceRecord) -> str:
    bouts = []
    for recording in source.recordings[:4]:
        entry = recording.entry
        said = bout(entry)
        if entry.started_at:
            said = AT_TIME.format(bout=said, time=clock_text(entry.started_at))
        if recording.stored and entry.source:
            said = FROM_SOURCE.format(bout=said, source=entry.source)
        bouts.append(said)
    more = len(source.recordings) - 4
    if more > 0:
        bouts.append(MORE.format(n=more))
    return f"{html(source.name)}: {html(listed(bouts))}"
