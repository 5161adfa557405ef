// A day's strip, heading, pain, note and Undo: the markup of the page, made to answer.

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
function showDay(place, given, ask) {
  const shown = shownDays.get(place) ?? { given: {}, pain: null, leaveNote: null };
  shownDays.set(place, shown);
  // What is saved late is told by the latest run, and where the day stands now.
  Object.assign(shown, { place, tell: ask, rest: given.rest });
  drawDay(shown, latest(given));
  return () => {
    hidePain(shown.pain);
    shown.leaveNote?.();
    shownDays.delete(place);
  };
}

// A run of the screen may have read the diary before the last tap was saved, and knows of no tap
// that it was not asked to draw.
function latest(given) {
  const [{ diary, field, stored, version }] = given.fields;
  const { drawn } = fieldOf(diary, field, stored);
  if (!drawn || drawn.version < version) return given;
  const { unsaved } = given;
  const status = unsaved ? given.status : drawn.data.status;
  return { ...(drawn.version > version ? drawn.data : given), status, unsaved };
}

function drawDay(shown, data) {
  const [pain, note] = data.fields;
  const { place } = shown;
  Object.assign(shown, { day: data.day, version: pain.version, unsaved: data.unsaved });
  const replaced = data.markup === undefined
    ? takeParts(place, shown.given) // it came with the page
    : patch(place, data.markup, shown.given);
  const part = (name) => place.querySelector(`[data-part=${name}]`);
  if (replaced.includes("strip")) showStrip(part("strip"), (what, day) => shown.tell(what, day));
  if (replaced.includes("pain") && shown.pain) hidePain(shown.pain);
  if (replaced.includes("note")) shown.leaveNote?.();
  if (replaced.includes("steps")) showSteps(part("steps"), (what, version) => shown.tell(what, version));

  const saved = (drawn) => {
    if (!shown.place.isConnected || isLeaving()) return;
    const isNewest = drawn?.day === shown.day && drawn.fields[0].version >= shown.version;
    if (isNewest) follow(shown, drawn);
    else shown.tell("saved", shown.day);
  };
  shown.pain = showPain(part("pain"), pain, saved, (field) => {
    paintInStrip(part("strip"), data.day, field.text);
    drawStatus(part("head"), field, data);
  });
  if (shown.rest !== undefined) {
    shown.pain.shows = () => ({ day: shown.day, last: lastInStrip(part("strip")) });
  }
  shown.leaveNote = showField(part("note"), note, () => shown.tell("saved", shown.day));
}

// What a tap has made of the day is drawn from its answer; the screen is run only where more than
// the day looks different since, or it says that something was not saved.
function follow(shown, data) {
  shown.pain.drawn = { data, version: data.fields[0].version };
  if (data.rest !== shown.rest || shown.unsaved) shown.tell("saved", shown.day);
  drawDay(shown, data);
}

function showSteps(steps, ask) {
  steps.onclick = ({ target }) => {
    const step = target.closest("[data-do]");
    if (step) ask(step.dataset.do, step.value);
  };
}

// What tells a part from another one; of what is written on, that is its day.
function markupOf(part) {
  return part.dataset.of ?? part.outerHTML;
}

// Take the parts as they came with the page. Returns the names of those that are new.
function takeParts(place, given) {
  const parts = [...place.children].filter((part) => !(part.dataset.part in given));
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
