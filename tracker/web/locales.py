"""The language and region of a browser, as its requests say them."""

from starlette.datastructures import Headers
from starlette.types import Scope


def locale_of(scope: Scope) -> str:
    """The first of the languages that a browser asks for: the one it tells Streamlit, too."""
    first = Headers(scope=scope).get("accept-language", "").partition(",")[0]
    return first.partition(";")[0].strip()
