"""The calm page for what no screen expected."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

TYPED = "my note about Tuesday"


@pytest.fixture(autouse=True)
def _own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))


def _unexpected() -> None:
    from tracker.ui.error_page import show_failure

    show_failure(ZeroDivisionError("my note about Tuesday"))


def _no_database() -> None:
    from tracker.store import StoreError
    from tracker.ui.error_page import show_failure

    show_failure(StoreError("The disk is full. Nothing was saved. Make room."))


def _deleted() -> None:
    import streamlit as st

    from tracker.store import NoSuchPerson
    from tracker.ui.error_page import show_failure

    st.session_state["person_id"] = 1
    show_failure(NoSuchPerson("There is no such person."))


def test_a_window_on_a_diary_that_was_deleted_begins_a_new_one() -> None:
    shown = AppTest.from_function(_deleted).run()
    assert shown.error[0].value == "This diary was deleted."
    assert "person_id" not in shown.session_state


def test_it_says_that_nothing_is_lost_and_where_the_details_are(tmp_path: Path) -> None:
    shown = AppTest.from_function(_unexpected).run()
    assert not shown.exception
    assert "Nothing you saved is lost" in shown.error[0].value
    assert str(tmp_path) in shown.text[0].value
    assert [button.label for button in shown.button] == ["Load again"]


def test_neither_the_page_nor_the_log_repeats_what_was_typed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shown = AppTest.from_function(_unexpected).run()
    logged = "".join(file.read_text() for file in tmp_path.rglob("*") if file.suffix == ".log")
    assert "ZeroDivisionError" in logged
    assert TYPED not in logged + shown.error[0].value + shown.text[0].value
    assert TYPED not in "".join(capfd.readouterr())


def test_trouble_with_the_database_speaks_for_itself() -> None:
    shown = AppTest.from_function(_no_database).run()
    assert shown.text[0].value == "The disk is full. Nothing was saved. Make room."
