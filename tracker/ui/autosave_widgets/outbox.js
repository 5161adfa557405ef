// What was typed, tapped or done and is not in the diary yet, kept by this browser: a key for each
// diary and field, or entry. It goes once the diary says that it holds it, or with the diary.

const OUTBOX = "backbeat.draft."; // as it was called when there were only texts in it
const ENTRY = "entry/"; // begins the name of what is no field

function outboxKey(diary, name) {
  return `${OUTBOX}${diary}.${name}`;
}

function readItem(key) {
  try {
    return JSON.parse(readText(key));
  } catch {
    return null;
  }
}

function readDraft(diary, field) {
  const draft = readItem(outboxKey(diary, field));
  return typeof draft?.text === "string" ? draft : null;
}

function writeDraft(diary, field, draft) {
  keepText(outboxKey(diary, field), JSON.stringify(draft));
}

function forgetDraft(diary, field) {
  forgetText(outboxKey(diary, field));
}

// An entry is kept under its own key, so that two tabs cannot overwrite each other's.
function postEntry(diary, entry) {
  keepText(outboxKey(diary, `${ENTRY}${entry.id}`), JSON.stringify({ entry, at: entry.at }));
}

function settleEntry(diary, id) {
  forgetText(outboxKey(diary, `${ENTRY}${id}`));
}

// What waits for a diary, in the order in which it was entered: names and what is kept by them.
function waitingFor(diary) {
  const prefix = outboxKey(diary, "");
  const items = keysFrom(prefix).flatMap((key) => {
    const item = readItem(key);
    if (item) return [{ name: key.slice(prefix.length), ...item }];
    forgetText(key);
    return [];
  });
  return items.sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
}

function waitingEntries(diary) {
  return waitingFor(diary).flatMap(({ entry }) => (entry ? [entry] : []));
}

function forgetDrafts(diary) {
  for (const key of keysFrom(outboxKey(diary, ""))) forgetText(key);
  for (const key of keysFrom(formKey(diary, ""))) forgetText(key);
  if (readItem(HERE)?.diary === diary) forgetText(HERE);
}

// An entry has its identity from here: however often it is sent, it is added once.
function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing without https
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// Where a form for a new entry keeps what is in it until the entry is in the diary.
function formKey(diary, form) {
  return `backbeat.form.${diary}.${form}`;
}

// Whose diary this browser opens: its random name, its time zone and how days and numbers are
// written, and nothing that is in it. The page without a connection goes by it.
const HERE = "backbeat.here";

function rememberWhose({ diary, zone, region, month_first: monthFirst }) {
  keepText(HERE, JSON.stringify({ diary, zone, region, monthFirst }));
}
