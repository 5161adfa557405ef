// The way between the plan and the library: which exercises are planned, which
// are one's own, and what to add.

let leave = () => {};
let renamed; // which exercise of one's own got another name last
let entered = false; // by Enter, not by going elsewhere
document.addEventListener("keydown", (event) => (entered = event.key === "Enter"));
document.addEventListener("pointerdown", () => (entered = false));

// Under its new name an exercise is drawn as another one: the keyboard stays in its field.
function follow(name) {
  const before = renamed;
  renamed = name;
  if (before === undefined || before === name || !entered) return;
  const until = Date.now() + 3_000;
  const look = () => {
    const field = document.querySelector(".st-key-own-renamed-name input");
    if (field?.value === name) {
      if (document.activeElement === document.body) field.focus();
    } else if (Date.now() < until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

export default function ({ data, setTriggerValue }) {
  leave();
  const say = () => document.dispatchEvent(new CustomEvent("backbeat-planned", { detail: data }));
  const add = (event) => setTriggerValue("add", event.detail);
  document.addEventListener("backbeat-who-is-planned", say);
  document.addEventListener("backbeat-plan", add);
  say();
  follow(data.renamed);
  leave = () => {
    document.removeEventListener("backbeat-who-is-planned", say);
    document.removeEventListener("backbeat-plan", add);
  };
  return leave;
}
