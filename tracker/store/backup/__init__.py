"""The whole diary in one file of its own, and back from it."""
