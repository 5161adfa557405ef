"""The launcher: `backbeat`, `python app.py` and `streamlit run app.py` all serve this app."""

import sys

import streamlit as st

from tracker.ui import calendar_feed, entrance, front, guard, private_files, server
from tracker.ui.autosave import route as autosave
from tracker.ui.failure import show_failure

app = st.App(
    server.SHELL,
    lifespan=server.lifespan,
    routes=[
        *entrance.ROUTES,
        *front.ROUTES,
        *calendar_feed.ROUTES,
        *private_files.ROUTES,
        *autosave.ROUTES,
    ],
    middleware=[
        *guard.MIDDLEWARE,
        *entrance.MIDDLEWARE,
        *private_files.MIDDLEWARE,
        *front.MIDDLEWARE,
    ],
    on_script_error=show_failure,
)

if __name__ == "__main__":
    from tracker.cli import main

    sys.exit(main(["run", *sys.argv[1:]]))
