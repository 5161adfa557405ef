"""How hard each kind of activity was, for all that is in the diary at once."""

from collections import Counter, defaultdict
from dataclasses import replace

import streamlit as st

from tracker.importing.duplicates import kind_key
from tracker.model import Activity, ChangeSource, Intensity, UsualIntensity
from tracker.store import Diary, StoreError
from tracker.ui.formatting import capital, escape_markdown
from tracker.ui.problems import failure_text
from tracker.ui.regional import counted, number_text

BY = ChangeSource.MY_DATA


def show_hardness(diary: Diary) -> None:
    """Let a person say it for a whole kind; computed only once it is opened."""
    if said := st.session_state.pop("hardness-said", None):
        st.info(escape_markdown(said))
    folded = st.expander("How hard your activities were", on_change="rerun", key="hardness")
    if not folded.open:
        return
    kinds: defaultdict[str, list[Activity]] = defaultdict(list)
    for activity in diary.activities():
        kinds[kind_key(activity.activity)].append(activity)
    with folded:
        if not kinds:
            st.text("There are no activities yet.")
            return
        st.caption(
            "Vigorous minutes count twice, light ones don't count. Your choice also applies to the "
            "next import. You can undo it below."
        )
        most_first = sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))
        kind = st.selectbox(
            "Which kind",
            most_first,
            format_func=lambda kind: f"{capital(kind)}, {counted(len(kinds[kind]), 'time')}",
            key="hardness-kind",
        )
        some = kinds[kind]
        numbers = Counter(activity.intensity for activity in some)
        now = ", ".join(f"{number_text(numbers[i])} {i}" for i in Intensity if numbers[i])
        st.text(f"Now: {now}.")
        wanted = st.segmented_control(
            "All of them were",
            list(Intensity),
            format_func=lambda intensity: capital(str(intensity)),
            key=f"hardness-of-{kind}",
        )
        changed = [a for a in some if wanted is not None and a.intensity != wanted]
        if wanted is None:
            st.caption("A button appears here; nothing changes until you press it.")
            return
        usual = {u.activity: u.intensity for u in diary.usual_intensities()}
        if not changed and usual.get(kind) == wanted:
            st.text("They are already.")
            return
        words = f"Make {counted(len(changed), 'activity', 'activities')} {wanted}"
        st.button(
            words if changed else "Remember this for the next import",
            type="primary",
            key="set-hardness",
            on_click=_set,
            args=(diary, kind, changed, Intensity(wanted)),
        )


def _set(diary: Diary, kind: str, changed: list[Activity], wanted: Intensity) -> None:
    """One change for all of them, which also remembers it."""
    puts = [replace(activity, intensity=wanted) for activity in changed]
    try:
        diary.apply([*puts, UsualIntensity(kind, wanted)], by=BY)
    except StoreError as error:
        st.session_state["hardness-said"] = failure_text("Nothing was changed.", error)
    else:
        number = counted(len(puts), "activity is", "activities are")
        st.session_state["hardness-said"] = f"Done: {number} {wanted} now."
