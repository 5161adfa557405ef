"""What was tapped takes effect, also where the screen is left, reloaded or closed at once.

Streamlit drops what it was asked for and has not begun when another screen is asked for or the
browser has gone, and breaks off the callbacks that it has begun: with them went the tap. And it
goes back to the screen of a tap that is answered after another screen was asked for. Here a tap
is taken along by what is asked for next, takes effect before a run ends, and is not broken off;
the screen that was asked for last is the one that is shown. It goes with `fastReruns = false`:
one run after the other, never two that share a session.
"""

from dataclasses import replace
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import get_script_run_ctx, script_runner
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
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
