"""What is changed in Streamlit's inside or taken from it, all of it tied to the version pinned.

Each change is one function, which the server calls before it serves. What becomes of taps is
changed in `last_taps.py`; no other module knows what Streamlit promises nobody. On another
version: `tests/web/test_streamlit_changes.py` says what to look at.
"""

import asyncio
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from starlette.formparsers import MultiPartParser
from streamlit import config, delta_generator, runtime
from streamlit.file_util import get_static_dir
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
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
    run = get_script_run_ctx(suppress_warning=True)
    return None if run is None else run.page_script_hash


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


def parts_of_run() -> tuple[str, ...]:
    """The keys of the parts that the present run draws of a screen that the browser has whole."""
    run = get_script_run_ctx()
    if run is None or not isinstance(run.fragment_storage, MemoryFragmentStorage):
        return ()
    keys = run.fragment_storage._target_key_by_id
    return tuple(keys[part] for part in run.fragment_ids_this_run or () if part in keys)


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
