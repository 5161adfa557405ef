"""The cookies by which browsers are known: one for this computer, one for each device."""

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope


def cookie(scope: Scope, name: str) -> str | None:
    """What a browser shows under a name."""
    # Not SimpleCookie: an odd cookie of another program on this host would hide ours.
    return cookie_parser(Headers(scope=scope).get("cookie", "")).get(name)


def set_cookie(scope: Scope, name: str, value: str, lifetime: int) -> str:
    """The header that gives a browser a cookie, for so many seconds."""
    # Lax, not Strict: the page that Backbeat opens the browser with is a file, and a browser
    # sends no Strict cookie to where a foreign page has led.
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{name}={value}; Path=/; Max-Age={lifetime}; HttpOnly; SameSite=Lax{secure}"
