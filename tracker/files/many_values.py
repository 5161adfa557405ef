"""A process that makes many values, and little garbage among them."""

import gc


def expect_many_values() -> None:
    """Look for garbage seldom: the search took a tenth of the time of an import or export."""
    gc.set_threshold(100_000)
