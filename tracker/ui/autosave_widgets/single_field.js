// One field as a component of its own; or, where diaries are gone, what was typed for them forgotten.

export default function show({ data, parentElement, setTriggerValue }) {
  if (data.forget) {
    for (const diary of data.forget) {
      forgetDrafts(diary);
      for (const [key, field] of fields) if (field.diary === diary) fields.delete(key);
    }
    return;
  }
  return showField(parentElement, data, (version) => setTriggerValue("saved", version));
}
