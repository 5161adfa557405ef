"""Any table of whatever program: which column means what, and what comes of its rows."""
