// What was typed and is not in the diary yet, kept by this browser: a key for each diary
// and field. It goes once the diary says that it holds it, or with the diary itself.

const DRAFTS = "backbeat.draft.";
const unkept = new Map(); // where a browser keeps nothing, this tab at least does

function draftKey(diary, field) {
  return `${DRAFTS}${diary}.${field}`;
}

function readDraft(diary, field) {
  const key = draftKey(diary, field);
  let found = unkept.get(key) ?? null;
  try {
    found = localStorage.getItem(key) ?? found;
  } catch {
    // only what this tab keeps
  }
  try {
    const draft = JSON.parse(found);
    return typeof draft?.text === "string" ? draft : null;
  } catch {
    return null;
  }
}

function writeDraft(diary, field, draft) {
  const key = draftKey(diary, field);
  const text = JSON.stringify(draft);
  try {
    localStorage.setItem(key, text);
    unkept.delete(key);
  } catch {
    unkept.set(key, text);
  }
}

function forgetDraft(diary, field) {
  const key = draftKey(diary, field);
  unkept.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // there was nothing to forget
  }
}

function fieldsWithDrafts(diary) {
  const prefix = draftKey(diary, "");
  let keys = [...unkept.keys()];
  try {
    keys = keys.concat(Object.keys(localStorage));
  } catch {
    // only what this tab keeps
  }
  return [...new Set(keys)]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}

function forgetDrafts(diary) {
  for (const field of fieldsWithDrafts(diary)) forgetDraft(diary, field);
}
