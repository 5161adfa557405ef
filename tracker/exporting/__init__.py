"""The diary of a period, for a clinician and the systems they use."""
