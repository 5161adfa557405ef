"""Take the README's pictures of all drawings: python -m tools.drawing_sheet.

Needs the test requirements and Chromium; writes docs/screenshots/drawings.png and
drawings-dark.png.
"""

import shutil
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

from tools.drawings.plans import read_plans
from tools.drawings.svg_files import PLANS
from tracker.library.drawings import drawing

ROOT = Path(__file__).parents[1]
PICTURES: dict[Literal["light", "dark"], str] = {
    "light": "drawings.png",
    "dark": "drawings-dark.png",
}
LOOK = """
body { margin: 0; font: 16px "Source Sans 3", "Source Sans Pro", sans-serif; }
main { display: grid; grid-template-columns: repeat(3, 1fr); gap: 28px 36px; padding: 28px;
       align-items: end; background: var(--bb-page); color: var(--bb-text); }
figure { margin: 0; }
figcaption { font-weight: 600; margin-top: 4px; }
"""


def sheet(theme: str) -> str:
    """The page that is photographed, in the light theme or the dark."""
    figures = "".join(
        f"<figure>{shown.svg}<figcaption>{name[0].upper()}{name[1:]}</figcaption></figure>"
        for name in [plan.name for plan in read_plans(PLANS)]
        if (shown := drawing(name))
    )
    colours = (ROOT / "tracker" / "ui" / "style" / "tokens.css").read_text(encoding="utf-8")
    page = f"<!doctype html><html data-theme='{theme}'>"
    return f"{page}<style>{colours}{LOOK}</style><main>{figures}</main>"


def main() -> None:
    """Draw the sheet in both themes."""
    folder = ROOT / "docs" / "screenshots"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
        )
        for theme, name in PICTURES.items():
            page = browser.new_page(viewport={"width": 1280, "height": 400})
            page.set_content(sheet(theme))
            page.screenshot(path=folder / name, full_page=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
