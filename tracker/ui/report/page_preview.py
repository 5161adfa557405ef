"""The very PDF, page by page: as a picture, and as text for who can't see it."""

from base64 import b64encode

import streamlit as st

from tracker.log import noted
from tracker.ui.formatting import escape_markdown
from tracker.ui.report.report_cache import RenderedReport


@st.fragment
def show_preview(made: RenderedReport) -> None:
    """One page at a time; a report that can't be set is told calmly."""
    place = st.empty()
    try:
        with place, st.spinner("Setting the report…"):
            pages = made.pages
            page = min(st.session_state.get("report-page", 1), pages)
            picture, text = made.picture(page), made.text(page)
    except Exception as error:  # typesetting meets whatever people write
        place.empty()
        st.error(
            escape_markdown(
                "The report could not be set. Your diary is as it was, and the other files can "
                f"still be made. {noted(error)}"
            )
        )
        return
    place.empty()
    source = f"data:image/png;base64,{b64encode(picture).decode()}"
    alt = f"Page {page} of {pages} of the report. Its text stands below, under Page as text."
    st.html(f'<img class="bb-page" alt="{alt}" src="{source}">')
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="center", key="pages"
    ):
        st.button(
            "Previous page", key="page-before", disabled=page == 1, on_click=_turn, args=(page - 1,)
        )
        st.text(f"{page} of {pages}", width="content")
        st.button(
            "Next page", key="page-after", disabled=page == pages, on_click=_turn, args=(page + 1,)
        )
    with st.expander("Page as text"):
        st.text(text)


def _turn(page: int) -> None:
    st.session_state["report-page"] = page
