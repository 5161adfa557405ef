// What was typed and is not in the diary yet, kept by this browser: a key for each diary
// and field. It goes once the diary says that it holds it, or with the diary itself.

const DRAFTS = "backbeat.draft.";

function draftKey(diary, field) {
  return `${DRAFTS}${diary}.${field}`;
}

function readDraft(diary, field) {
  try {
    const draft = JSON.parse(readText(draftKey(diary, field)));
    return typeof draft?.text === "string" ? draft : null;
  } catch {
    return null;
  }
}

function writeDraft(diary, field, draft) {
  keepText(draftKey(diary, field), JSON.stringify(draft));
}

function forgetDraft(diary, field) {
  forgetText(draftKey(diary, field));
}

function fieldsWithDrafts(diary) {
  const prefix = draftKey(diary, "");
  return keysFrom(prefix).map((key) => key.slice(prefix.length));
}

function forgetDrafts(diary) {
  for (const field of fieldsWithDrafts(diary)) forgetDraft(diary, field);
  for (const key of keysFrom(formKey(diary, ""))) forgetText(key);
}

// Where a form for a new entry keeps what is in it until the entry is in the diary.
function formKey(diary, form) {
  return `backbeat.form.${diary}.${form}`;
}
