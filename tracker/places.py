"""Where the project's own files are, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_BUNDLED = _PACKAGE / "_bundled"  # where the wheel carries what lies beside the package

ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent
APP = ROOT / "app.py"
PAGES = ROOT / "pages"
DATA = ROOT / "data"
