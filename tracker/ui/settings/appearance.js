// Light or dark, and how large the text is: chosen for this device, and on at once
// (tracker/web/theme.js keeps it and draws the page accordingly).

export default function appearance(component) {
  const { parentElement: view, data } = component;
  for (const set of view.querySelectorAll("fieldset")) {
    const what = set.dataset.what;
    const { label, options } = data[what];
    set.querySelector("legend").textContent = label;
    set.querySelector(".row").replaceChildren(
      ...options.map(([value, words]) => choice(what, value, words)),
    );
  }
  view.querySelector("p").textContent = data.where;
}

function choice(what, value, words) {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), {
    type: "radio",
    name: what,
    value,
    checked: (window.backbeatLook.chosen(what) ?? "") === value,
  });
  input.addEventListener("change", () => window.backbeatLook.choose(what, value));
  const shown = document.createElement("span");
  shown.textContent = words;
  if (what === "text") shown.dataset.text = value;
  label.append(input, shown);
  return label;
}
