"""The diary in and out of files."""
