// A day's strip, heading, pain and note: the markup of the page, made to answer.

const SHORTLY = {
  saving: "Saving…",
  saved: "Saved",
  waiting: "Not saved yet",
  unknown: "Not known yet if saved",
  wrong: "Not saved",
  other: "Not saved",
};
const shownDays = new WeakMap(); // by place on the page: what it shows

export default function show({ data, parentElement, setTriggerValue }) {
  const [pain, note] = data.fields;
  const place = parentElement.querySelector(".day");
  const shown = shownDays.get(place) ?? { given: {}, pain: null, leaveNote: null };
  shownDays.set(place, shown);
  shown.tell = setTriggerValue; // what is saved late is told by the latest run

  const replaced = patch(place, data.markup, shown.given);
  const part = (name) => place.querySelector(`[data-part=${name}]`);
  if (replaced.includes("strip")) showStrip(part("strip"), (what, day) => shown.tell(what, day));
  if (replaced.includes("pain") && shown.pain) hidePain(shown.pain);
  if (replaced.includes("note")) shown.leaveNote?.();

  const saved = () => {
    if (place.isConnected && !isLeaving()) shown.tell("saved", data.day);
  };
  shown.pain = showPain(part("pain"), pain, saved, (field) => {
    paintInStrip(part("strip"), data.day, field.text);
    drawStatus(part("head"), field, data);
  });
  shown.leaveNote = showField(part("note"), note, () => shown.tell("saved", data.day));
  return () => {
    hidePain(shown.pain);
    shown.leaveNote?.();
    shownDays.delete(place);
  };
}

// Put the parts of the markup in their places; what is written on, only for another day. Returns
// the names of those that are new.
function patch(place, markup, given) {
  const made = document.createElement("template");
  made.innerHTML = markup;
  const focused = place.getRootNode().activeElement;
  const mark = focused && place.contains(focused) ? markOf(focused) : "";
  const replaced = [];
  for (const part of [...made.content.children]) {
    const name = part.dataset.part;
    const now = part.dataset.of ?? part.outerHTML;
    if (given[name] === now) continue;
    given[name] = now;
    const before = place.querySelector(`[data-part=${name}]`);
    if (before) before.replaceWith(part);
    else place.append(part);
    replaced.push(name);
  }
  if (mark && !place.contains(place.getRootNode().activeElement)) {
    const same = place.querySelector(mark);
    // The last arrow that could be pressed leaves the keyboard at the other one.
    const next = same?.disabled ? place.querySelector(".turn button:enabled") : same;
    next?.focus({ preventScroll: true });
  }
  return replaced;
}

// What the same control is found by once its part is new.
function markOf(control) {
  if (control.dataset.day) return `.week [data-day="${control.dataset.day}"]`;
  return control.dataset.do ? `[data-do=${control.dataset.do}]` : "";
}

function drawStatus(head, field, data) {
  const status = head.querySelector(".status");
  const ours = field.state === "saved" && field.version <= data.fields[0].version ? "" : field.state;
  tell(status, SHORTLY[ours] ?? data.status);
  const unsaved = ours === "" ? data.unsaved : !["saving", "saved"].includes(ours);
  status.classList.toggle("unsaved", unsaved);
}
