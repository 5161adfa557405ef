"""Exercises done: the day's plan as chips, others by search, why the rest was not done."""

import time
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

import streamlit as st

from tracker import library
from tracker.analysis.plan import days_by_exercise
from tracker.analysis.weeks import week_of
from tracker.model import ExerciseDone, Person, PlanItem, Skip, SkipReason
from tracker.places import PAGES
from tracker.store import Diary
from tracker.ui.check_in.chips import Chips, draw, shown_when_tapped
from tracker.ui.check_in.exercise_outcomes import chip_words, offer_outcomes
from tracker.ui.check_in.none_today import offer_none
from tracker.ui.check_in.saving import redraw, save, save_exercises
from tracker.ui.formatting import capital, escape_markdown, html
from tracker.ui.session import sync_widget

EXERCISES = "Exercises"  # the heading
LATELY = timedelta(days=14)  # without a plan, what was done so lately is offered again
MOST_LATELY = 6
THIS_WEEK = " ({count} of {planned} this week)"
THAT_WEEK = " ({count} of {planned} that week)"
ALL_TODAY, ALL_THAT_DAY = "All of today's plan", "All of that day's plan"
EXERCISES_DONE = "Exercises done"
ANOTHER, SEARCH = "Another exercise", "Search all exercises"
NOT_TODAY, NOT_THAT_DAY = "Not today", "Not that day"
NOT_DONE = "Not done: {reasons}."
NO_PLAN, CHOOSE_PLAN, START_SESSION = "No plan yet.", "Choose a plan", "Start a guided session"
REASONS = {SkipReason.PAIN: "Pain", SkipReason.TIME: "No time", SkipReason.FORGOT: "Forgot"}


@dataclass(frozen=True, slots=True)
class OfferedExercises:
    """What is offered on a day: the chips by their `names`, and what is known of them.

    `enough` are those that the week's other days have made enough of, with the words for it.
    """

    plan: list[PlanItem]
    done: list[ExerciseDone]
    names: list[str]
    enough: dict[str, str]

    @property
    def chosen(self) -> list[str]:
        """The chips of what was done."""
        return sorted({entry.exercise for entry in self.done}, key=self.names.index)

    @property
    def missing(self) -> list[PlanItem]:
        """What is planned and neither done nor done often enough."""
        known = {*self.chosen, *self.enough}
        return [item for item in self.plan if item.exercise not in known]

    def chip(self, name: str) -> tuple[str, str]:
        """The mark and the words of a chip."""
        return chip_words(name, self.done, self.enough.get(name, ""))


def offered_exercises(diary: Diary, person: Person, day: date) -> OfferedExercises:
    """The day's plan; without a plan, what was done lately.

    What has been done on its days of the week already is shown, but not urged.
    """
    first, last = week_of(day, person.week_start)
    of_week = diary.exercises_done(first, last)
    done = [entry for entry in of_week if entry.date == day]
    plan = diary.plan(day)
    days = days_by_exercise(of_week)
    enough = _done_enough(plan, days, day, this_week=person.today() <= last)
    return OfferedExercises(plan, done, _names(diary, day, plan, done), enough)


def other_exercises(diary: Diary, offered: Sequence[str]) -> list[str]:
    """All that can be found by name beside what is `offered`."""
    owned = diary.own_exercises(pictures=False)
    return [e.name for e in library.exercises_with(owned) if e.name not in offered]


def ask_exercises(diary: Diary, person: Person, day: date) -> None:
    """Offer the day's exercises as chips, any other by name."""
    today = person.today()
    offered = offered_exercises(diary, person, day)
    names, done, missing = offered.names, offered.done, offered.missing
    if names:
        known = st.session_state.get(_chips(day))
        st.session_state[_chips(day)] = draw(known, offered.chosen, time.monotonic())
        with st.container(key="exercises"):
            st.pills(
                EXERCISES_DONE,
                names,
                selection_mode="multi",
                default=sync_widget(_key(day), offered.chosen),
                format_func=lambda name: _chip_label(*offered.chip(name)),
                key=_key(day),
                on_change=_toggled,
                args=(diary, day, offered.plan),
                label_visibility="collapsed",
            )
    if missing or not done:
        with st.container(horizontal=True, vertical_alignment="center", key="exercise-actions"):
            if missing:
                st.button(
                    ALL_TODAY if day == today else ALL_THAT_DAY,
                    key=f"all-{day}",
                    on_click=_add_all,
                    args=(diary, day, tuple(missing)),
                )
            if not done:
                offer_none(diary, person, day, "no_exercises", "exercises")
    _offer_others(diary, day, names)
    if missing or done:
        with st.container(horizontal=True, vertical_alignment="center", key="exercise-answers"):
            if done:
                offer_outcomes(diary, day, done)
            if missing:
                _ask_why_not(diary, day, [item.exercise for item in missing], day == today)


def lead_to_exercising(diary: Diary, today: date) -> None:
    """The ways to a plan, where there is none yet, and to a guided session."""
    with st.container(horizontal=True, vertical_alignment="center", key="to-session"):
        if not diary.plan(today):
            st.html(f'<p class="bb-note">{NO_PLAN}</p>', width="content")
            st.page_link(PAGES / "exercises.py", label=CHOOSE_PLAN)
        st.page_link(PAGES / "session.py", label=START_SESSION)


def _chip_label(mark: str, words: str) -> str:
    """As Markdown, the mark as emphasis: so the style sheet knows of it."""
    return f"*{mark}* {escape_markdown(words)}" if mark else escape_markdown(words)


def _done_enough(
    plan: Sequence[PlanItem], days: Mapping[str, Set[date]], day: date, *, this_week: bool
) -> dict[str, str]:
    """The exercises that the week's other days have made enough of, and the words for it."""
    words = THIS_WEEK if this_week else THAT_WEEK
    counts = {item: len(days.get(item.exercise.lower(), set()) - {day}) for item in plan}
    return {
        item.exercise: words.format(count=count, planned=item.days_a_week)
        for item, count in counts.items()
        if count >= item.days_a_week
    }


def _names(
    diary: Diary, day: date, plan: Sequence[PlanItem], done: Sequence[ExerciseDone]
) -> list[str]:
    usual = [item.exercise for item in plan]
    if not plan:
        lately = diary.exercises_done(day - LATELY, day - timedelta(days=1))
        usual = list(dict.fromkeys(entry.exercise for entry in reversed(lately)))[:MOST_LATELY]
    return list(dict.fromkeys([*usual, *(entry.exercise for entry in done)]))


def _offer_others(diary: Diary, day: date, offered: Sequence[str]) -> None:
    others = other_exercises(diary, offered)
    if not others:
        return
    st.selectbox(
        ANOTHER,
        others,
        index=None,
        placeholder=ANOTHER if offered else SEARCH,
        format_func=capital,
        key=f"other-exercise-{day}",
        on_change=_add_other,
        args=(diary, day),
        label_visibility="collapsed",
    )


def _toggled(diary: Diary, day: date, plan: Sequence[PlanItem]) -> None:
    selected = st.session_state[_key(day)]
    chips = st.session_state.get(_chips(day), Chips(()))
    seen = shown_when_tapped(chips, selected, time.monotonic())
    st.session_state[_chips(day)] = Chips(tuple(selected))
    stored = diary.exercises_done(day, day)
    present = {entry.exercise for entry in stored}
    doses = {item.exercise: item for item in plan}
    tapped = [doses.get(name) or PlanItem(name) for name in selected if name not in seen]
    added = [
        _done(day, item) for item in _as_of_today(diary, tapped) if item.exercise not in present
    ]
    dropped = _names_of_today(diary, set(seen) - set(selected))
    removed = [entry for entry in stored if entry.exercise in dropped]
    save_exercises(diary, day, added, [*removed, *_overtaken(diary, day, added)])
    redraw("exercises")


def _add_all(diary: Diary, day: date, missing: Sequence[PlanItem]) -> None:
    present = {entry.exercise for entry in diary.exercises_done(day, day)}
    added = [
        _done(day, item) for item in _as_of_today(diary, missing) if item.exercise not in present
    ]
    save_exercises(diary, day, added, _overtaken(diary, day, added))
    redraw("exercises")


def _add_other(diary: Diary, day: date) -> None:
    key = f"other-exercise-{day}"
    name = st.session_state[key]
    if name is None:
        return
    st.session_state[key] = None
    [name] = _names_of_today(diary, [name])
    if name not in {entry.exercise for entry in diary.exercises_done(day, day)}:
        save(diary, ExerciseDone(day, name))
    redraw("exercises")


def _names_of_today(diary: Diary, drawn: Iterable[str]) -> list[str]:
    """The names now of exercises that may have been renamed since they were drawn."""
    names = library.ExerciseNames(diary.own_exercises(pictures=False))
    return [names.of_today(name) for name in drawn]


def _as_of_today(diary: Diary, items: Sequence[PlanItem]) -> list[PlanItem]:
    """The same of what was planned."""
    names = _names_of_today(diary, (item.exercise for item in items))
    return [replace(item, exercise=name) for item, name in zip(items, names, strict=True)]


def _done(day: date, item: PlanItem) -> ExerciseDone:
    return ExerciseDone(day, item.exercise, item.sets, item.reps, item.hold_seconds)


def _overtaken(diary: Diary, day: date, added: Sequence[ExerciseDone]) -> list[Skip]:
    """The reasons for not doing what was done after all."""
    names = {entry.exercise for entry in added}
    return [skip for skip in diary.skips(day, day) if skip.exercise in names]


def _key(day: date) -> str:
    return f"exercises-{day}"


def _chips(day: date) -> str:
    """Where the session keeps which chips are chosen as this window knows it."""
    return f"exercise-chips-{day}"


# -- why the rest was not done


def _ask_why_not(diary: Diary, day: date, rest: Sequence[str], today: bool) -> None:
    """Offer the reasons for `rest`, the planned exercises that are not done."""
    skips = skips_of(diary, day, rest)
    reasons = {skip.reason for skip in skips}
    asked = st.popover(
        NOT_TODAY if today else NOT_THAT_DAY,
        type="tertiary",
        on_change="rerun",
        key=_not_done_key(day),
    )
    if asked.open:
        with asked:
            _ask_reason(diary, day, rest, reasons.pop() if len(reasons) == 1 else None)
    if skips:
        st.html(why_not(skips), width="stretch")


def skips_of(diary: Diary, day: date, rest: Sequence[str]) -> list[Skip]:
    """What was said of why `rest` was not done."""
    return [skip for skip in diary.skips(day, day) if skip.exercise in rest]


def why_not(skips: Sequence[Skip]) -> str:
    """The same as markup."""
    return f'<p class="bb-note">{NOT_DONE.format(reasons=html(_reasons_text(skips)))}</p>'


def _ask_reason(diary: Diary, day: date, rest: Sequence[str], reason: SkipReason | None) -> None:
    key = f"reason-{day}"
    st.segmented_control(
        f"Why not {_these(rest)}?",
        list(SkipReason),
        default=sync_widget(key, reason),
        format_func=REASONS.__getitem__,
        key=key,
        on_change=_reason_given,
        args=(diary, day, tuple(rest)),
    )


def _reason_given(diary: Diary, day: date, rest: Sequence[str]) -> None:
    """Save the reason for all of the rest; no reason takes back what was said."""
    reason = st.session_state[f"reason-{day}"]
    names = _names_of_today(diary, rest)
    given = [skip for skip in diary.skips(day, day) if skip.exercise in names]
    if reason is None:
        save_exercises(diary, day, [], given)
    else:
        save_exercises(diary, day, [Skip(day, name, SkipReason(reason)) for name in names], [])
    st.session_state[_not_done_key(day)] = False
    redraw("exercises")


def _reasons_text(skips: Sequence[Skip]) -> str:
    by_reason = {
        reason: [skip.exercise for skip in skips if skip.reason is reason] for reason in REASONS
    }
    parts = (
        f"{', '.join(names)} ({REASONS[reason].lower()})"
        for reason, names in by_reason.items()
        if names
    )
    return "; ".join(parts)


def _these(rest: Sequence[str]) -> str:
    return rest[0] if len(rest) == 1 else f"these {len(rest)}"


def _not_done_key(day: date) -> str:
    return f"not-done-{day}"
