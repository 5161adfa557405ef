"""Saying that something was not done, but only where that is known."""

from tracker.store import OutcomeUnknown


def show_save_errors(what: str, error: Exception) -> str:
    """The sentence `what`, such as "That was not saved.", with the reason.

    Where a server went silent while it saved, nobody knows: then the reason says that alone.
    """
    return str(error) if isinstance(error, OutcomeUnknown) else f"{what} {error}"
