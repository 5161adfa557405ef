"""The latest changes to the diary: when, by what, what it was and became; and taking one back."""

from collections import Counter
from collections.abc import Iterator

import streamlit as st

from tracker.formatting import plural
from tracker.model import ChangeSource
from tracker.store import Change, Diary, Group, RevertPlan, StoreError, UndoCounts, Undone, Value
from tracker.ui.change_sentences import ScoringOf, group_sentence, scoring_in
from tracker.ui.data.day_history import entry_sentence
from tracker.ui.formatting import escape_markdown, html, short_day
from tracker.ui.problems import NOT_TAKEN_BACK, attempt, failure_text, show_problem
from tracker.ui.regional import clock_text, counted, counted_kinds, number_text

ALL, IMPORTS = "All changes", "Imports"
SHOWN = 30
LISTED = 3  # a larger group is told by how many entries of which kind it changed
BY = ChangeSource.MY_DATA
PROBLEM = "undo-problem"  # why something was not undone
ROWS_SHOWN = 200  # rows of what stays; the sentence above gives the whole number
TABLE_HEIGHT = 420  # at most; with one, a table that scrolls is reached by keyboard

WHEN = "{day} {time}, {by}"
TAKEN_BACK, PARTLY_TAKEN_BACK = (
    "{day} {time}, {by}, undone",
    "{day} {time}, {by}, partly undone",
)
AN_UNDO = "{day} {time}, {by}, an undo"
UNDONE = "Undone: {change}"
BRING_BACK_ONE, TAKE_BACK_ONE = "Bring back…", "Undo…"
BRING_BACK, TAKE_BACK = "Bring back {entries}", "Undo {entries}"
WILL_STAY = (
    "{n} entry was changed since and will be left as it is now.",
    "{n} entries were changed since and will be left as they are now.",
)
WILL_GO = "Will be removed: {entries}."
WILL_CHANGE = "Will go back to what they said before: {entries}."
WILL_COME = "Will come back: {entries}."
DONE = "{done}: {what}"
AS_BEFORE = ("{n} entry is as before.", "{n} entries are as before.")
STAYED = (
    "{n} entry that was changed since stayed as it is now.",
    "{n} entries that were changed since stayed as they are now.",
)


def show_changes(diary: Diary) -> None:
    """List them, newest first; computed only once the list is opened."""
    show_problem(PROBLEM)
    if done := _said_last():
        st.info(escape_markdown(done))
    changes = st.expander("Show the latest changes", on_change="rerun", key="changes")
    if not changes.open:
        return
    with changes:
        which = st.segmented_control(
            "Which changes",
            [ALL, IMPORTS],
            default=ALL,
            required=True,
            key="which-changes",
            label_visibility="collapsed",
        )
        shown = st.session_state.get("changes-shown", SHOWN)
        groups = diary.groups(shown + 1, by=ChangeSource.IMPORT if which == IMPORTS else None)
        if not groups:
            st.text("Nothing imported yet." if which == IMPORTS else "Nothing entered yet.")
            return
        if which == ALL and (last := diary.last_group()):
            st.button("Undo the last change", key="undo", on_click=_undo, args=(diary, last))
        scoring_of = scoring_in(diary)
        for group in groups[:shown]:
            _show_group(diary, group, scoring_of)
        if len(groups) > shown:
            st.button("Show earlier ones", key="more-changes", on_click=_show_more, args=(shown,))


def _show_group(diary: Diary, group: Group, scoring_of: ScoringOf) -> None:
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", key=f"changed-{group.version}"
    ):
        st.html(f'<p class="bb-change">{_line(group, scoring_of)}</p>', width="stretch")
        if group.undone < group.size:
            st.button(
                BRING_BACK_ONE if group.first.undoes else TAKE_BACK_ONE,
                key=f"take-back-{group.version}",
                type="tertiary",
                on_click=_ask,
                args=(group.version,),
            )
    if st.session_state.get("taking-back") == group.version:
        _ask_before_revert(diary, group, scoring_of)


def _line(group: Group, scoring_of: ScoringOf) -> str:
    words = WHEN
    if group.undone:
        words = TAKEN_BACK if group.undone == group.size else PARTLY_TAKEN_BACK
    elif group.first.undoes:
        words = AN_UNDO
    day, time = short_day(group.at.date()), clock_text(group.at)
    when = words.format(day=day, time=time, by=html(group.by))
    did = counted_kinds(group.kinds) if group.size > LISTED else group_sentence(group, scoring_of)
    return f"<small>{when}</small>{html(did)}"


def _ask(version: int) -> None:
    st.session_state["taking-back"] = version


def _show_more(shown: int) -> None:
    st.session_state["changes-shown"] = 3 * shown


def _undo(diary: Diary, last: Group) -> None:
    if attempt(lambda: diary.undo(by=BY), PROBLEM, NOT_TAKEN_BACK):
        did = group_sentence(last, scoring_in(diary))
        st.toast(UNDONE.format(change=escape_markdown(did)))


# -- taking one back, also long after it was made


def _ask_before_revert(diary: Diary, group: Group, scoring_of: ScoringOf) -> None:
    """Show what taking the group back would do, and do it when the person says so."""
    with st.container(border=True, key="taking-back-now"):
        shown = _examined(diary, group.version)
        if shown is None:
            st.text("There is nothing left of it to undo.")
            st.button("Close", key="leave-it", on_click=_close)
            return
        if shown.changes:
            st.text(" ".join(_what_happens(shown.changes)))
            st.caption("You can bring all of it back here.")
        if shown.left:
            st.text(plural(len(shown.left), *WILL_STAY).format(n=number_text(len(shown.left))))
            st.table(_rows(shown, scoring_of), hide_index=True, height=TABLE_HEIGHT)
        with st.container(horizontal=True):
            if shown.changes:
                words = BRING_BACK if group.first.undoes else TAKE_BACK
                st.button(
                    words.format(entries=counted(len(shown.changes), "entry", "entries")),
                    type="primary",
                    key="take-it-back",
                    on_click=revert_group,
                    args=(diary, group.version, "Done"),
                )
            st.button("Leave it as it is", key="leave-it", on_click=_close)


def revert_group(diary: Diary, version: int, done: str) -> None:
    """Take a version back and note what is to be said about it, beginning with `done`."""
    _close()
    try:
        undone = diary.undo_group(version, by=BY)
    except StoreError as error:
        st.session_state[PROBLEM] = failure_text(NOT_TAKEN_BACK, error)
    else:
        st.session_state["taken-back"] = DONE.format(done=done, what=_what_was_done(undone))


def _said_last() -> str | None:
    """What was taken back just now, once."""
    said: str | None = st.session_state.pop("taken-back", None)
    return said


def _examined(diary: Diary, version: int) -> RevertPlan | None:
    """What would be done, looked up once for each version of the diary: it may be long."""
    identity = (version, diary.version())
    if st.session_state.get("taking-back-of") != identity:
        st.session_state["taking-back-shown"] = diary.taking_back(version)
        st.session_state["taking-back-of"] = identity
    shown: RevertPlan | None = st.session_state["taking-back-shown"]
    return shown


def _what_happens(changes: tuple[Change, ...]) -> Iterator[str]:
    goes = Counter(c.kind for c in changes if c.before is None)
    back = Counter(c.kind for c in changes if c.after is None)
    again = Counter(c.kind for c in changes if c.before is not None and c.after is not None)
    for counts, words in (
        (goes, WILL_GO),
        (again, WILL_CHANGE),
        (back, WILL_COME),
    ):
        if counts:
            yield words.format(entries=counted_kinds(counts))


def _what_was_done(undone: Undone) -> str:
    number, kept = len(undone.changes), len(undone.left)
    said = [plural(number, *AS_BEFORE).format(n=number_text(number))]
    if kept:
        said.append(plural(kept, *STAYED).format(n=number_text(kept)))
    return " ".join(said)


def _rows(shown: RevertPlan, scoring_of: ScoringOf) -> list[dict[str, str]]:
    return [_row(left, scoring_of) for left in shown.left[:ROWS_SHOWN]]


def _row(left: UndoCounts, scoring_of: ScoringOf) -> dict[str, str]:
    value = left.change.after or left.change.before
    day = getattr(value, "date", None)
    return {
        "Day": short_day(day) if day else "",
        "It said": escape_markdown(_said(left.change.after, scoring_of)),
        "It says now": escape_markdown(_said(left.now, scoring_of)),
    }


def _said(value: Value | None, scoring_of: ScoringOf) -> str:
    return entry_sentence(value, scoring_of)[:300]


def _close() -> None:
    for name in ("taking-back", "taking-back-of", "taking-back-shown"):
        st.session_state.pop(name, None)
