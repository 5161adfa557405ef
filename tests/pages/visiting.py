"""A person at the screens, without a browser: what they see, what they tap."""

import re
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from tracker.ui.server import SHELL

PATIENCE = 60  # seconds a busy machine may take for one run
SAID = (
    "title",
    "header",
    "text",
    "caption",
    "html",
    "markdown",
    "error",
    "warning",
    "info",
    "toast",
)


class Visit:
    """One window of one browser: taps and looks, by the labels that a person reads."""

    def __init__(self, screen: str = "check_in", theme: str = "light", **query: str) -> None:
        self.redrawn = ""  # what the latest tap drew again, as text
        self.toasts: list[str] = []  # what it said in passing
        self.app = AppTest.from_file(SHELL, default_timeout=PATIENCE)
        self.app.context = {"timezone": "Europe/Berlin", "locale": "en-GB", "theme": theme}
        if screen == "check_in":
            self.app.query_params.update(query)
        self.app.run()
        if screen != "check_in":
            self.go(screen, **query)

    def go(self, screen: str, **query: str) -> "Visit":
        """Follow the menu to another screen."""
        self.app.switch_page(f"../../pages/{screen}.py")
        self.app.query_params.clear()
        self.app.query_params.update(query)
        self.app.run()
        return self

    def again(self) -> "Visit":
        """Let the tap take effect, then see the whole page.

        A tap redraws only parts of it, and AppTest then knows nothing of the rest.
        """
        for box in self.app.selectbox:  # AppTest knows no answers that were typed
            if box.value is not None and (typed := box.format_func(box.value)) not in box.options:
                box.options.append(typed)
        self.app.run()
        self.redrawn = self._words()
        self.toasts = [unescaped(toast.value) for toast in self.app.toast]
        if not self.app.title:
            self.app.run()
        return self

    # -- taps

    def tap(self, label: str) -> "Visit":
        """Press the button of that name."""
        self._button(label).click()
        return self.again()

    def choose(self, label: str, value: Any) -> "Visit":
        """Give a widget, by the beginning of its label, a value."""
        self.widget(label).set_value(value)  # type: ignore[no-untyped-call]
        return self.again()

    def rate(self, pain: int) -> "Visit":
        """Tap the day's pain."""
        return self.choose("Average pain", pain)

    def open(self, key: str) -> "Visit":
        """Open what is folded away."""
        self.app.session_state[key] = True
        return self.again()

    # -- looks

    def widget(self, label: str) -> Any:
        """The first widget whose label begins so."""
        found = [widget for widget in self._widgets() if widget.label.startswith(label)]
        assert found, f"no {label!r} among {[widget.label for widget in self._widgets()]}"
        return found[0]

    def value(self, label: str) -> Any:
        """What a widget shows."""
        return self.widget(label).value

    def options(self, label: str) -> list[str]:
        """What can be chosen, as it is written."""
        return [unescaped(option) for option in self.widget(label).options]

    def offers(self, label: str) -> bool:
        """Whether a widget or button of that name is there to be used."""
        return any(widget.label.startswith(label) for widget in self._widgets())

    @property
    def buttons(self) -> list[str]:
        """The buttons there are."""
        return [unescaped(button.label) for button in self.app.button]

    @property
    def markup(self) -> list[str]:
        """What is drawn as HTML, without how it looks."""
        return [styleless(str(element.value)) for element in self.app.html]

    def drawn(self, name: str) -> str:
        """The first HTML in which something is of that class."""
        return next(markup for markup in self.markup if name in markup)

    @property
    def words(self) -> str:
        """Everything the page says, as text."""
        return self._words()

    def _words(self) -> str:
        assert not self.app.exception, self.app.exception
        return "\n".join(plain(element) for name in SAID for element in self.app.get(name))

    def _button(self, label: str) -> Any:
        named = [button for button in self.app.button if unescaped(button.label) == label]
        assert named, f"no {label!r} among {self.buttons}"
        return named[0]

    def _widgets(self) -> list[Any]:
        return [node for node in self.app.main if isinstance(node, Widget)]


def plain(element: Any) -> str:
    """The text of an element, without its markup."""
    value = str(element.value)
    if element.type in ("alert", "toast", "error", "info"):
        value = unescaped(value)
    if element.type == "html":
        value = re.sub(r"<[^>]+>", " ", styleless(value))
        value = re.sub(r"\s+", " ", unescape(value)).strip()
    return value


def styleless(markup: str) -> str:
    """HTML without its style sheets."""
    return re.sub(r"<style>.*?</style>", "", markup, flags=re.DOTALL)


def unescaped(label: str) -> str:
    """A label as it shows: without the backslashes that keep Markdown from reading it."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", label)
