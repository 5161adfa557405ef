// The way between the plan and the library: which exercises are planned, which
// are one's own, and what to add.

let leave = () => {};

export default function ({ data, setTriggerValue }) {
  leave();
  const say = () => document.dispatchEvent(new CustomEvent("backbeat-planned", { detail: data }));
  const add = (event) => setTriggerValue("add", event.detail);
  document.addEventListener("backbeat-who-is-planned", say);
  document.addEventListener("backbeat-plan", add);
  say();
  leave = () => {
    document.removeEventListener("backbeat-who-is-planned", say);
    document.removeEventListener("backbeat-plan", add);
  };
  return leave;
}
