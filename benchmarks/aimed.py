"""One verb of the command line, which says on a pipe when its dangerous part begins and ends.

`python -m benchmarks.aimed PIPE VERB …`: so that a kill can be aimed inside it.
"""

import os
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from tracker import cli

BEGUN, ENDED = b"begun\n", b"ended\n"
PARTS = {  # what writes, by the verb
    "import": ("tracker.importing.importer", "apply_preview"),
    "backup": ("tracker.store.backup.backup_files", "write_backup"),
    "restore": ("tracker.store.backup.restore", "restore_backup"),
    "encrypt": ("tracker.store.reencrypt", "reencrypt"),
    "decrypt": ("tracker.store.reencrypt", "reencrypt"),
}


def _marked(part: Callable[..., Any], pipe: int) -> Callable[..., Any]:
    @wraps(part)
    def marked(*given: Any, **more: Any) -> Any:
        os.write(pipe, BEGUN)
        result = part(*given, **more)
        os.write(pipe, ENDED)
        return result

    return marked


def main(pipe: int, arguments: list[str]) -> int:
    """Run the verb; returns its exit code."""
    name, part = PARTS[arguments[0]]
    module = import_module(name)
    setattr(module, part, _marked(getattr(module, part), pipe))
    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
