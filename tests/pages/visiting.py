"""A person at the screens, without a browser: what they see, what they tap."""

import json
import re
from datetime import date
from functools import partial
from html import unescape
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.element_tree import ElementTree, Widget

from tracker.identity.identity import THIS_COMPUTER, Identity
from tracker.ui import SHELL
from tracker.web.asking import user_info
from tracker.web.autosave import route

PAIN = "Average pain"
EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"  # what Streamlit calls the events of a component
STEP = re.compile(r'<button[^>]*data-do="(undo|redo)" value="(\d+)"><span>(.*?)</span></button>')
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


def at_this_computer(app: AppTest, identity: Identity = THIS_COMPUTER) -> AppTest:
    """A screen as the browser of who keeps the diary asks for it, or that of somebody else."""
    app.user = dict(user_info(identity))
    return app


class Visit:
    """One window of one browser: taps and looks, by the labels that a person reads."""

    def __init__(
        self,
        screen: str = "check_in",
        theme: str = "light",
        locale: str = "en-GB",
        identity: Identity = THIS_COMPUTER,
        **query: str,
    ) -> None:
        self.identity = identity
        self.redrawn = ""  # what the latest tap drew again, as text
        self.answer: dict[str, Any] = {}  # what the server said of what was typed last
        self.toasts: list[str] = []  # what it said in passing
        self.app = at_this_computer(AppTest.from_file(SHELL, default_timeout=PATIENCE), identity)
        self.app.context = {"timezone": "Europe/Berlin", "locale": locale, "theme": theme}
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
        self._run()
        return self._seen()

    def _seen(self) -> "Visit":
        self.redrawn = self._words()
        self.toasts = [unescaped(toast.value) for toast in self.app.toast]
        if "bladder" not in self._words():  # the frame, with its help, is drawn with the whole page
            self._run()
        return self

    def _run(self) -> None:
        for box in self.app.selectbox:  # AppTest knows no answers that were typed
            if box.value is not None and (typed := box.format_func(box.value)) not in box.options:
                box.options.append(typed)
        self.app.run()

    # -- taps

    def choose_as_browsers_do(self, label: str, value: Any) -> "Visit":
        """Give a widget a value; only the part of the page that it stands in runs again.

        AppTest by itself runs the whole page for every widget.
        """
        widget = self.widget(label)
        widget.set_value(value)  # type: ignore[no-untyped-call]
        asked_for = partial(RerunData, fragment_id=self._part_with(widget.id))
        with patch.object(local_script_runner, "RerunData", asked_for):
            self._run()
        return self

    def tap_as_browsers_do(self, label: str) -> "Visit":
        """Press a button; what the page then draws again is all that is seen."""
        if self._is_step(label):
            return self._tell("unsaved", *self._step(label), whole=False)
        button = self._button(label)
        part = self._part_with(button.id)
        button.click()
        with patch.object(local_script_runner, "RerunData", partial(RerunData, fragment_id=part)):
            self._run()
        return self

    def _part_with(self, widget: str) -> str:
        state: Any = self.app._session_state
        while isinstance(state, SafeSessionState):
            state = state._state
        return str(state._new_widget_state.widget_metadata[widget].fragment_id or "")

    def tap(self, label: str) -> "Visit":
        """Press the button of that name."""
        if self._is_step(label):
            return self._tell("unsaved", *self._step(label), whole=True)
        self._button(label).click()
        return self.again()

    def choose(self, label: str, value: Any) -> "Visit":
        """Give a widget, by the beginning of its label, a value."""
        self.widget(label).set_value(value)  # type: ignore[no-untyped-call]
        return self.again()

    def rate(self, pain: int | None, *, whole: bool = True) -> "Visit":
        """Tap the day's pain, or take it away; the browser sends it beside the page.

        `whole`: see the whole page then, not only what was drawn again.
        """
        return self.type(PAIN, "" if pain is None else str(pain), whole=whole)

    def turn_to(self, day: date) -> "Visit":
        """Tap a day of the strip."""
        return self.ask("day", day.isoformat())

    def look_at(self, last: date) -> "Visit":
        """Swipe the strip to the seven days that end so."""
        return self.ask("week", last.isoformat())

    def open(self, key: str) -> "Visit":
        """Open what is folded away."""
        self.app.session_state[key] = True
        return self.again()

    def type(self, label: str, text: str, *, whole: bool = True) -> "Visit":
        """Type into a field that saves by itself; the browser sends it beside the page."""
        self.answer = self.send(label, text)
        if self.day_data and "saved" in self.answer and self.field(label) in self._day_fields():
            return self.ask("saved", self.day_data["day"], whole=whole)
        return self.again()

    def send(self, label: str, text: str, seen: str | None = None) -> dict[str, Any]:
        """What the server answers to what was typed by somebody who saw `seen`, or the page."""
        data = self.field(label)
        sent = {key: data[key] for key in ("ticket", "diary", "field")}
        base = data["stored"] if seen is None else seen
        body = {**sent, "text": text, "base": base, "own": []}
        return route.answer_to(self.identity, json.dumps(body).encode())[0]

    def ask(self, event: str, value: str, *, whole: bool = True) -> "Visit":
        """Let the component of the day ask the page for something, as its script does."""
        return self._tell("unsaved", event, value, whole=whole)

    def fill(self, form: str, values: dict[str, str], uid: UUID | None = None) -> "Visit":
        """Fill in the form for a new entry and press its Add; the browser gives the entry's uid."""
        return self._tell(form, "added", {"uid": str(uid or uuid4()), "values": values})

    def _tell(self, known_by: str, event: str, value: Any, *, whole: bool = True) -> "Visit":
        """Let the component that is given something of that name, or is named so, tell the page."""
        protos = [element.proto for element in self.app.get("bidi_component")]
        asking = next(
            proto
            for proto in protos
            if known_by in content(proto) or content(proto).get("form") == known_by
        )
        state = WidgetState(id=EVENTS.format(asking.id))
        state.json_trigger_value = json.dumps([{"event": event, "value": value}])
        states = ElementTree.get_widget_states

        def with_event(tree: ElementTree) -> WidgetStates:
            return WidgetStates(widgets=[*states(tree).widgets, state])

        part = partial(RerunData, fragment_id=self._part_with(asking.id))
        with (
            patch.object(ElementTree, "get_widget_states", with_event),
            patch.object(local_script_runner, "RerunData", part),
        ):
            self._run()
        return self._seen() if whole else self

    # -- looks

    @property
    def day(self) -> date:
        """The day that the check-in shows."""
        return date.fromisoformat(self.day_data["day"])

    @property
    def pain(self) -> float | None:
        """The day's pain as the check-in shows it."""
        said = self.typed(PAIN)
        return (float(said) if "." in said else int(said)) if said else None

    @property
    def strip(self) -> dict[str, str]:
        """The days of the strip that are seen, by their dates: what a screen reader says."""
        shown = int(re.search(r'data-at="(\d+)"', self.day_data["markup"])[1])
        week = re.findall(r'<ol class="week".*?</ol>', self.day_data["markup"])[shown]
        return dict(re.findall(r'data-day="([^"]+)".*?aria-label="([^"]+)"', week))

    def field(self, label: str) -> dict[str, Any]:
        """What the browser is given for the field of that name that saves by itself."""
        fields = self._fields()
        found = [data for data in fields if data["label"] == label]
        found += [data for data in fields if data["label"].startswith(label)]
        assert found, f"no {label!r} among {[data['label'] for data in fields]}"
        return found[0]

    def typed(self, label: str) -> str:
        """What such a field says."""
        return str(self.field(label)["stored"])

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
        labels = [widget.label for widget in self._widgets()]
        labels += [data["label"] for data in self._fields()]
        return any(one.startswith(label) for one in labels)

    @property
    def buttons(self) -> list[str]:
        """The buttons there are."""
        return [*self._steps(), *(unescaped(button.label) for button in self.app.button)]

    @property
    def recorded(self) -> list[str]:
        """What is recorded, a row each, with what was noted of it."""
        rows = [markup for markup in self.markup if 'class="bb-recorded"' in markup]
        return [without_tags(row) for row in rows]

    @property
    def links(self) -> list[str]:
        """The links to other screens."""
        return [unescaped(link.proto.label) for link in self.app.get("page_link")]

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
        said = [plain(element) for name in SAID for element in self.app.get(name)]
        drawn = [STEP.sub("", data["markup"]) for data in self._components() if "markup" in data]
        return "\n".join([*said, *map(without_tags, drawn)])

    def _button(self, label: str) -> Any:
        """The button of that name, or one whose name goes on to say what it does just now."""
        labels = [(unescaped(button.label), button) for button in self.app.button]
        named = [button for said, button in labels if said == label]
        named += [button for said, button in labels if said.startswith(f"{label} ")]
        assert named, f"no {label!r} among {self.buttons}"
        return named[0]

    def _steps(self) -> dict[str, tuple[str, str]]:
        """What Undo and Redo would do in the day's part, and what pressing them asks the page."""
        drawn = STEP.findall(self.day_data.get("markup", ""))
        return {unescape(words): (verb, version) for verb, version, words in drawn}

    def _is_step(self, label: str) -> bool:
        return any(words == label or words.startswith(f"{label} ") for words in self._steps())

    def _step(self, label: str) -> tuple[str, str]:
        found = [step for words, step in self._steps().items() if words.startswith(label)]
        assert found, f"no {label!r} among {self.buttons}"
        return found[0]

    @property
    def minutes(self) -> dict[str, Any]:
        """What the browser is given for the minutes of another activity."""
        return next(data for data in self._components() if "chips" in data and "turn" in data)

    @property
    def listed_days(self) -> dict[str, list[str]]:
        """The list of days that the browser is given: what each says, by its ISO date."""
        data = next(data for data in self._components() if "days" in data)
        texts = data["texts"]
        return {
            iso: [name, pain, note, *(texts[place] for part in (*facts, *lines) for place in part)]
            for iso, name, pain, note, facts, lines in data["days"]
        }

    def _fields(self) -> list[dict[str, Any]]:
        alone = [data for data in self._components() if "field" in data]
        listed = [one for data in self._components() for one in data.get("ratings", ())]
        return [*alone, *listed, *self._day_fields()]

    @property
    def day_data(self) -> dict[str, Any]:
        """What the browser is given for the day's strip, pain and note, where it is there."""
        return next((data for data in self._components() if "unsaved" in data), {})

    def _day_fields(self) -> list[dict[str, Any]]:
        return list(self.day_data.get("fields", []))

    def _components(self) -> list[dict[str, Any]]:
        return [
            found for element in self.app.get("bidi_component") if (found := content(element.proto))
        ]

    def _widgets(self) -> list[Any]:
        return [node for node in self.app.main if isinstance(node, Widget)]


def content(proto: Any) -> dict[str, Any]:
    """What a component is given."""
    found: dict[str, Any] = json.loads(proto.json or proto.mixed.json or "{}")
    return found


def plain(element: Any) -> str:
    """The text of an element, without its markup."""
    value = str(element.value)
    if element.type in ("alert", "toast", "error", "info", "warning"):
        value = unescaped(value)
    if element.type == "html":
        value = without_tags(styleless(value))
    return value


def without_tags(markup: str) -> str:
    """The text of HTML."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


def styleless(markup: str) -> str:
    """HTML without its style sheets."""
    return re.sub(r"<style>.*?</style>", "", markup, flags=re.DOTALL)


def unescaped(label: str) -> str:
    """A label as it shows: without the backslashes that keep Markdown from reading it."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", label)
