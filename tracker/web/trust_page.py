"""The page that tells how a phone comes to trust the certificate that was made here.

It is served over plain http, beside the server: a phone reads it before it trusts anything. There
is nothing of a diary on it, only the certificate of the authority, which is the same for everybody.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from html import escape

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tracker.files.toml import DataTable, read
from tracker.places import DATA
from tracker.web import network
from tracker.web.https import Certificate
from tracker.web.page import NIGHT, PAPER
from tracker.web.patient_protocol import PatientProtocol
from tracker.web.sockets import PortTaken, both_families

DOWNLOAD = "/backbeat.crt"
_TRIED = 20  # ports after the server's own
_NO_PORT = (
    "Ports {first} to {last} are all in use; one is needed for the page that tells how to trust the"
    " certificate. Nothing was started. Choose another port: backbeat run --https --port 9000"
)
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_STYLE = f"""
:root {{ color-scheme: light dark; --paper: {PAPER}; --ink: #1D2A31; --line: #D8D3C7;
  --own: #0E6B61; --on-own: #FFFFFF; --quiet: #4C5A62; --panel: #F0EDE6 }}
@media (prefers-color-scheme: dark) {{ :root {{ --paper: {NIGHT}; --ink: #E9EDEC; --line: #34414A;
  --own: #5CC9B9; --on-own: #11171B; --quiet: #AEB9BD; --panel: #1B242A }} }}
body {{ font: 1.05rem/1.55 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto 4rem;
  padding: 0 1.25rem; background: var(--paper); color: var(--ink); overflow-wrap: anywhere }}
h1 {{ font-size: 1.5rem; line-height: 1.3 }} h2 {{ font-size: 1.2rem; margin-top: 2.5rem }}
.name {{ margin: 0; font-weight: 700; color: var(--own) }}
a {{ color: var(--own) }} .quiet {{ color: var(--quiet) }}
.button {{ display: inline-block; padding: .7rem 1.4rem; border-radius: .625rem;
  background: var(--own); color: var(--on-own); font-weight: 600; text-decoration: none }}
code {{ background: var(--panel); padding: .1em .35em; border-radius: .3em }}
ol {{ padding-left: 1.5rem }} li {{ margin: 1rem 0 }}
svg {{ display: block; margin: .75rem 0; width: 15rem; max-width: 100%; height: auto }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; padding: .4rem .5rem .4rem 0; border-bottom: 1px solid var(--line) }}
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Trust this computer · Backbeat</title>
<style>{style}</style>
</head>
<body>
<main>
<p class="name">Backbeat</p>
<h1>Trust this computer, so that Backbeat opens with https</h1>
<p>{intro}</p>
<p><a class="button" href="{download}">Download the certificate</a></p>
<p>{check}</p>
<p>Its fingerprint (SHA-256), which the terminal shows as well:<br><code>{fingerprint}</code></p>
<p>It ends on {ends}. Afterwards open <a href="{address}">{address}</a>.</p>
{devices}
{brings}
</main>
</body>
</html>
"""
_DEVICE = """<h2>{name}</h2>
<ol>{steps}</ol>
<p class="quiet">To undo it: {undo}</p>
"""


class TrustStep(DataTable, frozen=True):
    """What to do, and the picture of a phone's screen beside it: what to tap is row `tap`."""

    says: str
    title: str = ""
    rows: tuple[str, ...] = ()
    tap: int = 0
    switch: bool = False


class TrustSteps(DataTable, frozen=True):
    """How one kind of device comes to trust the certificate, and no longer."""

    name: str
    steps: tuple[TrustStep, ...]
    undo: str


class Brings(DataTable, frozen=True):
    """What works with https, and what without."""

    heading: str
    columns: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]


class TrustGuide(DataTable, frozen=True):
    """All that data/https.toml says."""

    intro: str
    check: str
    devices: tuple[TrustSteps, ...]
    brings: Brings


def guide() -> TrustGuide:
    """How devices come to trust a certificate that was made here."""
    return read(DATA / "https.toml", TrustGuide)


def picture(step: TrustStep) -> str:
    """A phone's screen as SVG: its title, rows, and what is to be tapped; nothing without rows."""
    if not step.rows:
        return ""
    high = 64 + 44 * len(step.rows)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 {high}" role="img"'
        f' aria-label="{escape(f"{step.title}: {step.rows[step.tap - 1]}")}"'
        ' font-family="system-ui, sans-serif" font-size="13">',
        f'<rect x="1" y="1" width="238" height="{high - 2}" rx="20" fill="#FBFAF7"'
        ' stroke="#85898A" stroke-width="2"/>',
        '<rect x="95" y="9" width="50" height="5" rx="2.5" fill="#D8D3C7"/>',
        '<text x="120" y="36" text-anchor="middle" font-weight="700" fill="#1D2A31">'
        f"{escape(step.title)}</text>",
    ]
    for number, row in enumerate(step.rows, 1):
        top, tapped = 4 + 44 * number, number == step.tap
        if tapped:
            drawn.append(
                f'<rect x="10" y="{top}" width="220" height="40" rx="10" fill="#E1E8E3"'
                ' stroke="#0E6B61" stroke-width="2"/>'
            )
        drawn.append(
            f'<text x="22" y="{top + 25}" fill="#1D2A31"'
            f' font-weight="{700 if tapped else 400}">{escape(row)}</text>'
        )
        if tapped and step.switch:
            drawn.append(
                f'<rect x="182" y="{top + 9}" width="38" height="22" rx="11" fill="#0E6B61"/>'
                f'<circle cx="209" cy="{top + 20}" r="9" fill="#FFFFFF"/>'
            )
        elif tapped:
            drawn.append(
                f'<circle cx="212" cy="{top + 20}" r="7" fill="none" stroke="#0E6B61"'
                f' stroke-width="2"/><circle cx="212" cy="{top + 20}" r="3" fill="#0E6B61"/>'
            )
    return "\n".join([*drawn, "</svg>"])


def trust_html(certificate: Certificate, address: str) -> str:
    """The page, for a certificate and the address of Backbeat that it is for."""
    told = guide()
    return _PAGE.format(
        style=_STYLE,
        intro=escape(told.intro),
        check=escape(told.check),
        download=DOWNLOAD,
        fingerprint=certificate.fingerprint,
        ends=f"{certificate.ends:%Y-%m-%d}",
        address=escape(address),
        devices="".join(map(_device_html, told.devices)),
        brings=_brings_html(told.brings),
    )


def trust_app(port: int) -> Starlette:
    """The few routes beside a server on a port, of the certificate that it shows at the time."""

    async def page(request: Request) -> Response:
        host = request.url.hostname or "localhost"
        named = f"[{host}]" if ":" in host else host
        here = None if network.is_here(request.scope) else network.present.root
        html = trust_html(_shown(), here or f"https://{named}:{port}")
        return HTMLResponse(html, headers=_HEADERS)

    async def download(_: Request) -> Response:
        file = _shown().authority
        return Response(
            b"" if file is None else file.read_bytes(),
            media_type="application/x-x509-ca-cert",
            headers={**_HEADERS, "content-disposition": 'attachment; filename="backbeat.crt"'},
        )

    return Starlette(routes=[Route("/", page), Route(DOWNLOAD, download)])


def _shown() -> Certificate:
    shown = network.present.certificate
    if shown is None:
        raise LookupError("There is such a page beside a server with a certificate only.")
    return shown


@contextmanager
def trust_page(
    certificate: Certificate | None, listening: Sequence[socket.socket]
) -> Iterator[tuple[uvicorn.Config, int] | None]:
    """Serve the page on the first free port after the server's: how, and on which one.

    None where no certificate was made here: then there is nothing to trust.
    """
    if certificate is None or certificate.authority is None:
        yield None
        return
    port = listening[0].getsockname()[1]
    sockets = _free_after(port)
    config = uvicorn.Config(
        trust_app(port),
        http=PatientProtocol,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    config.load()
    server = uvicorn.Server(config)
    run = threading.Thread(
        target=server.run, kwargs={"sockets": sockets}, name="trust page", daemon=True
    )
    run.start()
    try:
        yield config, sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        run.join(timeout=5)


def _free_after(port: int) -> list[socket.socket]:
    """Listening sockets; raises :class:`PortTaken` where none of the next ports is free."""
    for candidate in range(port + 1, port + 1 + _TRIED):
        with suppress(OSError, OverflowError):
            return both_families(candidate)
    raise PortTaken(_NO_PORT.format(first=port + 1, last=port + _TRIED))


def _device_html(device: TrustSteps) -> str:
    steps = "".join(f"<li>{escape(step.says)}\n{picture(step)}</li>\n" for step in device.steps)
    return _DEVICE.format(name=escape(device.name), steps=steps, undo=escape(device.undo))


def _brings_html(brings: Brings) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in brings.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in brings.rows
    )
    return f"<h2>{escape(brings.heading)}</h2>\n<table><tr>{head}</tr>{rows}</table>"
