"""Bouts that were recorded more than once: which of the recordings counts."""

from collections import defaultdict

import streamlit as st

from tracker.formatting import counted
from tracker.importing.duplicates import DuplicateGroup, SourceRecord
from tracker.importing.preview import Preview, choosing
from tracker.ui.formatting import bout, escape_markdown, html, short_day

SUGGESTED, ALL = "As suggested", "Keep all of them"
KEEP_ALL = "Keep all"
EVERY = -1  # stands for all sources among their places
SHOWN = 25  # bouts that can be chosen one by one; the rest goes by the choice for all


def choose_duplicates(plan: Preview) -> Preview:
    """Show each bout with what its sources say; returns the plan as chosen."""
    number = len(plan.duplicates)
    st.subheader("Recorded more than once", anchor=False)
    bouts = "1 bout is" if number == 1 else f"{number:,} bouts are"
    st.text(f"{bouts} recorded by more than one source. Only what you keep counts.")
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
        words = "all of them are kept" if keep_all else "it goes as suggested"
        st.caption(f"For {counted(number - SHOWN, 'more bout')} {words}.")
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
            f"What counts on {day}",
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
    return escape_markdown(f"{source.name}: {source.minutes} min")


def _source_text(source: SourceRecord) -> str:
    bouts = []
    for recording in source.recordings[:4]:
        entry = recording.entry
        when = f" at {entry.started_at:%H:%M}" if entry.started_at else ""
        origin = f" ({entry.source})" if recording.stored and entry.source else ""
        bouts.append(f"{bout(entry)}{when}{origin}")
    more = len(source.recordings) - 4
    if more > 0:
        bouts.append(f"{more} more")
    return f"{html(source.name)}: {html(', '.join(bouts))}"
