// Says whether this browser still keeps something that the diary does not hold yet.

document.addEventListener("DOMContentLoaded", () => {
  const KEPT = /^backbeat\.(draft|form)\.|^backbeat\.[0-9a-f]{16}\./;
  const note = document.querySelector("[data-unsaved]");
  try {
    if (note) note.hidden = !Object.keys(localStorage).some((key) => KEPT.test(key));
  } catch {
    // a browser that keeps nothing
  }
});
