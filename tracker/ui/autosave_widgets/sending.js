// One field of one diary: what it says, what the diary is known to hold, and the way there.
// It outlives its place on the page: what was typed is sent after its screen was left, too. What
// is typed without seeing the diary (`unseen`) is kept and sent without saying what it held.

const fields = (window.backbeatFields ??= new Map());
const PAUSE = 800; // ms without a key until what was typed is sent
const AGAIN = [2_000, 5_000, 15_000, 30_000]; // ms until what could not be sent is sent again
const LET_OUT = "This browser is not let in any more. It keeps what you entered, and sends it once you are.";
const REMEMBERED = 20; // texts of one's own that come back late

function fieldOf(diary, name, stored) {
  const key = outboxKey(diary, name);
  let field = fields.get(key);
  if (!field) {
    const draft = readDraft(diary, name);
    field = {
      diary,
      name,
      text: draft?.text ?? stored,
      base: draft ? (draft.base ?? "") : stored, // what the diary held when typing began
      unseen: draft?.base === null,
      own: draft?.own ?? [], // what was sent since, answered or not
      at: draft?.at ?? Date.now(), // when it was entered
      version: 0,
      sent: null, // the text that is under way
      waiting: 0,
      failures: 0,
      state: "",
      said: "",
      other: null, // what another window says instead
      view: null,
    };
    if (draft && field.text === stored) forgetDraft(diary, name);
    fields.set(key, field);
  }
  return field;
}

function isDirty(field) {
  return field.text !== field.base;
}

// What the page says that the diary holds; what is being typed comes first.
function takeStored(field, stored, version) {
  if (version < field.version || field.sent !== null) return;
  field.version = version;
  if (isDirty(field)) return;
  if (stored !== field.base) field.state = "";
  field.base = field.text = stored;
}

function typed(field, text) {
  field.text = text;
  field.at = Date.now();
  field.other = null;
  clearTimeout(field.waiting);
  if (!isDirty(field) && field.sent === null) {
    forgetDraft(field.diary, field.name);
    tellState(field, field.state === "saved" ? "saved" : "");
    return;
  }
  keepDraft(field);
  const wrong = field.wrong?.(text) ?? "";
  if (wrong) {
    tellState(field, "wrong", wrong);
    return;
  }
  tellState(field, "saving");
  field.waiting = setTimeout(() => send(field), PAUSE);
}

function keepDraft(field) {
  const { text, base, unseen, own, at } = field;
  writeDraft(field.diary, field.name, { text, base: unseen ? null : base, own, at });
}

function tellState(field, state, said = "") {
  field.state = state;
  field.said = said;
  field.draw?.();
}

// Send what is typed now. `leaving`: also while an earlier text is under way, because there
// may be no later.
async function send(field, leaving = false) {
  clearTimeout(field.waiting);
  if (!isDirty(field) || field.other !== null || (field.wrong?.(field.text) ?? "")) return;
  if (field.sent !== null && (!leaving || field.sent === field.text)) return;
  const text = field.text;
  field.sent = text;
  field.own = [...field.own.filter((one) => one !== text), text].slice(-REMEMBERED);
  keepDraft(field);
  tellState(field, "saving");
  const answer = await post(field, text);
  if (field.sent === text) field.sent = null;
  answered(field, text, answer);
}

async function post(field, text) {
  const own = field.own.filter((one) => one !== text).slice(-3);
  const base = field.unseen ? null : field.base;
  const ago = Math.max(0, Math.round((Date.now() - field.at) / 1000));
  const draw = field.view ? field.shows?.() : undefined; // what its screen wants to show since
  return deliver(field, { field: field.name, text, base, own, ago, draw });
}

// Send to a diary by its address; `way` has its ticket, which holds as long as the server runs.
async function deliver(way, told) {
  const answer = await ask(way, told);
  if (!answer.stale) return answer;
  const whose = await askWhose(way.address);
  if (whose?.diary !== way.diary) return { later: whose?.out ? LET_OUT : "" }; // kept until they are
  way.ticket = whose.ticket;
  return ask(way, told);
}

async function ask({ address, ticket, diary }, told) {
  const body = JSON.stringify({ ticket: ticket ?? "", diary, ...told });
  const asked = { method: "POST", headers: { "content-type": "application/json" }, body };
  try {
    let answer;
    try {
      answer = await fetch(address, { ...asked, keepalive: true }); // goes on after the page
    } catch {
      answer = await fetch(address, asked); // a text too long for that
    }
    if (!isJson(answer)) return { later: [401, 403].includes(answer.status) ? LET_OUT : "" };
    return { ...(await answer.json()), stale: answer.status === 403 };
  } catch {
    return { later: "" };
  }
}

// Whose diary this browser may save into, or that it is not let in; null where nobody answers.
async function askWhose(address) {
  try {
    const answer = await fetch(address, { cache: "no-store" });
    if (isJson(answer)) return await answer.json();
    return answer.status === 401 || answer.status === 403 ? { out: true } : null;
  } catch {
    return null;
  }
}

function isJson(answer) {
  return Boolean(answer.headers.get("content-type")?.startsWith("application/json"));
}

function answered(field, text, answer) {
  if (typeof answer.saved === "string") {
    field.failures = 0;
    field.version = answer.version;
    field.unseen = false;
    field.base = answer.saved;
    if (field.text === text) {
      field.text = answer.saved;
    } else if (answer.saved !== text && field.text.startsWith(text)) {
      field.text = answer.saved + field.text.slice(text.length); // both, and what came since
    }
    if (isDirty(field)) {
      keepDraft(field);
      if (field.sent === null) send(field);
      return;
    }
    field.own = [];
    forgetDraft(field.diary, field.name);
    tellState(field, "saved", answer.said ?? "");
    field.onSaved?.(answer.drawn);
  } else if (typeof answer.other === "string") {
    field.other = answer.other;
    tellState(field, "other", answer.said);
  } else if (answer.gone) {
    forgetDraft(field.diary, field.name);
    field.base = field.text;
    tellState(field, "wrong", answer.gone);
  } else if (answer.refused) {
    tellState(field, "wrong", answer.refused);
  } else {
    const pause = AGAIN[Math.min(field.failures, AGAIN.length - 1)];
    field.failures += 1;
    tellState(field, answer.unknown ? "unknown" : "waiting", answer.later);
    clearTimeout(field.waiting);
    field.waiting = setTimeout(() => send(field), pause);
  }
}

// Of what two windows say, this one's or the other's.
function settle(field, mine) {
  const other = field.other;
  field.other = null;
  field.unseen = false;
  field.base = other;
  if (!mine) field.text = other;
  if (isDirty(field)) {
    keepDraft(field);
    send(field);
  } else {
    forgetDraft(field.diary, field.name);
    tellState(field, "saved");
  }
}

// What was left behind by an earlier visit, on whatever screen, in the order in which it was entered.
async function sendTheRest(diary, ticket, address) {
  for (const { name, entry, base } of waitingFor(diary)) {
    if (entry) {
      await sendEntry({ diary, ticket, address }, entry);
      continue;
    }
    const field = fieldOf(diary, name, base ?? "");
    Object.assign(field, { ticket, address });
    await send(field);
  }
}

// Returns whether it is still kept, and what there is to say about it.
async function sendEntry(way, entry) {
  const answer = await deliver(way, { entry });
  if (typeof answer.later === "string") return { kept: true, said: answer.later };
  settleEntry(way.diary, entry.id);
  return { kept: false, said: answer.refused ?? answer.gone ?? "" };
}

function sendAll() {
  for (const field of fields.values()) send(field, true);
}

// Another tab keeps, has sent or took back what this one shows: both say the same, so that neither
// sends what the person has changed in the other.
function hearOtherTab({ key, oldValue, newValue }) {
  const field = fields.get(key);
  if (!field || field.sent !== null) return;
  clearTimeout(field.waiting);
  const draft = JSON.parse(newValue ?? oldValue);
  if (newValue !== null) {
    const { text, base, own, at } = draft;
    Object.assign(field, { text, base: base ?? "", unseen: base === null, own, at, other: null });
    field.waiting = setTimeout(() => send(field), AGAIN[1]);
    tellState(field, "saving");
  } else if (isDirty(field)) {
    const sent = draft.own.includes(draft.text);
    const now = sent ? field.text : field.base;
    Object.assign(field, { text: now, base: now, unseen: false, own: [], other: null });
    tellState(field, sent ? "saved" : "");
  }
}

if (!window.backbeatLeaving) {
  window.backbeatLeaving = true;
  addEventListener("pagehide", sendAll);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") sendAll();
  });
  addEventListener("online", sendAll);
  addEventListener("storage", hearOtherTab);
}
