"""The theme as Streamlit sends it, worked out once.

Streamlit reads some three hundred settings six times to say the same theme with
every run: a sixth of what a tap costs. Ours is that of .streamlit/config.toml
for as long as the server runs.
"""

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_work_out = app_session._populate_theme_msg


def keep_themes() -> None:
    """Let every run of this process repeat the theme that the first one was told."""
    app_session._populate_theme_msg = _repeat


def _repeat(msg: CustomThemeConfig, section: str = "theme") -> None:
    worked_out = _section(section)
    if worked_out.ByteSize():  # to merge nothing would still say that there is something
        msg.MergeFrom(worked_out)


@cache
def _section(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    _work_out(message, section)
    return message
