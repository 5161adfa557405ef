"""What was tapped takes effect, also where the screen is left, reloaded or closed at once.

Streamlit drops what it was asked for and has not begun when another screen is asked for or the
browser has gone, and breaks off the callbacks that it has begun: with them went the tap. And it
goes back to the screen of a tap that is answered after another screen was asked for. Here a tap
is taken along by what is asked for next, takes effect before a run ends, and is not broken off;
the screen that was asked for last is the one that is shown. It goes with `fastReruns = false`:
one run after the other, never two that share a session. What comes too late, too early, or a
second time is told from what a person has just tapped.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary, WeakSet, finalize

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx, script_runner
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state.safe_session_state import SafeSessionState

_may_break_off = ScriptRunner._maybe_handle_execution_control_request


def keep_last_taps() -> None:
    """Let every session of this process end what was tapped in it."""
    script_runner.ScriptRequests = KeepingRequests  # type: ignore[attr-defined]
    SafeSessionState.on_script_will_rerun = _begin_with_taps  # type: ignore[method-assign]
    ScriptRunner._maybe_handle_execution_control_request = _break_off  # type: ignore[method-assign, assignment]


class KeepingRequests(ScriptRequests):
    """What a session is asked to run; it stops once that was begun which waits."""

    _ending = False

    def request_stop(self) -> None:
        """End, after what was tapped before."""
        with self._lock:
            self._ending = True
            waiting = self._rerun_data.widget_states
            if self._state is ScriptRequestType.RERUN and waiting and waiting.widgets:
                # Of one part of a screen, too, it doesn't wait until the present run is over.
                self._rerun_data = replace(self._rerun_data, is_fragment_scoped_rerun=True)
                return
        super().request_stop()

    def on_scriptrunner_yield(self) -> ScriptRequest | None:
        """What a run that goes on has to do now."""
        self._stop_if_nothing_waits()
        return super().on_scriptrunner_yield()

    def on_scriptrunner_ready(self) -> ScriptRequest:
        """What there is to do after a run."""
        self._stop_if_nothing_waits()
        return super().on_scriptrunner_ready()

    def _stop_if_nothing_waits(self) -> None:
        if self._ending and self._state is ScriptRequestType.CONTINUE:
            super().request_stop()

    def _request_rerun_locked(self, new_data: RerunData) -> bool:
        if self._ending:
            return False
        if self._state is ScriptRequestType.RERUN:
            waiting, run = self._rerun_data, get_script_run_ctx(suppress_warning=True)
            if run is not None and waiting.page_script_hash not in ("", run.page_script_hash):
                # The run wants its screen drawn again, which the person is leaving.
                new_data = replace(
                    new_data,
                    page_script_hash=waiting.page_script_hash,
                    page_name=waiting.page_name,
                    query_string=waiting.query_string,
                )
            states = with_earlier(waiting.widget_states, new_data.widget_states)
            new_data = replace(new_data, widget_states=states)
        return super()._request_rerun_locked(new_data)


def with_earlier(earlier: WidgetStates | None, later: WidgetStates | None) -> WidgetStates | None:
    """What widgets say now; of those that are not named any more, what they said last."""
    if earlier is None or later is None:
        return later or earlier
    named = {state.id for state in later.widgets}
    left = [state for state in earlier.widgets if state.id not in named]
    return WidgetStates(widgets=[*later.widgets, *left])


def _begin_with_taps(self: SafeSessionState, fresh_widget_states: Any, **named: Any) -> None:
    with self._lock:
        self._state.on_script_will_rerun(fresh_widget_states, **named)


def _break_off(runner: ScriptRunner) -> None:
    if runner._session_state._state._current_interaction_widget_states is None:
        _may_break_off(runner)


# -- late answers
#
# What was typed or tapped on a screen that is left by a link or the back button.
#
# The browser may send it after it has asked for the other screen, as a run of the screen that
# was left or of a part of it. Streamlit would make that run: the browser would be back on the
# screen that was left, or on an empty one. Here the answer is taken, and the screen that was
# asked for is drawn. Whoever asks for a screen sends no answers with it: nothing that stands
# on every screen of ours takes any.

LATE = 5.0  # seconds after a screen was asked for in which an answer may come from another


@dataclass(slots=True)
class _Visit:
    """The screen that a browser has asked for, and until when another's answers are late.

    They are late, too, until the screen itself has been heard of: a slow one may take longer.
    """

    screen: str
    query_string: str
    until: float
    heard_of: bool = False


_visits: WeakKeyDictionary[AppSession, _Visit] = WeakKeyDictionary()
_request_rerun = AppSession.request_rerun


def take_untimely_answers() -> None:
    """Let every session of this process take what a browser sends too late, too early, or again."""
    AppSession.request_rerun = _request_of_a_person  # type: ignore[method-assign, assignment]
    AppSession._handle_scriptrunner_event_on_event_loop = _take_what_waits  # type: ignore[method-assign, assignment]


def _request_on_screen(session: AppSession, asked: ClientState | None) -> None:
    if asked is not None and asked.page_script_hash:
        visit, now = _visits.get(session), time.monotonic()
        answers = asked.fragment_id or asked.widget_states.widgets
        if visit is None or (asked.page_script_hash != visit.screen and not answers):
            _visits[session] = _Visit(asked.page_script_hash, asked.query_string, now + LATE)
        elif asked.page_script_hash == visit.screen:
            visit.query_string = asked.query_string
            visit.heard_of = visit.heard_of or bool(answers)
        elif now < visit.until or not visit.heard_of:
            asked.fragment_id = ""
            asked.page_script_hash = visit.screen
            asked.query_string = visit.query_string
        else:
            _visits[session] = _Visit(asked.page_script_hash, asked.query_string, now, True)
    _request_rerun(session, asked)


# -- early answers
#
# What is tapped on a screen that the server has yet to draw.
#
# A browser goes on showing its screen while the server is away, and has it drawn anew by one that
# is back. Streamlit throws away without a word what comes from a part of the screen that was not
# drawn yet, and has nothing happen that a button it does not know was pressed. Here such an
# answer, and whatever is asked for after it, waits until the screen was drawn once.

DRAWN = {
    ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS,
    ScriptRunnerEvent.SCRIPT_STOPPED_WITH_COMPILE_ERROR,
    ScriptRunnerEvent.SHUTDOWN,
}
_drawn: WeakSet[AppSession] = WeakSet()
_waiting: WeakKeyDictionary[AppSession, list[ClientState | None]] = WeakKeyDictionary()
_handle_event = AppSession._handle_scriptrunner_event_on_event_loop


def _request_in_turn(session: AppSession, asked: ClientState | None) -> None:
    if session in _waiting:
        _waiting[session].append(asked)
    elif asked is None or not asked.fragment_id or session.has_fragment(asked.fragment_id):
        _request_on_screen(session, asked)
    elif session._scriptrunner is not None and session not in _drawn:
        _waiting[session] = [asked]
    else:
        asked.fragment_id = ""  # of a part that is gone: the whole screen takes it
        _request_on_screen(session, asked)


def _take_what_waits(
    session: AppSession,
    sender: ScriptRunner | None,
    event: ScriptRunnerEvent,
    *given: Any,
    **named: Any,
) -> None:
    _handle_event(session, sender, event, *given, **named)
    if event in DRAWN:
        _drawn.add(session)
        for asked in _waiting.pop(session, []):
            _request_in_turn(session, asked)


# -- repeated answers
#
# What a browser says of widgets that nobody has touched.
#
# With each tap it names what every widget shows. That may be older than what is stored and on its
# way to it, and Streamlit would take it for an answer: "All of today's plan", and at once a pain,
# had the plan's exercises removed again. Here only what a widget has not said before counts.

TRIGGERS = {"trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value"}
# By session, screen and widget.
_said: WeakKeyDictionary[AppSession, dict[str, dict[str, WidgetState]]] = WeakKeyDictionary()
_named: dict[str, Collection[str]] = {}  # by session: the widgets of which it said something last


def _request_of_a_person(session: AppSession, asked: ClientState | None) -> None:
    if asked is not None:
        _drop_what_was_said(session, asked)
    _request_in_turn(session, asked)


def _drop_what_was_said(session: AppSession, asked: ClientState) -> None:
    """Leave of what the widgets of a screen say what is new since the browser asked for the screen.

    Where nothing is new, somebody went back to what a widget said before it was told otherwise.
    """
    states = [*asked.widget_states.widgets]
    by_screen = _said.setdefault(session, {})
    is_visit = not asked.fragment_id and not states
    said = {} if is_visit else by_screen.get(asked.page_script_hash, {})
    new = [one for one in states if one.WhichOneof("value") in TRIGGERS or said.get(one.id) != one]
    by_screen[asked.page_script_hash] = said | {one.id: one for one in states}
    if session.id not in _named:
        finalize(session, _named.pop, session.id, None)
    _named[session.id] = {one.id for one in states}
    if new or asked.is_auto_rerun:
        del asked.widget_states.widgets[:]
        asked.widget_states.widgets.extend(new)


def browser_has_widget(key: str) -> bool:
    """Whether the browser named the widget's value when it last asked for a run."""
    run = get_script_run_ctx()
    if run is None:
        return False
    state = run.session_state._state
    widget = state._key_id_mapper.get_id_from_key(key)
    return widget in state._new_widget_state.states or widget in _named.get(run.session_id, ())
