"""What every answer of the server carries, and what it doesn't answer at all."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from tracker.web import network

# Streamlit answers these to anybody; a diary's memory figures and agents' doors stay shut, and
# files that it would give to every session (no screen of ours has any).
HIDDEN = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/media/")

ALWAYS_HTTPS = "max-age=31536000"
SAFE_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
    "permissions-policy": ", ".join(
        [
            "screen-wake-lock=(self)",  # a guided session keeps the phone awake
            "clipboard-write=(self)",
            "fullscreen=(self)",
            *(
                f"{feature}=()"
                for feature in (
                    "accelerometer",
                    "autoplay",
                    "browsing-topics",
                    "camera",
                    "display-capture",
                    "geolocation",
                    "gyroscope",
                    "hid",
                    "idle-detection",
                    "local-fonts",
                    "magnetometer",
                    "microphone",
                    "midi",
                    "payment",
                    "publickey-credentials-get",
                    "serial",
                    "usb",
                    "xr-spatial-tracking",
                )
            ),
        ]
    ),
}


class SecurityHeaders:
    """Middleware: only the hosts that the server is known by, only with safe headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it before anything else sees it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        host = asked.get("host", "")
        is_trustworthy = network.is_here(scope) or scope.get("scheme") in ("https", "wss")

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _add_headers(headers, host)
                if scope.get("scheme") == "https" and is_own_name(host):
                    headers["strict-transport-security"] = ALWAYS_HTTPS
                if not is_trustworthy:  # browsers leave it out there, and complain of it
                    del headers["cross-origin-opener-policy"]
            await send(message)

        if not network.is_name_allowed(
            scope, host
        ):  # a page elsewhere that pretends to be this one
            host = ""
            await _refuse(scope, "Backbeat doesn't answer to this name.", 421)(
                scope, receive, send_safely
            )
        elif _is_sent_from_elsewhere(scope, asked.get("origin"), host):
            await _refuse(scope, "Backbeat answers to its own pages alone.", 403)(
                scope, receive, send_safely
            )
        elif scope["path"].startswith(HIDDEN):
            await _refuse(scope, "There is nothing here.", 404)(scope, receive, send_safely)
        else:
            await self._app(scope, receive, send_safely)


MIDDLEWARE = [Middleware(SecurityHeaders)]


def content_policy(host: str) -> str:
    """The Content-Security-Policy: scripts, styles and connections of this server alone."""
    sockets = f" ws://{host} wss://{host}" if host else ""  # older Safari's 'self' lacks them
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{sockets}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ]
    )


def is_own_name(host: str) -> bool:
    """Whether a host has a name of its own in the world, which a person's certificate is for.

    To a browser "always https" means every port of a host: other programs of this computer
    have http, and so has the page that tells how to trust the certificate made here.
    """
    name = host.partition(":")[0].lower()
    return "." in name and not name.endswith((".local", ".localhost")) and not _is_address(name)


def _is_address(name: str) -> bool:
    return name.replace(".", "").isdigit()


def _is_sent_from_elsewhere(scope: Scope, origin: str | None, host: str) -> bool:
    """Whether a page of another address, also of another port of this computer, acts here."""
    if origin is None or (scope["type"] == "http" and scope["method"] in ("GET", "HEAD")):
        return False
    return origin.partition("://")[2].lower() != host.lower()


def _refuse(scope: Scope, words: str, status: int) -> ASGIApp:
    if scope["type"] == "websocket":
        return WebSocketClose(code=1008)
    return PlainTextResponse(words, status_code=status)


def _add_headers(headers: MutableHeaders, host: str) -> None:
    headers.update(SAFE_HEADERS)
    headers["content-security-policy"] = content_policy(host)
    headers.setdefault("cache-control", "no-store")  # downloads are somebody's diary
