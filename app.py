"""The launcher: `backbeat`, `python app.py` and `streamlit run app.py` all serve this app."""

import sys

import streamlit as st

from tracker.ui import SHELL, load_first_screen  # noqa: F401 - the server calls the second
from tracker.ui.error_page import show_failure
from tracker.ui.first_screen import AT_ONCE, OUTBOX, drawn_since
from tracker.ui.style import style
from tracker.web import (
    calendar_feed,
    entrance,
    limits,
    pairing,
    private_files,
    profiles,
    security_headers,
    server,
    static_assets,
)
from tracker.web.autosave import route as autosave

app = st.App(
    SHELL,
    lifespan=server.lifespan,
    routes=[
        *entrance.ROUTES,
        *profiles.ROUTES,
        *pairing.ROUTES,
        *static_assets.ROUTES,
        *calendar_feed.ROUTES,
        *private_files.ROUTES,
        *autosave.routes(drawn_since),
    ],
    middleware=[
        *security_headers.MIDDLEWARE,
        *entrance.MIDDLEWARE,
        *limits.MIDDLEWARE,
        *private_files.MIDDLEWARE,
        *static_assets.middleware(style(), AT_ONCE, OUTBOX),
    ],
    on_script_error=show_failure,
)

if __name__ == "__main__":
    from tracker.cli import main

    sys.exit(main(["run", *sys.argv[1:]]))
