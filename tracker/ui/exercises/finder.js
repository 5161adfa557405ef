// Finds entries of the library as one types, and opens the one that a link names.

const ready = new WeakSet();
let shown = null; // the library on the page

// Links into the library stand in the plan too.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-open]");
  if (link && shown?.root.isConnected && shown.open(link.dataset.open)) event.preventDefault();
});
document.addEventListener("backbeat-planned", ({ detail }) => {
  if (!shown?.root.isConnected) return;
  shown.take(detail.own);
  markPlanned(shown.root, detail);
});

export default function (component) {
  const root = component.parentElement.querySelector(".bb-library");
  if (!root || ready.has(root)) return;
  ready.add(root);

  const search = root.querySelector("#bb-search");
  const chips = [...root.querySelectorAll(".bb-chips button")];
  const own = root.querySelector(".bb-own");
  let entries = []; // one's own change while the page is there
  const groups = [...root.querySelectorAll(".bb-group")];
  const count = root.querySelector(".bb-count");

  const chosen = (field) => chips.find((chip) => chip.dataset.field === field && pressed(chip));

  // What is open of one's own stays open.
  function take(markup) {
    if (own.dataset.said === markup) return;
    const open = [...own.querySelectorAll("details[open] [data-add]")].map((button) => button.dataset.add);
    own.dataset.said = markup;
    own.innerHTML = markup; // escaped where it is made
    for (const button of own.querySelectorAll("[data-add]")) {
      button.closest("details").open = open.includes(button.dataset.add);
    }
    find();
  }

  function find() {
    entries = [...root.querySelectorAll("details[data-find]")];
    const words = plain(search.value).split(" ").filter(Boolean);
    const kind = chosen("kind")?.dataset.value;
    const region = chosen("region")?.dataset.value;
    const fits = (entry) =>
      entry.dataset.kind
        ? (!kind || entry.dataset.kind === kind) && (!region || entry.dataset.region === region)
        : !kind && !region;
    const named = (entry) => words.every((word) => plain(entry.dataset.find).includes(word));
    const told = (entry) => words.every((word) => plain(entry.textContent).includes(word));
    let found = entries.filter((entry) => fits(entry) && named(entry));
    if (!found.some((entry) => entry.dataset.kind)) {
      found = entries.filter((entry) => fits(entry) && (named(entry) || told(entry)));
    }
    for (const entry of entries) entry.hidden = !found.includes(entry);
    for (const group of groups) {
      const inside = [...group.querySelectorAll("details")];
      group.hidden = inside.every((entry) => entry.hidden || !entry.dataset.find) && (narrowed() || group === own);
    }
    tell(found);
  }

  function narrowed() {
    return Boolean(search.value.trim() || chosen("kind") || chosen("region"));
  }

  function tell(found) {
    const exercises = found.filter((entry) => entry.dataset.kind).length;
    const others = found.length - exercises;
    const parts = [exercises === 1 ? "1 exercise" : `${exercises} exercises`];
    if (narrowed() && others) parts.push(others === 1 ? "1 piece of advice" : `${others} pieces of advice`);
    count.textContent = found.length
      ? `${parts.join(", ")}.`
      : "Nothing found. Try another word or remove a filter.";
  }

  function open(id) {
    const entry = id && root.querySelector(`details[id="${CSS.escape(id)}"]`);
    if (!entry) return false;
    if (entry.hidden) {
      search.value = "";
      for (const chip of chips) chip.setAttribute("aria-pressed", "false");
      find();
    }
    entry.open = true;
    entry.scrollIntoView({ block: "start" });
    entry.querySelector("summary").focus({ preventScroll: true });
    return true;
  }

  search.oninput = find;
  root.onclick = (event) => {
    const chip = event.target.closest(".bb-chips button");
    if (chip) {
      const on = !pressed(chip);
      for (const other of chips) {
        if (other.dataset.field === chip.dataset.field) other.setAttribute("aria-pressed", "false");
      }
      chip.setAttribute("aria-pressed", String(on));
      find();
    }
    const add = event.target.closest("button[data-add]");
    if (add && add.getAttribute("aria-disabled") !== "true") {
      add.textContent = "Adding…";
      document.dispatchEvent(new CustomEvent("backbeat-plan", { detail: add.dataset.add }));
    }
  };
  shown = { root, open, take };
  document.dispatchEvent(new CustomEvent("backbeat-who-is-planned"));
  find();
  open(decodeURIComponent(location.hash.slice(1)));
}

function markPlanned(root, { planned }) {
  for (const button of root.querySelectorAll("button[data-add]")) {
    const is = planned.includes(button.dataset.add);
    const was = button.getAttribute("aria-disabled") === "true";
    button.setAttribute("aria-disabled", String(is));
    button.textContent = is ? "In your plan" : "Add to plan";
    button.closest("details").toggleAttribute("data-planned", is);
    if (is && !was && document.activeElement === button) {
      button.nextElementSibling.textContent = "Added. Its days and dose are in your plan, above.";
    } else if (!is) {
      button.nextElementSibling.textContent = "";
    }
  }
}

function pressed(chip) {
  return chip.getAttribute("aria-pressed") === "true";
}

function plain(text) {
  return text.toLowerCase().replaceAll("’", "'").replace(/[-\s]+/g, " ");
}
