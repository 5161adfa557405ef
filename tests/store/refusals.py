"""What every refusal of the store has in common."""

from tracker.store import StoreError


def for_people(error: StoreError) -> bool:
    """Says what was kept and what to do, in sentences and without what only a program knows."""
    told = str(error)
    kept = ("kept" in told) or ("Nothing was" in told) or ("left as it is" in told)
    return kept and told.endswith(".") and "sqlalche" not in told and "Error" not in told
