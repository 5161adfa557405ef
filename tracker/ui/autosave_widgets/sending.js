// One field of one diary: what it says, what the diary is known to hold, and the way there.
// It outlives its place on the page: what was typed is sent after its screen was left, too.

const fields = (window.backbeatFields ??= new Map());
const PAUSE = 800; // ms without a key until what was typed is sent
const AGAIN = [2_000, 5_000, 15_000, 30_000]; // ms until what could not be sent is sent again
const REMEMBERED = 20; // texts of one's own that come back late

function fieldOf(diary, name, stored) {
  const key = draftKey(diary, name);
  let field = fields.get(key);
  if (!field) {
    const draft = readDraft(diary, name);
    field = {
      diary,
      name,
      text: draft?.text ?? stored,
      base: draft?.base ?? stored, // what the diary held when typing began
      own: draft?.own ?? [], // what was sent since, answered or not
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
  writeDraft(field.diary, field.name, { text: field.text, base: field.base, own: field.own });
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
  const body = JSON.stringify({
    ticket: field.ticket,
    diary: field.diary,
    field: field.name,
    text,
    base: field.base,
    own: field.own.filter((one) => one !== text).slice(-3),
  });
  const asked = { method: "POST", headers: { "content-type": "application/json" }, body };
  try {
    let answer;
    try {
      answer = await fetch(field.address, { ...asked, keepalive: true }); // goes on after the page
    } catch {
      answer = await fetch(field.address, asked); // a text too long for that
    }
    if (!answer.headers.get("content-type")?.startsWith("application/json")) return { later: "" };
    return await answer.json();
  } catch {
    return { later: "" };
  }
}

function answered(field, text, answer) {
  if (typeof answer.saved === "string") {
    field.failures = 0;
    field.version = answer.version;
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
    field.onSaved?.();
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

// What was left behind by an earlier visit, on whatever screen.
function sendTheRest(diary, ticket, address) {
  for (const name of fieldsWithDrafts(diary)) {
    const field = fieldOf(diary, name, readDraft(diary, name)?.base ?? "");
    Object.assign(field, { ticket, address });
    if (!field.view) send(field);
  }
}

function leave() {
  for (const field of fields.values()) send(field, true);
}

if (!window.backbeatLeaving) {
  window.backbeatLeaving = true;
  addEventListener("pagehide", () => leave());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  addEventListener("online", () => leave());
}
