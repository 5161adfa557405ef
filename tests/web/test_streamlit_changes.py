"""What is changed in Streamlit's inside or taken from it is in two modules, and still there.

On another version of Streamlit: read both modules beside its source, run the tests that
each line below names, then set MADE_FOR.
"""

import ast
import inspect
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from tracker.places import APP, PAGES, ROOT
from tracker.web.streamlit_changes import MADE_FOR

CHANGED = ["streamlit_changes.py", "last_taps.py"]
# Types alone, which Streamlit's own documentation names.
NAMED = {"streamlit.delta_generator", "streamlit.navigation.page"}


def test_streamlit_is_the_version_that_the_changes_were_made_for() -> None:
    assert version("streamlit") == MADE_FOR, __doc__


def modules() -> Iterator[Path]:
    for file in (APP, *PAGES.glob("*.py"), *(ROOT / "tracker").rglob("*.py")):
        if file.name not in CHANGED:
            yield file


def inner_names(file: Path) -> Iterator[str]:
    """What a module uses of Streamlit beside its public functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("streamlit."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "streamlit":
            yield str(node.module)
        elif isinstance(node, ast.Attribute) and ast.unparse(node).startswith("st._"):
            yield ast.unparse(node)


def test_no_other_module_reaches_into_streamlits_inside() -> None:
    assert {name for file in modules() for name in inner_names(file)} <= NAMED


@pytest.mark.parametrize(
    ("changed", "name", "expected"),
    [
        # tests/web/test_themes.py
        (app_session, "_populate_theme_msg", ["msg", "section"]),
        # tests/browser/test_leaving.py, test_leaving_chosen.py, tests/web/test_last_taps.py
        (AppSession, "request_rerun", ["self", "client_state"]),
        (
            AppSession,
            "_handle_scriptrunner_event_on_event_loop",
            [
                *("self", "sender", "event", "forward_msg", "exception", "client_state"),
                *("page_script_hash", "fragment_ids_this_run", "pages", "run_descriptor"),
            ],
        ),
        (ScriptRunner, "_maybe_handle_execution_control_request", ["self"]),
        (SafeSessionState, "on_script_will_rerun", ["self", "fresh_widget_states"]),
        (ScriptRequests, "request_stop", ["self"]),
        (ScriptRequests, "on_scriptrunner_yield", ["self"]),
        (ScriptRequests, "on_scriptrunner_ready", ["self"]),
        (ScriptRequests, "_request_rerun_locked", ["self", "new_data"]),
        # tests/web/test_few_descriptors.py
        (app_session, "_close_script_event_loop", ["loop"]),
        (AppSession, "_handle_clear_cache_request", ["self"]),
    ],
)
def test_what_is_changed_is_there_and_called_the_same_way(
    changed: object, name: str, expected: list[str]
) -> None:
    source = inspect.getsource(inspect.getmodule(changed))  # type: ignore[arg-type]
    [defined] = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    given = [argument.arg for argument in defined.args.args]
    assert given == expected


def test_what_is_read_of_the_state_of_widgets_is_there() -> (
    None
):  # tests/browser/test_drawn_late.py
    state = SessionState()
    assert state._new_widget_state.states == {}
    assert state._key_id_mapper.get_id_from_key("note") is None


def test_what_is_read_of_a_run_that_waits_is_there() -> None:
    assert {"_state", "_rerun_data", "_lock"} <= set(vars(ScriptRequests()))
    waiting = RerunData()
    for name in ("page_script_hash", "page_name", "query_string", "widget_states"):
        assert hasattr(waiting, name)
    assert script_runner.ScriptRequests.__module__ == ScriptRequests.__module__
