// A form for a new entry. What is typed is kept by this browser until the diary holds the entry,
// which has its identity from here: pressed twice, sent twice or come back to, it is added once.

const sent = (window.backbeatSentForms ??= new Map()); // what Add was pressed for, in this tab

export default function show({ data, parentElement: root, setTriggerValue }) {
  const key = formKey(data.diary, data.form);
  const form = root.querySelector("form");
  if (root.backbeatForm !== key) {
    root.backbeatForm = key;
    buildForm(form, data);
    root.backbeatDraft = sent.get(key) ?? readForm(key) ?? newDraft();
  }
  if (data.stored.includes(root.backbeatDraft.uid)) {
    forgetText(key);
    sent.delete(key);
    root.backbeatDraft = newDraft();
  } else {
    sent.delete(key); // asked again: it was refused, or never came, and stays kept
  }
  const draft = root.backbeatDraft;
  fillForm(form, draft.values);
  tell(root.querySelector(".state"), data.hint);
  const keep = () => {
    sent.delete(key);
    draft.values = valuesOf(form);
    if (Object.values(draft.values).some(Boolean)) keepText(key, JSON.stringify(draft));
    else forgetText(key);
  };
  form.oninput = keep;
  form.onkeydown = (event) => event.stopPropagation(); // the page's own keys stay out of a field
  form.onsubmit = (event) => {
    event.preventDefault();
    keep();
    sent.set(key, draft);
    setTriggerValue("added", draft);
  };
  for (const chip of form.querySelectorAll(".chips button")) {
    chip.onclick = () => {
      const again = chip.getAttribute("aria-pressed") === "true";
      for (const other of chip.parentElement.children) press(other, other === chip && !again);
      keep();
    };
  }
  // The form goes once its entry is in the diary, and so does what was kept of it.
  return () => {
    if (sent.get(key) === draft) forgetText(key);
  };
}

function newDraft() {
  return { uid: newUid(), values: {} };
}

function readForm(key) {
  try {
    const draft = JSON.parse(readText(key));
    return typeof draft?.uid === "string" && draft.values ? draft : null;
  } catch {
    return null;
  }
}

function buildForm(form, data) {
  const add = document.createElement("button");
  Object.assign(add, { type: "submit", className: "add", textContent: "Add" });
  form.replaceChildren(...data.fields.map((field) => rowOf(field)), add);
}

function rowOf(field) {
  const row = document.createElement("div");
  const label = document.createElement(field.choices.length ? "span" : "label");
  Object.assign(label, { textContent: field.label, className: "asked", id: `label-${field.name}` });
  row.append(label, field.choices.length ? chipsOf(field) : inputOf(field));
  if (!field.choices.length) label.htmlFor = field.name;
  return row;
}

function inputOf(field) {
  const input = document.createElement("input");
  Object.assign(input, { id: field.name, name: field.name, autocomplete: "off" });
  if (field.clock) input.type = "time";
  else if (field.first) Object.assign(input, { type: "date", min: field.first });
  else input.maxLength = field.limit;
  return input;
}

function chipsOf(field) {
  const chips = document.createElement("div");
  chips.className = "chips";
  chips.dataset.name = field.name;
  chips.setAttribute("role", "group");
  chips.setAttribute("aria-labelledby", `label-${field.name}`);
  for (const [value, words] of field.choices) {
    const chip = document.createElement("button");
    Object.assign(chip, { type: "button", value, textContent: words });
    press(chip, false);
    chips.append(chip);
  }
  return chips;
}

function press(chip, pressed) {
  chip.setAttribute("aria-pressed", String(pressed));
}

function valuesOf(form) {
  const typed = [...form.querySelectorAll("input")].map((input) => [input.name, input.value]);
  const chosen = [...form.querySelectorAll(".chips")].map((chips) => [
    chips.dataset.name,
    chips.querySelector("[aria-pressed=true]")?.value ?? "",
  ]);
  return Object.fromEntries([...typed, ...chosen]);
}

function fillForm(form, values) {
  for (const input of form.querySelectorAll("input")) {
    const text = values[input.name] ?? "";
    if (input.value !== text) input.value = text;
  }
  for (const chips of form.querySelectorAll(".chips")) {
    for (const chip of chips.children) press(chip, chip.value === values[chips.dataset.name]);
  }
}
