// Nobody is let in here, or not any more: what was entered and is not in a diary yet stays for whoever
// entered it, and nobody sees it or adds to it. Who does not want that deletes it.

(() => {
  const HERE = "backbeat.here"; // whose diary is opened here (outbox.js)
  try {
    localStorage.removeItem(HERE);
  } catch {
    // a browser that keeps nothing
  }
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-forget]");
    button?.addEventListener("click", () => {
      const section = button.closest("[data-unsaved]");
      document.head.append(
        Object.assign(document.createElement("script"), {
          src: button.dataset.forget,
          onload: () => (section.hidden = true),
          onerror: () => (section.querySelector("[role=alert]").hidden = false),
        }),
      );
    });
  });
})();
