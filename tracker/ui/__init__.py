"""The screens, and what the launcher hands to the server: the script to run, what to load first."""

from pathlib import Path

SHELL = Path(__file__).with_name("shell.py")


def load_first_screen() -> None:
    """Import what the check-in draws with, so that the first browser need not wait for it."""
    from tracker import questionnaires
    from tracker.ui import check_in, first_screen, navigation  # noqa: F401 - loading is wanted
    from tracker.web.server import load_modules

    load_modules(check_in)
    load_modules(questionnaires)
    first_screen.loaded.set()
