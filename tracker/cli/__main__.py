"""`python -m tracker.cli`, the same as `backbeat`."""

import sys

from tracker.cli import main

sys.exit(main())
