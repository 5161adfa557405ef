"""The theme is worked out once and said the same."""

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from tracker.web import server, streamlit_changes

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.dark.sidebar")


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_repeated_is_what_streamlit_would_say(section: str) -> None:
    server.load_config()
    plain, first, again = CustomThemeConfig(), CustomThemeConfig(), CustomThemeConfig()
    streamlit_changes.work_out_theme(plain, section)
    streamlit_changes.repeat_theme(first, section)
    streamlit_changes.repeat_theme(again, section)
    assert plain.SerializeToString() == first.SerializeToString() == again.SerializeToString()


def test_the_two_themes_have_our_colours() -> None:
    server.load_config()
    light, dark = CustomThemeConfig(), CustomThemeConfig()
    streamlit_changes.repeat_theme(light, "theme.light")
    streamlit_changes.repeat_theme(dark, "theme.dark")
    assert light.background_color == "#FBFAF7"
    assert dark.background_color == "#11171B"


def test_an_empty_section_stays_unsaid() -> None:
    message = CustomThemeConfig()
    streamlit_changes.repeat_theme(message.sidebar, "theme.sidebar")
    assert not message.HasField("sidebar")


def test_a_session_s_first_words_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_session, "_populate_theme_msg", streamlit_changes.work_out_theme)
    streamlit_changes.keep_themes()
    assert app_session._populate_theme_msg is streamlit_changes.repeat_theme
