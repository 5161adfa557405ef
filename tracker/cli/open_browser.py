"""The verb that lets a browser in to a diary that is already open: open."""

from __future__ import annotations

import argparse

from tracker.cli.output import print_lines, refuse, say


def open_running(options: argparse.Namespace) -> int:
    """Open the running Backbeat in the browser, which is let in by that."""
    from tracker.identity.browser import has_screen, open_browser
    from tracker.identity.running import address_for, running, ticket_for

    found = running(options.port)
    if not found:
        where = f"on port {options.port}" if options.port is not None else "for this account"
        return refuse(f"No Backbeat is running {where}. Start it with: backbeat")
    if len(found) > 1:
        for server in found:
            say(f"  port {server.port}: {server.database or 'a diary'}")
        return refuse(f"Several are running. Say which: backbeat open --port {found[0].port}")
    address = address_for(found[0], ticket_for(found[0]))
    if not options.no_browser and has_screen() and open_browser(address, found[0].port):
        say("Your browser opens, and is let in.")
        return 0
    print_lines(iter([address]))
    say("Open this address within five minutes. It lets one browser in, once.")
    return 0
