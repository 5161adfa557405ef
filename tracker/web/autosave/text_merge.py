"""One text that was changed in two places: both are kept."""


def merge_texts(base: str, mine: str, theirs: str) -> str:
    """What two writers made of `base`, one after the other; nothing of either is lost.

    Where each only wrote on, the beginning is not repeated.
    """
    if mine in theirs:
        return theirs
    if theirs in mine:
        return mine
    if base and mine.startswith(base) and theirs.startswith(base):
        return f"{theirs}\n{mine[len(base) :].lstrip()}"
    return f"{theirs}\n\n{mine}"
