// A guided session. The room outlives its place on the page: a page that is drawn anew
// after a lost connection finds the session going on.

const rooms = new Map();
const TICK = 100; // ms
const OFTEN = 4_000; // ms until what was not answered is sent again
const KEEPS = "Not saved yet; this browser keeps it and tries again.";
const LATE = 1_500; // ms until what was not answered is spoken of
const AWAY = 3_000; // ms without a place on the page: the person has gone elsewhere
const STALE = 12 * 3_600_000; // ms: nobody goes on with yesterday's session

export default function player({ data, parentElement, setTriggerValue }) {
  const room = rooms.get(data.place) ?? enter(data.place, data.diary);
  const moved = room.view !== parentElement;
  const choice = JSON.stringify(data.exercises);
  room.view = parentElement;
  room.data = data;
  parentElement.pictures = data.pictures; // not kept with the session: they may be large
  if (room.session) rename(room.session, data.renamed);
  room.address = new URL(data.address, document.baseURI).href;
  room.ticket = data.ticket;
  room.told = () => setTriggerValue("saved", Date.now());
  if (moved) {
    room.asked = null;
    wire(room);
  }
  if (moved || room.choice !== choice) {
    room.choice = choice;
    drawChoice(parentElement, data, () => drawStart(room));
  }
  draw(room);
  if (moved) sendEntries(room);
  return () => {
    if (room.view !== parentElement) return;
    room.view = null;
    setTimeout(() => room.view ?? pause(room), AWAY);
  };
}

function enter(place, diary) {
  takeOldEntries(place, diary);
  const room = { place, diary, session: kept(place), before: null, asked: null, sent: 0, trouble: "", ticked: Date.now() };
  rooms.set(place, room);
  const session = room.session;
  if (session && present(session) && ["running", "paused", "between"].includes(session.phase)) {
    if (session.phase !== "between") {
      room.interrupted = true;
      session.phase = "paused";
    }
    if (Date.now() - session.seen > STALE) end(room, session.seen);
  } else {
    room.session = null;
  }
  setInterval(() => tick(room), TICK);
  document.addEventListener("visibilitychange", () => {
    tick(room);
    if (room.session?.phase === "running") stayAwake();
  });
  document.addEventListener("keydown", (event) => pressed(room, event));
  return room;
}

// An exercise that got another name meanwhile goes by it from here on.
function rename(session, renamed) {
  for (const exercise of [...session.exercises, ...(session.others ?? [])]) {
    Object.assign(exercise, renamed[exercise.name.toLowerCase()]);
  }
}

function wire(room) {
  const view = room.view;
  const buttons = {
    continue: () => resume(room),
    end: () => end(room),
    pause: () => (room.session.phase === "running" ? pause(room) : resume(room)),
    wait: () => act(room, (happened) => skipWait(room.session, happened)),
    skip: () => leaveOff(room, false),
    stop: () => leaveOff(room, true),
    next: () => proceed(room, null),
    less: () => proceed(room, less(current(room))),
    gentler: () => proceed(room, gentlerThan(room.session)),
    enough: () => end(room),
    mute: () => mute(room),
    anew: () => anew(room),
  };
  for (const [name, action] of Object.entries(buttons)) {
    view.querySelector(`[data-do=${name}]`).onclick = action;
  }
  const sound = view.querySelector("[data-do=sound]");
  sound.onchange = () => mute(room);
  view.querySelector("form.start").onsubmit = (event) => {
    event.preventDefault();
    begin(room);
  };
  for (const form of view.querySelectorAll("form:not(.start)")) form.onsubmit = (event) => event.preventDefault();
  const dialog = view.querySelector("dialog");
  dialog.oncancel = (event) => {
    event.preventDefault(); // Escape holds the session, it doesn't throw it away
    pause(room);
  };
  dialog.onclose = () => pause(room);
  drawScale(view.querySelector("[data-context=before] .scale"), "before", (pain) => (room.before = pain));
  drawScale(view.querySelector("[data-context=after] .scale"), "after", (pain) => rateAfter(room, pain));
  drawScale(view.querySelector("[data-context=during] .scale"), "during", (pain) => rateStopped(room, pain));
  for (const radio of view.querySelectorAll("[name=why]")) radio.onchange = () => sayWhy(room, radio.value);
}

// -- what a person does

function begin(room) {
  const chosen = chosenIn(room);
  if (!chosen.length) return;
  wakeSound();
  room.session = newSession(chosen, room.data.others);
  room.ticked = Date.now();
  room.interrupted = false;
  if (room.before !== null) rate(room, newUid(), room.before, "before");
  save(room);
  announce(room.view, room.session);
  draw(room);
}

function pause(room) {
  if (room.session?.phase !== "running") return;
  tick(room);
  if (room.session.phase !== "running") return;
  room.session.phase = "paused";
  maySleep();
  save(room);
  draw(room);
}

function resume(room) {
  if (room.session?.phase !== "paused") return;
  wakeSound();
  room.interrupted = false;
  room.session.phase = "running";
  room.ticked = Date.now();
  announce(room.view, room.session);
  save(room);
  draw(room);
}

// Leave the present exercise before its end: what is done of it is logged at once.
function leaveOff(room, painful, at = null) {
  if (at === null) tick(room);
  if (!["running", "paused"].includes(room.session.phase)) return;
  breakOff(room.session, painful);
  maySleep();
  if (current(room).logged) entry(room, current(room), at ?? Date.now());
  save(room);
  draw(room);
}

function proceed(room, instead) {
  if (room.session.phase !== "between") return;
  wakeSound();
  room.ticked = Date.now();
  goOn(room.session, instead, (what, exercise) => happened(room, what, exercise));
  save(room);
  draw(room);
}

function end(room, at = null) {
  leaveOff(room, false, at);
  room.session.phase = "finished";
  room.interrupted = false;
  save(room);
  maySleep();
  draw(room);
}

function current(room) {
  return room.session.exercises[room.session.exercise];
}

function act(room, action) {
  tick(room);
  action((what, exercise) => happened(room, what, exercise));
  save(room);
  draw(room);
}

function anew(room) {
  room.session = null;
  room.before = null;
  keep(room.place, null);
  for (const radio of room.view.querySelectorAll("input[type=radio]")) radio.checked = false;
  draw(room);
  room.view.querySelector("[type=submit]").focus();
}

function mute(room) {
  keepText("backbeat.mute", muted() ? "no" : "yes");
  draw(room);
}

function muted() {
  return readText("backbeat.mute") === "yes";
}

function rateAfter(room, pain) {
  rate(room, room.session.after, pain, "after");
  sendEntries(room);
}

function rateStopped(room, pain) {
  const exercise = current(room);
  exercise.rating ??= newUid(); // a session that was begun before exercises had one
  exercise.pain = pain;
  rate(room, exercise.rating, pain, "after", exercise.name);
  save(room);
  sendEntries(room);
}

function sayWhy(room, reason) {
  const exercise = current(room);
  exercise.reason = reason;
  replace(room, exercise.uid, { kind: "skip", exercise: exercise.name, reason });
  save(room);
  sendEntries(room);
}

function pressed(room, event) {
  const path = event.composedPath();
  if (!room.view || !path.some((node) => node.nodeName === "DIALOG")) return;
  if (event.key === " " && path[0].nodeName !== "BUTTON") {
    event.preventDefault();
    room.session.phase === "running" ? pause(room) : resume(room);
  }
  event.stopPropagation(); // the page's own keys stay out of a session
}

// -- the clock

function tick(room) {
  const now = Date.now();
  const over = Math.max(0, now - room.ticked);
  room.ticked = now;
  if (now - room.sent > OFTEN) sendEntries(room);
  if (room.view) drawKept(room);
  const session = room.session;
  if (session?.phase !== "running") return;
  if (over > ASLEEP) {
    session.phase = "paused";
    room.interrupted = true;
  } else {
    const before = secondsLeft(session);
    const step = present(session);
    pass(session, (over / 1000) * room.data.speed, (what, exercise) => happened(room, what, exercise));
    const left = secondsLeft(session);
    if (step === present(session) && left < before && left <= 3 && step.doing !== "rep") sound("tick");
    stayAwake();
  }
  if (now - session.seen > 1_000) save(room);
  draw(room);
}

function happened(room, what, exercise) {
  const session = room.session;
  if (what === "exercise" && exercise.ended === "done") {
    entry(room, exercise, Date.now());
  } else if (what === "step") {
    const doing = present(session).doing;
    sound(doing === "rep" ? "rep" : WORK.has(doing) ? "go" : "rest");
    if (room.view) announce(room.view, session);
  } else if (what === "end") {
    sound("end");
    maySleep();
    save(room);
  }
}

function sound(name) {
  if (!muted()) play(name);
}

// -- what is kept and sent

function entry(room, exercise, at) {
  postEntry(room.diary, {
    id: exercise.uid,
    kind: "exercise",
    uid: exercise.uid,
    at,
    exercise: exercise.name,
    ...exercise.logged,
  });
  save(room);
  sendEntries(room);
}

function rate(room, uid, pain, context, exercise = "") {
  replace(room, uid, { kind: "reading", pain, context, exercise });
}

// What was tapped anew takes the place of what was tapped before, in the diary too.
function replace(room, uid, told) {
  for (const old of waitingEntries(room.diary)) {
    if (old.uid === uid) settleEntry(room.diary, old.id);
  }
  const at = Date.now();
  postEntry(room.diary, { id: `${uid}.${at}`, uid, at, ...told });
}

function save(room) {
  room.session.seen = Date.now();
  keep(room.place, room.session);
}

// One after the other, in the order in which they were made.
async function sendEntries(room) {
  const entries = waitingEntries(room.diary);
  if (!entries.length || room.sending) return;
  room.sending = true;
  room.sent = Date.now();
  let settled = 0;
  for (const entry of entries) {
    const { kept, said } = await sendEntry(room, entry);
    if (kept && !said) break; // there is no connection
    settled += kept ? 0 : 1;
    room.trouble = kept ? `${KEEPS} ${said}` : said;
  }
  room.sending = false;
  if (settled) sendEntries(room); // what was done meanwhile
  if (!room.view) return;
  drawKept(room);
  if (settled) room.told();
}

// -- the page

function chosenIn(room) {
  const boxes = [...room.view.querySelectorAll(".list input")];
  return boxes.filter((box) => box.checked).map((box) => room.data.exercises[Number(box.value)]);
}

function drawStart(room) {
  const chosen = chosenIn(room);
  const button = room.view.querySelector("[type=submit]");
  button.disabled = !chosen.length;
  tell(button, chosen.length ? `Start, about ${minutes(chosen)} min` : "Choose an exercise");
}

function draw(room) {
  const { view, session } = room;
  if (!view) return;
  const one = (selector) => view.querySelector(selector);
  const over = session?.phase === "finished";
  const between = session?.phase === "between";
  const going = session && !over && !between;
  const dialog = one("dialog");
  one(".start").hidden = Boolean(session);
  one(".again").hidden = !(going && room.interrupted);
  one(".between").hidden = !between;
  one(".end").hidden = !over;
  if (going && !room.interrupted) {
    if (!dialog.open) {
      dialog.showModal();
      one("[data-do=pause]").focus();
    }
    drawStage(view, session);
  } else {
    if (dialog.open) dialog.close();
    if (going) drawAgain(view, session);
    else if (between || over) drawAsked(room);
    else drawStart(room);
  }
  tell(one("[data-do=mute]"), muted() ? "Sounds are off" : "Sounds are on");
  one("[data-do=sound]").checked = !muted();
  drawKept(room);
}

function drawAgain(view, session) {
  const exercise = session.exercises[session.exercise];
  tell(view.querySelector(".again h2"), `Interrupted at ${exercise.label}`);
  tell(
    view.querySelector(".again p"),
    `Exercise ${session.exercise + 1} of ${session.exercises.length}. What you finished before is logged.`,
  );
}

// What is asked once the clock stands, drawn once: answers and the focus stay where they are.
function drawAsked(room) {
  const { view, session } = room;
  const asked = `${session.after} ${session.exercise} ${session.phase}`;
  if (room.asked === asked) return;
  room.asked = asked;
  const part = session.phase === "between" ? ".between" : ".end";
  (session.phase === "between" ? drawBetween : drawEnd)(view, session, room.data.stop_rule);
  view.querySelector(`${part} h2`).focus();
}

function drawKept(room) {
  const entries = waitingEntries(room.diary);
  const left = entries.length;
  const late = entries.some((entry) => Date.now() - entry.at > LATE);
  let words = room.trouble;
  if (late) {
    words ||= left === 1 ? "1 entry will be saved when you're back online." : `${left} entries will be saved when you're back online.`;
  } else if (!left && room.session && room.session.exercises.some((exercise) => exercise.logged)) {
    words ||= "Saved in your diary";
  }
  tell(room.view.querySelector(".kept"), words);
}
