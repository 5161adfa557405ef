// A field that saves what is typed or chosen while one types it.

const SAYS = {
  saving: "Saving…",
  saved: "Saved",
  waiting: "Not saved yet. It will be saved when you're back online.",
  unknown: "Not sure yet whether it was saved. Checking when you're back online.",
};

const LEFT = 3_000; // ms after a link was followed in which the screen is not asked for anything
let going = 0;

function go(event) {
  const link = event.composedPath().find((node) => node.nodeName === "A" && node.href);
  if (link && !link.dataset.day) going = Date.now(); // another day is on the same screen
}

function isLeaving() {
  return Date.now() - going < LEFT;
}

document.addEventListener("pointerdown", go, true);
document.addEventListener("click", go, true);
addEventListener("popstate", () => (going = Date.now()));

// A field in its place on the page. `told` is called with the diary's version once the rest of the
// screen may follow; what is returned is called when the field leaves the page.
function showField(root, data, told) {
  const field = fieldOf(data.diary, data.field, data.stored);
  const address = new URL(data.address, document.baseURI).href;
  Object.assign(field, { ticket: data.ticket, address });
  const moved = field.view !== root || root.backbeatField !== field;
  field.wrong = (text) => whatIsWrong(data, text);
  field.onSaved = () => {
    // The rest of the screen follows once the person is through with the field, and not where
    // another screen was asked for meanwhile.
    const input = root.querySelector("#input");
    if (!field.view || !data.redraws || isLeaving()) field.untold = false;
    else if (input === root.getRootNode().activeElement && !field.done) field.untold = true;
    else tellPage();
  };
  const tellPage = () => {
    field.untold = field.done = false;
    told(field.version);
  };
  field.onLeft = () => {
    send(field);
    if (field.untold && !isLeaving()) tellPage();
  };
  if (moved) {
    root.backbeatField = field;
    field.view = build(root, data, field);
  }
  takeStored(field, data.stored, data.version);
  field.draw = () => draw(root, data, field);
  if (moved && field.wrong(field.text)) tellState(field, "wrong", field.wrong(field.text));
  field.draw();
  send(field);
  if (moved) sendTheRest(data.diary, data.ticket, address);
  return () => {
    if (field.view !== root) return;
    send(field, true);
    field.view = field.draw = null;
  };
}

function build(root, data, field) {
  const place = root.querySelector(".place");
  const input = document.createElement(data.face === "area" ? "textarea" : "input");
  input.id = "input";
  if (data.face === "area") input.rows = 3;
  if (data.face === "number") {
    input.inputMode = "numeric";
    input.autocomplete = "off";
    input.maxLength = 12;
  }
  if (data.face === "time") input.type = "time";
  if (data.autocomplete) input.autocomplete = data.autocomplete;
  place.className = `place ${data.face}`;
  place.replaceChildren(...(data.chips?.length ? [chips(data, field)] : []), input);
  input.oninput = () => typed(field, input.value);
  input.onchange = () => send(field);
  input.onblur = () => setTimeout(() => field.onLeft()); // a tap on a link is known by then
  input.onkeydown = (event) => {
    const done = event.key === "Enter" && (data.face !== "area" || event.ctrlKey || event.metaKey);
    if (done) {
      field.done = true;
      send(field);
    }
    event.stopPropagation(); // the page's own keys stay out of a field
  };
  root.querySelector("[data-do=mine]").onclick = () => settle(field, true);
  root.querySelector("[data-do=theirs]").onclick = () => settle(field, false);
  return root;
}

function chips(data, field) {
  const group = document.createElement("div");
  group.className = "chips";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", `${data.label}: usual figures`);
  group.append(
    ...data.chips.map((value) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.value = chip.textContent = String(value);
      chip.onclick = () => {
        field.done = true;
        typed(field, chip.value);
        send(field);
      };
      return chip;
    }),
  );
  return group;
}

function draw(root, data, field) {
  const input = root.querySelector("#input");
  const label = root.querySelector("label");
  label.textContent = data.label;
  label.className = data.bare ? "unseen" : "";
  input.placeholder = data.placeholder;
  input.disabled = Boolean(data.disabled);
  if (input.value !== field.text) {
    const fromEnd = input.value.length - (input.selectionEnd ?? 0);
    input.value = field.text;
    if (input === root.getRootNode().activeElement && data.face !== "time") {
      const caret = Math.max(0, field.text.length - fromEnd);
      input.setSelectionRange(caret, caret);
    }
  }
  for (const chip of root.querySelectorAll(".chips button")) {
    chip.setAttribute("aria-pressed", String(chip.value === field.text));
  }
  const wrong = field.state === "wrong" || field.state === "other";
  input.setAttribute("aria-invalid", String(wrong));
  const why = field.state === "waiting" || field.state === "unknown" ? ` ${field.said}` : "";
  const told = wrong || (field.state === "saved" && field.said) ? field.said : SAYS[field.state];
  tell(root.querySelector(".state"), told ? `${told}${why}`.trim() : data.hint);
  root.querySelector(".state").dataset.state = field.state;
  root.querySelector(".which").hidden = field.other === null;
  if (field.other !== null) {
    tell(root.querySelector("[data-do=mine]"), `Use ${field.text || "nothing"}`);
    tell(root.querySelector("[data-do=theirs]"), `Keep ${field.other || "nothing"}`);
  }
}

function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// What keeps a text from being saved, in words; empty where nothing does.
function whatIsWrong(data, text) {
  if (data.face === "number") return whatIsWrongWithNumber(data, text.trim());
  if (data.face === "time") return data.required && !text ? "Not saved: a time is needed." : "";
  const length = [...text].length;
  if (length <= data.limit) return "";
  return (
    `Too long, so not saved: ${numberText(length)} characters, and ${numberText(data.limit)} fit. ` +
    `Shorten it by ${numberText(length - data.limit)}. Until then this browser keeps all of it.`
  );
}

function whatIsWrongWithNumber(data, text) {
  if (text === "") return data.required ? `Not saved: ${rangeOf(data)}.` : "";
  if (!/^\d+$/.test(text)) return `“${text}” is not saved: ${rangeOf(data)}.`;
  const number = Number(text);
  return number < data.low || number > data.high ? `${text} is not saved: ${rangeOf(data)}.` : "";
}

function rangeOf(data) {
  return `${data.what} are a whole number from ${data.low} to ${numberText(data.high)}`;
}
