// The page that a browser shows where there is no connection: today's check-in, over the outbox.
// Nothing that the diary holds is in it. Once somebody answers, what was entered is sent and the
// diary's own page takes its place, when nothing is being written any more.

const LOOKS = [1_000, 2_000, 5_000, 10_000]; // ms until it is tried again whether somebody answers
const page = document.querySelector("#day-in-page");
const own = page.querySelector(".own");
const address = new URL("autosave", document.baseURI).href;
const known = readItem(HERE);
const today = known && dayIn(known.zone);
let looked = 0;
let nextLook = 0;

if (known) begin();
else page.querySelector(".unknown").hidden = false;
nextLook = setTimeout(look, LOOKS[0]);
addEventListener("online", () => look());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());

function begin() {
  const given = JSON.parse(own.dataset.given);
  if (known.region) page.dataset.region = known.region;
  const root = own.attachShadow({ mode: "open" });
  const markup = own.querySelector("template").innerHTML;
  root.innerHTML = markup.replaceAll("{date}", today).replaceAll("{day}", inWords(today));
  const place = root.querySelector(".day");
  const field = (name, face) => ({
    ...face, diary: known.diary, field: `check-in/${today}/${name}`, stored: "", version: 0, ticket: "", address,
  });
  const data = { day: today, status: given.status, unsaved: false, fields: [field("pain", {}), field("note", given.note)] };
  showDay(place, data, drawKept);
  for (const button of place.querySelectorAll("[data-none]")) showTick(button, field(button.dataset.none, {}));
  showActivities(place.querySelector("[data-part=activity]"));
  for (const one of fields.values()) one.unseen ||= !isDirty(one);
  page.querySelector(".known").hidden = false;
  root.addEventListener("focusout", () => page.querySelector(".line").hidden || setTimeout(look));
  addEventListener("storage", ({ key, newValue }) => {
    if (key === HERE && newValue === null) location.reload(); // signed out in another tab
    else drawKept();
  });
  setInterval(drawKept, 1_000);
  drawKept();
}

function dayIn(zone) {
  return new Intl.DateTimeFormat("sv", { timeZone: zone }).format();
}

// As the diary writes it (`Formats.day` of tracker/formatting.py).
function inWords(day) {
  const words = new Intl.DateTimeFormat(known.monthFirst ? "en-US" : "en-GB", {
    weekday: "long", day: "numeric", month: "long", timeZone: "UTC",
  }).format(new Date(day));
  return known.monthFirst ? words : words.replace(",", "");
}

function showTick(button, data) {
  const field = fieldOf(data.diary, data.field, "");
  Object.assign(field, { ticket: "", address, view: button, wrong: () => "" });
  field.draw = () => press(button, field.text === "yes");
  button.onclick = () => choose(field, field.text === "yes" ? "" : "yes");
  field.draw();
  send(field);
}

function press(button, pressed) {
  button.setAttribute("aria-pressed", String(pressed));
}

// What was done: a tap on its kind, one on its minutes, and Add.
function showActivities(part) {
  const chosen = (name) => part.querySelector(`[data-of=${name}] [aria-pressed=true]`);
  const add = part.querySelector(".add");
  part.onclick = ({ target }) => {
    const chip = target.closest("[aria-pressed]");
    if (!chip) return;
    const again = chip.getAttribute("aria-pressed") === "true";
    for (const other of chip.parentElement.children) press(other, other === chip && !again);
    add.disabled = !chosen("kinds") || !chosen("minutes");
  };
  add.onclick = () => {
    const [kind, minutes] = [chosen("kinds"), chosen("minutes")];
    const uid = newUid();
    postEntry(known.diary, {
      id: uid, kind: "activity", uid, at: Date.now(), date: today, activity: kind.value,
      minutes: Number(minutes.value), intensity: kind.dataset.intensity,
    });
    own.shadowRoot.querySelector("[data-none=no_activity][aria-pressed=true]")?.click();
    press(kind, false);
    press(minutes, false);
    kind.focus();
    add.disabled = true;
    drawActivities(part);
    drawKept();
    look();
  };
  drawActivities(part);
}

function drawActivities(part) {
  const waiting = waitingEntries(known.diary).filter(({ kind, date }) => kind === "activity" && date === today);
  part.querySelector("ul").replaceChildren(...waiting.map((entry) => rowOf(part, entry)));
}

function rowOf(part, { id, activity, minutes }) {
  const row = part.querySelector("template").content.firstElementChild.cloneNode(true);
  const said = row.querySelector("span");
  const kind = [...part.querySelectorAll("[data-of=kinds] button")].find(({ value }) => value === activity);
  tell(said, said.dataset.says.replace("{activity}", kind?.textContent ?? activity).replace("{minutes}", numberText(minutes)));
  row.querySelector("button").onclick = () => {
    settleEntry(known.diary, id);
    drawActivities(part);
    drawKept();
  };
  return row;
}

// How much waits.
function drawKept() {
  const count = waitingFor(known.diary).length;
  const kept = page.querySelector(".kept");
  const { none, one, many } = kept.dataset;
  tell(kept, count === 0 ? none : count === 1 ? one : many.replace("{count}", numberText(count)));
}

function isWriting() {
  return Boolean(own.shadowRoot?.activeElement?.matches("input, textarea"));
}

// Whether somebody answers by now, and who is let in there. Without an answer the page stays as it is,
// until another day begins.
async function look() {
  clearTimeout(nextLook);
  const whose = await askWhose(address);
  page.querySelector(".line").hidden = !whose;
  if (whose) {
    looked = 1;
    if (known && whose.diary === known.diary) await sendTheRest(known.diary, whose.ticket, address);
    if (known) drawKept();
    if (!isWriting()) leaveForThePage();
  } else if (known && today !== dayIn(known.zone) && !isWriting()) {
    location.reload();
  }
  clearTimeout(nextLook);
  nextLook = setTimeout(look, LOOKS[Math.min(looked++, LOOKS.length - 1)]);
}

function leaveForThePage() {
  navigator.serviceWorker?.controller?.postMessage("answers"); // so that it waits for a slow one
  location.reload();
}
