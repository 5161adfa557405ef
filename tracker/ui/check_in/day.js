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
  const place = parentElement.querySelector(".day");
  const early = window.backbeatEarlyDay; // the same, as it came with the page
  if (!early) {
    document.querySelector("#day-in-page")?.remove(); // its script never came
    return showDay(place, data, setTriggerValue);
  }
  let leave = null;
  let gone = false;
  early.handOver(place, (shown) => {
    shownDays.set(place, shown);
    if (!gone) leave = showDay(place, data, setTriggerValue);
  });
  return () => {
    gone = true;
    leave?.();
  };
}

// What is returned is called when the day leaves the page.
function showDay(place, data, ask) {
  const [pain, note] = data.fields;
  const shown = shownDays.get(place) ?? { given: {}, pain: null, leaveNote: null };
  shownDays.set(place, shown);
  // What is saved late is told by the latest run, and where the day stands now.
  Object.assign(shown, { place, day: data.day, tell: ask });

  const came = data.markup === undefined; // with the page
  const replaced = came ? takeParts(place, shown.given) : patch(place, data.markup, shown.given);
  const part = (name) => place.querySelector(`[data-part=${name}]`);
  if (replaced.includes("strip")) showStrip(part("strip"), (what, day) => shown.tell(what, day));
  if (replaced.includes("pain") && shown.pain) hidePain(shown.pain);
  if (replaced.includes("note")) shown.leaveNote?.();

  const saved = () => {
    if (shown.place.isConnected && !isLeaving()) shown.tell("saved", shown.day);
  };
  shown.pain = showPain(part("pain"), pain, saved, (field) => {
    paintInStrip(part("strip"), data.day, field.text);
    drawStatus(part("head"), field, data);
  });
  shown.leaveNote = showField(part("note"), note, () => shown.tell("saved", shown.day));
  return () => {
    hidePain(shown.pain);
    shown.leaveNote?.();
    shownDays.delete(place);
  };
}

// What tells a part from another one; of what is written on, that is its day.
function markupOf(part) {
  return part.dataset.of ?? part.outerHTML;
}

// Take the parts as they came with the page. Returns their names.
function takeParts(place, given) {
  const parts = [...place.children];
  for (const part of parts) given[part.dataset.part] = markupOf(part);
  return parts.map((part) => part.dataset.part);
}

// Put the parts of the markup in their places, where they are others than before. Returns the
// names of those that are new.
function patch(place, markup, given) {
  const made = document.createElement("template");
  made.innerHTML = markup;
  const focused = place.getRootNode().activeElement;
  const mark = focused && place.contains(focused) ? markOf(focused) : "";
  const replaced = [];
  for (const part of [...made.content.children]) {
    const name = part.dataset.part;
    const now = markupOf(part);
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
