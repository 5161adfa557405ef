"""What is changed in Streamlit's inside or taken from it, all of it tied to the version pinned.

Each change is one function, which the server calls before it serves. What becomes of taps is
changed in `last_taps.py`; no other module knows what Streamlit promises nobody. On another
version: `tests/web/test_streamlit_changes.py` says what to look at.
"""

import asyncio
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary, WeakSet, finalize

from starlette.formparsers import MultiPartParser
from streamlit import config, delta_generator, runtime
from streamlit.file_util import get_static_dir
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner, ScriptRunnerEvent
from streamlit.web import bootstrap
from streamlit.web.server.starlette import starlette_websocket

MADE_FOR = "1.67.0"


# -- what is taken
#
# Nothing of it is changed; only the names are Streamlit's own.


def set_options(options: Mapping[str, Any]) -> None:
    """Make Streamlit use these settings, by their dotted names, whatever its own files say."""
    bootstrap.load_config_options(dict(options))
    # Else Streamlit looks through every module, on the first screen, for whether to warn that it
    # was not started as a server.
    delta_generator._use_warning_has_been_displayed = True


def front_end_folder() -> Path:
    """The folder of the files that Streamlit sends to browsers."""
    return Path(get_static_dir())


def is_host_allowed(host: str | None) -> bool:
    """Whether a browser may call the server by this name: its own addresses."""
    return starlette_websocket.is_host_allowed(host)


def allow_hosts(names: Collection[str], *, instead_of: Collection[str]) -> None:
    """Let browsers call the server by more names, and no more by others."""
    allowed = [one for one in config.get_option("server.allowedHosts") if one not in instead_of]
    config._set_option("server.allowedHosts", [*allowed, *names], "backbeat")


def is_served() -> bool:
    """Whether a server runs the script; a test does without."""
    return runtime.exists()


def running_screen() -> str | None:
    """What Streamlit calls the screen of the present run; empty for the first, None outside."""
    run = get_script_run_ctx()
    return None if run is None else run.page_script_hash


def browser_has_widget(key: str) -> bool:
    """Whether the browser named the widget's value when it last asked for a run."""
    run = get_script_run_ctx()
    if run is None:
        return False
    state = run.session_state._state
    widget = state._key_id_mapper.get_id_from_key(key)
    return widget in state._new_widget_state.states or widget in _named.get(run.session_id, ())


def user_of_run() -> Mapping[str, object]:
    """What the headers of the browser's handshake said about who asks; empty outside of a run."""
    run = get_script_run_ctx()
    return {} if run is None else run.user_info


def is_session_of(session_id: str, user: Mapping[str, str | None]) -> bool:
    """Whether a browser has screens open by that name, and is the one that the headers named."""
    found = runtime.get_instance()._session_mgr.get_active_session_info(session_id)
    return found is not None and found.session.matches_user_info(dict(user))


UPLOADS = "/_stcore/upload_file/"  # then the name of a session of the screens, and of a file


def largest_upload() -> int:
    """Bytes of the largest file that a browser may bring."""
    megabytes: int = config.get_option("server.maxUploadSize")
    return megabytes * 1024 * 1024


def uploaded_bytes() -> Mapping[str, int]:
    """Bytes of the files that are in memory, by the name of the session that they came to."""
    kept = runtime.get_instance().uploaded_file_mgr
    if not isinstance(kept, MemoryUploadedFileManager):
        return {}
    with kept._lock:
        return {
            session: sum(len(file.data) for file in files.values())
            for session, files in kept.file_storage.items()
        }


def draws_a_part() -> bool:
    """Whether the present run draws parts of a screen that the browser has whole."""
    run = get_script_run_ctx()
    return run is not None and bool(run.fragment_ids_this_run)


# -- uploads
#
# Uploads never touch the disk: an encrypted diary's would lie there readable.

IN_MEMORY = 0  # to SpooledTemporaryFile: no size from which on it becomes a file


def keep_uploads_in_memory() -> None:
    """Receive uploads in memory up to their limit; otherwise what is over 1 MB goes to a file."""
    MultiPartParser.spool_max_size = IN_MEMORY


# -- themes
#
# The theme as Streamlit sends it, worked out once.
#
# Streamlit reads some three hundred settings six times to say the same theme with
# every run: a sixth of what a tap costs. Ours is that of .streamlit/config.toml
# for as long as the server runs.

work_out_theme = app_session._populate_theme_msg


def keep_themes() -> None:
    """Let every run of this process repeat the theme that the first one was told."""
    app_session._populate_theme_msg = repeat_theme


def repeat_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    """Put a section of the theme into a message, worked out once in a process."""
    worked_out = _theme_section(section)
    if worked_out.ByteSize():  # to merge nothing would still say that there is something
        msg.MergeFrom(worked_out)


@cache
def _theme_section(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    work_out_theme(message, section)
    return message


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
_said: WeakKeyDictionary[AppSession, dict[str, WidgetState]] = WeakKeyDictionary()
_named: dict[str, Collection[str]] = {}  # by session: the widgets of which it said something last


def _request_of_a_person(session: AppSession, asked: ClientState | None) -> None:
    if asked is not None:
        _drop_what_was_said(session, asked)
    _request_in_turn(session, asked)


def _drop_what_was_said(session: AppSession, asked: ClientState) -> None:
    """Leave of what widgets say what is new, as long as the session knows the rest.

    Where nothing is new, somebody went back to what a widget said before it was told otherwise.
    """
    said, states = _said.get(session, {}), [*asked.widget_states.widgets]
    new = {
        one.id for one in states if one.WhichOneof("value") in TRIGGERS or said.get(one.id) != one
    }
    if session.id not in _named:
        finalize(session, _named.pop, session.id, None)
    _named[session.id] = {one.id for one in states}
    _said[session] = said | {one.id: one for one in states}
    if new or asked.is_auto_rerun:
        known = session.session_state
        kept = [
            one
            for one in states
            if one.id in new
            or not (one.id in known._old_state or one.id in known._new_widget_state.states)
        ]
        del asked.widget_states.widgets[:]
        asked.widget_states.widgets.extend(kept)


# -- few descriptors
#
# Sessions that hold no descriptors of their own, and cannot clear what all of them share.
#
# Streamlit gives every session an event loop for code of the script that is asynchronous, three
# descriptors each, and keeps the latest 128 sessions for two minutes after their browser has left:
# more than macOS lets a process have. Our screens are not asynchronous: one loop serves all.

_begin_session = AppSession.__init__


class _SharedLoop(asyncio.SelectorEventLoop):
    """A loop that no session may close for the others."""

    def close(self) -> None:
        """Stay open."""


_loop: list[_SharedLoop] = []


def keep_descriptors_few() -> None:
    """Let all sessions of this process share one event loop."""
    if not _loop:
        _loop.append(_SharedLoop())
    AppSession.__init__ = _begin_with_shared_loop  # type: ignore[method-assign, assignment]
    app_session._close_script_event_loop = _leave_open


def refuse_to_clear_caches() -> None:
    """Let no browser clear the caches of everybody: each time, the database was opened anew."""
    AppSession._handle_clear_cache_request = _keep_caches  # type: ignore[method-assign, assignment]


def _begin_with_shared_loop(session: AppSession, *given: Any, **named: Any) -> None:
    _begin_session(session, *given, **named)
    session._script_event_loop.close()
    session._script_event_loop = _loop[0]


def _leave_open(loop: asyncio.AbstractEventLoop) -> None:
    """There is nothing of a session's own to close."""


def _keep_caches(session: AppSession) -> None:
    """Keep the caches as they are."""
