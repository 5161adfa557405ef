"""What makes files of data/ and docs/."""
