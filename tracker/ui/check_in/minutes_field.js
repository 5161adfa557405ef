// Minutes as chips and a field: what is typed reaches the page while one types, Enter adds.

const PAUSE = 300; // ms without a key

export default function show({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement;
  const input = root.querySelector("input") ?? build(root, data);
  const told = root.backbeatTold ?? (root.backbeatTold = { turn: null, text: "", timer: 0 });
  if (told.turn !== data.turn) {
    Object.assign(told, { turn: data.turn, text: data.typed });
    input.value = data.typed;
  }
  const tell = () => {
    clearTimeout(told.timer);
    if (told.text === input.value) return;
    told.text = input.value;
    setStateValue("typed", input.value);
  };
  const draw = () => {
    for (const chip of root.querySelectorAll(".chips button")) {
      chip.setAttribute("aria-pressed", String(chip.value === input.value));
    }
    const wrong = whatIsWrong(input.value.trim(), data.most);
    root.querySelector(".state").textContent = wrong;
    root.querySelector(".state").dataset.state = wrong ? "wrong" : "";
    input.setAttribute("aria-invalid", String(Boolean(wrong)));
  };
  input.oninput = () => {
    draw();
    clearTimeout(told.timer);
    told.timer = setTimeout(tell, PAUSE);
  };
  input.onblur = tell;
  input.onkeydown = (event) => {
    event.stopPropagation(); // the page's own keys stay out of a field
    if (event.key !== "Enter") return;
    clearTimeout(told.timer);
    setTriggerValue("entered", input.value);
  };
  for (const chip of root.querySelectorAll(".chips button")) {
    chip.onclick = () => {
      input.value = chip.value;
      draw();
      tell();
    };
  }
  draw();
}

function build(root, data) {
  const label = root.querySelector("label");
  label.textContent = "Minutes";
  const chips = document.createElement("div");
  chips.className = "chips";
  chips.setAttribute("role", "group");
  chips.setAttribute("aria-label", "Usual minutes");
  for (const minutes of data.chips) {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.value = chip.textContent = String(minutes);
    chips.append(chip);
  }
  const input = document.createElement("input");
  Object.assign(input, { id: "input", inputMode: "numeric", autocomplete: "off", maxLength: 12 });
  root.querySelector(".place").className = "place number";
  root.querySelector(".place").replaceChildren(chips, input);
  root.querySelector(".which").hidden = true;
  return input;
}

function whatIsWrong(text, most) {
  if (text === "" || (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most)) return "";
  return `${text}: minutes are a whole number from 1 to ${numberText(most)}.`;
}
